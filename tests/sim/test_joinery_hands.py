"""Mouse and keys as the joiner's hands: what is set, worked, steered and taken back."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from lessons import registry
from lessons.arts.joinery import TOOLS
from lessons.arts.joinery_view import ToolView
from physics.tools.chisel import Edge, shaft
from sim.loop import Loop
from sim.rooms.joinery_aid import words
from sim.rooms.joinery_hands import Hands
from sim.rooms.joinery_keys import keys
from sim.scenes.joinery_held import held
from sim.scenes.joinery_yard import Spot


@dataclass
class Eye:
    """A picture in which the pointer is wherever the test says."""

    seen: Spot | None = None

    def spot(self, x: float, y: float, up: int) -> Spot | None:
        return self.seen


class Learner:
    """A hand at the bench; `press` lets a frame pass."""

    def __init__(self) -> None:
        self.bench = registry.joinery(registry.library(), "xiangshan/zhisun")
        self.eye = Eye()
        self.hands = Hands(self.eye, self.bench)
        self.loop = Loop(self.bench, [self.hands], [], cap=None)
        self.moves = 0

    def point(self, piece, u, v):
        self.moves += 1
        self.eye.seen = Spot(piece, u, v)
        self.hands.move(self.moves / 100, 0)

    def press(self, *names):
        for name in names:
            self.hands.press(name)
        return [e.value.get("act", e.name) for e in self.loop.frame(1 / 30)]

    @property
    def kerf(self):
        return self.bench.state.work.cuts[-1].kerf


@pytest.fixture
def learner():
    return Learner()


def test_two_clicks_snap_a_line_and_one_draws_a_cross_line(learner):
    learner.point("rail", 0, 70)
    assert learner.press("mouse1") == []
    learner.point("rail", 290, 71)
    assert learner.hands.sketch() is not None
    assert learner.press("mouse1") == ["snap"]
    learner.point("rail", 3, 0)
    assert learner.press("2", "arrow_left", "arrow_left", "arrow_left") == ["tool.taken"]
    assert learner.press("space") == ["square"]
    assert learner.bench.state.work.marks["shoulder"].at == 0.0


def test_space_sets_the_saw_then_works_it_and_a_saw_taken_back_is_set_anew(learner):
    learner.press("3")
    learner.point("rail", 290, 79)
    assert learner.press("space") == ["rip"]
    assert learner.press("space", "shift-space") == ["stroke", "stroke"]
    assert learner.kerf.front[0] == pytest.approx(0.030 - 0.003 - 0.0006)
    learner.press("z")
    assert learner.hands.set_down
    learner.press("z", "z")
    assert not learner.hands.set_down
    assert learner.press("space") == ["rip"]


def test_the_pointer_leads_the_saw_and_a_far_or_near_one_does_not(learner):
    learner.press("3")
    learner.point("rail", 290, 79)
    learner.press("space")
    for v, bends in ((85, 0), (99, -1), (59, 1), (400, 0)):
        learner.point("rail", 200, v)
        before = learner.kerf.heading
        learner.press("space")
        turned = learner.kerf.heading - before
        assert (turned > 1e-9) - (turned < -1e-9) == bends, v
        learner.press("z")


def test_strokes_of_one_moment_bend_no_kerf(learner):
    learner.press("3")
    learner.point("rail", 290, -79)
    learner.press(*["space"] * 11)
    learner.press("4")
    learner.point("rail", 8, -2)
    learner.press(*["space"] * 6)
    assert learner.kerf.front[0] == pytest.approx(0.0008)


def test_the_chisel_chops_the_post_and_pares_a_bare_cheek_only(learner):
    learner.press("5")
    learner.point("post", 0, 0)
    assert learner.press("space", "space") == ["chisel", "blow"]
    before = learner.bench.state
    learner.point("rail", 100, 60)
    learner.press("mouse1")
    assert learner.bench.state is before


@pytest.mark.parametrize("tool", ["3", "4", "5"])
def test_a_blade_leans_as_its_key_says_is_seen_so_and_stands_upright_when_taken_anew(learner, tool):
    learner.press(tool)
    learner.point("post" if tool == "5" else "rail", 8, 79)
    learner.press("a", "a", "a", "d")
    shown = learner.hands.held()
    assert shown.lean == pytest.approx(math.radians(1.0))
    assert abs(held(shown).matrix - held(replace(shown, lean=0.0)).matrix).max() > 0.01
    learner.press("space")
    work = learner.bench.state.work
    lean = work.edge.lean if tool == "5" else work.cuts[-1].kerf.lean
    assert lean == shown.lean
    learner.press(tool)
    assert learner.hands.held().lean == 0


def test_the_chisel_in_the_picture_lies_along_the_shaft_it_cuts(learner):
    plan = learner.bench.plan
    edge = Edge(0.0, 0.0, plan.chisel_width, plan.chisel_bite, 0.2, 0.1)
    pose = held(ToolView("chisel", "post", (0.0, 0.0, 0.0), edge.turn, edge.lean))
    mouth = shaft(edge, 0.03).points.reshape(2, 4, 3).mean(axis=1)
    down = mouth[1] - np.array([0.0, edge.v, edge.u])
    assert -down / np.linalg.norm(down) == pytest.approx(pose.matrix[:, 0], abs=1e-9)


def test_the_axe_is_key_seven_and_drives_softly_with_shift(learner):
    assert learner.press("7") == ["tool.taken"] and learner.bench.tool == "axe"
    assert learner.hands.held().kind == "axe"
    learner.press("space", "shift-space")
    learner.bench._states[-1] = replace(learner.bench.state, tried=True)
    learner.hands.press("shift-space")
    assert [(e.name, dict(e.value)) for e in learner.hands.poll(0)] == [
        ("hand.drive", {"force": 25})
    ]


def test_every_tool_has_a_key_and_a_word_for_where_it_is(learner):
    labels = [k.label for k in keys()]
    assert labels.count("space") == 1 and len(set(labels)) == len(labels)
    for n, tool in enumerate(TOOLS):
        learner.press(str(n + 1))
        assert learner.bench.tool == tool
        for spot in (("rail", 290, 79), ("post", 0, 0)):
            learner.point(*spot)
            said = words(learner.bench, learner.hands)
            assert said and "{" not in said


def test_nothing_happens_while_the_pointer_is_on_no_timber(learner):
    for key in ("1", "2", "3", "4", "5"):
        learner.press(key)
        assert learner.press("mouse1", "space", "arrow_up", "wheel_up") == []
    assert learner.bench.state.work.cuts == ()
