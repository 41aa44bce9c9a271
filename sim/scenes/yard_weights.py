"""The stones of a trial by load: as large as they weigh, on the parts on which they weigh.

Only the picture: to the physics a load is a force on the centre of mass of a part.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from content.texts import _
from lessons.arts.raising_view import Shape, Weight
from physics.pose import Array, Pose
from sim.scenes.build import Pile
from sim.scenes.mesh import box
from sim.scenes.parts import place
from sim.scenes.rays import first_hit
from sim.scenes.yard_marks import visible
from sim.stage import Stage, Vec3
from sim.views.frame import Frame
from sim.views.name_tag import NameTag
from sim.views.panel import Panel

STONE = 2700.0  # kg in a cubic metre: granite
_APART = 0.95  # of the way to the nearest other stone is a stone wide at most
_LEAST_M = 0.05
_TRIED = 5  # plumb lines along each side of a stone, to find what it rests on
_HIGH_M = 50.0
_JOINT_M = 0.004


@dataclass(frozen=True)
class Stone:
    """A squared stone that stands upright on `foot` (world, m), `wide` both ways."""

    foot: Vec3
    wide: float
    high: float


def stones(
    weights: Sequence[Weight], shapes: Mapping[str, Shape], poses: Mapping[str, Pose]
) -> tuple[Stone, ...]:
    """Return a stone for each weight: a cube where there is room, else higher than wide."""
    points = [poses[w.part].out(np.array(w.point)) for w in weights]
    pairs = itertools.combinations(points, 2)
    room = min((float(np.linalg.norm((a - b)[:2])) for a, b in pairs), default=math.inf)
    found = []
    for weight, point in zip(weights, points, strict=True):
        volume = weight.kg / STONE
        wide = min(volume ** (1 / 3), max(_APART * room, _LEAST_M))
        top = _top(shapes[weight.part], poses[weight.part], point, wide)
        foot = (float(point[0]), float(point[1]), top)
        found.append(Stone(foot, wide, volume / wide**2))
    return tuple(found)


class Weights:
    """The stones on a stage below `root`, each with its kilograms on a slip."""

    def __init__(self, stage: Stage, root: Any) -> None:
        self._stage = stage
        self._root = root
        self._laid: tuple[Weight, ...] = ()
        self._from: list[Pose] = []  # a stone as seen from its part
        self._marked: list[float] = []  # how high on a stone its kilograms stand
        self._nodes: list[Any] = []
        self._slips: list[Panel] = []

    def show(
        self, weights: Sequence[Weight], shapes: Mapping[str, Shape], poses: Mapping[str, Pose]
    ) -> None:
        """Lay stones on parts, or take them away; what lies goes with its part."""
        if tuple(weights) != self._laid:
            self.close()
            self._lay(tuple(weights), shapes, poses)
        for k, weight in enumerate(self._laid):
            pose = poses[weight.part].then(self._from[k])
            place(self._nodes[k], pose)
            x, y, z = pose.out(np.array([0.0, 0.0, self._marked[k]])).tolist()
            self._tell(k, weight.kg, self._stage.project((x, y, z)))

    def close(self) -> None:
        """Take the stones away."""
        for node in self._nodes:
            node.removeNode()
        for slip in self._slips:
            slip.close()
        self._laid, self._from, self._marked, self._nodes, self._slips = (), [], [], [], []

    def _lay(
        self, weights: tuple[Weight, ...], shapes: Mapping[str, Shape], poses: Mapping[str, Pose]
    ) -> None:
        self._laid = weights
        for weight, stone in zip(weights, stones(weights, shapes, poses), strict=True):
            self._from.append(poses[weight.part].back().then(Pose(stone.foot)))
            self._marked.append(min(stone.high, stone.wide))
            node = _drawn(stone)
            node.reparentTo(self._root)
            self._nodes.append(node)
            self._slips.append(Panel(self._stage, NameTag("", (0.0, 0.0))))

    def _tell(self, k: int, kg: float, seen: tuple[float, float] | None) -> None:
        """Let the kilograms of a stone stand where it is seen (-1..1), if it is."""
        slip = self._slips[k]
        visible(slip.node, seen is not None)
        if seen is not None:
            words = _("{kg:g} kg").format(kg=round(kg, 1))
            slip.show(NameTag(words, Frame(self._stage.size).place(*seen)))
            slip.frame(1.0)


def _top(shape: Shape, pose: Pose, point: Array, wide: float) -> float:
    """Return the height (m) at which a stone over `point` comes to rest on a part."""
    steps = np.linspace(-wide / 2, wide / 2, _TRIED)
    down, heights = pose.matrix.T @ np.array([0.0, 0.0, -1.0]), [float(point[2])]
    for dx, dy in itertools.product(steps, steps):
        start = pose.into(np.array([point[0] + dx, point[1] + dy, _HIGH_M]))
        far = first_hit(start, down, shape.vertices, shape.triangles)
        if far is not None:
            heights.append(_HIGH_M - far)
    return max(heights)


def _drawn(stone: Stone) -> Any:
    """Return a stone; one higher than wide is laid in courses."""
    pile = Pile(np.random.default_rng(27))
    courses = max(1, round(stone.high / stone.wide))
    high = stone.high / courses
    for k in range(courses):
        size = (stone.wide, stone.wide, high - _JOINT_M)
        pile.add_varied("stone", box(size, (0.0, 0.0, (k + 0.5) * high), 0, 0.01))
    return pile.node("stone")
