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
from sim.rooms.bench_ladder import ALONE, FOLLOW, _says
from sim.rooms.reading import FACTS
from sim.scenes import yard_court
from tests.sim import yards
from tests.sim.driving import click, enter, frames, happen, region, shown


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
    assert " cm beside its place: take it up" in let_go(room, "drum_right")  # this one stands
    assert let_go(room, "drum_left").startswith("Drum_left still lies")


def test_a_part_that_is_not_due_may_lie_and_is_told_to_wait(room, monkeypatch):
    monkeypatch.setattr(bench_words, "lies", lambda *_: True)
    title = room.bench.step.title.en
    assert let_go(room, "beam") == f"Beam has its turn later. First: {title}."


def test_what_a_trial_moved_is_named_once_all_lies_still(room, monkeypatch):
    attempt = type(room.bench)
    monkeypatch.setattr(attempt, "seated", property(lambda _: frozenset(("drum_left", "beam"))))
    happen(room, Event(1, "trial.begun", {"kind": "shake", "amount": 0.35}))
    monkeypatch.setattr(attempt, "seated", property(lambda _: frozenset(("beam",))))
    monkeypatch.setattr(attempt, "calm", property(lambda _: False))
    tried = {"lean_deg": 4.0, "shift_mm": 60.0, "fell": [], "stands": True, "on": ["drum_left"]}
    done = Event(2, "trial.done", {"kind": "shake", "amount": 0.35, **tried})
    happen(room, done, Event(3, "part.fell", {"part": "column_left"}))
    assert shown(room, "remark").sentence.endswith("Nothing fell.")
    monkeypatch.setattr(attempt, "calm", property(lambda _: True))
    happen(room)
    sentence = shown(room, "remark").sentence
    assert "Nothing fell. No longer as they should be: Drum_left. Set them anew" in sentence
    assert sentence.endswith("Loose parts that fell: Column_left.")


def test_what_a_long_lesson_rests_on_is_read_page_by_page(room, monkeypatch):
    facts = registry.library().lesson("xiangshan/xiaofangting").facts
    lesson = room.bench.lesson.model_copy(update={"facts": facts})
    monkeypatch.setattr(room.bench, "lesson", lesson)
    read, region_name = [], "basis"
    for _page in range(-(-len(facts) // FACTS)):
        room._choose(region_name)
        slip = shown(room, "facts")
        read += slip.body.split("\n")
        region_name = slip.buttons[1].name
    assert len(read) == len(set(read)) == len(facts) and region_name == "basis:0"
    click(room, region_name)
    assert shown(room, "facts").body.split("\n") == read[:FACTS]


def test_a_stage_that_is_pointed_at_is_explained(room):
    frames(room)
    for k in (ALONE, FOLLOW):
        region(room, f"stage:{k}")
        frames(room)
        assert shown(room, "stage_tip").name.endswith(_says()[k])
    room.point(0.0, 0.0)
    frames(room)
    assert not room.deck.shows("stage_tip")


def test_with_a_part_in_the_hand_stage_and_guide_say_why_they_wait(room, monkeypatch):
    monkeypatch.setattr(type(room.bench), "held", property(lambda _: "beam"))
    room.press("v")
    assert shown(room, "remark").sentence == "You hold beam. Set it down first, then choose."
    room.deck.show("remark", None)
    click(room, f"stage:{ALONE}")
    assert room.deck.shows("remark") and not room._guides.busy
    assert {event.name for event in room.hands.poll(0)} <= {"hand.move"}


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
