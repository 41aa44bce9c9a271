"""Measures of a carved block: what stands held against what was drawn; numbers out, nothing moved.

All arrays are (n, n) in the block's frame, `drawn` 1 where wood should stand. NaN where nothing
was drawn or nothing was cut yet.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import (
    distance_transform_edt,
    find_objects,
    label,
    map_coordinates,
    maximum_filter,
)

from physics.woodblock.block import RELIEF_UM, WALL, Depth, Drawn, Mask
from physics.woodblock.carving_contour import edge
from physics.woodblock.cut import Cut
from physics.woodblock.grid import UNITS
from physics.woodblock.knives import QUANDAO

PRINTS_UM = 85  # inferred; wood no deeper than this takes ink from the brush and meets the paper
REACH_MM = 1.0  # how far from the drawn edge the standing one is looked for
GROUND_SLOPE = 300  # inferred; um of depth the ground needs for each mm to the nearest line
JUDGED_MM = 30.0  # inferred; farther from every line the brush does not go
STEP = 0.25  # cells between the places where the standing edge is looked for
LEAST_LEAN = 800  # inferred; hundredths of a degree: held more upright the knife leaves no root
SHALLOW_UM = 300  # inferred; what is cut no deeper needs none
NO_PLACE_MM2 = 0.5  # smaller islands of high ground or torn wood are counted, not shown as places


@dataclass(frozen=True)
class Spot:
    """Where something is wrong: middle x, y mm, and how much: mm of line or mm² of wood."""

    x_mm: float
    y_mm: float
    size: float


@dataclass(frozen=True)
class Fidelity:
    """How far what stands lies from what was drawn.

    `at` (m, 2) mm along the drawn edge; `off` (m,) mm there, above 0 where the wood is too fat,
    below 0 where too thin, NaN where no edge stands within 1 mm. `mean` and `p95` of how far it
    is off; `uncut` the share of the drawn edge not yet cut free.
    """

    at: NDArray[np.float64]
    off: NDArray[np.float64]
    mean_mm: float
    p95_mm: float
    uncut: float


@dataclass(frozen=True)
class Broken:
    """Lines cut through: the places, and the length of line that is gone, mm."""

    places: tuple[Spot, ...]
    length_mm: float


@dataclass(frozen=True)
class Rootless:
    """The share of the knife's way on which it was held too upright, and where, mm of each cut."""

    share: float
    places: tuple[Spot, ...]


@dataclass(frozen=True)
class Ground:
    """The share of the ground that lies too high, and where."""

    high: float
    places: tuple[Spot, ...]


def fidelity(depth: Depth, drawn: Drawn, cell: float) -> Fidelity:
    """Return how true the lines are; `cell` metres."""
    line = edge(drawn)
    mm = cell * 1e3
    steps = np.arange(-REACH_MM / mm, REACH_MM / mm + 0.01, STEP)
    at = line.at[:, None, :] + steps[None, :, None] * line.normal[:, None, :]
    # Beside an edge the depth grows as the square: its root is straight between two cells.
    field = np.sqrt(depth.astype(np.float64))
    found = map_coordinates(field, [at[..., 1] - 0.5, at[..., 0] - 0.5], order=1, mode="nearest")
    off = _crossing(found, steps, math.sqrt(PRINTS_UM)) * mm
    cut = ~np.isnan(off)
    if not cut.any():
        return Fidelity(line.at * mm, off, math.nan, math.nan, math.nan)
    away = np.abs(off[cut])
    untouched = (found <= math.sqrt(PRINTS_UM))[:, len(steps) // 2 :].all(axis=1)
    mean, p95 = float(away.mean()), float(np.percentile(away, 95))
    return Fidelity(line.at * mm, off, mean, p95, float(untouched.mean()))


def _crossing(
    found: NDArray[np.float64], steps: NDArray[np.float64], level: float
) -> NDArray[np.float64]:
    """Return (m,) where, outwards, standing wood ends, nearest to the drawn edge; NaN: nowhere."""
    before, after = found[:, :-1], found[:, 1:]
    ends = (before <= level) & (after > level)
    share = np.divide(level - before, after - before, out=np.zeros_like(before), where=ends)
    places = np.where(ends, steps[:-1] + share * (steps[1] - steps[0]), np.inf)
    nearest = np.argmin(np.abs(places), axis=1)
    off = places[np.arange(len(places)), nearest] if len(places) else np.empty(0)
    return np.where(np.isfinite(off), off, np.nan)


def broken(depth: Depth, drawn: Drawn, cell: float) -> Broken:
    """Return where drawn lines are cut through to both sides."""
    mask = drawn > 0.5
    if not mask.any() or not depth.any():
        return Broken((), math.nan)
    inner = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    spine = mask & (inner >= maximum_filter(inner, 3) - 0.5)
    wall = WALL * cell * 1e6 / 2 * (1 - drawn.astype(np.float64)) ** 2  # where a cell is half drawn
    gone = spine & (depth > PRINTS_UM + wall)
    parts, _count = label(maximum_filter(gone, 3), np.ones((3, 3)))
    mm, places = cell * 1e3, []
    for part in find_objects(parts):
        rows, columns = np.nonzero(gone[part])
        x, y = (part[1].start + columns.mean() + 0.5, part[0].start + rows.mean() + 0.5)
        places.append(Spot(x * mm, y * mm, float(max(np.ptp(rows), np.ptp(columns)) + 1) * mm))
    return Broken(tuple(places), sum(spot.size for spot in places))


def rootless(cuts: Iterable[Cut], cell: float) -> Rootless:
    """Return where lines were left without a root, by how the knife was held.

    A field of heights at 0.25 mm cannot tell an upright or undercut wall from a good one.
    """
    knife = [c for c in cuts if c.knife is QUANDAO and max(c.d0, c.d1) > SHALLOW_UM]
    mm, places, way = cell * 1e3 / UNITS, [], 0.0
    for cut in knife:
        length = math.hypot(cut.x1 - cut.x0, cut.y1 - cut.y0) * mm
        way += length
        if cut.lean < LEAST_LEAN:
            places.append(Spot((cut.x0 + cut.x1) / 2 * mm, (cut.y0 + cut.y1) / 2 * mm, length))
    share = sum(spot.size for spot in places) / way if knife else math.nan
    return Rootless(share, tuple(places))


def needed(drawn: Drawn, cell: float) -> NDArray[np.float64]:
    """Return (n, n) um how deep the ground must lie; 0 in the drawing and far from it."""
    mask = drawn > 0.5
    if not mask.any():
        return np.zeros(mask.shape)
    away = distance_transform_edt(~mask) * cell * 1e3
    deep = np.minimum(RELIEF_UM, GROUND_SLOPE * away)
    return np.asarray(np.where(mask | (away > JUDGED_MM), 0.0, deep))


def ground(depth: Depth, drawn: Drawn, cell: float) -> Ground:
    """Return how much of the ground was left high."""
    asked = needed(drawn, cell)
    judged = asked > 0
    if not judged.any() or not depth.any():
        return Ground(math.nan, ())
    high = judged & (depth < asked)
    return Ground(float(high.sum() / judged.sum()), _spots(high, cell))


def torn_lines(
    depth: Depth, torn: Depth, drawn: Drawn, cell: float
) -> tuple[float, tuple[Spot, ...]]:
    """Return mm² of drawn wood lost to chips that tore out, and where."""
    mask = drawn > 0.5
    if not mask.any() or not depth.any():
        return math.nan, ()
    lost = mask & (torn > PRINTS_UM) & (torn >= depth)
    return float(lost.sum()) * (cell * 1e3) ** 2, _spots(lost, cell)


def _spots(where: Mask, cell: float) -> tuple[Spot, ...]:
    """Return the islands of some size, the largest first."""
    parts, count = label(where, np.ones((3, 3)))
    sizes = np.bincount(parts.ravel(), minlength=count + 1)[1:] * (cell * 1e3) ** 2
    mm, places = cell * 1e3, []
    for part, size in zip(find_objects(parts), sizes, strict=True):
        if size >= NO_PLACE_MM2:
            j, i = ((s.start + s.stop) / 2 for s in part)
            places.append(Spot(i * mm, j * mm, float(size)))
    return tuple(sorted(places, key=lambda spot: -spot.size))
