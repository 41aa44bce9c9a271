"""The room of a sung, spoken, plucked or marked lesson, with ears and a judge that are told."""

import os

import numpy as np
import pytest

from audio.place import Place
from content import texts
from content.errors import Refusal
from content.model import Status
from content.stream import Stream
from lessons import editions, registry
from lessons.arts.rehearsal import ALONE, FOLLOW, REHEARSE, WATCH
from lessons.report.shapes import Text
from sim.rooms import reading, rehearsal, singing
from sim.rooms.hall import HallRoom
from sim.rooms.rehearsal import RehearsalRoom
from sim.rooms.score_pages import recordings
from tests.sim.driving import click, enter, region, shown
from tests.sim.stubs import StubEars, StubJudge, flat, judged, sung

SUNG, MARKED, SPOKEN, STRINGS = (
    "kunqu/bubujiao", "kunqu/qiangge", "kunqu/nianbai", "pingtan/tanchang",
)  # fmt: skip
TICK = 1 / 60


class Bare:
    """Nothing hangs behind the pages: drawing the courtyard takes longer than all the rest."""

    def __init__(self, stage):
        stage.world.hide()
        self.close = stage.world.show

    def frame(self):
        """Nothing to draw anew."""


@pytest.fixture
def app(app, monkeypatch):
    """A window whose ears and judge do what a test tells them."""
    monkeypatch.setattr(rehearsal, "Hanging", Bare)
    monkeypatch.setattr(singing, "_pad", lambda: None)
    app._ears, app.judge = StubEars(), StubJudge()
    app.introduced = True
    return app


@pytest.fixture
def room(app):
    """The page of a sung lesson, its printed text chosen."""
    entered = enter(app, SUNG)
    click(entered, "choice:score")
    return entered


def frames(room, n=2):
    for _ in range(n):
        room.frame(TICK)


def take(app, room):
    """Sing a take until the judge has it."""
    room.press("space")
    frames(room)
    app._ears.seconds = 2.0
    room.press("space")
    frames(room)
    return app.judge.asked[-1]


def told(app, room, **found):
    """Sing a take and let it be judged so."""
    _job, arguments, _future = take(app, room)
    app.judge.tell(judged(arguments[0], **found))
    frames(room)


def test_a_slip_covers_what_lies_under_it(app, room):
    frame_x, frame_y = room.deck.sheet_place(1.0, 1.0)
    places = [
        ((r.left + r.right) / 2 / frame_x, (r.bottom + r.top) / 2 / frame_y)
        for r in room.deck._sheets["page"].regions
    ]
    before = {p for p in places if (room.deck.at(*p) or "").startswith("syllable:")}
    click(room, "basis")
    facts = room.deck._sheets["facts"]
    covered = {place for place in before if room.deck._lies(facts, *place)}
    assert covered
    assert not any((room.deck.at(*p) or "").startswith("syllable:") for p in covered)
    assert all(room.deck.at(*p).startswith("syllable:") for p in before - covered)


def test_the_space_bar_begins_a_take_and_ends_it(app, room):
    room.press("space")
    frames(room)
    assert room.practice.place.doing == "listening" and room.deck.shows("ribbon")
    assert app._ears.started[-1].part is not None and app._ears.started[-1].lines
    region(room, "take")  # a click on the ribbon ends it as well
    app._ears.seconds = 1.5
    room.press("space")
    frames(room)
    job, (asked, sound, made, device), _future = app.judge.asked[-1]
    assert job == "judge" and asked.step == room.lesson.steps[0]
    assert len(sound.samples) == 1.5 * sound.rate and not made and device is app._ears.facts
    assert not room.deck.shows("ribbon") and shown(room, "take").buttons == ()


def test_a_judged_take_lies_on_the_page_and_is_left_to_the_program(app, room):
    told(app, room, score=91.0)
    assert shown(room, "question").score == 91.0
    assert app.session.assessment.score == 91.0
    assert [e.name for e in app.session.events if e.name.startswith("take")] == [
        "take.open", "take.closed", "take.judged",
    ]  # fmt: skip
    click(room, "again")
    frames(room)
    assert {b.name for b in shown(room, "take").buttons} >= {"take", "mine", "both", "told"}
    click(room, "told")
    assert shown(room, "question").score == 91.0


def test_passing_twice_thins_the_guidance_and_shows_it(app, room):
    for _ in range(2):
        assert room.practice.place.stage == FOLLOW
        told(app, room, score=95.0)
        click(room, "again")
    frames(room)
    assert shown(room, "take").stage == ALONE
    room.press("space")
    frames(room)
    assert not room.deck.shows("ribbon") and app._ears.started[-1].lines == ()


def test_after_a_pass_the_next_step_is_one_press_away(app, room):
    told(app, room, score=95.0)
    click(room, "onward")
    frames(room)
    assert room.practice.place.step == 1 and not room.deck.shows("question")
    assert shown(room, "step").number == 2


@pytest.mark.parametrize(("key", "rung"), [("1", WATCH), ("3", ALONE), ("4", REHEARSE)])
def test_a_stage_is_chosen_by_key_or_on_the_ladder(app, room, key, rung):
    room.press(key)
    frames(room)
    assert room.practice.place.stage == rung == shown(room, "take").stage
    click(room, f"stage:{FOLLOW}")
    frames(room)
    assert room.practice.place.stage == FOLLOW


def test_tempo_and_key_stay_within_their_limits(app, room):
    for _ in range(20):
        room.press("-")
        room.press("[")
    assert (room.singing.playing.tempo, room.singing.playing.key) == (0.5, -12)
    for _ in range(40):
        room.press("=")
        room.press("]")
    assert (room.singing.playing.tempo, room.singing.playing.key) == (1.0, 12)


def test_the_first_stage_only_listens(app, room):
    room.press("1")
    frames(room)
    room.press("space")
    job, (asked, how), _future = app.judge.asked[-1]
    assert job == "master" and how == room.singing.playing and not app._ears.started
    app.judge.tell(np.zeros(48_000 * 30, np.float32))
    frames(room)
    assert len(app._ears.started[-1].tune) == 48_000 * 30
    for _ in range(60):
        room.frame(0.1)
    assert room.page._pointed[0].startswith("syllable:")
    room.press("space")  # the same key ends it
    frames(room)
    assert not room.singing.player.playing and room.page._pointed == ()


def test_mine_and_both_ask_for_the_last_take(app, room):
    told(app, room)
    click(room, "again")
    room.press("m")
    job, (sound,), _future = app.judge.asked[-1]
    assert job == "mine" and len(sound.samples) == 2.0 * sound.rate
    room.press("b")
    job, (asked, again, found), _future = app.judge.asked[-1]
    assert job == "both" and again.rate == sound.rate and found.score == 90.0


def test_before_a_take_there_is_nothing_of_mine_to_hear(app, room):
    room.press("m")
    room.press("b")
    assert not app.judge.asked


def test_a_phrase_is_played_again_and_again_until_it_is_ended(app, room):
    room.press("l")
    app.judge.tell(np.zeros(48_000, np.float32))
    for _ in range(25):
        room.frame(0.1)
    assert len(app._ears.started) == 3  # 2.5 seconds of a tune of one
    click(room, "loop")
    frames(room, 30)
    assert len(app._ears.started) == 3 and app._ears.state == "ready"


def test_a_take_is_not_disturbed_by_what_was_being_played(app, room):
    room.press("p")
    app.judge.tell(np.zeros(48_000, np.float32))
    frames(room)
    room.press("space")
    frames(room)
    assert not room.singing.player.playing and app._ears.started[-1].tune is None


def test_a_finding_lets_its_place_be_heard(app, room):
    items = (sung(0), sung(1, 1.1))
    told(app, room, findings=(flat(1),), items=items)
    click(room, "finding:0")
    job, (asked, _sound, found, span), _future = app.judge.asked[-1]
    assert job == "in_turn" and span == (1, 1) and found.items == items
    assert asked.step == room.lesson.steps[0]


def test_numbers_can_be_hidden(app, room):
    told(app, room, score=91.0, findings=(flat(1),))
    card = shown(room, "question")
    assert not card.bare and any(c.isdigit() for c in card.findings[0])
    room.press("n")
    card = shown(room, "question")
    assert card.bare and card.right is None
    assert card.findings == ("工 of “晴”: too low",)
    room.press("n")
    assert not shown(room, "question").bare


def test_a_key_for_the_voice_is_offered_after_a_take(app, room):
    hertz = np.full(400, 220.0)  # an A where the phrase lies about a D
    stream = Stream(np.arange(400) / 100, hertz, np.ones(400))
    told(app, room, streams={"f0": stream})
    click(room, "again")
    frames(room)
    click(room, "range")
    assert room.singing.playing.key < -2
    frames(room)
    assert "range" not in {b.name for b in shown(room, "take").buttons}


@pytest.mark.parametrize("doing", ["ready", "listening"])
def test_trouble_is_said_and_the_lesson_goes_on(app, room, doing):
    if doing == "listening":
        room.press("space")
        frames(room)
        app._ears.state, app._ears.trouble = "trouble", "the microphone is gone"
        frames(room)
        app.judge.refuse(Refusal("too little was heard"))
    else:
        room.press("p")
        app.judge.refuse(Refusal("the microphone is gone"))
    frames(room)
    assert "the microphone is gone" in shown(room, "question").body
    click(room, "back")
    frames(room)
    assert room.practice.place.doing == "ready" and shown(room, "take").buttons


def test_a_machine_without_a_microphone_says_so_beside_the_step(app, room):
    app._ears.state, app._ears.trouble = "trouble", "there is no microphone"
    frames(room)
    assert "no microphone" in shown(room, "take").small
    assert not room.deck.shows("question")


def test_the_voice_moves_the_page_on_over_the_wash_of_the_step(app, room):
    room.press("space")
    frames(room)
    app._ears.places = (Place(0.1, 3, 1.0, False, 1.0, 2.0, 0.0),)
    frames(room)
    first = room.practice.step.syllables[0]
    note = room.singing.asked.reference.score.notes[3]
    assert room.page._view._pointed == (f"syllable:{first + note.syllable}",)
    assert f"syllable:{first}" in room.page._view._marked
    room.press("space")
    frames(room)
    assert room.page._view._pointed == ()


def test_leaving_during_a_take_lets_it_go(app, room):
    room.press("space")
    frames(room)
    ears = app._ears
    room.press("escape")
    app.frame()
    assert isinstance(app.room, HallRoom) and ears.stops == 1 and not app.judge.asked


def test_turning_the_page_during_a_take_lets_it_go(app, room):
    room.press("space")
    frames(room)
    room.press("arrow_right")
    frames(room)
    assert room.practice.place.doing == "ready" and not app.judge.asked
    assert not room.deck.shows("ribbon") and shown(room, "step").number == 2


def test_a_recording_is_judged_against_the_whole_printed_text(app, room):
    folder = room.texts.folder
    folder.mkdir(parents=True)
    (folder / "mine.wav").write_bytes(b"x")
    room.press("r")
    click(room, f"choice:{folder / 'mine.wav'}")
    job, (asked, path), _future = app.judge.asked[-1]
    assert job == "judge" and path == folder / "mine.wav" and asked.step is None
    for key in ("j", "r", "space"):
        room.press(key)
    assert list(room.deck._sheets)[-1] == "busy"
    app.judge.tell(judged(asked, findings=(flat(1),), items=(sung(0), sung(1, 1.1))))
    frames(room)
    click(room, "finding:0")
    assert app.judge.asked[-1][0] == "in_turn" and app.judge.asked[-1][1][1] == path


def test_a_recording_that_cannot_be_judged_says_why(app, room):
    room.outcome.judge(room.singing.asked, registry.user_folder() / "take.wav")
    app.judge.refuse(Refusal("it is silent"))
    frames(room)
    assert not room.deck.shows("busy") and "it is silent" in shown(room, "question").body


def test_leaving_drops_the_grade_that_is_on_its_way(app, room):
    room.outcome.judge(room.singing.asked, registry.user_folder() / "take.wav")
    room.press("escape")
    app.frame()
    assert isinstance(app.room, HallRoom) and app.judge.closed == 1


def test_a_teachers_recording_takes_the_place_of_the_printed_text(app, room):
    folder = room.texts.folder
    folder.mkdir(parents=True)
    (folder / "teacher.wav").write_bytes(b"x")
    room.press("t")
    click(room, "choice:teacher")
    click(room, f"choice:{folder / 'teacher.wav'}")
    assert room.singing.asked.recordings == (folder / "teacher.wav",)
    room.press("space")
    frames(room)
    assert app._ears.started[-1].lines == ()  # nobody plays another tune to it


def test_a_private_edition_is_sung_and_shown(app, room):
    printed = app.library.score(room.lesson.score)
    own = printed.model_copy(update={"tempo_bpm": printed.tempo_bpm + 6})
    editions.keep(registry.user_folder(), room.lesson.id, "wang", own, "a test")
    room.press("t")
    click(room, "choice:edition:wang")
    assert room.page.score.tempo_bpm == own.tempo_bpm
    assert room.singing.asked.reference.score.tempo_bpm == own.tempo_bpm
    room.press("t")
    click(room, "choice:score")
    assert room.page.score == printed


def test_the_folder_for_recordings_is_made_before_it_is_named(app):
    room = enter(app, SUNG)
    click(room, "choice:teacher")
    assert room.texts.folder.is_dir()


def test_syllables_are_pointed_out_by_click_and_nothing_is_looked_up(app):
    room = enter(app, MARKED)
    click(room, "choice:score")
    first, last = room.practice.step.syllables
    for _ in range(2):
        click(room, f"syllable:{first}")
        frames(room)
    click(room, f"syllable:{first + 1}")
    frames(room)
    assert room.practice.marked == {first + 1} and not room.deck.shows("tip")
    assert room.page._view._pointed == (f"syllable:{first + 1}",)
    click(room, f"syllable:{last + 1}")  # not of this phrase
    frames(room)
    assert room.practice.marked == {first + 1}
    room.press("space")
    frames(room)
    _job, (_asked, sound, made, _device), _future = app.judge.asked[-1]
    assert sound is None and made[0].value["syllables"] == [1] and not app._ears.started


def test_taps_go_to_the_judge_with_what_the_program_struck(app):
    room = enter(app, "kunqu/gongche_banyan")
    click(room, "choice:score")
    step = next(s for s in room.lesson.steps if s.scorer == "ban")
    room.singing.sitting.act("step.go", step=step.id)
    frames(room)
    room.press("space")
    frames(room)
    assert app._ears.started[-1].part is None and app._ears.started[-1].lines
    for second in (1.0, 2.0):
        app._ears.seconds = second
        room.press("d")
        frames(room)
    assert len(room.singing.sitting.trace.taps) == 2
    room.press("space")
    frames(room)
    made = app.judge.asked[-1][1][2]
    assert [e.tick for e in made if e.name == "ban.tap"] == [240, 480]


def test_the_program_plays_the_other_part(app):
    room = enter(app, STRINGS)
    room.press("space")
    frames(room)
    assert {line.instrument for line in app._ears.started[-1].lines} == {"琵琶", "板"}
    app._ears.seconds = 8.0
    frames(room)
    assert room.page._view._pointed[0].startswith("stroke:")


def test_lines_that_are_never_marked_tell_what_was_measured(app):
    room = enter(app, SPOKEN)
    told(app, room, score=None)
    card = shown(room, "question")
    assert card.score is None and card.passed is None


def test_all_keys_open_and_close(app, room):
    few = len(room.deck._sheets["keys"].layout.parts)
    click(room, "?")
    assert len(room.deck._sheets["keys"].layout.parts) > few
    click(room, "?")
    assert len(room.deck._sheets["keys"].layout.parts) == few


def test_the_first_take_is_introduced_once(app, room):
    app.introduced = False
    room.press("space")
    frames(room)
    slip = shown(room, "question")
    assert "desk microphone" in slip.body and "headphones" in slip.body
    assert room.practice.place.doing == "ready"
    click(room, "begin")
    frames(room)
    assert room.practice.place.doing == "listening" and app.introduced


def test_what_jianpu_cannot_write_leaves_the_page_as_it_was(app, room):
    notes = [n.model_copy(update={"duration": n.duration / 3}) for n in room.page.score.notes]
    room.page.score = room.page.score.model_copy(update={"notes": tuple(notes)})
    app._press("j")
    assert "eighths" in shown(room, "question").body
    click(room, "back")
    assert not room.deck.shows("question") and not room.page._numbers


def test_turning_the_page_puts_the_facts_away(app, room):
    click(room, "basis")
    assert room.deck.shows("facts")
    click(room, "close")
    assert not room.deck.shows("facts")
    click(room, "basis")
    room.singing.sitting.act("step.go", step=room.lesson.steps[1].id)
    frames(room)
    assert not room.deck.shows("facts")


def test_recordings_come_newest_first_and_may_vanish(tmp_path):
    for i, name in enumerate(("a.wav", "b.MP3", "c.txt")):
        (tmp_path / name).write_bytes(b"x" * i)
        os.utime(tmp_path / name, (1000 + i, 1000 + i))
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder.wav").mkdir()
    assert [(r.path.name, r.size) for r in recordings(tmp_path)] == [("b.MP3", 1), ("a.wav", 0)]
    assert recordings(tmp_path / "nowhere") == []


def test_an_everyday_word_is_no_sign_of_gongche():
    before = texts.lang()
    texts.use("zh_CN")
    found = reading.words(registry.library().lesson(SUNG))
    texts.use(before)
    assert "“合”" in found and "散板" in found
    assert not {"上", "五", "合"} & set(found)


@pytest.mark.parametrize(
    "lesson_id",
    [e.lesson.id for e in registry.library().lessons(set()) if e.lesson.parts is None],
)
def test_every_step_of_every_lesson_can_be_shown(app, lesson_id):
    room = enter(app, lesson_id)
    assert isinstance(room, RehearsalRoom)
    if room.deck.shows("question"):
        click(room, "choice:score")
    frames(room)
    for step in room.lesson.steps:
        assert room.page.step == step and shown(room, "take").says
        assert Status(shown(room, "step").status)
        room.press("arrow_right")
        frames(room)


def test_without_headphones_the_introduction_says_what_that_means(app, room):
    app.introduced = False
    room.press("space")
    frames(room)
    room.press("h")
    frames(room)
    assert "speakers" in shown(room, "question").body and room.singing.speakers
    click(room, "begin")
    frames(room)
    assert app._ears.started[-1].speakers


def test_hidden_numbers_are_hidden_in_the_picture_too(app, room):
    n = len(room.singing.asked.reference.score.notes)
    told(app, room, findings=(flat(1),), items=tuple(sung(i, 1.0 + i) for i in range(n)))
    figures = [s for s in shown(room, "question").picture.shapes if isinstance(s, Text)]
    assert any(c.isdigit() for s in figures for c in s.glyphs)
    room.press("n")
    figures = [s for s in shown(room, "question").picture.shapes if isinstance(s, Text)]
    assert figures and not any(c.isdigit() for s in figures for c in s.glyphs)


def test_tones_are_hidden_where_the_guidance_is_thin_and_they_would_tell(app):
    room = enter(app, MARKED)
    click(room, "choice:score")

    def tones():
        shapes = room.page._view.sheaf.pages[0].shapes
        return [
            s for s in shapes if isinstance(s, Text) and s.glyphs[-1] in "平上去入" and s.size < 14
        ]

    assert tones()
    room.press("3")
    frames(room)
    assert not tones()
    click(room, f"stage:{FOLLOW}")
    frames(room)
    assert tones()
