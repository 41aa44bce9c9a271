"""What a block looks like from above: pear wood, what is carved, the ink that lies on it."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from physics.woodblock import colour
from physics.woodblock.colour_kernels import over
from physics.woodblock.film import Film
from physics.woodblock.grid import Rect

WOOD = (0.56, 0.36, 0.20)  # reflectance of planed pear wood
SUN = (-0.55, 0.45, 0.70)  # where the light comes from: left, from behind, high
RISE = 1.0  # how much of the true slope is shown
DRAWN = (0.10, 0.09, 0.09)  # the draft's ink, through the thin paper that is pasted on


@njit(
    "void(uint16[:,::1], float32[:,::1], uint8[:,::1], uint8[:,::1], float64[:,::1],"
    " float64[:,::1], float64[::1], uint8[::1], uint8[:,:,::1], int64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def _paint(depth, mass, hard, draft, ks, bare, light, table, pixels, rect):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Paint the window `rect`. `bare` (2, 3): wood, draft; `light`: x y z of the sun, um a cell,
    strength of the ink.
    """
    n = depth.shape[0]
    last = table.shape[0] - 1
    for j in range(rect[0], rect[2]):
        for i in range(rect[1], rect[3]):
            left, right = depth[j, max(i - 1, 0)], depth[j, min(i + 1, n - 1)]
            below, above = depth[max(j - 1, 0), i], depth[min(j + 1, n - 1), i]
            span = 2.0 * light[3]
            sx, sy = (float(right) - float(left)) / span, (float(above) - float(below)) / span
            lit = (light[2] + light[0] * sx + light[1] * sy) / np.sqrt(1.0 + sx * sx + sy * sy)
            shade = 0.45 + 0.55 * max(0.0, lit) / light[2]
            # Deep ground gets less of the sky.
            shade *= 1.0 - 0.32 * min(1.0, depth[j, i] / 1500.0)
            grain = 0.86 + 0.28 * hard[j, i] / 255.0
            x = mass[j, i] * light[4]
            drawn = draft[j, i] / 255.0
            if depth[j, i] > 60:
                drawn = 0.0
            for c in range(3):
                r = bare[0, c] * grain * (1.0 - drawn) + bare[1, c] * drawn
                if x > 1e-3:
                    r = over(r, ks[0, c], ks[1, c], x)
                step = int(min(1.0, r * shade) * last + 0.5)
                pixels[j, i, c] = table[step]


class BlockSight:
    """The looks of one block, kept up to date where it changes.

    `hard` (n, n) 0..255 is its grain; `draft` (n, n) 0..255 what is pasted on it, block frame.
    `pixels` (n, n, 3) sRGB, row 0 = y 0.
    """

    def __init__(self, depth: NDArray[np.uint16], hard: NDArray[np.uint8], film: Film) -> None:
        self._depth, self._hard, self._film = depth, hard, film
        self.draft: NDArray[np.uint8] = np.zeros(depth.shape, np.uint8)
        self.pixels: NDArray[np.uint8] = np.zeros((*depth.shape, 3), np.uint8)
        self.update(film.grid.whole)

    def update(self, rect: Rect) -> None:
        """Look again at a window in which something changed; slopes are seen a cell beside it."""
        if rect.empty:
            return
        ks, most = colour.PIGMENTS[self._film.pigment].ks, self._film.grid.cells
        um, strength = self._film.grid.cell * 1e6 / RISE, self._film.ink.strength / colour.UNIT
        _paint(
            self._depth, self._film.mass, self._hard, self.draft, ks, np.array([WOOD, DRAWN]),
            np.array([*SUN, um, strength]), colour.TABLE, self.pixels,
            np.array([max(rect.j0 - 1, 0), max(rect.i0 - 1, 0),
                      min(rect.j1 + 1, most), min(rect.i1 + 1, most)]),
        )  # fmt: skip
