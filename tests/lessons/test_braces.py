"""Temporary braces against the columns of the pavilion."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bench.timber_braces import Column, shake
from bench.timber_pavilion import shipped
from content.event import Event
from content.library import SHIPPED, open_library
from lessons.arts.raising import Raising
from physics.timber import solids
from physics.world import available

needs_engine = pytest.mark.skipif(not available(), reason="needs pybullet")
COLUMN = "langzhu_sw"


@cache
def lesson():
    return open_library((SHIPPED,)).lesson("xiangshan/xiaofangting")


class Learner:
    """Acts on a raising in which one column stands, and remembers what happened."""

    def __init__(self):
        design = shipped().design
        places = {name: design.place(name).pose for name in ("gudeng_sw", COLUMN)}
        self.raising = Raising(lesson(), replace(design, start={**design.start, **places}))
        self.tick, self.events = 0, []
        self.wait(20)

    def act(self, name, **value):
        self.events += self.raising.advance(self.tick, [Event(self.tick, name, value)])
        self.tick += 1

    def wait(self, steps):
        for _ in range(steps):
            self.act("nothing")

    def named(self, name):
        return [e.value for e in self.events if e.name == name]

    def brace(self, times):
        for _ in range(times):
            self.act("brace.set", part=COLUMN)

    def at(self, part):
        return self.raising.pose(part).out(np.array(self.raising.design.bracing.head))


@pytest.fixture
def learner():
    made = Learner()
    yield made
    made.raising.close()


def test_braces_lean_where_there_is_room_and_touch_nothing_but_the_ground():
    design = shipped().design
    part = {p.name: p for p in design.parts}
    brace = part[design.bracing.parts[0]]
    kinds = ("gudeng", "langzhu", "fang", "cheng")
    places = {p.name: p.pose for p in design.places} | {n: design.start[n] for n in design.props}
    stood = [solids.moved(part[n].solid, at) for n, at in places.items() if n.startswith(kinds)]
    assert len(design.bracing.spots) == 4
    for spot in [s for spots in design.bracing.spots.values() for s in spots]:
        solid = solids.moved(brace.solid, spot)
        assert solid.bounds[0][2] == pytest.approx(0.0, abs=1e-9)
        assert all(other.within(solid).volume < 1e-12 for other in stood)


@needs_engine
def test_a_column_rocks_and_with_three_braces_it_does_not():
    bare, braced = shake(0, 0.2, 1.5), shake(3, 0.2, 1.5)
    assert bare.worst_deg > 2.0 and bare.stands
    assert braced.worst_deg < 0.1 and not braced.broken


@needs_engine
def test_what_would_fall_is_held_and_falls_when_its_brace_is_taken_away():
    it = Column(3)

    def lean_on(_t):
        it.push(np.array([40.0, 40.0, 0.0]))  # more than it can bear alone

    it.go(0.5, lean_on)
    assert it.lean() < 0.5 and not it.broken
    for pin in it.pins:
        it.world.unfix(pin)
    it.go(1.0, lean_on)
    assert it.lean() > 20.0
    it.world.close()


@needs_engine
def test_three_braces_are_set_a_fourth_finds_no_room_and_nothing_is_scored(learner):
    score = learner.raising.assess().score
    learner.brace(4)
    assert learner.raising.braced == {f"xiecheng_{k}": COLUMN for k in (1, 2, 3)}
    assert learner.named("brace.refused") == [{"column": COLUMN}]
    assert learner.raising.assess().score == score


@needs_engine
def test_only_a_standing_column_is_braced_and_only_a_tied_brace_knocked_off(learner):
    for part in ("langzhu_se", "gudeng_sw", "fang_s", "xiecheng_1", "nothing", None, 3):
        learner.act("brace.set", part=part)
        learner.act("brace.knock", part=part)
    learner.act("hand.grip", part="gudeng_ne", point=[0, 0, 0.1])
    learner.brace(1)
    assert not [e for e in learner.events if e.name.startswith("brace")]


@needs_engine
def test_a_brace_is_knocked_off_and_one_step_back_ties_it_again(learner):
    learner.brace(1)
    learner.wait(30)
    stood = learner.at("xiecheng_1")
    learner.act("brace.knock", part="xiecheng_1")
    assert not learner.raising.braced
    learner.wait(200)
    assert np.linalg.norm(learner.at("xiecheng_1") - stood) > 0.1
    learner.act("work.undo")
    assert learner.raising.braced == {"xiecheng_1": COLUMN}
    learner.wait(30)
    np.testing.assert_allclose(learner.at("xiecheng_1"), stood, atol=1e-3)


@needs_engine
def test_taking_a_brace_in_the_hand_draws_its_pin_and_a_torn_one_is_told(learner):
    learner.brace(2)
    learner.act("hand.grip", part="xiecheng_1", point=[0.8, 0, 0.5])
    assert set(learner.raising.braced) == {"xiecheng_2"}
    learner.act("hand.release")
    brace = learner.raising._table._handles["xiecheng_2"]
    learner.raising._table.world.impulse(brace, np.array([0.0, 0.0, 40.0]))
    learner.wait(3)
    assert learner.named("part.loosed") == [{"part": "xiecheng_2"}]
    assert not learner.raising.braced


@needs_engine
def test_the_same_acts_give_the_same_events_and_bits(learner):
    other = Learner()
    for one in (learner, other):
        one.brace(2)
        one.act("brace.knock", part="xiecheng_2")
        one.wait(60)
    parts = ("xiecheng_1", "xiecheng_2", COLUMN)
    assert [other.raising.pose(p) for p in parts] == [learner.raising.pose(p) for p in parts]
    assert other.events == learner.events
    other.raising.close()
