"""The rooms of the window, driven as the window drives them, on an offscreen stage."""

import os
from concurrent.futures import Future

import pytest

from content import texts
from content.errors import Refusal
from content.event import Event
from lessons import registry
from lessons.judge import Verdict
from sim.app import App
from sim.rooms import reading
from sim.rooms.bench import BenchRoom
from sim.rooms.hall import HallRoom
from sim.rooms.score import ScoreRoom
from sim.rooms.score_pages import recordings
from sim.scenes.timber_yard import AZIMUTH

TIMBER, SUNG = "xiangshan/paike", "kunqu/bubujiao"


@pytest.fixture
def app(stage, monkeypatch, tmp_path):
    """A window of its own on the shared stage, with an empty folder of the user's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(reading.webbrowser, "open", lambda _page: True)
    made = App(stage, registry.library(), clock=lambda: 0.0)
    yield made
    if made.room is not None:
        made.room.close()
    made.judge.close()


def enter(app, lesson):
    app.enter(lesson)
    app.frame()
    return app.room


def region(room, name):
    """Point at the middle of a region."""
    found = [r for s in room.deck._sheets.values() for r in s.regions if r.name == name]
    assert found, name
    frame_x, frame_y = room.deck.sheet_place(1.0, 1.0)
    middle = found[-1]
    x, y = (middle.left + middle.right) / 2, (middle.bottom + middle.top) / 2
    room.point(x / frame_x, y / frame_y)


def click(room, name):
    region(room, name)
    room.press("mouse1")


def happen(room, *events):
    """Let the loop of a bench say that these happened in the next frame."""
    room.loop.frame = lambda _elapsed: list(events)
    room.frame(0.0)


def test_a_lesson_that_refuses_leaves_the_hall_with_its_sentence(app, monkeypatch):
    def refuse(*_):
        raise Refusal("no bench today")

    monkeypatch.setattr(registry, "bench", refuse)
    room = enter(app, TIMBER)
    assert isinstance(room, HallRoom)
    assert room._board.notice == "no bench today"


@pytest.mark.parametrize("lesson", [TIMBER, SUNG])
def test_what_a_room_refuses_is_said_there_and_the_window_goes_on(app, lesson, monkeypatch):
    room = enter(app, lesson)
    monkeypatch.setattr(room, "frame", lambda _elapsed: _refuse())
    monkeypatch.setattr(room, "press", lambda _key: _refuse())
    app.frame()
    app._press("r")
    assert app.room is room
    assert room.deck.shows("remark" if lesson == TIMBER else "question")


def _refuse():
    raise Refusal("not here")


def test_a_lesson_with_neither_parts_nor_score_has_no_room(app, monkeypatch):
    lesson = app.library.lesson(SUNG).model_copy(update={"score": None})
    monkeypatch.setattr(type(app.library), "lesson", lambda _library, _id: lesson)
    room = enter(app, SUNG)
    assert isinstance(room, HallRoom) and "no singing lesson" in room._board.notice


def test_a_fault_that_came_right_in_the_same_frame_is_no_crash(app):
    room = enter(app, TIMBER)
    assert isinstance(room, BenchRoom)
    here = {"place": "nowhere", "part": "gong", "cause": "gap"}
    happen(room, Event(1, "part.blocked", here))
    assert not room.deck.shows("remark")
    happen(room, Event(2, "part.blocked", {**here, "place": "gong"}))
    assert room.deck.shows("remark")


def test_after_the_end_nothing_more_is_said(app):
    room = enter(app, TIMBER)
    late = Event(9, "part.blocked", {"part": "gong", "place": "gong", "cause": "gap"})
    happen(room, Event(8, "lesson.done", {"by": "learner"}), late, Event(9, "step.done", {}))
    assert set(room.deck._sheets) == {"summary"}
    assert app.session.assessment.lesson == TIMBER
    click(room, "hall")
    app.frame()
    assert isinstance(app.room, HallRoom)


@pytest.mark.parametrize("keeps", [False, True])
def test_the_summary_says_nothing_false_about_keeping(app, keeps):
    app.keeps = keeps
    room = enter(app, TIMBER)
    happen(room, Event(8, "lesson.done", {"by": "learner"}))
    card = room.deck._sheets["summary"]._view
    assert card.kept == keeps
    assert card.right is None  # nothing was laid: no height is praised
    click(room, "report")
    page = (registry.user_folder() / "reports" / "xiangshan-paike.html").read_text()
    assert ("nothing of it is kept" in page) == (not keeps)


def test_a_report_that_cannot_be_written_is_said(app, tmp_path):
    room = enter(app, TIMBER)
    happen(room, Event(8, "lesson.done", {"by": "learner"}))
    registry.user_folder().parent.mkdir(parents=True, exist_ok=True)
    registry.user_folder().write_text("a file where the folder should be")
    region(room, "report")
    app._press("mouse1")
    assert "could not be written" in room.deck._sheets["remark"]._view.sentence


def test_the_step_card_follows_a_part_that_is_taken_away(app, monkeypatch):
    room = enter(app, TIMBER)
    monkeypatch.setattr(room.bench, "seated", frozenset({"zuodou"}))
    happen(room, Event(1, "step.done", {"step": "zuodou"}))
    assert room.deck._sheets["step"]._view.number == 2
    monkeypatch.setattr(room.bench, "seated", frozenset())
    happen(room, Event(2, "part.gripped", {"part": "zuodou"}))
    assert room.deck._sheets["step"]._view.number == 1


def test_the_view_comes_back_at_once_from_its_limit(app):
    room = enter(app, TIMBER)
    for _ in range(60):
        room.press("arrow_right")
    assert room._view[0] == AZIMUTH[1]
    room.press("arrow_left")
    assert room._view[0] < AZIMUTH[1]


def test_a_slip_covers_what_lies_under_it(app):
    room = enter(app, SUNG)
    assert isinstance(room, ScoreRoom)
    click(room, "choice:score")
    frame_x, frame_y = room.deck.sheet_place(1.0, 1.0)
    places = [
        ((r.left + r.right) / 2 / frame_x, (r.bottom + r.top) / 2 / frame_y)
        for r in room.deck._sheets["page"].regions
    ]
    before = {place for place in places if room.deck.at(*place).startswith("syllable:")}
    room._facts()
    facts = room.deck._sheets["facts"]
    covered = {place for place in before if room.deck._lies(facts, *place)}
    assert covered
    assert not any((room.deck.at(*p) or "").startswith("syllable:") for p in covered)
    assert all(room.deck.at(*p).startswith("syllable:") for p in before - covered)


def test_while_a_recording_is_judged_the_page_lies_still(app):
    room = enter(app, SUNG)
    click(room, "choice:score")
    future: Future[object] = Future()
    app.judge.ask = lambda *_: Verdict(future)
    room._judge(registry.user_folder() / "take.wav")
    for key in ("j", "r"):
        room.press(key)
    assert list(room.deck._sheets)[-1] == "busy"
    future.set_exception(ValueError("a fault of ours"))
    room.frame(0.1)
    assert not room.deck.shows("busy")
    assert "a fault of ours" in room.deck._sheets["question"]._view.body


def test_leaving_drops_the_grade_that_is_on_its_way(app):
    room = enter(app, SUNG)
    click(room, "choice:score")
    app.judge.ask = lambda *_: Verdict(Future())
    ended = []
    app.judge.close = lambda: ended.append(True)
    room._judge(registry.user_folder() / "take.wav")
    room.press("escape")
    app.frame()
    assert isinstance(app.room, HallRoom) and ended == [True]


def test_a_pack_that_cannot_be_read_is_named_on_the_board(app):
    pack = registry.user_folder() / registry.PACKS / "kunqu" / "mine" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("id: [")
    app.library = registry.library()
    app.hall()
    app.frame()
    app.room._walk("timber")
    assert app.room._board.notice == ""
    app.room._walk("lessons")
    assert "mine" in app.room._board.notice and len(app.room._board.entries) == 3


def test_what_jianpu_cannot_write_leaves_the_page_as_it_was(app):
    room = enter(app, SUNG)
    notes = [n.model_copy(update={"duration": n.duration / 3}) for n in room.score.notes]
    room._page._score = room.score.model_copy(update={"notes": tuple(notes)})
    click(room, "choice:score")
    app._press("j")
    assert "eighths" in room.deck._sheets["question"]._view.body
    click(room, "back")
    assert not room.deck.shows("question") and not room._page._numbers


def test_turning_the_page_puts_the_facts_away(app):
    room = enter(app, SUNG)
    click(room, "choice:other")
    room._facts()
    room.press("j")
    assert not room.deck.shows("facts")


def test_recordings_come_newest_first_and_may_vanish(tmp_path):
    for i, name in enumerate(("a.wav", "b.MP3", "c.txt")):
        (tmp_path / name).write_bytes(b"x" * i)
        os.utime(tmp_path / name, (1000 + i, 1000 + i))
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder.wav").mkdir()
    assert [(r.path.name, r.size) for r in recordings(tmp_path)] == [("b.MP3", 1), ("a.wav", 0)]
    assert recordings(tmp_path / "nowhere") == []


def test_pointing_at_a_door_says_what_is_behind_it(app):
    app.hall()
    app.frame()
    room = app.room
    greetings = set()
    for door in ("stage", "story", "print", "timber", "lessons"):
        room.point(*room.yard.anchor(door))
        room.frame(0.0)
        greetings.add(room.deck._sheets["greeting"]._view.sentence)
    assert len(greetings) == 5


def test_the_folder_for_recordings_is_made_before_it_is_named(app):
    room = enter(app, SUNG)
    click(room, "choice:teacher")
    assert room.folder.is_dir()


def test_an_everyday_word_is_no_sign_of_gongche():
    before = texts.lang()
    texts.use("zh_CN")
    found = reading.words(registry.library().lesson(SUNG))
    texts.use(before)
    assert "“合”" in found and "散板" in found
    assert not {"上", "五", "合"} & set(found)
