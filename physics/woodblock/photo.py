"""A photograph of a printed sheet, flattened by its register crosses onto the sheet's grid.

What cannot be judged is told by a word of `WHY`, never guessed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from physics.woodblock import photo_crosses
from physics.woodblock.photo_lens import View

Bytes = NDArray[np.uint8]
Light = NDArray[np.float32]
Mask = NDArray[np.bool_]

# no crosses found; too few pixels to a millimetre; not wholly in the picture; not sharp; too
# dark; too bright
WHY = ("no_crosses", "small", "cut", "blurred", "dark", "bright")
LEAST_PER_MM = 5.0
MOST_BLUR_MM = 0.9  # from 10 to 90 % of an edge
DARK, BRIGHT = 0.06, 0.35  # linear light of the paper; share of it that is white without end
BARE_MM = 2.0  # paper is looked at so far from every drawing


@dataclass(frozen=True)
class Flat:
    """A flattened sheet. `light` (n, n, 3): share of the light that bare paper gives back, row 0
    the lower edge; `per_mm`: pixels to a millimetre; `blur_mm`: width of its edges."""

    light: Light
    view: View
    per_mm: float
    blur_mm: float


@dataclass(frozen=True)
class Drawn:
    """What the sheet should show: `key` and `any` block (n, n), `crosses` (m, 2) mm, its side."""

    key: Mask
    any: Mask
    crosses: NDArray[np.float64]
    side_mm: float


def _linear() -> NDArray[np.float32]:
    value = np.arange(256) / 255
    low = value / 12.92
    return np.asarray(np.where(value <= 0.04045, low, ((value + 0.055) / 1.055) ** 2.4), np.float32)


LINEAR = _linear()


def flattened(picture: Bytes, drawn: Drawn) -> Flat | str:
    """Return the sheet of a picture (h, w, 3), sRGB, or the word of `WHY` that says why not."""
    if min(picture.shape[:2]) < LEAST_PER_MM * drawn.side_mm:
        return "small"
    light = LINEAR[picture]
    dark = photo_crosses.darkness(light)
    view = photo_crosses.seen(dark, drawn.crosses, drawn.key, drawn.side_mm)
    if view is None:
        bright = float(np.percentile(light.max(-1)[::8, ::8], 95))
        return "dark" if bright < DARK else "no_crosses"
    per_mm = view.scale(drawn.side_mm)
    if per_mm < LEAST_PER_MM:
        return "small"
    if not _within(picture, view, drawn):
        return "cut"
    raw = sampled(light, view, drawn)
    bare = ndimage.distance_transform_edt(~drawn.any) > BARE_MM * len(drawn.any) / drawn.side_mm
    paper = np.median(raw[bare], axis=0)
    if paper.max() < DARK:
        return "dark"
    if float((raw[bare].min(-1) > 0.985).mean()) > BRIGHT:
        return "bright"
    blur = edge_mm(dark, view, drawn.crosses)
    if not blur <= MOST_BLUR_MM:
        return "blurred"
    return Flat(raw / lit(raw, bare), view, per_mm, blur)


def _within(picture: Bytes, view: View, drawn: Drawn) -> bool:
    """Tell whether all that is drawn lies in the picture; what lies beside it would be guessed."""
    j, i = np.nonzero(drawn.any)
    places = view.picture((np.column_stack([i, j]) + 0.5) * drawn.side_mm / len(drawn.any))
    height, width = picture.shape[:2]
    return bool(((places >= 0) & (places <= (width, height))).all())


def sampled(light: Light, view: View, drawn: Drawn) -> Light:
    """Return the light at every cell, (n, n, 3), each cell looked at in four places."""
    n = len(drawn.key)
    cell = drawn.side_mm / n
    total = np.zeros((n, n, 3), np.float32)
    for dy in (0.25, 0.75):
        for dx in (0.25, 0.75):
            x, y = np.meshgrid((np.arange(n) + dx) * cell, (np.arange(n) + dy) * cell)
            places = view.picture(np.stack([x, y], -1)) - 0.5
            at = [places[..., 1], places[..., 0]]
            for band in range(3):
                total[..., band] += ndimage.map_coordinates(
                    light[..., band], at, order=1, mode="nearest"
                )
    return np.asarray(total / 4, np.float32)


def lit(raw: Light, bare: Mask) -> Light:
    """Return the light that bare paper gives back at every cell, (n, n, 3).

    A parabola over the logarithm of the bare cells; what is far below it is dirt, not paper.
    """
    n = len(bare)
    j, i = np.nonzero(bare)
    every = max(1, len(j) // 40_000)
    j, i = j[::every], i[::every]
    rows = _shape(i / n - 0.5, j / n - 0.5)
    log = np.log(np.maximum(raw[j, i], 1e-4))
    good = np.ones(len(j), bool)
    for _round in range(4):
        fit = np.linalg.lstsq(rows[good], log[good], rcond=None)[0]
        off = (log - rows @ fit).min(-1)
        good = off > -2.5 * max(float(np.abs(off[good]).mean()), 0.01)
    y, x = np.mgrid[0:n, 0:n] / n - 0.5
    return np.asarray(np.exp(_shape(x, y) @ fit), np.float32)


def _shape(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], -1)


def edge_mm(dark: photo_crosses.Dark, view: View, crosses: NDArray[np.float64]) -> float:
    """Return how wide the edges of the crosses' arms are, 10 to 90 %, mm; NaN where none is seen.

    From the steepest slope of each edge, which a line thinner than the blur keeps as well.
    """
    fine = np.arange(-2.5, 2.51, 0.05)
    widths = []
    for cross in crosses:
        for side in (-1, 1):  # a mean along the arm, so that a grain is not taken for an edge
            across, along = np.meshgrid(fine, side * np.arange(*photo_crosses.ARM_MM, 0.2))
            for step in (np.stack([across, along], -1), np.stack([along, across], -1)):
                at = view.picture(cross + step) - 0.5
                ink = ndimage.map_coordinates(dark, [at[..., 1], at[..., 0]], order=1).mean(0)
                slope = float(np.abs(np.diff(ink)).max()) / 0.05
                if np.ptp(ink) > 0.2:
                    widths.append(float(np.ptp(ink)) * 0.8 / slope)
    return float(np.median(widths)) if widths else float("nan")
