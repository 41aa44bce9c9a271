"""A plum tree in flower: knotty old wood, straight young shoots, few blossoms."""

from dataclasses import dataclass, replace

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Mesh, join, sheet, tube

_LAST = 2
_KINK = (0.2, 0.22, 0.1)
_FLOWERING = 0.9


@dataclass(frozen=True)
class Bough:
    """Where a bough starts and heads, how long and thick it is (m); order 0 is the oldest."""

    root: Array
    heading: Array
    length: float
    radius: float
    order: int = 0


def plum(pile: Pile, trunk: Bough, rng: np.random.Generator) -> None:
    """Add a plum tree in flower that grows from `trunk`."""
    tips: list[Array] = []
    todo = [trunk]
    while todo:
        bough = todo.pop()
        path = _path(bough, rng)
        radii = np.linspace(bough.radius, bough.radius * 0.3, len(path))
        radii[-1] *= 0.15  # closes the end
        pile.add("bark", tube(path, radii, 7 if bough.order < 2 else 4))
        if bough.order == _LAST:
            tips += list(path[2:])
        else:
            todo += _branches(bough, path, rng)
    open_ones = [tip for tip in tips if rng.random() < _FLOWERING]
    pile.add("petal", *(_blossom(rng).moved(tip + rng.normal(0, 0.01, 3)) for tip in open_ones))


def _path(bough: Bough, rng: np.random.Generator) -> Array:
    """Nine points along a bough: the older, the knottier; the younger, the straighter up."""
    heading = bough.heading / np.linalg.norm(bough.heading)
    steps = [bough.root]
    for _ in range(8):
        bend = rng.normal(0, _KINK[bough.order], 3) * (1, 0.6, 1)
        heading = heading + bend + np.array([0, 0, 0.05 * bough.order])
        heading = heading / np.linalg.norm(heading)
        steps.append(steps[-1] + heading * bough.length / 8)
    return np.array(steps)


def _branches(bough: Bough, path: Array, rng: np.random.Generator) -> list[Bough]:
    found = []
    for i in range(2 if bough.order == 0 else 1, len(path)):
        for _ in range(1 + (bough.order == 1 and rng.random() < 0.4)):
            along = path[i] - path[i - 1]
            along = along / np.linalg.norm(along)
            side = np.cross(along, rng.normal(0, 1, 3))
            heading = along + 1.1 * side / np.linalg.norm(side) + np.array([0, 0, 0.35])
            length = bough.length * rng.uniform(0.22, 0.48) * (1.2 - 0.08 * i)
            radius = bough.radius * (1 - 0.7 * i / 8) * (0.6 + 0.03 * i)
            found.append(Bough(path[i], heading, length, radius, bough.order + 1))
    return found


def _blossom(rng: np.random.Generator) -> Mesh:
    """The pattern flower, 3 to 5 cm across, facing anywhere, paler or pinker."""
    facing = rng.normal(0, 1, 3) + (0, -0.8, 0)
    facing /= np.linalg.norm(facing)
    side = np.cross(facing, (0.3, 0.2, 0.9))
    side /= np.linalg.norm(side)
    turn = np.stack([side, -facing, np.cross(facing, side)])
    size, pink = rng.uniform(0.016, 0.027), rng.uniform(0.45, 0.85)
    points, normals = _FLOWER.points @ turn * size, _FLOWER.normals @ turn
    return replace(_FLOWER, points=points, normals=normals).tinted((1.0, pink, pink * 1.04))


def _flower() -> Mesh:
    """Five cupped petals around the origin in x, z, a petal one unit long, facing -y."""
    petals = []
    for k in range(5):
        out = np.array([np.cos(2 * np.pi * k / 5), 0, np.sin(2 * np.pi * k / 5)])
        wide = np.array([-out[2], 0, out[0]])
        tip = out * 1.25 + np.array([0, -0.35, 0])
        rows = ((out * 0, 0.08), (tip * 0.6, 0.62), (tip, 0.35))
        petals.append(sheet(np.array([[p - wide * w, p + wide * w] for p, w in rows])))
    return join(petals)


_FLOWER = _flower()
