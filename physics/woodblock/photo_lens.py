"""From places on a sheet to places in its photograph: a plane seen by a lens that bends a little.

Sheet: mm from the left and the lower edge. Picture: pixels from the left and the upper edge.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Points = NDArray[np.float64]  # (m, 2)
LEAST_FOR_BEND = 5  # points; with fewer the lens is taken as straight


@dataclass(frozen=True)
class View:
    """`matrix` (3, 3): the plane's homography; `bend`: radial term over the picture's half
    diagonal `reach`, about its `middle` (x, y), both in pixels."""

    matrix: NDArray[np.float64]
    bend: float
    middle: tuple[float, float]
    reach: float

    def picture(self, sheet: Points) -> Points:
        """Return where places of the sheet (..., 2) lie in the picture."""
        rows = sheet @ self.matrix[:, :2].T + self.matrix[:, 2]
        plane = rows[..., :2] / rows[..., 2:]
        away = (plane - self.middle) / self.reach
        far = (away**2).sum(-1, keepdims=True)
        return np.asarray(plane + self.reach * away * far * self.bend)

    def scale(self, side_mm: float) -> float:
        """Return the pixels to a millimetre where the sheet is seen smallest."""
        at = np.linspace(0.05, 0.95, 7) * side_mm
        x, y = np.meshgrid(at, at)
        here = np.stack([x, y], -1)
        steps = [self.picture(here + step) - self.picture(here) for step in ((1.0, 0), (0, 1.0))]
        return float(min(np.hypot(s[..., 0], s[..., 1]).min() for s in steps))


def fitted(sheet: Points, picture: Points, size: tuple[int, int]) -> View:
    """Return the view that fits (m, 2) places best; `size`: width and height of the picture.

    Raises ValueError for fewer than four places.
    """
    if len(sheet) < 4:
        raise ValueError("a plane needs four places to be seen by")
    middle, reach = (size[0] / 2, size[1] / 2), float(np.hypot(*size)) / 2
    start = straight(sheet[None], picture[None])[0]
    free = len(sheet) >= LEAST_FOR_BEND

    def view(p: NDArray[np.float64]) -> View:
        matrix = np.append(p[:8], 1.0).reshape(3, 3)
        return View(matrix, float(p[8]) if free else 0.0, middle, reach)

    def off(p: NDArray[np.float64]) -> NDArray[np.float64]:
        # held near to straight: lenses that prints are taken with bend by a few hundredths
        return np.append((view(p).picture(sheet) - picture).ravel(), p[8] * 10 if free else 0.0)

    begin = np.append(start.ravel()[:8] / start[2, 2], 0.0)
    scale = np.maximum(np.abs(begin), 1e-6)
    best = optimize.least_squares(off, begin, x_scale=scale, method="lm")
    return view(best.x)


def straight(sheet: NDArray[np.float64], picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return homographies (k, 3, 3) that fit places (k, m, 2) of sheet and picture best."""
    x, y = sheet[..., 0], sheet[..., 1]
    one, none = np.ones_like(x), np.zeros_like(x)
    u, v = picture[..., 0], picture[..., 1]
    across = np.stack([x, y, one, none, none, none, -u * x, -u * y], -1)
    down = np.stack([none, none, none, x, y, one, -v * x, -v * y], -1)
    rows = np.concatenate([across, down], -2)
    goal = np.concatenate([u, v], -1)[..., None]
    turned = np.swapaxes(rows, -1, -2)
    square = turned @ rows + 1e-12 * np.eye(8)
    found = np.linalg.solve(square, turned @ goal)[..., 0]
    return np.concatenate([found, np.ones((*found.shape[:-1], 1))], -1).reshape(-1, 3, 3)
