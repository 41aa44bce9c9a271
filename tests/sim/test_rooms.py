"""The rooms of the window, driven as the window drives them, on an offscreen stage."""

import pytest

from content.errors import Refusal
from content.event import Event
from lessons import registry
from sim.rooms.bench import BenchRoom
from sim.rooms.hall import HallRoom
from sim.scenes.yard_outlook import BENCH
from tests.sim.driving import click, enter, happen, region

TIMBER, SUNG = "xiangshan/paike", "kunqu/bubujiao"


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


def test_a_lesson_whose_score_is_on_no_shelf_has_no_room(app, monkeypatch):
    lesson = app.library.lesson(SUNG)
    link = lesson.score.model_copy(update={"score": "nowhere"})
    lost = lesson.model_copy(update={"score": link})
    monkeypatch.setattr(type(app.library), "lesson", lambda _library, _id: lost)
    room = enter(app, SUNG)
    assert isinstance(room, HallRoom) and "nowhere" in room._board.notice


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
    app.person = "p-1" if keeps else None
    room = enter(app, TIMBER)
    happen(room, Event(8, "lesson.done", {"by": "learner"}))
    card = room.deck._sheets["summary"]._view
    assert card.kept == keeps
    assert card.right is None  # nothing was laid: no height is praised
    click(room, "report")
    (file,) = (registry.user_folder() / "reports").glob("xiangshan-paike-*.html")
    page = file.read_text()
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
    monkeypatch.setattr(room.bench._verdict, "seated", frozenset({"zuodou"}))
    happen(room, Event(1, "step.done", {"step": "zuodou"}))
    assert room.deck._sheets["step"]._view.number == 2
    monkeypatch.setattr(room.bench._verdict, "seated", frozenset())
    happen(room, Event(2, "part.gripped", {"part": "zuodou"}))
    assert room.deck._sheets["step"]._view.number == 1


def test_the_view_comes_back_at_once_from_its_limit(app):
    room = enter(app, TIMBER)
    for _ in range(60):
        room.press("arrow_right")
    assert room.eye.view[0] == BENCH.azimuth[1]
    room.press("arrow_left")
    assert room.eye.view[0] < BENCH.azimuth[1]


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
    assert "mine" in app.room._board.notice
    assert len(app.room._board.entries) == len(app.library.lessons(registry.needs_met()))


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


def test_the_board_keeps_the_art_that_was_chosen(app):
    app.hall()
    app.frame()
    app.room._walk("lessons")
    click(app.room, "art:pingtan")
    assert {e.lesson.art for e in app.room._board.chosen} == {"pingtan"}
    enter(app, SUNG)
    app.hall()
    app.frame()
    app.room._walk("lessons")
    assert app.room._board.art == "pingtan"
    app.room._walk("timber")  # behind a door without that art nothing is hidden
    assert {e.lesson.art for e in app.room._board.chosen} == {"xiangshan"}


def test_the_board_is_turned_by_keys_and_tallies(app):
    app.hall()
    app.frame()
    app.room._walk("lessons")
    for key, page in (("arrow_right", 1), ("arrow_left", 0), ("arrow_left", -1)):
        app.room.press(key)
        assert app.room._board.page == page
    for tally, page in (("more", 0), ("more", 1), ("back", 0)):
        click(app.room, tally)
        assert app.room._board.page == page
    arts = [None, *app.room._board.arts]
    seen = []
    for _ in arts:
        app.room.press("tab")
        seen.append(app.art)
    assert seen == [*arts[1:], None]
    app.room.press("escape")
    app.room.press("tab")
    assert app.room._board is None
