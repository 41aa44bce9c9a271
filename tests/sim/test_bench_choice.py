"""A part is chosen by keys and carried without the mouse; the right button turns the view."""

import math

import pytest
from panda3d.core import NodePath

from lessons import registry
from sim.rooms.bench_choice import LONG_S
from sim.rooms.drag import Drag
from sim.scenes import yard_court
from tests.sim import yards
from tests.sim.driving import TICK, enter, frames, shown


@pytest.fixture
def room(app, monkeypatch):
    """Nothing is raised yet."""
    work = yards.design()
    monkeypatch.setattr(yard_court, "build", lambda: NodePath("nothing around"))
    monkeypatch.setattr(registry, "bench", lambda *_: (yards.raising(work), yards.piece(work)))
    return enter(app, yards.LESSON)


def chosen(room):
    """What is lifted out in the picture, and named."""
    frames(room)
    assert room._tag.part == room._choice.shown
    return room._choice.shown


def on_the_slip(room):
    frames(room)
    return [word for word, buttons in shown(room, "acts").rows if not buttons]


def test_tab_goes_through_the_parts_and_those_of_the_step_come_first(room):
    found = []
    for _ in range(6):
        room.press("tab")
        found.append(chosen(room))
    assert found[:2] == ["drum_left", "drum_right"] and found[5] == found[0]
    assert set(found) == {shape.name for shape in room.bench.shapes}
    room.press("shift-tab")
    assert chosen(room) == found[4]
    assert on_the_slip(room) == [f"With {found[4]}:"]


def test_backwards_what_stands_last_comes_first(room, monkeypatch):
    monkeypatch.setattr(room.bench._verdict, "seated", frozenset({"drum_left"}))
    room.press("shift-tab")
    assert chosen(room) == "drum_left"
    room.press("tab")
    assert chosen(room) == "drum_right"


def test_the_chosen_part_is_gripped_and_carried_by_keys_alone(room):
    room.press("tab")
    room.press("space")
    frames(room, 3)
    assert room.bench.held == "drum_left"
    while room.bench.lifting:
        room.frame(1 / 30)
    before = room.bench.pose("drum_left").at
    room.press("shift-arrow_right")
    room.press("shift-arrow_up")
    frames(room, 60)
    after = room.bench.pose("drum_left").at
    turn = math.radians(room.eye.view[0])
    right, away = 0.1, 0.1
    assert after[0] - before[0] == pytest.approx(
        right * math.cos(turn) - away * math.sin(turn), abs=0.01
    )
    assert after[1] - before[1] == pytest.approx(
        right * math.sin(turn) + away * math.cos(turn), abs=0.01
    )
    room.press("space")
    frames(room, 3)
    assert [e.name for e in room.shop._recorder.inputs][-1] == "hand.down"


def test_a_click_means_what_is_pointed_at_and_the_outline_goes_there(room, monkeypatch):
    room.press("tab")
    monkeypatch.setattr(room.yard, "pick", lambda _x, _y: ("beam", (0.0, 0.0, 0.0)))
    assert chosen(room) == "drum_left"
    room.press("mouse1")
    assert room._choice.shown == room._choice.meant == "beam"
    frames(room, 3)
    assert room.bench.held == "beam"


def test_the_moved_pointer_means_another_part_only_when_it_stays_there(room, monkeypatch):
    room.press("tab")
    monkeypatch.setattr(room.yard, "pick", lambda _x, _y: ("beam", (0.0, 0.0, 0.0)))
    frames(room, 60)
    assert room._choice.meant == "drum_left"  # the mouse lies where it lay
    room.point(0.05, 0.1)
    frames(room)
    assert (room._choice.meant, room._choice.chosen) == ("beam", "drum_left")
    frames(room, math.ceil(LONG_S / TICK) + 1)
    assert room._choice.chosen == "beam"
    monkeypatch.setattr(room.yard, "pick", lambda _x, _y: None)
    room.point(0.2, 0.1)
    assert room._choice.meant == "beam" and on_the_slip(room) == ["With beam:"]


class Button:
    """A stage whose right button a test holds."""

    dragging = True


@pytest.fixture
def turned():
    return []


@pytest.fixture
def clicked():
    return []


@pytest.fixture
def drag(turned, clicked):
    made = Drag(Button(), lambda right, up: turned.append((right, up)), lambda: clicked.append(1))
    made._stage.dragging = True
    made.begin((0.0, 0.0))
    return made


def test_dragged_the_view_goes_with_the_pointer_and_nothing_is_clicked(drag, turned, clicked):
    drag.frame((0.1, 0.0))
    drag.frame((0.1, 0.2))
    assert turned[0][0] < 0 and turned[0][1] == 0
    assert turned[1] == (0, pytest.approx(-10.0))
    drag._stage.dragging = False
    drag.frame((0.1, 0.2))
    assert not drag.busy and not clicked
    drag.frame((0.9, 0.9))
    assert sum(right for right, _up in turned) == pytest.approx(-8.0)


def test_let_go_on_the_spot_it_was_a_click(drag, turned, clicked):
    drag.frame((0.003, 0.0))
    assert drag.busy and not clicked
    drag._stage.dragging = False
    drag.frame((0.004, 0.0))
    assert clicked == [1] and not turned and not drag.busy


@pytest.mark.parametrize("lesson", ["xiangshan/zhaobing", "xiangshan/zhisun"])
def test_keys_say_that_the_guide_is_at_work_and_v_takes_over(app, lesson):
    room = enter(app, lesson)
    room.press("v")
    frames(room)
    room.press("space")
    assert shown(room, "remark").sentence == "The guide is at work. Press V to take over."
    assert not room.shop.free
    room.press("v")
    frames(room)
    assert room.shop.free and "your turn" in shown(room, "remark").sentence


def test_the_guide_is_seen_with_its_tool_at_the_line_it_draws(app):
    room = enter(app, "xiangshan/zhisun")
    room.press("v")
    for _ in range(600):
        frames(room, 1)
        if room.bench.state.work.marks:
            break
    frames(room)
    tool = room.hands.shown()
    assert tool.kind == room.bench.tool and not room.shop.free
    assert shown(room, "aid").words.startswith("The guide has drawn: ")


def test_in_the_search_a_part_is_chosen_and_measured_by_keys(app):
    room = enter(app, "xiangshan/zhaobing")
    for key in ("tab", "3", "space"):
        room.press(key)
    frames(room, 3)
    ((part, tool),) = room.bench.readings
    assert tool == "feeler" and room._slip[0].name and part == room._choice.chosen
    room.press("m")
    assert room.deck.shows("choice")
