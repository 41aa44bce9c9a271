"""What a printed layer is like: where it lies, how full, how even, how far it ran, if doubled.

Reads a layer's ink (n, n) against what was to be printed (n, n), both in the sheet frame.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

from physics.woodblock.register import Shift, shift

Mask = NDArray[np.bool_]
Field = NDArray[np.floating]

INK = 0.35  # g/m2: less than this is bare paper to the eye
FULL = 4.0  # g/m2 of a good solid; a preset, unresolved
SPECK_MM = 1.5  # bare spots smaller than this are broken colour, larger ones were not printed
NEAR_MM = 2.5  # ink farther from the drawing than this came off the ground
GHOST_MM = 3.0  # a second image is looked for as far as this
RIM_MM = 1.0  # how far inside the drawn edge an edge that stayed back is looked for
BROKEN = 0.25  # share of specks from which the edge of a print cannot be told
GHOST_INK = 0.15  # of the strength of a solid, from which ink may be of a second image
GHOST_ROUNDS = 4
GHOST_LEAST_MM = 0.4
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
    mass = np.asarray(mass, np.float32)
    inked = mass > INK
    at = shift(np.minimum(mass, FULL), drawn, cell)
    if drawn.sum() < LEAST_CELLS or not at.told:
        share = float(inked[drawn].mean()) if drawn.any() else _NONE
        return Printed(at, share, _NONE, _NONE, *[_NONE] * 6)
    at, there, ghost = _first(mass, drawn, at, mm)
    box = _box(there | inked, round(2 * GHOST_MM / mm))
    all_inked, whole = int(inked.sum()), there.size
    mass, inked, there = mass[box], inked[box], there[box]
    inner = _core(there)
    bare = inner & ~inked
    patches = _patches(bare, SPECK_MM / mm)
    solid = mass[inner & inked]
    strength = float(np.median(solid)) if solid.size else _NONE
    away = ndimage.distance_transform_edt(~there).astype(np.float32) * np.float32(mm)
    near = away <= NEAR_MM
    far = whole - int(near.sum())
    broken = float((bare & ~patches).sum() / inner.sum())
    return Printed(
        shift=at,
        coverage=float(inked[inner].mean()),
        missing=float(patches.sum() / inner.sum()),
        broken=broken,
        strength=strength,
        evenness=_evenness(mass, _core(inner) & ~patches, mm),
        swelling=_swelling(mass, there, near, strength, mm) if broken < BROKEN else _NONE,
        bleed=_bleed(away[near & ~there & inked]),
        dirty=(all_inked - int((inked & near).sum())) / far if far else _NONE,
        ghost=math.hypot(*ghost) * mm,
    )


def _first(mass: Field, drawn: Mask, at: Shift, mm: float) -> tuple[Shift, Mask, tuple[int, int]]:
    """Return where the first of two images lies, the drawing there, and how many rows and columns
    beside it the second one; (0, 0) without one.

    A second image pulls the whole to its side, so that it is taken away and the first sought anew.
    """
    there, beside = moved(drawn, at, mm), (0, 0)
    for _again in range(GHOST_ROUNDS):
        inked = mass > GHOST_INK * min(float(np.median(mass[there])), FULL)
        found = _ghost(inked, there, mm)
        if found in (beside, (0, 0)):
            return at, there, found
        beside = found
        second = np.roll(there, beside, (0, 1)) & ~there
        alone = shift(np.where(second, 0, np.minimum(mass, FULL)), drawn, mm / 1000)
        if not alone.told:
            break
        at, there = alone, moved(drawn, alone, mm)
    return at, there, beside


def _box(mask: Mask, margin: int) -> tuple[slice, slice]:
    """Return the window around what is True, with a margin of so many cells."""
    found = []
    for axis, size in enumerate(mask.shape):
        lines = np.flatnonzero(mask.any(1 - axis))
        found.append(slice(max(0, int(lines[0]) - margin), min(size, int(lines[-1]) + margin + 1)))
    return found[0], found[1]


def _eroded(mask: Mask, times: int) -> Mask:
    """Return what is left when so many cells are taken off every edge."""
    for _time in range(times):
        less = mask.copy()
        less[1:] &= mask[:-1]
        less[:-1] &= mask[1:]
        less[:, 1:] &= mask[:, :-1]
        less[:, :-1] &= mask[:, 1:]
        less[[0, -1]] = less[:, [0, -1]] = False
        mask = less
    return mask


def _core(mask: Mask) -> Mask:
    """Return a mask without its outermost cells, or itself where hardly anything would be left."""
    core = _eroded(mask, 1)
    return core if core.sum() >= LEAST_CELLS else mask


def _evenness(mass: Field, solid: Mask, mm: float) -> float:
    """Return 1 - spread of the solid over its mean, seen as from arm's length."""
    step = 4
    body, weight = (
        ndimage.gaussian_filter(_shares(f, step), 2 / mm / step)
        for f in (np.where(solid, mass, 0), solid.astype(np.float32))
    )
    smooth = (body / np.maximum(weight, 1e-6))[(weight > 0.2) & (_shares(solid, step) > 0.2)]
    if smooth.size < LEAST_CELLS / step**2 or smooth.mean() <= 0:
        return _NONE
    return max(0.0, 1 - float(smooth.std() / smooth.mean()))


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
    patches = np.zeros_like(bare)
    if not bare.any():
        return patches
    box = _box(bare, 1)
    part = np.pad(bare[box], 1)
    core = ndimage.distance_transform_edt(part) > cells / 2
    if core.any():
        wide = ndimage.distance_transform_edt(~core) <= cells / 2 + 1
        patches[box] = (part & wide)[1:-1, 1:-1]
    return patches


def _bleed(reach: Field) -> float:
    """Return how far 95 % of the ink outside reach; too little of it is none."""
    return float(np.percentile(reach, 95)) if reach.size >= 50 else 0.0


def _swelling(mass: Field, there: Mask, near: Mask, strength: float, mm: float) -> float:
    """Return how far the ink's edge lies outside the drawn one, mm, on an average."""
    length = _length(there) * mm
    if not strength > 0 or length <= 0:
        return _NONE
    ink = np.clip(mass / max(strength, INK), 0, 1)
    core = _eroded(there, round(RIM_MM / mm))
    rim = there & ~core
    # What is missing everywhere is broken colour; only what is missing more at the rim is edge.
    usual = float(1 - ink[core].mean()) if core.sum() >= LEAST_CELLS else 0.0
    lost = float((1 - ink[rim]).sum()) - usual * int(rim.sum())
    return (float(ink[near & ~there].sum()) - max(0.0, lost)) * mm**2 / length


def _length(mask: Mask) -> float:
    """Return the length of a mask's edge in cells: Crofton, lines across it in four ways."""
    straight = (mask[1:] != mask[:-1]).sum() + (mask[:, 1:] != mask[:, :-1]).sum()
    slant = (mask[1:, 1:] != mask[:-1, :-1]).sum() + (mask[1:, :-1] != mask[:-1, 1:]).sum()
    return math.pi / 8 * float(straight + slant / math.sqrt(2))


def _ghost(inked: Mask, there: Mask, mm: float) -> tuple[int, int]:
    """Return how many rows and columns beside the drawing a second image of it lies."""
    rim = ndimage.binary_dilation(there)
    extra = inked & ~rim
    amount = int(extra.sum())
    if amount < LEAST_CELLS / 2:
        return 0, 0
    reach = round(GHOST_MM / mm)
    size = [fft.next_fast_len(n + reach) for n in there.shape]
    one = fft.rfft2(there.astype(np.float32), size)
    both, hidden = (_beside(f, one, size, reach) for f in (extra, rim))
    either = amount + float(there.sum()) - hidden - both
    overlap = both / np.maximum(either, 1)
    like = overlap - overlap[::-1, ::-1]  # what ran, ran to all sides
    v, u = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    away = np.hypot(u, v) * mm
    like[(away < GHOST_LEAST_MM) | (away > GHOST_MM)] = 0
    best = int(like.argmax())
    if like.flat[best] < GHOST_LIKE:
        return 0, 0
    return int(v.flat[best]), int(u.flat[best])


def _beside(mask: Mask, one: NDArray[Any], size: list[int], reach: int) -> Field:
    """Return how many cells of a mask the drawing covers when shifted by up to `reach` cells."""
    shared = fft.irfft2(fft.rfft2(mask.astype(np.float32), size) * np.conj(one), size)
    near = np.roll(shared, (reach, reach), (0, 1))
    return np.asarray(near[: 2 * reach + 1, : 2 * reach + 1])


def _shares(picture: Field | Mask, step: int) -> Field:
    """Return means over `step` by `step` cells; what is left over at the far edges is dropped."""
    h, w = (n // step for n in picture.shape)
    parts = picture[: h * step, : w * step].reshape(h, step, w, step)
    return np.asarray(parts.mean((1, 3), dtype=np.float32))
