"""Where the drawing has its ink and where it lacks it: marks laid over a picture on request.

What has ink is moss and solid, what lacks it is red and hatched: never colour alone.
"""

import numpy as np
from numpy.typing import NDArray

from lessons.report.palette import rgb
from physics.woodblock.grid import Rect
from sim.scenes.print_surface import Pixels

ENOUGH = {"block": 3.0, "sheet": 0.5}  # g/m2 below which a cell counts as bare; presets
HATCH = 12  # cells from one stroke of the hatching to the next
_FILLED, _OPEN = (np.array(rgb(c)) * 255 for c in ("moss", "red"))
_QUIET = 0.72  # of everything else's light


def marked(
    pixels: Pixels, wanted: NDArray[np.bool_], mass: NDArray[np.float32], enough: float, rect: Rect
) -> Pixels:
    """Return the picture (n, n, 3) with a window of it marked; `mass` g/m2, all (n, n)."""
    made = pixels.copy()
    if rect.empty:
        return made
    asked, inked = wanted[rect.window], mass[rect.window] >= enough
    j, i = np.ogrid[rect.j0 : rect.j1, rect.i0 : rect.i1]
    hatch = (i + j) % HATCH < HATCH // 2
    window = made[rect.window] * _QUIET
    window[asked & inked] = _FILLED
    window[asked & ~inked & hatch] = _OPEN
    window[asked & ~inked & ~hatch] = 255
    made[rect.window] = window.astype(np.uint8)
    return made
