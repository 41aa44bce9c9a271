"""A sitting between a rehearsal and the world, with ears and a judge that do as they are told."""

import pytest

from audio.ears_messages import Start
from audio.place import Place
from content.errors import Refusal
from content.event import Event
from lessons import asked as asking
from lessons import playing, registry
from lessons.arts.rehearsal import Rehearsal
from lessons.playing import Clock, Playing
from sim.loop import Loop
from sim.sitting import Job, Sitting
from tests.sim.stubs import StubEars, StubJudge, judged

LIBRARY = registry.library()
SUNG = ("kunqu/bubujiao", 0)
TICK = 1 / 240


class Seat:
    """One learner: the sitting, the loop around it, everything beside it a stub."""

    def __init__(self, lesson_id, step=0, clock=None, waits=False):
        lesson = LIBRARY.lesson(lesson_id)
        self.asked = asking.ask(LIBRARY, lesson_id, lesson.steps[step].id)
        self.practice = Rehearsal(lesson, "hash")
        self.ears, self.judge = StubEars(), StubJudge()
        job = Job(self.asked, Start(playing.part(self.asked, Playing())), clock)
        self.sitting = Sitting(self.practice, self.ears, self.judge, lambda: job, waits)
        self.loop = Loop(self.practice, [self.sitting], [self.sitting], cap=None)
        if step:
            self.do("step.go", step=self.asked.step.id)

    def do(self, name, **value):
        self.sitting.act(name, **value)
        return self.go()

    def go(self, ticks=2):
        return [e.name for e in self.loop.frame(ticks * TICK)]


def tapping():
    lesson = LIBRARY.lesson("kunqu/gongche_banyan")
    step = next(i for i, s in enumerate(lesson.steps) if s.scorer == "ban")
    return "kunqu/gongche_banyan", step


def test_a_take_goes_to_the_judge_as_it_was_heard():
    seat = Seat(*SUNG)
    assert seat.do("take.start") == ["take.open"]
    seat.ears.seconds = 3.0
    assert seat.do("take.stop") == ["take.closed"]
    _job, (asked, sound, made, device, leaks), _future = seat.judge.asked[-1]
    assert asked == seat.asked and len(sound.samples) == 3 * sound.rate
    assert made == () and device == seat.ears.facts and not leaks
    assert seat.go() == []  # the judge thinks
    seat.judge.tell(judged(seat.asked))
    assert seat.go() == ["take.judged"]
    assert seat.sitting.judged.assessment.score == 90.0
    assert seat.sitting.recorded.seconds == 3.0 and seat.sitting.asked == seat.asked


def test_the_place_is_told_once_for_each_note():
    seat = Seat(*SUNG)
    seat.do("take.start")
    notes = []
    for note in (0, 0, 1, 1, 2):
        seat.ears.places = (Place(0.1, note, 1.0, False, 1.0, 0.1, 0.0),)
        seat.go(1)
        seat.go(1)
        notes.append(seat.practice.place.following)
    assert notes == [0, 0, 1, 1, 2]


def test_a_recording_that_ends_ends_the_take():
    seat = Seat(*SUNG)
    seat.do("take.start")
    seat.ears.state = "ended"
    assert "take.closed" in seat.go(4)


def test_a_sitting_that_waits_hears_a_file_up_to_the_loops_own_time():
    seat = Seat(*SUNG, waits=True)
    seat.do("take.start")
    seat.go(240)
    assert seat.ears.waited == sorted(seat.ears.waited)
    assert seat.ears.waited[-1] == pytest.approx(1.0, abs=0.02)


def test_a_device_that_dies_closes_a_sung_take_and_what_was_sung_is_judged():
    seat = Seat(*SUNG)
    seat.do("take.start")
    seat.ears.seconds = 2.0
    seat.ears.state, seat.ears.trouble = "trouble", "it is gone"
    assert "take.closed" in seat.go(4)
    assert len(seat.judge.asked[-1][1][1].samples) == 2 * 48_000
    seat.judge.refuse(Refusal("too little"))
    assert "take.dropped" in seat.go(4)
    assert seat.sitting.trouble == "it is gone" and seat.sitting.given_up
    assert seat.practice.place.doing == "ready"


def test_a_verdict_that_is_refused_says_why_and_the_next_take_is_free_of_it():
    seat = Seat(*SUNG)
    seat.do("take.start")
    seat.do("take.stop")
    seat.judge.refuse(Refusal("nothing was heard"))
    assert seat.go(4) == ["take.dropped"]
    assert seat.sitting.trouble == "nothing was heard"
    seat.do("take.start")
    assert seat.sitting.trouble == "" and not seat.sitting.given_up


def test_taps_stand_at_the_time_of_the_take():
    seat = Seat(*tapping())
    seat.do("take.start")
    seat.ears.seconds = 1.5
    seat.sitting.tap("ban")
    seat.go()
    seat.ears.seconds = 2.0
    seat.sitting.tap(None, ago=0.25)
    seat.go()
    assert seat.practice.taps == [Event(360, "ban.tap", {"kind": "ban"}), Event(420, "ban.tap")]


def test_a_hand_goes_on_tapping_without_a_device():
    seat = Seat(*tapping())
    seat.do("take.start")
    seat.ears.state, seat.ears.trouble = "trouble", "there is no microphone"
    seat.go(2)
    assert seat.practice.place.doing == "listening"
    seat.go(236)
    seat.sitting.tap("ban")
    seat.go()
    (tap,) = seat.practice.taps
    assert abs(tap.tick - 240) <= 2
    seat.ears.facts = None
    assert seat.do("take.stop") == ["take.closed"]


def test_a_tap_outside_of_a_take_is_none():
    seat = Seat(*tapping())
    seat.sitting.tap("ban")
    seat.go()
    assert not seat.practice.taps


class Pad:
    """A pad that was struck once, a little before it is asked."""

    def __init__(self, ago):
        self.left = [Event(0, "ban.tap", {"force": 0.8, "ago": ago})]

    def poll(self, tick):
        struck, self.left = self.left, []
        return struck


def test_a_pad_is_one_more_hand():
    seat = Seat(*tapping())
    seat.do("take.start")
    seat.ears.seconds = 1.0
    seat.sitting.pad = Pad(0.1)
    seat.go()
    assert seat.practice.taps == [Event(216, "ban.tap")]


def test_where_the_program_leads_its_beats_go_to_the_judge_and_the_page_goes_by_its_clock():
    clock = Clock(2.0, (0.0, 1.0, 2.0), (0.0, 2.0))
    seat = Seat(*tapping(), clock=clock)
    seat.do("take.start")
    seen = []
    for second in (0.5, 2.1, 3.5):
        seat.ears.seconds = second
        seat.go(3)
        seen.append((seat.practice.place.following, round(seat.sitting.trace.now, 3)))
    assert seen == [(-1, -1.5), (0, 0.1), (1, 1.5)]
    seat.do("take.stop")
    made = seat.judge.asked[-1][1][2]
    assert [e.tick for e in made if e.name == "ban.struck"] == [480, 960]


def test_beats_that_no_device_sounded_are_not_held_against_the_hand():
    seat = Seat(*tapping(), clock=Clock(2.0, (0.0, 1.0), (0.0, 1.0)))
    seat.do("take.start")
    seat.ears.state, seat.ears.trouble = "trouble", "there is no loudspeaker"
    seat.go(4)
    seat.do("take.stop")
    assert not [e for e in seat.judge.asked[-1][1][2] if e.name == "ban.struck"]


def test_marks_are_made_before_the_take_and_nobody_listens():
    seat = Seat("kunqu/qiangge", waits=True)
    first = seat.asked.step.syllables[0]
    for syllable in (first + 2, first):
        seat.do("mark.toggle", syllable=syllable)
    assert seat.do("take.start") == ["take.open", "take.closed"]
    _job, (_asked, sound, made, device, _leaks), _future = seat.judge.asked[-1]
    assert made[0].value == {"kind": "豁", "syllables": [0, 2]}
    assert sound is None and device is None and not seat.ears.started and not seat.ears.waited


def test_closing_lets_ears_and_judge_go():
    seat = Seat(*SUNG)
    seat.do("take.start")
    seat.sitting.close()
    assert seat.ears.stops == 1 and not seat.judge.asked
    seat = Seat(*SUNG)
    seat.do("take.start")
    seat.do("take.stop")
    seat.sitting.close()
    assert seat.judge.closed == 1
