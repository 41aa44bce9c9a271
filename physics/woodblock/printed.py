"""What a printed layer is like: where it lies, how full, how even, how far it ran, if doubled.

Reads a layer's ink (n, n) against what was to be printed (n, n), both in the sheet frame.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from physics.woodblock.register import Shift, shift

Mask = NDArray[np.bool_]
Field = NDArray[np.floating]

INK = 0.35  # g/m2: less than this is bare paper to the eye
FULL = 4.0  # g/m2 of a good solid; a preset, unresolved
HALF = 0.5  # of a layer's own solid: where its edge is
SPECK_MM = 1.5  # bare spots smaller than this are broken colour, larger ones were not printed
NEAR_MM = 2.5  # ink farther from the drawing than this came off the ground
GHOST_MM = 3.0  # a second image is looked for as far as this
GHOST_LIKE = 0.30  # overlap of what is too much with the drawing shifted, from which it is one
LEAST_CELLS = 400


@dataclass(frozen=True)
class Printed:
    """One layer, measured. What cannot be told is NaN.

    `coverage`: share of the drawing that has ink; `missing`: share in bare patches; `broken`:
    share in bare specks; `strength`: g/m2 of the solid; `evenness`: 1 - spread of the solid over
    its mean; `swelling` mm: how far the edge lies outside the drawn one on an average, below 0
    inside; `bleed` mm: how far 95 % of the ink outside reach; `dirty`: share of the far ground
    that took ink; `ghost` mm: how far a second image lies beside the first, 0 without one.
    """

    shift: Shift
    coverage: float
    missing: float
    broken: float
    strength: float
    evenness: float
    swelling: float
    bleed: float
    dirty: float
    ghost: float


_NONE = math.nan


def printed(mass: Field, drawn: Mask, cell: float) -> Printed:
    """Measure a layer; `cell` metres."""
    mm = cell * 1000
    inked = mass > INK
    at = shift(np.minimum(mass, FULL), drawn, cell)
    if drawn.sum() < LEAST_CELLS or not at.told:
        share = float(inked[drawn].mean()) if drawn.any() else _NONE
        return Printed(at, share, _NONE, _NONE, *[_NONE] * 6)
    there = moved(drawn, at, mm)
    inner = ndimage.binary_erosion(there, iterations=2)
    inner = inner if inner.sum() >= LEAST_CELLS else there
    bare = inner & ~inked
    patches = _patches(bare, SPECK_MM / mm)
    solid = mass[inner & inked]
    strength = float(np.median(solid)) if solid.size else _NONE
    body = ndimage.gaussian_filter(np.where(inner & ~patches, mass, 0.0), 2 / mm)
    weight = ndimage.gaussian_filter((inner & ~patches).astype(np.float64), 2 / mm)
    smooth = (body / np.maximum(weight, 1e-6))[inner & ~patches & (weight > 0.2)]
    evenness = 1 - float(smooth.std() / smooth.mean()) if smooth.size and smooth.mean() else _NONE
    swelling, bleed = _edges(mass, there, strength, mm)
    far = ndimage.distance_transform_edt(~there) * mm > NEAR_MM
    return Printed(
        shift=at,
        coverage=float(inked[inner].mean()),
        missing=float(patches.sum() / inner.sum()),
        broken=float((bare & ~patches).sum() / inner.sum()),
        strength=strength,
        evenness=max(0.0, evenness),
        swelling=swelling,
        bleed=bleed,
        dirty=float(inked[far].mean()) if far.any() else _NONE,
        ghost=_ghost(mass > HALF * min(strength, FULL) * 0.3, there, mm),
    )


def moved(drawn: Mask, at: Shift, mm: float) -> Mask:
    """Return the drawing where a layer lies; `mm` a cell."""
    n = drawn.shape[0]
    c, s = math.cos(math.radians(at.turn)), math.sin(math.radians(at.turn))
    grown = 1 + at.grown / 1000
    # rows first: the place in the drawing of each place on the sheet
    matrix = np.array([[c, -s], [s, c]]) / grown
    middle = np.full(2, n / 2 - 0.5)
    offset = middle - matrix @ (middle + np.array([at.dy, at.dx]) / mm)
    soft = ndimage.affine_transform(drawn.astype(np.float32), matrix, offset, order=1)
    return np.asarray(soft > 0.5)


def _patches(bare: Mask, cells: float) -> Mask:
    """Return the bare places that are wider than so many cells."""
    if not bare.any():
        return bare
    core = ndimage.distance_transform_edt(bare) > cells / 2
    wide = ndimage.distance_transform_edt(~core) <= cells / 2 + 1 if core.any() else core
    return np.asarray(bare & wide)


def _edges(mass: Field, there: Mask, strength: float, mm: float) -> tuple[float, float]:
    """Return the mean shift outwards of the ink's edge, and how far its outer part reaches."""
    away = ndimage.distance_transform_edt(~there) * mm
    near = away <= NEAR_MM
    ink = np.clip(mass / max(strength, INK), 0, 1)
    length = float((there & ~ndimage.binary_erosion(there)).sum()) * mm * 1.1  # steps cut corners
    gone_out = float(ink[near & ~there].sum()) * mm**2
    left_bare = float((1 - ink[there]).sum()) * mm**2 if there.any() else 0.0
    outside = near & ~there & (mass > INK)
    bleed = float(np.percentile(away[outside], 95)) if outside.sum() >= 50 else 0.0
    return (gone_out - left_bare * _rim_share(ink, there)) / max(length, 1e-9), bleed


def _rim_share(ink: Field, there: Mask) -> float:
    """Return which share of the missing ink is missing along the rim, not in the middle."""
    rim = there & ~ndimage.binary_erosion(there, iterations=2)
    lost = float((1 - ink[there]).sum())
    return float((1 - ink[rim]).sum()) / lost if lost > 0 else 0.0


def _ghost(inked: Mask, there: Mask, mm: float) -> float:
    """Return how far beside the drawing a second image of it lies, mm; 0 without one."""
    step = 2
    rim = ndimage.binary_dilation(there)
    extra, one = (_coarse(m, step) for m in (inked & ~rim, there))
    if extra.sum() < LEAST_CELLS / 8:
        return 0.0
    reach = int(GHOST_MM / mm / step)
    best, far = 0.0, 0.0
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            away = math.hypot(dx, dy) * step * mm
            if not 0.4 <= away <= GHOST_MM:
                continue
            ghost = np.roll(one, (dy, dx), (0, 1)) & ~one
            other = np.roll(one, (-dy, -dx), (0, 1)) & ~one
            like = _overlap(extra, ghost) - _overlap(extra, other)
            if like > best:
                best, far = like, away
    return far if best >= GHOST_LIKE else 0.0


def _overlap(one: Mask, other: Mask) -> float:
    both = float((one & other).sum())
    either = float((one | other).sum())
    return both / either if either else 0.0


def _coarse(mask: Mask, step: int) -> Mask:
    n = mask.shape[0] // step
    return np.asarray(mask[: n * step, : n * step].reshape(n, step, n, step).mean((1, 3)) >= 0.5)
