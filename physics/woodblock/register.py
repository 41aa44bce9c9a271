"""How far a printed layer lies beside where it belongs: shift and turn, from the layer itself.

Gauss–Newton on ever finer pictures (Lucas and Kanade 1981), begun where the two correlate best.
Strength, ground and swelling of the print are free, so that a pale or a drowned layer is found
as well.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

from physics.woodblock import register_kernels as kernels
from physics.woodblock.register_kernels import UNKNOWNS

Field = NDArray[np.float64]

MOST_MM = 12.0  # farther than this nothing is looked for
LEAST_CELLS = 400  # of ink and of drawing; with less there is nothing to go by
EVEN_MM = 2.0  # over so much the strength of solids is averaged
LIKE = 0.55  # correlation below which layer and drawing are not the same picture
_LEVELS = ((8, 1.6), (4, 1.2), (2, 0.6))  # cells put together, and how far blurred in those
_ROUNDS, _AGAIN = 8, 2


@dataclass(frozen=True)
class Shift:
    """Where a layer lies: `dx`, `dy` mm and `turn` degrees about the middle of the sheet.

    `grown`: how much larger it is than drawn, per mille (a sheet that was drier when it was
    printed on shows it larger). All NaN where it cannot be told. `like`: how far layer and
    drawing are the same picture then.
    """

    dx: float
    dy: float
    turn: float
    grown: float
    like: float

    @property
    def told(self) -> bool:
        """Whether there is a result."""
        return math.isfinite(self.dx)

    @property
    def mm(self) -> float:
        """How far off it lies, mm."""
        return math.hypot(self.dx, self.dy)


UNTOLD = Shift(math.nan, math.nan, math.nan, math.nan, math.nan)


def shift(printed: NDArray[np.floating], drawn: NDArray[np.bool_], cell: float) -> Shift:
    """Return where what is printed (n, n; any measure of ink) lies against what is drawn (n, n).

    Both in the sheet frame; `cell` metres.
    """
    ink = np.nan_to_num(np.asarray(printed, np.float64))
    top = float(np.percentile(ink[ink > 0], 90)) if (ink > 0).any() else 0.0
    if top <= 0 or drawn.sum() < LEAST_CELLS or (ink > 0.3 * top).sum() < LEAST_CELLS:
        return UNTOLD
    ink = np.minimum(ink / top, 1.0)
    goal = drawn.astype(np.float64)
    at = np.zeros(4)  # dx, dy in cells, turn in radians, growth
    at[:2] = _begin(_coarse(ink, 8), _coarse(goal, 8), MOST_MM / (cell * 1000) / 8) * 8
    like, mm = 0.0, cell * 1000
    for step, blur in _LEVELS:
        a = ndimage.gaussian_filter(_coarse(ink, step), blur)
        b = ndimage.gaussian_filter(_coarse(goal, step), blur)
        scaled = at / [step, step, 1, 1]
        for _again in range(_AGAIN):
            scaled, like = _refine(_flat(a, b, scaled, EVEN_MM / mm / step), b, scaled)
        at = scaled * [step, step, 1, 1]
    if like < LIKE:
        return UNTOLD
    return Shift(at[0] * mm, at[1] * mm, math.degrees(at[2]), at[3] * 1000, like)


def _coarse(picture: Field, step: int) -> Field:
    n = picture.shape[0] // step
    parts = picture[: n * step, : n * step].reshape(n, step, n, step)
    return np.asarray(parts.mean((1, 3)))


def _begin(ink: Field, goal: Field, most: float) -> Field:
    """Return the whole shift (dx, dy) at which the two correlate best, by Fourier transform."""
    size = 2 * ink.shape[0]
    one = fft.rfft2(ink - ink.mean(), (size, size))
    other = fft.rfft2(goal - goal.mean(), (size, size))
    together = fft.irfft2(one * np.conj(other), (size, size))
    reach = int(most)
    near = np.roll(together, (reach, reach), (0, 1))[: 2 * reach + 1, : 2 * reach + 1]
    j, i = np.unravel_index(int(near.argmax()), near.shape)
    return np.array([i - reach, j - reach], np.float64)


def _refine(ink: Field, goal: Field, at: Field) -> tuple[Field, float]:
    """Return dx, dy (cells), turn and growth at which gain · goal + ground fits the ink best,
    and how well they correlate there."""
    down, along = (np.ascontiguousarray(slope) for slope in np.gradient(goal))
    there = np.empty((*goal.shape, 3))
    system, right = np.empty((UNKNOWNS, UNKNOWNS)), np.empty(UNKNOWNS)
    at = at.copy()
    for _round in range(_ROUNDS):
        kernels.laid(goal, along, down, at, there)
        kernels.equations(ink, there, at, _gain(ink, there[..., 0]), system, right)
        step = np.linalg.lstsq(system, right, rcond=None)[0]
        at += step[:4]
        if np.abs(step[:2]).max() < 1e-3 and np.abs(step[2:4]).max() < 1e-6:
            break
    lies = there[..., 0]
    like = float(np.corrcoef(ink.ravel(), lies.ravel())[0, 1]) if lies.std() > 0 else 0.0
    return at, like


def _flat(ink: Field, goal: Field, at: Field, wide: float) -> Field:
    """Return the ink as a share of what solids near by have, so that clouds do not pull at edges.

    `wide`: cells over which solids are averaged.
    """
    there = np.empty((*goal.shape, 3))
    kernels.laid(goal, goal, goal, at, there)
    core = there[..., 0] ** 4
    weight = ndimage.gaussian_filter(core, wide)
    mean = ndimage.gaussian_filter(core * ink, wide)
    level = float((core * ink).sum() / max(core.sum(), 1e-9))
    near = (mean + 0.02 * level) / (weight + 0.02)
    return np.asarray(np.minimum(ink / np.maximum(near, 0.1 * level + 1e-9), 1.5))


def _gain(ink: Field, there: Field) -> float:
    """Return by how much the goal has to be multiplied to be as strong as the ink."""
    spread = float(there.var())
    if spread <= 0:
        return 1.0
    return max(0.1, float(((ink - ink.mean()) * (there - there.mean())).mean()) / spread)
