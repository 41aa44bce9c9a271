"""The room of the search for mistakes, driven as the window drives it, on an offscreen stage."""

import pytest

from lessons.arts import inspection_trial
from sim.rooms import inspection
from sim.rooms.inspection import InspectionRoom
from tests.sim.driving import TICK, click, enter, frames, shown

LESSON = "xiangshan/zhaobing"
SEED = 2  # a foot planed askew under the 坐斗, a chip under the right 升


@pytest.fixture
def room(app, monkeypatch):
    monkeypatch.setattr(inspection, "fresh_seed", lambda: SEED)
    made = enter(app, LESSON)
    assert isinstance(made, InspectionRoom)
    return made


def pointing(room, monkeypatch, part):
    monkeypatch.setattr(room.yard, "pick", lambda _x, _y: part and (part, (0.0, 0.0, 0.0)))
    room.point(0.05, 0.1)


def names(room):
    return [e.name for e in room.events]


def test_a_click_reads_the_tool_in_the_hand_and_the_slip_keeps_it(room, monkeypatch):
    pointing(room, monkeypatch, "sheng_right")
    for key in "34":
        room.press(key)
        room.press("mouse1")
        frames(room)
    lines = room._slip[0].lines
    assert lines == ("Feeler below: 2.00 mm, ± 0.05", "Tap: dull")
    pointing(room, monkeypatch, "gong")
    frames(room)
    assert room._slip[0].lines == ()
    pointing(room, monkeypatch, None)
    frames(room)
    assert room._slip is None


def test_a_mark_is_made_by_a_slip_and_taken_back(room, monkeypatch):
    pointing(room, monkeypatch, None)
    room.press("m")
    assert "Point at the part" in shown(room, "remark").sentence
    pointing(room, monkeypatch, "sheng_right")
    room.press("m")
    first = [c.name.removeprefix("kind:") for c in shown(room, "choice").choices[:4]]
    assert first == ["chip", "turned", "upside_down", "short"]  # a 升 bears nothing, has no foot
    click(room, "choice:kind:chip")
    frames(room)
    assert room.bench.marks == {"sheng_right": "chip"} and not room.deck.shows("choice")
    assert "a chip under its bed" in shown(room, "remark").sentence
    room.point(0.05, 0.1)
    room.press("mouse1")
    pointing(room, monkeypatch, None)
    click(room, "key:m")  # by the mouse alone: of the part that was measured last
    room.press("enter")  # a question lies on the table
    click(room, "more")
    assert shown(room, "choice").page == 1
    click(room, "kind:")
    frames(room)
    assert room.bench.marks == {} and "lesson.done" not in names(room)


def test_a_trial_is_foretold_and_at_the_end_the_truth_is_told(room, monkeypatch, app):
    monkeypatch.setattr(
        inspection_trial.Running, "over", property(lambda trial: trial._seconds > 0.1)
    )
    pointing(room, monkeypatch, "zuodou")
    room.press("p")
    click(room, "choice:trial:0")
    click(room, "never_mind")
    assert not room.deck.shows("choice") and not room.bench.trying
    room.press("p")
    click(room, "choice:trial:0")
    click(room, "choice:stands:0")
    frames(room, 20)
    assert names(room)[-2:] == ["trial.begun", "trial.done"]
    assert shown(room, "remark").sentence == "It stood a load of 500 kg. You said otherwise."
    room.press("p")
    click(room, "choice:trial:0")  # seen before: nothing to foretell
    frames(room, 20)
    assert names(room)[-2:] == ["trial.begun", "trial.done"]
    assert shown(room, "remark").sentence == "It stood a load of 500 kg."
    click(room, "key:enter")  # nothing is marked, but all was tried: only the end is left
    frames(room)
    card = shown(room, "summary")
    assert card.score == 0 and not card.passed
    assert any("a chip under its bed (2 mm)" in sentence for sentence in card.findings)
    assert app.session.assessment == room.bench.assess()
    assert app.session.inputs[0].name == "faults.seed"
    room.press("x")  # now one may look inside
    room.frame(TICK)
    assert room._xray


def test_the_guide_holds_every_tool_and_marks_nothing(room):
    room.press("v")
    frames(room, 500)
    assert len(room.bench.readings) == 20 and not room.bench.marks
