"""When wood opens along its grain: a joint driven too tight, a blow on short grain.

Two criteria, both inferred (engineering estimates, no trial pieces were made):

- The cheeks of a mortise are pushed apart with p w s. What resists is tension across the grain
  in the wood that goes on beyond the mortise's two ends; of it no more takes part than the
  cheek is long (the stress dies away within about the length of what loads it). Spread evenly:
  stress = p w s / ((min(a, w) + min(b, w)) D), with a, b the sound grain beyond the ends and D
  the depth of the member. It opens where this passes the wood's strength `split`.
- A blow breaks off a piece that hangs on by short grain, or opens the grain about a mortise in
  which a tenon jams, where its energy is more than the work of tearing: energy > tearing x area.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from physics.timber.fit import Drive, Fit
from physics.timber.freedom import ShortGrain
from physics.timber.voxels import Cells, Grid
from physics.timber.wood import Species


@dataclass(frozen=True)
class Room:
    """The wood about a mortise: `beyond` m of grain at its two ends, `depth` m along the entry."""

    beyond: tuple[float, float]
    depth: float


@dataclass(frozen=True)
class Split:
    """A part that has opened: how deep the tenon was (m) and the stress it bore (Pa)."""

    part: str
    depth: float
    stress: float


def stress(fit: Fit, depth: float, room: Room) -> float:
    """Return the tension across the grain, Pa, beyond the ends of the mortise."""
    area = _resisting(fit, room)
    push = fit.pressure * fit.width * min(max(depth, 0.0), fit.travel)
    if push == 0:
        return 0.0
    return push / area if area > 0 else math.inf


def splits_at(fit: Fit, room: Room) -> float:
    """Return the depth, m, at which the member opens; inf where it bears the whole tenon."""
    whole = stress(fit, fit.travel, room)
    return fit.travel * fit.wood.split / whole if whole > fit.wood.split else math.inf


def judge(part: str, drive: Drive, room: Room) -> Split | None:
    """Return the split of the member that holds the mortise, if it has come to that."""
    if drive.depth <= splits_at(drive.fit, room):
        return None
    return Split(part, drive.depth, stress(drive.fit, drive.depth, room))


def bursts(fit: Fit, energy: float, room: Room) -> bool:
    """Whether a blow of `energy` J on a tenon that jams at the mouth opens the member."""
    return fit.kind == "jam" and energy > fit.wood.tearing * _resisting(fit, room)


def opened(fit: Fit) -> Fit:
    """Return the fit of a joint that has split: nothing presses any more."""
    return replace(fit, interference_mm=min(fit.interference_mm, 0.0))


def breaks_off(
    pieces: Sequence[ShortGrain], cell: tuple[int, int, int], energy: float, wood: Species
) -> ShortGrain | None:
    """Return the short-grained piece that a blow of `energy` J on a cell breaks off, if one."""
    struck = [piece for piece in pieces if piece.cells[cell]]
    return next((p for p in struck if energy > wood.tearing * p.area), None)


def room_of(grid: Grid, holder: int, tenon: int, grain: int, entry: int) -> Room:
    """Measure from a joint's cells the wood about its mortise; axes are 0, 1 or 2.

    The shortest grain counts, over all lines along the grain that meet both parts. Wood that
    leaves the grid goes on for ever. Raises ValueError where no line meets both.
    """
    lines = np.moveaxis(grid.owner, grain, -1).reshape(-1, grid.owner.shape[grain])
    both = lines[(lines == holder).any(1) & (lines == tenon).any(1)]
    if not len(both):
        raise ValueError(f"part {tenon} is not inside part {holder}")
    step = float(grid.cell[grain])
    ends = [min(_beyond(line, holder, tenon) for line in way) for way in (both, both[:, ::-1])]
    depth = int(np.count_nonzero(grid.of(holder), axis=entry).max())
    return Room((ends[0] * step, ends[1] * step), depth * float(grid.cell[entry]))


def _resisting(fit: Fit, room: Room) -> float:
    """Square metres across the grain that hold the member together."""
    return sum(min(each, fit.width) for each in room.beyond) * room.depth


def _beyond(line: Cells, holder: int, tenon: int) -> float:
    """How many cells of the holder stand after the tenon's last one; inf to the grid's edge."""
    after = line[np.flatnonzero(line == tenon)[-1] + 1 :]
    wood = np.flatnonzero(after == holder)
    if not len(wood):
        return 0.0
    gaps = np.flatnonzero(after[wood[0] :] != holder)
    return float(gaps[0]) if len(gaps) else math.inf
