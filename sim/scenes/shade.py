"""Soft contact shadow: how much of the sky a point sees, from a coarse grid of the scene.

Matter is counted in cells and blurred; where a point, a little in front of its surface, lies
in dense matter, it is dark there. Costs milliseconds, needs no rays, and errs gently.
"""

import numpy as np
import numpy.typing as npt

from sim.scenes.mesh import Array, Mesh

Cells = npt.NDArray[np.float32]
_STRENGTH = 0.85


class Shade:
    """The grid of one scene; `cell` (m) is the fineness, `reach` (cells) the blur."""

    def __init__(self, solid: Mesh, cell: float = 0.1, reach: int = 3) -> None:
        self._cell = cell
        self._reach = reach
        self._low = solid.points.min(axis=0) - cell * reach * 3
        size = (solid.points.max(axis=0) - self._low) / cell + reach * 3
        grid: Cells = np.zeros(size.astype(int) + 1, np.float32)
        places = ((_samples(solid, cell) - self._low) / cell).astype(int)
        grid[places[:, 0], places[:, 1], places[:, 2]] = 1
        self._grid = _blurred(grid, reach)
        self._alone = self._of_a_wall()

    def at(self, points: Array, normals: Array) -> Array:
        """Return brightness (n,) in 0..1 for surface points with unit normals."""
        ahead = points + normals * self._cell * self._reach * 0.8
        matter = self._sampled(ahead) - self._alone
        return np.asarray(1 - _STRENGTH * np.clip(matter / (1.6 * self._alone), 0, 1) ** 0.8)

    def _of_a_wall(self) -> float:
        """The density in front of one endless wall, which shades nothing."""
        span = 8 * self._reach
        wall: Cells = np.zeros((span, 1, 1), np.float32)
        wall[span // 2] = 1
        for _ in range(3):
            wall = _box_blur(wall, self._reach, 0)
        return float(np.interp(span / 2 + 0.8 * self._reach, np.arange(span), wall[:, 0, 0]))

    def _sampled(self, points: Array) -> Array:
        place = (points - self._low) / self._cell - 0.5
        low = np.clip(np.floor(place).astype(int), 0, np.array(self._grid.shape) - 2)
        part = np.clip(place - low, 0, 1)
        found = np.zeros(len(points))
        for corner in range(8):
            step = np.array([corner >> a & 1 for a in range(3)])
            weight = np.prod(np.where(step, part, 1 - part), axis=1)
            found += weight * self._grid[tuple((low + step).T)]
        return found


def _samples(solid: Mesh, cell: float) -> Array:
    """Points spread over all triangles, about two a cell."""
    a, b, c = (solid.points[solid.triangles[:, i]] for i in range(3))
    longest = np.maximum(np.linalg.norm(b - a, axis=1), np.linalg.norm(c - a, axis=1))
    each = np.clip((longest / cell * 1.2).astype(int) + 1, 1, 20)
    found = []
    for n in np.unique(each):
        which = each == n
        s, t = np.meshgrid(np.arange(n + 1) / n, np.arange(n + 1) / n)
        inside = s + t <= 1
        s, t = s[inside][:, None, None], t[inside][:, None, None]
        found.append((a[which] + s * (b - a)[which] + t * (c - a)[which]).reshape(-1, 3))
    return np.concatenate(found)


def _blurred(grid: Cells, reach: int) -> Cells:
    for axis in range(3):
        for _ in range(3):  # three box blurs come close to a Gaussian
            grid = _box_blur(grid, reach, axis)
    return grid


def _box_blur(grid: Cells, reach: int, axis: int) -> Cells:
    wide = [(0, 0)] * 3
    wide[axis] = (reach // 2 + 1, reach // 2)
    total = np.cumsum(np.pad(grid, wide, mode="edge"), axis=axis, dtype=np.float32)
    n = total.shape[axis]
    upper = total.take(range(2 * (reach // 2) + 1, n), axis=axis)
    lower = total.take(range(0, n - 2 * (reach // 2) - 1), axis=axis)
    return np.asarray((upper - lower) / (2 * (reach // 2) + 1))
