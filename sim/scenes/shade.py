"""Soft contact shadow: how much of the sky a point sees, from a coarse grid of the scene.

Matter is counted in cells and blurred; where a point, a little in front of its surface, lies
in dense matter, it is dark there. Costs milliseconds, needs no rays, and errs gently.
"""

import numpy as np
import numpy.typing as npt

from sim.scenes.mesh import Array, Mesh

Cells = npt.NDArray[np.float32]
_STRENGTH = 0.72
_AHEAD = 2.4  # cells in front of a surface at which the density is asked
_HALF = 1  # cells to either side of a box blur; three of them come close to a Gaussian


class Shade:
    """The grid of one scene; `cell` (m) is its fineness: shadows reach about four cells."""

    def __init__(self, solid: Mesh, cell: float) -> None:
        self._cell = cell
        self._low = solid.points.min(axis=0) - 8 * cell
        size = (solid.points.max(axis=0) - self._low) / cell + 8
        grid: Cells = np.zeros(size.astype(int) + 1, np.float32)
        for axis in range(3):
            _fill(grid, (_samples(solid, axis, cell) - self._low) / cell - 0.5, axis)
        self._grid = _blurred(grid)
        self._alone = _density_of_a_wall()

    def at(self, points: Array, normals: Array) -> Array:
        """Return brightness (n,) in 0..1 for surface points with unit normals."""
        matter = self._sampled(points + normals * self._cell * _AHEAD) / self._alone - 1.05
        return np.asarray(1 - _STRENGTH * np.clip(matter / 1.6, 0, 1) ** 0.8)

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


def _fill(grid: Cells, places: Array, axis: int) -> None:
    """Count matter at places (in cells), shared between two cells along `axis`.

    Sharing keeps a wall as dense wherever it stands between the middles of two cells.
    """
    cells = np.round(places).astype(int)
    cells[:, axis] = np.floor(places[:, axis]).astype(int)
    part = places[:, axis] - cells[:, axis]
    for weight in (1 - part, part):
        np.maximum.at(grid, tuple(cells.T), weight.astype(np.float32))
        cells[:, axis] += 1


def _samples(solid: Mesh, axis: int, cell: float) -> Array:
    """Points spread over all triangles that face along `axis` more than along another."""
    a, b, c = (solid.points[solid.triangles[:, i]] for i in range(3))
    facing = np.abs(np.cross(b - a, c - a)).argmax(axis=1) == axis
    a, b, c = a[facing], b[facing], c[facing]
    longest = np.maximum(np.linalg.norm(b - a, axis=1), np.linalg.norm(c - a, axis=1))
    each = np.clip((longest / cell * 1.2).astype(int) + 1, 1, 20)
    found = [np.zeros((0, 3))]
    for n in np.unique(each):
        which = each == n
        s, t = np.meshgrid(np.arange(n + 1) / n, np.arange(n + 1) / n)
        inside = s + t <= 1
        s, t = s[inside][:, None, None], t[inside][:, None, None]
        found.append((a[which] + s * (b - a)[which] + t * (c - a)[which]).reshape(-1, 3))
    return np.concatenate(found)


def _density_of_a_wall() -> float:
    """The density in front of one endless wall, which shades nothing."""
    wall: Cells = np.zeros((17, 1, 1), np.float32)
    wall[8] = 1
    return float(np.interp(8 + _AHEAD, np.arange(17), _blurred(wall)[:, 0, 0]))


def _blurred(grid: Cells) -> Cells:
    for axis in range(3):
        for _ in range(3):
            grid = _box_blur(grid, axis)
    return grid


def _box_blur(grid: Cells, axis: int) -> Cells:
    wide = [(0, 0)] * 3
    wide[axis] = (_HALF + 1, _HALF)
    total = np.cumsum(np.pad(grid, wide, mode="edge"), axis=axis, dtype=np.float32)
    n, whole = total.shape[axis], 2 * _HALF + 1
    upper = total.take(range(whole, n), axis=axis)
    lower = total.take(range(0, n - whole), axis=axis)
    return np.asarray((upper - lower) / whole)
