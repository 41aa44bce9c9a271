"""What a joint lets go and what locks it, told from its cells.

Part i is blocked by j along a direction where some cell of j lies ahead of a cell of i. What
moves along with a part is then everything that can be reached from it (the directional
blocking graph of Wilson and Latombe 1994). Cells beyond the grid are held for air.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.ndimage import label

from physics.timber.voxels import Cells, Grid

Direction = tuple[int, int, int]
DIRECTIONS: tuple[Direction, ...] = (
    (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1),
)  # fmt: skip


@dataclass(frozen=True)
class Slide:
    """A set of parts that goes out together along a direction, clear of all the rest."""

    parts: frozenset[int]
    direction: Direction


@dataclass(frozen=True)
class Lock:
    """`cells` cells of part `by` lie in the way of part `part` along a direction."""

    part: int
    by: int
    direction: Direction
    cells: int


def pieces_of(wood: Cells) -> int:
    """In how many pieces these cells hang together, face to face; 1 = connected."""
    return int(label(wood)[1])


def locks(grid: Grid) -> tuple[Lock, ...]:
    """Return who blocks whom, along each of the six directions."""
    return tuple(lock for d in DIRECTIONS for lock in _locks(grid, d))


def slides(grid: Grid) -> tuple[Slide, ...]:
    """Return the smallest sets of parts that slide free, for each direction.

    For every part: itself and all it pushes along, unless that is everything. None at all of
    several parts: the joint cannot be put together.
    """
    found = []
    for direction in DIRECTIONS:
        blocked = {(k.part, k.by) for k in _locks(grid, direction)}
        sets = {_pushed(part, blocked) for part in range(grid.parts)}
        found += [Slide(s, direction) for s in sorted(sets, key=sorted) if 0 < len(s) < grid.parts]
    return tuple(found)


def _pushed(part: int, blocked: set[tuple[int, int]]) -> frozenset[int]:
    reached, fresh = {part}, {part}
    while fresh:
        fresh = {by for which, by in blocked if which in fresh} - reached
        reached |= fresh
    return frozenset(reached)


def _locks(grid: Grid, direction: Direction) -> list[Lock]:
    ahead = _facing(grid.owner, direction)
    found = []
    for part, by in product(range(grid.parts), repeat=2):
        if part != by:
            passed = np.logical_or.accumulate(ahead == part, axis=0)
            cells = int((passed & (ahead == by)).sum())
            found += [Lock(part, by, direction, cells)] if cells else []
    return found


def _facing(owner: npt.NDArray[np.int8], direction: Direction) -> npt.NDArray[np.int8]:
    """Turn the grid so that the direction is the first axis, upward."""
    axis = int(np.flatnonzero(direction)[0])
    turned = np.moveaxis(owner, axis, 0)
    return turned if direction[axis] > 0 else turned[::-1]


@dataclass(frozen=True)
class ShortGrain:
    """Wood of a part that hangs on the rest only across short grain.

    `cells` (nx, ny, nz): where it is; `area` m2: what it hangs by, along the grain; `length`
    m: its longest run along the grain. Area 0 = it hangs on nothing.
    """

    cells: Cells
    area: float
    length: float


def short_grain(grid: Grid, part: int, axis: int, shortest: float) -> tuple[ShortGrain, ...]:
    """Return the fragile pieces of a part whose grain runs along `axis` 0, 1 or 2.

    A run of wood along the grain is sound where it is `shortest` m long or goes on beyond the
    grid; what hangs together of the other runs is one fragile piece.
    """
    wood = np.moveaxis(grid.of(part), axis, 0)
    cell = np.array([grid.cell[axis], *np.delete(grid.cell, axis)])
    runs = _run_lengths(wood)
    frail = wood & (runs * cell[0] < shortest * (1 - 1e-9))
    sound = wood & ~frail
    found = []
    marks, count = label(frail)
    for k in range(1, count + 1):
        piece = marks == k
        faces = sum(_faces(piece, sound, a) * cell[0] * cell[3 - a] for a in (1, 2))
        cells = np.moveaxis(piece, 0, axis)
        found.append(ShortGrain(cells, float(faces), float(runs[piece].max() * cell[0])))
    return tuple(found)


def _faces(piece: Cells, rest: Cells, axis: int) -> int:
    """How many cell faces across `axis` the two share."""
    a, b = np.moveaxis(piece, axis, 0), np.moveaxis(rest, axis, 0)
    return int((a[1:] & b[:-1]).sum() + (a[:-1] & b[1:]).sum())


def _run_lengths(wood: Cells) -> npt.NDArray[np.float64]:
    """Cells of the run along the first axis that each cell is in; inf where it leaves the grid."""
    up = np.zeros(wood.shape)
    for k in range(len(wood)):
        before = up[k - 1] if k else np.where(wood[0], np.inf, 0)
        up[k] = np.where(wood[k], before + 1, 0)
    up[-1][wood[-1]] = np.inf
    for k in range(len(wood) - 2, -1, -1):
        up[k] = np.where(wood[k] & wood[k + 1], np.maximum(up[k], up[k + 1]), up[k])
    return up
