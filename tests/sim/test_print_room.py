"""The print shop as a room: its door, a stroke from the mouse to the picture, the question
about a sheet in work, the end."""

import time
from types import SimpleNamespace

import numpy as np
import pytest

from content.assessment import Assessment
from lessons import registry
from lessons.arts import printing_file
from sim.rooms import printshop
from sim.rooms.printshop import PrintshopRoom
from sim.rooms.printshop_save import save
from sim.scenes import print_views
from tests.sim.driving import TICK, click, frames, shown

LESSON = "taohuawu/gongju"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """A coarser block: the room is the same, and everything in it is made sooner."""
    read = printing_file.read
    monkeypatch.setattr(
        printing_file, "read", lambda path: read(path).model_copy(update={"cells": 256})
    )


def opened(app):
    """Go in and wait till the work can begin, or a question is asked."""
    room = PrintshopRoom(app, LESSON)
    end = time.monotonic() + 60
    while room.floor is None and not room.deck.shows("kept") and time.monotonic() < end:
        room.frame(TICK)
        time.sleep(0.005)
    return room


@pytest.fixture
def room(app):
    made = opened(app)
    yield made
    made.close()


def at(room, x, y):
    """Point at a place of the table."""
    room.point(*room.floor.table.seen(x, y))


def brush(room, monkeypatch, to):
    stage = type(room.floor._stage)
    monkeypatch.setattr(stage, "pressing", True)
    room.press("mouse1")
    for share in np.linspace(0, 1, 8):
        at(room, 0.05 + share * (to - 0.05), 0.12)
        room.frame(TICK)
    monkeypatch.setattr(stage, "pressing", False)
    frames(room)


def test_the_door_tells_how_far_it_is_and_opens_and_escape_leaves_it(app):
    room = PrintshopRoom(app, LESSON)
    room.frame(TICK)
    assert room.floor is not None or shown(room, "wait") is not None
    room.press("escape")
    room.close()
    assert app._next is not None


def test_a_stroke_of_the_mouse_inks_the_block_and_only_what_it_crossed_is_painted(
    room, monkeypatch
):
    floor = room.floor
    assert floor.lesson.tool == "hands" and "D" in dict(shown(room, "keys").rows)
    room.press("d")
    frames(room)
    assert shown(room, "aid").level == 3
    at(room, 0.05, 0.12)
    painted = []
    whole = floor.table.paint
    monkeypatch.setattr(
        floor.table, "paint", lambda p, rect: (painted.append(rect), whole(p, rect))
    )
    brush(room, monkeypatch, 0.2)
    assert floor.lesson.shop.board.film.grams > 0
    cells = floor.lesson.work.grid.cells
    assert painted and all((r.j1 - r.j0) < 0.4 * cells for r in painted)
    assert any(e.name == "pulse" for e in floor.events)
    room.press("l")
    frames(room, 40)
    assert not floor.table.turning and floor.table._sheet._along == 1.0
    room.press("x")
    room.press("x")
    room.press("u")
    frames(room, 40)
    assert floor.table._sheet._along == 0.0


def test_what_was_left_in_work_can_be_gone_on_with_or_thrown_away(app, room, monkeypatch):
    room.press("d")
    frames(room)
    at(room, 0.05, 0.12)
    brush(room, monkeypatch, 0.2)
    grams = room.floor.lesson.shop.board.film.grams
    room.press("escape")  # nothing is lost: it is not asked about
    assert not room.deck.shows("leave") and app._next is not None
    room.close()
    again = opened(app)
    click(again, "choice:on")
    end = time.monotonic() + 60
    while again.floor is None and time.monotonic() < end:
        again.frame(TICK)
    assert again.floor.lesson.shop.board.film.grams == pytest.approx(grams)
    again.close()
    third = opened(app)
    click(third, "choice:anew")
    while third.floor is None and time.monotonic() < end:
        third.frame(TICK)
    assert third.floor.lesson.shop.board.film.grams == 0
    third.close()
    assert opened_at_once(app)


def opened_at_once(app):
    room = opened(app)
    asked = room.deck.shows("kept")
    room.close()
    return not asked


def test_slips_of_doses_open_by_key_and_by_tally_and_are_put_away(room):
    room.press("m")
    assert shown(room, "doses").rows[0].name == "colour"
    click(room, "more:colour")
    assert shown(room, "doses").rows[0].amount == "13 g"
    frames(room)
    click(room, "pour")
    frames(room)
    assert room.floor.lesson.shop.bowls["key"].colour == 13
    click(room, "put away")
    assert shown(room, "doses") is None
    click(room, "?")
    click(room, "key:p")
    assert shown(room, "doses").rows[0].name == "water"


def test_views_are_gone_through_with_tab_and_the_wheel_goes_nearer(room):
    eye = room.floor.table.eye
    seen = []
    for _ in print_views.VIEWS:
        room.press("tab")
        seen.append(eye.view)
    assert sorted(seen) == sorted(print_views.VIEWS) and seen[-1] == "block"
    frames(room, 60)
    at(room, 0.2, 0.2)
    before = room.floor.table.seen(0.2, 0.2)
    for _ in range(3):
        room.press("wheel_up")
    frames(room, 60)
    after = room.floor.table.seen(0.2, 0.2)
    assert after == pytest.approx(before, abs=0.12)  # it stays under the pointer
    assert eye._now.far < 0.7 * print_views.outlooks(0.256)["block"].far


def test_a_remark_goes_with_what_it_said_and_a_tool_is_taken_from_the_table(room):
    at(room, 0.12, 0.12)
    room.press("mouse1")
    assert "empty" in shown(room, "remark").sentence  # a bare hand over the block
    table = room.floor.table
    low, high = table._homes["brush"]
    at(room, (low[0] + high[0]) / 2, (low[1] + high[1]) / 2)
    room.press("mouse1")
    frames(room)
    assert room.floor.lesson.tool == "brush" and shown(room, "remark") is None
    room.press("h")
    frames(room)
    assert "not printed" in shown(room, "remark").sentence
    room.press("u")
    frames(room)
    assert shown(room, "remark") is not None  # no sheet lies on the block
    room.press("d")
    frames(room)
    assert shown(room, "remark") is not None  # nor does it now
    room.press("l")
    frames(room)
    assert shown(room, "remark") is None
    room.floor.hands.act("shop.lift", dx=300, dy=400)
    frames(room)
    assert "5.0 mm" in shown(room, "remark").sentence


def test_the_tally_of_enter_asks_like_the_key(room):
    room.floor._choose("key:enter")
    assert room.deck.shows("end")


def test_the_guide_works_at_the_same_table_and_v_ends_it(room):
    room.press("v")
    frames(room, 90)
    assert room.floor.lesson.tool == "brush" and room.floor.shop.guides.busy
    room.press("d")
    assert shown(room, "remark").good is None
    room.press("v")
    assert not room.floor.shop.guides.busy


def test_at_the_end_the_print_is_shown_beside_its_card(room, app, monkeypatch):
    found = Assessment(
        lesson=LESSON, lesson_hash="", references=(), scorer="printing", scorer_version=1,
        coverage=1.0, score=80.0,
        items=({"block": "key", "dx_mm": None, "dy_mm": None},),
    )  # fmt: skip
    verdict = SimpleNamespace(done=True, result=lambda: found)
    monkeypatch.setattr(app.judge, "ask", lambda *_asked: verdict)
    for key in ("l", "u", "h", "enter", "enter"):
        room.press(key)
        frames(room)
    card = shown(room, "summary")
    assert card.aside and card.score == 80.0 and app.session.assessment is found
    assert room.floor.table.eye.view == "print"
    click(room, "lapse")
    frames(room)
    assert shown(room, "summary") is None and room.floor.table.eye.view == "block"
    frames(room, 60)  # so little work is over at once
    assert shown(room, "lapse") is None and room.floor.table.eye.view == "print"
    asked = []
    path = SimpleNamespace(parent="here")
    saving = SimpleNamespace(done=True, result=lambda: path)
    monkeypatch.setattr(app.judge, "ask", lambda *job: asked.append(job) or saving)
    click(room, "save")
    frames(room)
    assert asked[0][0] is save and any("here" in r for r in shown(room, "summary").remarks)
    tick = room.floor.loop.tick
    room.press("d")
    frames(room)
    assert room.floor.loop.tick == tick  # nothing more is done to it
    click(room, "again")
    assert app._next is not None


def test_a_sheet_that_is_hung_is_seen_on_the_line_for_a_moment(room):
    for key in ("l", "u", "h"):
        room.press(key)
        frames(room)
    assert room.floor.table.eye.view == "shop"
    room.frame(3.1)
    assert room.floor.table.eye.view == "block"


def test_who_waits_for_the_judge_sees_it_go_on_and_a_judge_that_dies_is_told(
    room, app, monkeypatch
):
    from content.errors import Refusal

    def dead():
        raise Refusal("It died.")

    asked = []
    verdict = SimpleNamespace(done=False, result=dead)
    monkeypatch.setattr(app.judge, "ask", lambda *job: asked.append(job) or verdict)
    for key in ("enter", "enter"):
        room.press(key)
        frames(room)
    for _ in range(3):
        room.frame(1.0)
    assert " 3 s" in shown(room, "busy").sentence
    verdict.done = True
    frames(room, 3)
    assert len(asked) == 2  # asked once more, then it is said
    assert shown(room, "busy") is None and "It died." in shown(room, "remark").sentence
    room.press("escape")
    assert app._next is not None


def test_a_lesson_that_cannot_be_laid_out_says_why_at_the_door(app, monkeypatch):
    from content.errors import Refusal

    def refuse(*_args):
        raise Refusal("no wood")

    monkeypatch.setattr(registry, "printing_journal", refuse)
    room = PrintshopRoom(app, LESSON)
    end = time.monotonic() + 30
    while not room.deck.shows("why") and time.monotonic() < end:
        room.frame(TICK)
    assert shown(room, "why").body == "no wood"
    click(room, "hall")
    room.close()
    assert app._next is not None and printshop.PrintshopRoom is PrintshopRoom
