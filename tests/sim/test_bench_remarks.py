"""What the bench says of a part that was set down lying, and while the guide is at work."""

import math
from dataclasses import replace

import numpy as np
import pytest
from panda3d.core import NodePath

from content.event import Event
from lessons import registry
from physics.pose import Pose, about
from sim.rooms import bench_words
from sim.rooms.bench_ladder import FOLLOW
from sim.scenes import yard_court
from tests.sim import yards
from tests.sim.driving import click, enter, frames, happen, shown


@pytest.fixture
def room(app, monkeypatch):
    """The left drum lies on its side, everything else as it should at the start."""
    design = yards.design()
    on_its_side = Pose.of(np.array([-1.3, -1.2, 0.2]), about(0, math.radians(90)))
    design = replace(design, start={**design.start, "drum_left": on_its_side})
    monkeypatch.setattr(yard_court, "build", lambda: NodePath("nothing around"))
    monkeypatch.setattr(registry, "bench", lambda *_: (yards.raising(design), yards.piece(design)))
    return enter(app, yards.LESSON)


def let_go(room, part):
    """The part was in the hand and has come to rest, near no place."""
    gone = Event(1, "part.released", {"part": part, "why": "set_down"})
    happen(room, gone, Event(2, "part.rested", {"part": part}))
    card = shown(room, "remark")
    return card.sentence if card else ""


def test_a_part_that_is_due_and_was_set_down_lying_is_named(room):
    happen(room, Event(1, "part.rested", {"part": "drum_left"}))
    assert not room.deck.shows("remark")  # it lay so from the start
    assert let_go(room, "drum_right") == ""  # this one stands
    assert let_go(room, "drum_left").startswith("Drum_left still lies")


def test_a_part_that_is_not_due_may_lie(room, monkeypatch):
    monkeypatch.setattr(bench_words, "lies", lambda *_: True)
    assert let_go(room, "beam") == ""


def test_keys_say_that_the_guide_is_at_work_and_the_stage_stops_it(room):
    for key in ("v", "F13"):  # what is no key of the bench means nothing
        room.press(key)
    frames(room)
    assert room._guides.busy and not room.deck.shows("remark")
    for key in ("enter", "q", "v", "mouse1"):
        room.deck.show("remark", None)
        room.press(key)
        assert shown(room, "remark").sentence.startswith("The guide is still at work")
    click(room, f"stage:{FOLLOW}")
    assert not room._guides.busy
