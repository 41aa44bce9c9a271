"""How far a printed layer lies beside where it belongs: shift and turn, from the layer itself.

Gauss–Newton on ever finer pictures (Lucas and Kanade 1981), begun where the two correlate best.
Strength and ground of the print are free, so that a pale or a drowned layer is found as well.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft, ndimage

Field = NDArray[np.float64]

MOST_MM = 12.0  # farther than this nothing is looked for
LEAST_CELLS = 400  # of ink and of drawing; with less there is nothing to go by
LIKE = 0.55  # correlation below which layer and drawing are not the same picture
_LEVELS = ((8, 1.6), (4, 1.2), (2, 1.0))  # cells put together, and how far blurred in those
_ROUNDS = 12


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
    like = 0.0
    for step, blur in _LEVELS:
        a = ndimage.gaussian_filter(_coarse(ink, step), blur)
        b = ndimage.gaussian_filter(_coarse(goal, step), blur)
        scaled, like = _refine(a, b, at / [step, step, 1, 1])
        at = scaled * [step, step, 1, 1]
    if like < LIKE:
        return UNTOLD
    mm = cell * 1000
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
    n = goal.shape[0]
    v, u = np.mgrid[0:n, 0:n] + 0.5 - n / 2
    down, along = np.gradient(goal)
    at, like = at.copy(), 0.0
    for _round in range(_ROUNDS):
        c, s = math.cos(at[2]), math.sin(at[2])
        x, y = (u - at[0]) / (1 + at[3]), (v - at[1]) / (1 + at[3])
        p, q = c * x + s * y, c * y - s * x  # the place of the goal that came to lie here
        there, gx, gy = (
            ndimage.map_coordinates(f, [q + n / 2 - 0.5, p + n / 2 - 0.5], order=1, mode="constant")
            for f in (goal, along, down)
        )
        gain = _gain(ink, there)
        slopes = (s * gy - c * gx, -s * gx - c * gy, gx * q - gy * p, -gx * p - gy * q)
        rows = [gain * f.ravel() for f in slopes] + [there.ravel(), np.ones(there.size)]
        system = np.stack(rows)
        off = ink.ravel() - gain * there.ravel()
        step = np.linalg.lstsq(system @ system.T, system @ off, rcond=None)[0]
        at += step[:4]
        like = float(np.corrcoef(ink.ravel(), there.ravel())[0, 1]) if there.std() > 0 else 0.0
        if np.abs(step[:2]).max() < 1e-3 and np.abs(step[2:4]).max() < 1e-6:
            break
    return at, like


def _gain(ink: Field, there: Field) -> float:
    """Return by how much the goal has to be multiplied to be as strong as the ink."""
    spread = float(there.var())
    if spread <= 0:
        return 1.0
    return max(0.1, float(((ink - ink.mean()) * (there - there.mean())).mean()) / spread)
