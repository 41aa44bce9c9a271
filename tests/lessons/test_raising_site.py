"""Pegs, trials and the way back, on the bracket set."""

from dataclasses import replace

import numpy as np
import pytest

from content.event import Event
from lessons.arts.raising import Raising


class Learner:
    """Acts on a raising and remembers what happened."""

    def __init__(self, raising):
        self.raising = raising
        self.tick = 0
        self.events = []

    def act(self, name, **value):
        self.go([Event(self.tick, name, value)])

    def go(self, inputs=()):
        self.events += self.raising.advance(self.tick, inputs)
        self.tick += 1

    def wait(self, done, most=6000):
        for _ in range(most):
            if done():
                return
            self.go()
        raise AssertionError("waited too long")

    def last(self, name):
        return next(e.value for e in reversed(self.events) if e.name == name)


@pytest.fixture
def learner(paike):
    lesson, design = paike
    stood = {name: design.place(name).pose for name in ("zuodou", "gong")}
    raising = Raising(lesson, replace(design, start={**design.start, **stood}))
    made = Learner(raising)
    made.wait(lambda: raising.calm and raising.seated == set(stood))
    yield made
    raising.close()


def at(learner, part):
    return np.array(learner.raising.pose(part).at)


def test_a_pegged_arm_does_not_come_off_and_undoing_draws_the_peg(learner):
    learner.act("peg.drive", part="gong")
    assert learner.last("part.pegged") == {"part": "gong"}
    learner.act("peg.drive", part="gong")  # twice is once
    learner.act("work.undo")
    assert learner.last("work.undone")["pegged"] == []
    assert sum(e.name == "part.pegged" for e in learner.events) == 1


def test_undoing_a_grip_puts_part_and_peg_back(learner):
    before = at(learner, "gong")
    learner.act("peg.drive", part="gong")
    learner.act("hand.grip", part="gong", point=[0, 0, 0.09])
    learner.wait(lambda: not learner.raising.lifting)
    assert at(learner, "gong")[2] > before[2] + 0.1
    learner.act("work.undo")
    assert learner.last("work.undone")["pegged"] == ["gong"]
    learner.wait(lambda: learner.raising.calm)
    np.testing.assert_allclose(at(learner, "gong"), before, atol=2e-4)


def test_nothing_is_pegged_that_stands_on_nothing_or_is_not_seated(learner):
    learner.act("peg.drive", part="zuodou")
    learner.act("peg.drive", part="sheng_left")
    learner.act("peg.drive", part="nothing")
    assert not [e for e in learner.events if e.name == "part.pegged"]


def test_a_tap_is_undone_and_the_axe_gives_more_than_the_mallet(learner):
    before, given = at(learner, "sheng_left"), []
    for tool in ("mallet", "axe", "no such", ["axe"]):
        learner.act("hand.tool", tool=tool)
        learner.act("hand.tap", part="sheng_left", point=[0, 0, 0.02], direction=[1, 0, 0])
        given.append((learner.last("part.tapped")["tool"], learner.last("part.tapped")["impulse"]))
        learner.wait(lambda: learner.raising.calm)
        assert at(learner, "sheng_left")[0] > before[0] + 0.005
        learner.act("work.undo")
        learner.wait(lambda: learner.raising.calm)
        np.testing.assert_allclose(at(learner, "sheng_left"), before, atol=2e-4)
    assert [tool for tool, _given in given] == ["mallet", "axe", "axe", "axe"]
    assert given[1][1] > 1.02 * given[0][1]


def test_a_hand_that_holds_a_part_neither_taps_nor_drives_a_peg(learner):
    learner.act("hand.grip", part="sheng_left", point=[0, 0, 0.05])
    learner.act("hand.tap", part="zuodou", point=[0, 0, 0.1], direction=[1, 0, 0])
    learner.act("peg.drive", part="gong")
    assert not [e for e in learner.events if e.name in ("part.tapped", "part.pegged")]


NO_TRIALS = (
    {},
    {"kind": "fire", "amount": 1},
    {"kind": "load", "amount": -1},
    {"kind": "load", "amount": float("nan")},
    {"kind": "shake", "amount": 30},
)


def test_a_trial_that_there_is_not_is_passed_over(learner):
    for value in NO_TRIALS:
        learner.act("trial.begin", **value)
        assert learner.raising.calm, value


def test_a_shake_is_told_and_the_way_back_leads_before_it(learner):
    before = at(learner, "zuodou")
    learner.act("trial.begin", kind="shake", amount=0.9)
    assert not learner.raising.calm
    learner.act("hand.grip", part="gong", point=[0, 0, 0.09])  # not while it shakes
    learner.act("work.undo")
    learner.wait(lambda: any(e.name == "trial.done" for e in learner.events))
    told = learner.last("trial.done")
    assert told["shift_mm"] > 5  # a set that only stands there slides
    assert told["stands"] == (not told["fell"])
    going = [e.value for e in learner.events if e.name == "trial.going"]
    assert [told["share"] for told in going] == [k / 10 for k in range(1, 10)]
    assert all((told["kind"], told["amount"]) == ("shake", 0.9) for told in going)
    assert not [e for e in learner.events if e.name == "work.undone"]
    learner.act("work.undo")
    learner.wait(lambda: learner.raising.calm)
    np.testing.assert_allclose(at(learner, "zuodou"), before, atol=2e-4)
