"""The yard's room, driven as the window drives it: trials, pegs, the plumb line, the stages."""

import pytest
from panda3d.core import NodePath

from lessons import registry
from sim.rooms.bench_ladder import ALONE, FOLLOW, REHEARSE, WATCH
from sim.scenes import yard_court
from tests.sim import yards
from tests.sim.driving import click, enter, frames, shown

STANDING = yards.standing()


@pytest.fixture
def lying(app, monkeypatch):
    return _entered(app, monkeypatch, yards.design())


@pytest.fixture
def room(app, monkeypatch):
    """Everything stands from the start and has settled."""
    entered = _entered(app, monkeypatch, STANDING)
    until(entered, lambda: entered.bench.calm and len(entered.bench.seated) == 5)
    frames(entered, 2)
    return entered


def _entered(app, monkeypatch, design):
    monkeypatch.setattr(yard_court, "build", lambda: NodePath("nothing around"))
    monkeypatch.setattr(registry, "bench", lambda *_: (yards.raising(design), yards.piece(design)))
    return enter(app, yards.LESSON)


def until(room, found, most=900):
    for _ in range(most):
        room.frame(1 / 30)
        if found():
            return
    raise AssertionError([e.name for e in room.events][-12:])


def named(room, name):
    return [e for e in room.events if e.name == name]


def remark(room):
    card = shown(room, "remark")
    return card.sentence if card else ""


def over(room, part, share=0.5):
    """Point at a part, so high along it."""
    pose = room.bench.pose(part)
    x, y, z = pose.at
    height = room.bench.height(part) * share
    room.point(*room.shop._app.stage.project((x, y, z + height)))


def test_a_shake_brings_it_down_is_told_so_and_undone_stands_again(app, room):
    click(room, "key:5")
    until(room, lambda: named(room, "trial.done"))
    (done,) = named(room, "trial.done")
    assert done.value["kind"] == "shake" and not done.value["stands"]
    frames(room, 60)  # what fell settles and says nothing of itself
    assert remark(room).startswith("Shake hard 0.35 g under 5 parts")
    assert "Z brings everything back" in remark(room)
    assert len(app.room.shop._speaker.played) >= 2  # the slip, and what fell
    click(room, "key:z")
    until(room, lambda: len(room.bench.seated) == 5)
    frames(room, 30)
    assert named(room, "work.undone") and remark(room).startswith("One step back")


def test_five_hundred_kilos_rest_on_it(room):
    room.press("1")
    until(room, lambda: named(room, "trial.done"))
    assert named(room, "trial.done")[0].value["stands"]
    assert remark(room).endswith("Nothing fell.")


def test_nothing_is_tried_where_nothing_stands(lying):
    lying.press("1")
    frames(lying)
    assert remark(lying).startswith("Nothing stands yet") and not named(lying, "trial.begun")


def test_nothing_is_tried_while_a_part_is_in_the_hand(room):
    over(room, "beam")
    room.press("mouse1")
    frames(room, 3)
    assert room.bench.held == "beam"
    room.press("3")
    frames(room, 3)
    assert remark(room).startswith("Set down what you hold") and not named(room, "trial.begun")


def test_a_peg_is_driven_where_it_can_be_and_else_it_is_said_why(room):
    over(room, "beam")
    room.press("p")
    frames(room)
    assert named(room, "part.pegged")[0].value["part"] == "beam"
    assert [e.value["hand"] for e in named(room, "pulse")] == ["right"]
    assert room.sight.state(room.bench.view(), None, 0.0).pegs
    room.press("p")
    frames(room)
    assert "already" in remark(room)
    assert "nothing to peg it to" in room._acts.peg("drum_left", ())
    assert "Point at the part" in room._acts.peg(None, ())
    assert len(named(room, "part.pegged")) == 1
    room.press("z")
    frames(room)
    assert not room.sight.pegged
    room.press("z")
    frames(room)
    assert len(named(room, "work.undone")) == 1 and "nothing to go back to" in remark(room)


def test_a_loose_part_cannot_be_pegged(lying):
    over(lying, "beam", 0.9)
    lying.press("p")
    frames(lying)
    assert remark(lying).startswith("Seat beam first")


def test_the_plumb_line_hangs_beside_what_stands(room):
    over(room, "column_left")
    room.press("l")
    assert "leans 0." in remark(room) and remark(room).endswith("Allowed: 140.5.")
    assert shown(room, "remark").good
    assert room.sight.state(room.bench.view(), None, 0.0).plumb.part == "column_left"
    over(room, "beam")
    room.press("l")
    assert "this part lies" in remark(room)
    assert room.sight.state(room.bench.view(), None, 0.0).plumb is None


def test_pictures_only_looking_inside_and_apart_moves_nothing(room):
    before = {part: room.bench.pose(part) for part in room.bench.seated}
    room.press("x")
    room.press("b")
    frames(room, 40)
    state = room.sight.state(room.bench.view(), None, 0.1)
    assert state.xray and state.poses["beam"].at[2] > before["beam"].at[2] + 0.2
    assert {part: room.bench.pose(part) for part in before} == before
    assert not state.ghosts and not room.shop._recorder.inputs
    room.press("b")
    frames(room, 40)
    state = room.sight.state(room.bench.view(), None, 0.1)
    assert state.poses["beam"] == before["beam"]


def test_the_name_of_what_is_pointed_at_is_shown(room):
    over(room, "column_right")
    frames(room)
    assert room._tag.part == "column_right"
    assert room._tag._panel._view.name == "Column_right"
    room.point(0.0, 0.98)
    frames(room)
    assert room._tag.part is None


def test_the_eye_comes_nearer_and_the_wheel_too_while_the_hand_is_empty(room):
    far = room.eye.view[2]
    for key in ("=", "wheel_up"):
        room.press(key)
    assert room.eye.view[2] < 0.9 * far
    for key in ("-", "-", "wheel_down"):
        room.press(key)
    assert room.eye.view[2] > far
    over(room, "beam")
    room.press("mouse1")
    frames(room, 3)
    there = room.eye.view[2]
    room.press("wheel_up")
    frames(room)
    assert room.eye.view[2] == there
    assert [e.value["axis"] for e in room.shop._recorder.inputs if e.name == "hand.turn"] == ["yaw"]


def test_nothing_lies_over_all_the_keys(lying):
    click(lying, "?")
    frames(lying)
    assert shown(lying, "keys").all and not {"acts", "stage"} & set(lying.deck._sheets)
    labels = {does for _label, does in shown(lying, "keys").rows}
    assert {"load 3 t", "shake hard 0.35 g", "drive a peg", "plumb line", "undo"} <= labels
    click(lying, "?")
    frames(lying)
    assert {"acts", "stage"} <= set(lying.deck._sheets)


def test_each_stage_brings_and_takes_its_help(lying):
    room = lying
    assert shown(room, "stage").stage == FOLLOW
    for stage, helped in ((ALONE, False), (REHEARSE, False), (FOLLOW, True)):
        click(room, f"stage:{stage}")
        frames(room, 3)
        assert (room.bench.ghost, room.bench.assist) == (helped, helped)
        assert shown(room, "stage").stage == stage
        assert room.deck.shows("step") == (stage != REHEARSE)
    click(room, f"stage:{REHEARSE}")
    frames(room, 3)
    room.press("v")
    assert "Nothing is shown" in remark(room) and not room._guides.busy
    room.press("h")  # a guiding hand is help, whatever was chosen
    frames(room, 3)
    assert shown(room, "stage").stage == FOLLOW


def test_who_watches_is_shown_a_step_and_that_is_marked(lying):
    room = lying
    click(room, f"stage:{WATCH}")
    frames(room, 3)
    assert room._guides.busy
    until(room, lambda: room.bench.held is not None)
    assert [e.value["step"] for e in room.shop._recorder.inputs if e.name == "guide.show"] == [
        "drums"
    ]
    click(room, f"stage:{ALONE}")
    assert not room._guides.busy
    room.press("enter")
    room.press("enter")  # steps are open: asked once
    until(room, lambda: room.deck.shows("summary"))
    assert shown(room, "summary").remarks == ("Done at the stage 看 watch.",)


def test_after_the_whole_was_watched_the_learner_begins_anew(app, room):
    click(room, f"stage:{WATCH}")
    frames(room, 3)
    assert not room._guides.busy  # everything stands
    click(room, f"stage:{FOLLOW}")
    app.frame()
    assert app.room is not room


def test_a_lesson_in_which_nothing_was_touched_names_no_stage(lying):
    lying.press("enter")
    click(lying, "end")
    until(lying, lambda: lying.deck.shows("summary"))
    assert shown(lying, "summary").remarks == () and shown(lying, "summary").picture is None
    assert not lying.deck.shows("acts") and not lying.deck.shows("stage")
