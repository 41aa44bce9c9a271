"""The pages of a lesson: texts, recordings, marks, facts, keys."""

import os

import pytest

from content import texts
from content.errors import Refusal
from content.model import Status
from content.score import Reading
from lessons import editions, registry
from lessons.arts.rehearsal import FOLLOW
from lessons.report.shapes import Text
from sim.rooms import reading
from sim.rooms.hall import HallRoom
from sim.rooms.rehearsal import RehearsalRoom
from sim.rooms.score_pages import recordings
from tests.sim.driving import click, enter, frames, shown
from tests.sim.stubs import flat, judged, sung

SUNG, MARKED = "kunqu/bubujiao", "kunqu/qiangge"


def test_a_slip_covers_what_lies_under_it(heard, room):
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


def test_a_recording_is_judged_against_the_step_in_hand(heard, room):
    folder = room.texts.folder
    folder.mkdir(parents=True)
    (folder / "mine.wav").write_bytes(b"x")
    room.press("arrow_right")
    frames(room)
    room.press("r")
    second = room.lesson.steps[1]
    assert second.title.read("en") in shown(room, "question").question
    click(room, f"choice:{folder / 'mine.wav'}")
    _job, (asked, _path), _future = heard.judge.asked[-1]
    assert asked.step == second


def test_a_recording_may_be_judged_against_the_whole_printed_text(heard, room):
    folder = room.texts.folder
    folder.mkdir(parents=True)
    (folder / "mine.wav").write_bytes(b"x")
    room.press("r")
    click(room, "whole")
    click(room, f"choice:{folder / 'mine.wav'}")
    job, (asked, path), _future = heard.judge.asked[-1]
    assert job == "judge" and path == folder / "mine.wav" and asked.step is None
    for key in ("j", "r", "space"):
        room.press(key)
    assert list(room.deck._sheets)[-1] == "busy"
    heard.judge.tell(judged(asked, findings=(flat(1),), items=(sung(0), sung(1, 1.1))))
    frames(room)
    click(room, "finding:0")
    assert heard.judge.asked[-1][0] == "in_turn" and heard.judge.asked[-1][1][1] == path


def test_a_recording_that_cannot_be_judged_says_why(heard, room):
    room.outcome.judge(room.singing.asked, registry.user_folder() / "take.wav")
    heard.judge.refuse(Refusal("it is silent"))
    frames(room)
    assert not room.deck.shows("busy") and "it is silent" in shown(room, "question").body


def test_leaving_drops_the_grade_that_is_on_its_way(heard, room):
    room.outcome.judge(room.singing.asked, registry.user_folder() / "take.wav")
    room.press("escape")
    heard.frame()
    assert isinstance(heard.room, HallRoom) and heard.judge.closed == 1


def test_a_teachers_recording_takes_the_place_of_the_printed_text(heard, room):
    folder = room.texts.folder
    folder.mkdir(parents=True)
    (folder / "teacher.wav").write_bytes(b"x")
    room.press("t")
    click(room, "choice:teacher")
    click(room, f"choice:{folder / 'teacher.wav'}")
    click(room, "picked")
    assert room.singing.asked.recordings == (folder / "teacher.wav",)
    room.press("space")
    frames(room)
    assert heard._ears.started[-1].lines == ()  # nobody plays another tune to it


def test_a_private_edition_is_sung_and_shown(heard, room):
    printed = heard.library.score(room.lesson.score)
    own = printed.model_copy(update={"tempo_bpm": printed.tempo_bpm + 6})
    editions.keep(registry.user_folder(), room.lesson.id, "wang", own, "a test")
    room.press("t")
    click(room, "choice:edition:wang")
    assert room.page.score.tempo_bpm == own.tempo_bpm
    assert room.singing.asked.reference.score.tempo_bpm == own.tempo_bpm
    room.press("t")
    click(room, "choice:score")
    assert room.page.score == printed


def test_the_folder_for_recordings_is_made_before_it_is_named(heard):
    room = enter(heard, SUNG)
    click(room, "choice:teacher")
    assert room.texts.folder.is_dir()


def test_syllables_are_pointed_out_by_click_and_nothing_is_looked_up(heard):
    room = enter(heard, MARKED)
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
    _job, (_asked, sound, made, *_device), _future = heard.judge.asked[-1]
    assert sound is None and made[0].value["syllables"] == [1] and not heard._ears.started


@pytest.mark.parametrize("key", ["?", "shift-/"])
def test_all_keys_open_by_key(heard, room, key):
    few = len(room.deck._sheets["keys"].layout.parts)
    room.press(key)
    assert len(room.deck._sheets["keys"].layout.parts) > few


def test_all_keys_open_and_close(heard, room):
    few = len(room.deck._sheets["keys"].layout.parts)
    click(room, "?")
    assert len(room.deck._sheets["keys"].layout.parts) > few
    click(room, "?")
    assert len(room.deck._sheets["keys"].layout.parts) == few


def test_what_jianpu_cannot_write_leaves_the_page_as_it_was(heard, room):
    notes = [n.model_copy(update={"duration": n.duration / 3}) for n in room.page.score.notes]
    room.page.score = room.page.score.model_copy(update={"notes": tuple(notes)})
    heard._press("j")
    assert "eighths" in shown(room, "question").body
    click(room, "back")
    assert not room.deck.shows("question") and not room.page._numbers


def test_pinyin_says_that_it_is_no_stage_reading_where_there_is_none(heard, room):
    score, last = room.page.score, len(room.page.score.syllables) - 1
    bare = score.syllables[last]
    stage = Reading(text="bhu", scheme="romanisation", basis=room.practice.step.basis)
    read = bare.model_copy(update={"zhongzhou": stage})
    for syllable, said in ((bare, True), (read, False)):
        room.page.score = score.model_copy(
            update={"syllables": (*score.syllables[:last], syllable)}
        )
        room._reader.look_up(f"syllable:{last}", (0.0, 0.0))
        assert ("not the stage reading" in shown(room, "tip").small) == said


def test_turning_the_page_puts_the_facts_away(heard, room):
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
    [
        e.lesson.id
        for e in registry.library().lessons(set())
        if e.lesson.parts is None and e.lesson.scorer != registry.MOTION
    ],
)
def test_every_step_of_every_lesson_can_be_shown(heard, lesson_id):
    room = enter(heard, lesson_id)
    assert isinstance(room, RehearsalRoom)
    if room.deck.shows("question"):
        click(room, "choice:score")
    frames(room)
    for step in room.lesson.steps:
        assert room.page.step == step and shown(room, "take").says
        assert Status(shown(room, "step").status)
        room.press("arrow_right")
        frames(room)


def test_tones_are_hidden_where_the_guidance_is_thin_and_they_would_tell(heard):
    room = enter(heard, MARKED)
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
