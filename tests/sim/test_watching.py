"""A take of a movement goes from the eyes to the judge, whatever happens to the camera."""

import pytest

from content.errors import Refusal
from lessons import moved
from lessons.arts.rehearsal import Rehearsal
from motion.eyes_messages import Start
from motion.follow import Place
from sim.loop import Loop
from sim.recorder import Recorder
from sim.take_end import TakeEnd
from sim.watching import Job, Watching
from tests.sim.eyes import LIBRARY, WARM_UP, StubEyes, warm_up
from tests.sim.stubs import StubEars, StubJudge


class Sitting:
    """A learner, eyes and a judge without a window."""

    def __init__(self, step="huxi", lesson=WARM_UP, corrected=None, listen=None):
        self.tried = moved.try_(LIBRARY, lesson, step)
        self.practice = Rehearsal(self.tried.lesson, self.tried.lesson_hash)
        self.eyes, self.ears, self.judge = StubEyes(), StubEars(), StubJudge()
        start = None if self.tried.sung else Start(self.tried.reference, False)
        length = self.tried.reference.duration if self.tried.reference else None
        job = Job(self.tried, start, TakeEnd(length, True), listen, corrected)
        self.watching = Watching(
            self.practice, self.eyes, self.judge, lambda: job, lambda: self.ears
        )
        self.recorder = Recorder()
        self.loop = Loop(self.practice, [self.watching], [self.watching, self.recorder])
        self.watching.act("step.go", step=step)

    def frames(self, n=4):
        return [event.name for _ in range(n) for event in self.loop.frame(1 / 30)]

    def take(self, motion=None):
        self.watching.act("take.start")
        self.frames()
        self.eyes.show(motion or warm_up())
        self.frames()
        self.watching.act("take.stop")
        return self.frames()


def test_a_take_is_watched_and_judged():
    sitting = Sitting()
    assert "take.closed" in sitting.take()
    job, (tried, motion, sound, device), _future = sitting.judge.asked[-1]
    assert job == "judge" and tried is sitting.tried and sound is None and device is None
    assert len(motion.times) == len(warm_up().times)
    sitting.judge.tell(moved.judge(tried, motion))
    assert "take.judged" in sitting.frames()
    assert sitting.watching.judged.assessment.score > 95
    assert {e.name for e in sitting.recorder.inputs} >= {"take.start", "take.stop", "take.told"}


def test_a_led_take_ends_by_itself_a_moment_after_the_reference():
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.eyes.seconds = sitting.tried.reference.duration + 1.1
    assert "take.closed" in sitting.frames()


@pytest.mark.parametrize("state", ["ended", "trouble"])
def test_what_was_seen_till_the_camera_was_lost_is_judged(state):
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.eyes.show(warm_up())
    sitting.eyes.state, sitting.eyes.trouble = state, "the camera is gone"
    assert "take.closed" in sitting.frames()
    assert len(sitting.judge.asked[-1][1][1].times)


def test_a_take_in_which_nothing_could_be_seen_is_not_judged_but_explained():
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.eyes.state, sitting.eyes.trouble = "trouble", "the film is damaged"
    assert "take.dropped" in sitting.frames()
    assert not sitting.judge.asked and sitting.watching.given_up
    assert sitting.watching.trouble == "the film is damaged"


def test_a_judge_that_refuses_says_what_the_eyes_said_first():
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.eyes.show(warm_up())
    sitting.eyes.state, sitting.eyes.trouble = "trouble", "the camera is gone"
    sitting.frames()
    sitting.judge.refuse(Refusal("nothing was seen"))
    assert "take.dropped" in sitting.frames()
    assert sitting.watching.given_up and sitting.watching.trouble == "the camera is gone"


def test_what_hinders_the_eyes_is_an_input_of_the_session():
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.eyes.notice = "two_people"
    sitting.frames()
    told = [e.value["what"] for e in sitting.recorder.inputs if e.name == "eyes.notice"]
    assert told == ["two_people"]


def test_the_learner_s_place_is_known_only_where_the_follower_is_sure():
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.eyes.places = (Place(3.0, True),)
    sitting.frames(1)
    assert sitting.watching.place == 3.0
    sitting.eyes.places = (Place(9.0, False),)
    sitting.frames(1)
    assert sitting.watching.place is None


def test_what_was_seen_is_brought_to_how_the_learner_stands():
    sitting = Sitting(corrected=lambda motion: motion.mirror().canonical())
    sitting.take()
    seen = sitting.judge.asked[-1][1][1]
    assert seen.of("left_wrist")[0, 0] == -warm_up().of("right_wrist")[0, 0]
    assert sitting.watching.pose is not None


def test_a_step_that_is_sung_opens_no_eyes(monkeypatch):
    from audio.ears_messages import Start as Listen

    sitting = Sitting("pai_xiu", "kunqu/taxi", listen=Listen())
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.ears.seconds = 2.0
    sitting.watching.act("take.stop")
    sitting.frames()
    _job, (tried, motion, sound, device), _future = sitting.judge.asked[-1]
    assert tried.sung and not len(motion.times) and not sitting.eyes.started
    assert len(sound.samples) == 2.0 * sound.rate and device is sitting.ears.facts


def test_leaving_lets_the_take_go():
    sitting = Sitting()
    sitting.watching.act("take.start")
    sitting.frames()
    sitting.watching.close()
    assert sitting.eyes.stops == 1 and not sitting.judge.asked


@pytest.mark.parametrize(
    ("led", "seconds", "place", "over"),
    [
        (True, 10.5, None, False),
        (True, 11.0, None, True),
        (False, 11.0, None, False),
        (False, 21.0, None, True),
        (False, 3.0, 9.9, False),
    ],
)
def test_a_take_ends_where_nobody_can_reach_a_key(led, seconds, place, over):
    assert TakeEnd(10.0, led).due(seconds, place) is over


def test_who_stays_at_the_end_has_ended():
    end = TakeEnd(10.0, False)
    assert not end.due(9.0, 9.9) and end.due(9.6, 9.95)
    assert not TakeEnd(None, False).due(1e6, None)
