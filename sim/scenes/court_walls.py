"""Walls, paving, the moon gate and the court behind it."""

from dataclasses import replace

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Mesh, box, join, plane, sheet, tube
from sim.scenes.roofs import coping

BACK = 6.0
NEAR = -9.5
LEFT, RIGHT = -9.2, 9.0
HIGH = 4.0
MOON_X, MOON_Z, MOON_R = -6.2, 1.3, 1.05
_FRAME = 1.3  # half the width of the square around the moon gate


def paving(pile: Pile) -> None:
    """Add slabs in rows of uneven width, not quite level, earth in the joints."""
    rng = np.random.default_rng(9)
    y = NEAR
    while y < BACK:
        deep = rng.uniform(0.42, 0.62)
        x = LEFT - rng.uniform(0, 0.8)
        while x < RIGHT:
            wide = rng.uniform(0.7, 1.25)
            size = (wide - 0.011, deep - 0.011, 0.1)
            slab = box(size, (x + wide / 2, y + deep / 2, -0.05 + rng.uniform(-0.003, 0.003)))
            wet = replace(slab, uvs=slab.points[:, :2])  # puddles run on over the joints
            pile.add("paving", wet.tinted(1 + rng.uniform(-0.15, 0.1)))
            x += wide
        y += deep
    pile.add("bark", plane((LEFT, NEAR, -0.03), (RIGHT - LEFT, 0, 0), (0, BACK - NEAR, 0), 2.0))


def walls(pile: Pile, gap: tuple[float, float, float]) -> None:
    """Add the three walls; `gap` is an opening in the back wall: left, right, height."""
    x0, x1 = MOON_X - _FRAME, MOON_X + _FRAME
    left, right, high = gap
    for low, up, foot in (
        (LEFT, x0, 0.0),
        (x1, left, 0.0),
        (left, right, high),
        (right, RIGHT, 0.0),
    ):
        pile.add("lime", plane((low, BACK, foot), (up - low, 0, 0), (0, 0, HIGH - foot)))
    pile.add("lime", _moon_gate())
    pile.add("lime", plane((LEFT, NEAR, 0), (0, BACK - NEAR, 0), (0, 0, 3.1)))
    pile.add("lime", plane((RIGHT, BACK, 0), (0, NEAR - BACK, 0), (0, 0, 3.1)))
    coping(
        pile, np.array([LEFT, BACK, HIGH]), np.array([RIGHT, BACK, HIGH]), np.array([0, -1.0, 0])
    )
    coping(pile, np.array([LEFT, NEAR, 3.1]), np.array([LEFT, BACK, 3.1]), np.array([1.0, 0, 0]))
    foot = 0.16
    for low, up in ((LEFT, MOON_X - 0.7), (MOON_X + 0.7, left), (right, RIGHT)):
        band = box((up - low, 0.05, foot), ((low + up) / 2, BACK - 0.02, foot / 2))
        pile.add("stone", band)


def print_court(pile: Pile) -> None:
    """Add what the moon gate shows: a small court where printed sheets dry on lines."""
    x, y = MOON_X, BACK + 2.6
    pile.add("lime", plane((x - 3, y, 0), (6, 0, 0), (0, 0, 3.4)))
    pile.add("paving", plane((x - 3, BACK, 0), (6, 0, 0), (0, 2.6, 0)))
    for z, depth in ((1.95, 1.9), (1.8, 1.2)):
        line = np.array([[x - 1.8, BACK + depth, z], [x + 1.8, BACK + depth, z]])
        pile.add_varied("bark", tube(line, np.full(2, 0.006), 5))
    rng = np.random.default_rng(12)
    for i in range(5):
        sheet_at = (x - 1.15 + 0.46 * i, BACK + 1.9 - 0.7 * (i % 2), 1.94 - 0.15 * (i % 2) - 0.62)
        pile.add("paper", _hanging(rng).moved(sheet_at))


def _hanging(rng: np.random.Generator) -> Mesh:
    """A sheet 40 x 62 cm hanging from a line, hardly moving."""
    x, z = np.meshgrid(np.linspace(0, 0.4, 7), np.linspace(0, 0.62, 9))
    y = 0.02 * np.sin(x * 9 + rng.uniform(0, 6)) * (1 - z / 0.62)
    return sheet(np.stack([x, y, z], -1))


def _moon_gate() -> Mesh:
    """The wall around the round opening, and the opening's own thickness and rim."""
    corners = np.arctan2([HIGH - MOON_Z, -MOON_Z], [_FRAME, _FRAME])
    exact = np.concatenate([corners, np.pi - corners]) % (2 * np.pi)
    turn = np.unique(np.concatenate([np.linspace(0, 2 * np.pi, 73), exact]))
    cos, sin = np.cos(turn), np.sin(turn)
    ring = _circle(MOON_R, turn)
    with np.errstate(divide="ignore"):
        out = np.minimum(
            _FRAME / np.abs(cos), np.where(sin > 0, HIGH - MOON_Z, MOON_Z) / np.abs(sin)
        )
    rim = _circle(out, turn)
    net = ring + np.linspace(0, 1, 8)[:, None, None] * (rim - ring)
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
