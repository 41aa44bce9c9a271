"""Walls, paving, the moon gate and the court behind it."""

from dataclasses import replace

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Mesh, box, join, plane, sheet, tube
from sim.scenes.roofs import coping

BACK = 6.0
NEAR = -9.5
LEFT, RIGHT = -9.2, 9.0
HIGH, SIDE_HIGH = 4.0, 2.9
MOON_X, MOON_Z, MOON_R = -6.5, 1.3, 1.05
_FRAME = 1.3  # half the side of the square around the moon gate, which stands on the ground


def paving(pile: Pile) -> None:
    """Add slabs in rows of uneven width, not quite level, moss in the joints."""
    rng = np.random.default_rng(9)
    y = NEAR
    while y < BACK:
        deep = rng.uniform(0.42, 0.62)
        x = LEFT - rng.uniform(0, 0.8)
        while x < RIGHT:
            wide = rng.uniform(0.7, 1.25)
            slab = plane(
                (x, y, rng.uniform(-0.004, 0.0)), (wide - 0.012, 0, 0), (0, deep - 0.012, 0), 0.6
            )
            wet = replace(slab, uvs=slab.points[:, :2])  # puddles run on over the joints
            pile.add("paving", wet.tinted(1 + rng.uniform(-0.16, 0.1)))
            x += wide
        y += deep
    moss = plane((LEFT, NEAR, -0.02), (RIGHT - LEFT, 0, 0), (0, BACK - NEAR, 0), 2.0)
    pile.add("leaf", moss.tinted(0.45))


def walls(pile: Pile, gap: tuple[float, float, float]) -> None:
    """Add the three walls; `gap` is an opening in the back wall: left, right, height."""
    x0, x1 = MOON_X - _FRAME, MOON_X + _FRAME
    left, right, high = gap
    for low, up, foot in (
        (LEFT, x0, 0.0), (x0, x1, 2 * _FRAME), (x1, left, 0.0), (left, right, high),
        (right, RIGHT, 0.0),
    ):  # fmt: skip
        flat = plane((low, BACK, foot), (up - low, 0, 0), (0, 0, HIGH - foot), 0.14)
        pile.add("lime", _weathered(flat))
    pile.add("lime", _weathered(_moon_gate()))
    pile.add("lime", plane((LEFT, NEAR, 0), (0, BACK - NEAR, 0), (0, 0, SIDE_HIGH)))
    pile.add("lime", plane((RIGHT, BACK, 0), (0, NEAR - BACK, 0), (0, 0, SIDE_HIGH)))
    top = np.array([0, 0, HIGH])
    coping(
        pile,
        np.array([LEFT, BACK, 0]) + top,
        np.array([RIGHT, BACK, 0]) + top,
        np.array([0, -1.0, 0]),
    )
    near, far = np.array([LEFT, -3.0, SIDE_HIGH]), np.array([LEFT, BACK, SIDE_HIGH])
    coping(pile, near, far, np.array([1.0, 0, 0]))
    foot = 0.16
    for low, up in ((LEFT, MOON_X - 0.7), (MOON_X + 0.7, left), (right, RIGHT)):
        band = box((up - low, 0.05, foot), ((low + up) / 2, BACK - 0.02, foot / 2))
        pile.add("stone", band)


def _weathered(wall: Mesh) -> Mesh:
    """Rain runs down from the coping and damp climbs from the ground."""
    x, z = wall.points[:, 0], wall.points[:, 2]
    drip = 0.5 + 0.5 * np.sin(x * 9.1 + 2 * np.sin(x * 2.3)) * np.sin(x * 3.7 + 1.0)
    rain = 0.14 * drip**2 * np.clip(1 - (HIGH - z) / (0.5 + 1.1 * drip), 0, 1)
    damp = 0.22 * np.clip(1 - (z - 0.16) / (0.35 + 0.3 * np.sin(x * 1.9 + np.sin(x * 5))), 0, 1)
    return wall.tinted(1 - np.outer(rain, (1, 1, 0.96)) - np.outer(damp, (1, 0.86, 1.05)))


def print_court(pile: Pile) -> None:
    """Add what the moon gate shows: a small court where printed sheets dry on lines."""
    x, y = MOON_X, BACK + 2.6
    pile.add("lime", plane((x - 3, y, 0), (6, 0, 0), (0, 0, 3.4)))
    pile.add("paving", plane((x - 3, BACK, 0), (6, 0, 0), (0, 2.6, 0)))
    depth, z = 2.35, 2.12
    line = np.array([[x - 2.2, BACK + depth, z], [x + 2.2, BACK + depth, z]])
    pile.add("bark", tube(line, np.full(2, 0.006), 5))
    rng = np.random.default_rng(12)
    for i in range(5):
        hung = _hanging(rng).moved((x - 1.42 + 0.52 * i, BACK + depth, z - 0.62))
        pile.add("print", hung.tinted((1.0, rng.uniform(0.8, 1.0), rng.uniform(0.7, 1.0))))


def _hanging(rng: np.random.Generator) -> Mesh:
    """A sheet 40 x 62 cm hanging from a line, hardly moving."""
    x, z = np.meshgrid(np.linspace(0, 0.4, 7), np.linspace(0, 0.62, 9))
    y = 0.02 * np.sin(x * 9 + rng.uniform(0, 6)) * (1 - z / 0.62)
    return sheet(np.stack([x, y, z], -1), np.stack([x, z * 0.4 / 0.62], -1))


def _moon_gate() -> Mesh:
    """The wall around the round opening, and the opening's own thickness and rim."""
    turn = np.linspace(0, 2 * np.pi, 73)  # the corners of the square are among these
    ring = _circle(MOON_R, turn)
    rim = _circle(_FRAME / np.maximum(np.abs(np.cos(turn)), np.abs(np.sin(turn))), turn)
    net = ring + np.linspace(0, 1, 4)[:, None, None] * (rim - ring)
    places = np.stack([net[..., 0], net[..., 2]], -1)
    wall = sheet(net[:, ::-1], places[:, ::-1])
    thick = sheet(np.stack([ring, ring + (0, 0.32, 0)]))
    return join([wall, thick])


def moon_rim(pile: Pile) -> None:
    """Add the ring of dark brick around the opening."""
    path = _circle(MOON_R + 0.02, np.linspace(0, 2 * np.pi, 73)) - (0, 0.01, 0)
    pile.add("tile", tube(path, np.full(len(path), 0.045), 8))


def _circle(radius: float | Array, turn: Array) -> Array:
    x, z = MOON_X + radius * np.cos(turn), MOON_Z + radius * np.sin(turn)
    return np.stack([x, np.full(len(turn), BACK), z], 1)
