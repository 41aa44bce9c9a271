"""No outcome of a trial is graded unless there is a factor of two in hand, whatever the physics
says: the worlds are played by a table of what falls."""

import math
from types import SimpleNamespace

import pytest

from lessons.arts import inspection_trial, raising_trials
from lessons.arts.inspection_trial import Experiment
from lessons.arts.raising_trials import Outcome
from lessons.registry import library
from lessons.scorers.inspection import Hidden, Search, assess

SHAKE = 0.4
HALF, FULL, TWICE = SHAKE / 2, SHAKE, SHAKE * 2


class World:
    """A table that only counts."""

    made = 0

    def __init__(self):
        World.made += 1
        self.world = SimpleNamespace(close=lambda: None)

    def step(self, push):
        push()


def played(falls, late):
    """Return a trial in which everything falls at the amounts `falls`, after so many steps."""

    class Played:
        def __init__(self, _table, _design, _stands, kind, amount):
            self.asked, self.steps = (kind, amount), 0

        def push(self):
            self.steps += 1

        def look(self):
            pass

        over = property(lambda self: self.steps >= 10)
        share = property(lambda self: self.steps / 10)
        fallen = property(lambda self: self.steps >= late and self.asked[1] in falls)

        def end(self):
            return Outcome(*self.asked, 0.0, 0.0, ("gong",) if self.fallen else ())

    return Played


@pytest.mark.parametrize("late", [1, 5, 10])
@pytest.mark.parametrize(
    ("falls", "stands", "marginal"),
    [
        ((), True, False),
        ((TWICE,), True, True),
        ((FULL, TWICE), False, True),
        ((HALF, FULL, TWICE), False, False),
        ((FULL,), False, True),
    ],
)
def test_what_stands_must_stand_at_twice_and_what_falls_fall_at_half(
    monkeypatch, falls, stands, marginal, late
):
    monkeypatch.setattr(inspection_trial, "Running", played(falls, late))
    monkeypatch.setattr(inspection_trial, "lay_out", lambda _raised: World())
    raised = SimpleNamespace(design=None, stands={}, truth=())
    World.made = 0
    experiment = Experiment(raised, World(), "shake", SHAKE)
    told = next(t for _k in range(40) if (t := experiment.step({("shake", SHAKE): not stands})))
    assert (told.stands, told.marginal) == (stands, marginal)
    assert World.made == (2 if stands else 3)  # its own, twice, and only after a fall half
    lesson = library().lesson("xiangshan/zhaobing")
    search = Search(
        (Hidden("chip", "gong", 1.0, "mm"),), {"gong": "chip"}, ("gong",), trials=(told,)
    )
    assert (assess(lesson, "", search).score < 100) == told.graded == (not marginal)


def test_a_part_that_is_nowhere_fell():
    assert raising_trials._fell(math.nan) and raising_trials._fell(0.2)
    assert not raising_trials._fell(0.05)
