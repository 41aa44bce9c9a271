"""Our own timber for the courtyard: columns, beams, bracket sets, lattice leaves, boards."""

from dataclasses import dataclass

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Axis, Mesh, Vec3, box, extrude, join, plane, tube

# 牌科 五七式 (paike.json of the research, 营造法原): 1 cun = 27.5 mm. For the eye only here;
# the lesson's own solids stand in its pack.
_CUN = 0.0275


@dataclass(frozen=True)
class Leaf:
    """A lattice door leaf: width, height and the height of its wooden lower panel (m)."""

    wide: float
    high: float
    panel: float


@dataclass(frozen=True)
class Beam:
    """A level beam along x or y: the ends of its middle line, its height and thickness (m)."""

    start: Vec3
    end: Vec3
    high: float
    thick: float


def column(pile: Pile, foot: Vec3, high: float, radius: float = 0.11) -> None:
    """Add a round column, slightly tapering, on a drum of stone."""
    at = np.linspace(0, 1, 7)
    shaft = np.stack([np.zeros(7), np.zeros(7), 0.2 + at * (high - 0.2)], 1)
    pile.add_varied("dark", tube(shaft, radius * (1 - 0.12 * at), 16).moved(foot), 0.1)
    bulge = np.array([0.85, 1.0, 1.1, 1.1, 1.0, 0.88]) * radius * 1.4
    drum = np.stack([np.zeros(6), np.zeros(6), np.linspace(0, 0.22, 6)], 1)
    pile.add("stone", tube(drum, bulge, 18).moved(foot))
    pile.add("stone", box((radius * 3.6, radius * 3.6, 0.06), foot))


def bracket(pile: Pile, foot: Vec3, scale: float = 1.0) -> None:
    """Add one bracket set 一斗三升 facing -y, the 坐斗 standing on `foot`."""
    unit = _CUN * scale
    for mesh in (_dou(unit), _gong(unit)):
        pile.add_timber("old", mesh.moved(foot), 0, 0.12)
    for x in (-7.25, 0.0, 7.25):
        sheng = _sheng(unit).moved((x * unit, 0, 5.5 * unit)).moved(foot)
        pile.add_timber("old", sheng, 0, 0.12)


def _dou(unit: float) -> Mesh:
    side = [(-2.5, 0), (2.5, 0), (3.5, 2), (3.5, 5), (-3.5, 5), (-3.5, 2)]
    return extrude([(x * unit, z * unit) for x, z in side], 7 * unit)


def _gong(unit: float) -> Mesh:
    ends = [(6.0, 0), (7.2, 0.4), (8.1, 1.2), (8.5, 2.2), (8.5, 3.5)]
    outline = [*ends, *((-x, z) for x, z in reversed(ends))]
    return extrude([(x * unit, (z + 3) * unit) for x, z in outline], 2.5 * unit)


def _sheng(unit: float) -> Mesh:
    side = [(-1.25, 0), (1.25, 0), (1.75, 1), (1.75, 2.5), (-1.75, 2.5), (-1.75, 1)]
    return extrude([(x * unit, z * unit) for x, z in side], 3.5 * unit)


def beam(pile: Pile, made: Beam) -> None:
    """Add a squared beam."""
    start, end = np.array(made.start), np.array(made.end)
    axis: Axis = 0 if abs(end[0] - start[0]) > abs(end[1] - start[1]) else 1
    size = np.array([made.thick, made.thick, made.high])
    size[axis] = np.linalg.norm(end - start)
    x, y, z = (start + end) / 2
    pile.add_timber("dark", box((size[0], size[1], size[2]), (x, y, z), axis, 0.01), axis)


def leaf(pile: Pile, foot: Vec3, size: Leaf) -> None:
    """Add a door leaf facing -y: frame, lower panel, paper behind a lattice that glows."""
    x, y, z = foot
    rail, thick = 0.05, 0.05
    for side in (-1, 1):
        post = box(
            (rail, thick, size.high), (x + side * (size.wide - rail) / 2, y, z + size.high / 2), 2
        )
        pile.add_timber("dark", post, 2)
    bars = (0.05, size.panel, size.panel + 0.16, size.high - 0.05)
    for height in bars:
        pile.add_timber("dark", box((size.wide - 2 * rail, thick, rail), (x, y, z + height)), 0)
    board = box(
        (size.wide - 2 * rail, 0.02, size.panel - 0.1), (x, y + 0.012, z + size.panel / 2), 2
    )
    pile.add_timber("dark", board, 2, 0.2)
    small = box((size.wide - 2 * rail, 0.02, 0.1), (x, y + 0.012, z + size.panel + 0.08), 0)
    pile.add_timber("dark", small, 0, 0.2)
    low, high = z + size.panel + 0.185, z + size.high - 0.075
    inner = size.wide - 2 * rail
    pile.add("glow", plane((x - inner / 2, y + 0.02, low), (inner, 0, 0), (0, 0, high - low), 1.0))
    pile.add("dark", lattice(inner, high - low).moved((x, y, (low + high) / 2)))


def lattice(wide: float, high: float, bar: float = 0.014) -> Mesh:
    """Return a lattice facing -y: close bars, framed, around one open field in the middle."""
    across, up = max(3, round(wide / 0.115)), max(3, round(high / 0.115))
    field = (_middle(across), _middle(up))
    found = []
    for i in range(across + 1):
        x = -wide / 2 + wide * i / across
        for low, high_end in _spans(high, up, field[1] if _inside(i, field[0]) else None):
            found.append(box((bar, bar, high_end - low), (x, 0, (low + high_end) / 2), 2, 0.0))
    for j in range(up + 1):
        z = -high / 2 + high * j / up
        for low, high_end in _spans(wide, across, field[0] if _inside(j, field[1]) else None):
            found.append(box((high_end - low, bar, bar), ((low + high_end) / 2, 0, z), 0, 0.0))
    return join(found)


def _middle(cells: int) -> tuple[int, int]:
    """The middle third of a row of cells, at least two: first and last bar around it."""
    open_cells = max(2, round(cells / 3))
    first = (cells - open_cells) // 2
    return first, first + open_cells


def _inside(bar: int, field: tuple[int, int]) -> bool:
    return field[0] < bar < field[1]


def _spans(length: float, cells: int, gap: tuple[int, int] | None) -> list[tuple[float, float]]:
    """A bar of `length` around 0, whole or without its part between two of its cells' ends."""
    if gap is None:
        return [(-length / 2, length / 2)]
    low, high = (-length / 2 + length * g / cells for g in gap)
    return [(-length / 2, low), (high, length / 2)]
