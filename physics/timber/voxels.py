"""A joint as a small grid of cells: which part owns which, sampled from exact solids."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_erosion

from content.errors import Refusal
from content.texts import _
from physics.convex import planes
from physics.pose import Array
from physics.shape import Piece
from physics.timber import solids
from physics.timber.solids import Solid

Cells = npt.NDArray[np.bool_]
EMPTY = -1
MOST_CELLS = 64  # along one side
_OFF = (1.3e-4, 2.1e-4, 3.4e-4)  # of a cell; keeps the samples off faces that lie on the grid


@dataclass(frozen=True)
class Grid:
    """`owner` (nx, ny, nz): index of the part in each cell, EMPTY where there is air.

    `cell` (3,): metres of one cell along x, y and z.
    """

    owner: npt.NDArray[np.int8]
    cell: Array

    @property
    def parts(self) -> int:
        """How many parts the grid holds."""
        return int(self.owner.max()) + 1

    def of(self, part: int) -> Cells:
        """(nx, ny, nz) where this part has wood."""
        return np.asarray(self.owner == part)


def sample(
    parts: Sequence[Solid | tuple[Piece, ...]], low: Array, high: Array, cells: int = 20
) -> Grid:
    """Sample parts, each where it stands, between two corners (3,) m, `cells` on the long side.

    A skin of one cell that two parts want (a joint that has to be driven) is the first one's.
    Raises ValueError for a window of no size, Refusal where two parts stand in one another.
    """
    size = np.asarray(high, float) - low
    if not (np.isfinite(size).all() and (size > 0).all() and 0 < cells <= MOST_CELLS):
        raise ValueError(f"no window of {cells} cells between {low} and {high}")
    shape = np.maximum(1, np.rint(size / size.max() * cells)).astype(int)
    step = size / shape
    axes = [low[a] + (np.arange(shape[a]) + 0.5 + _OFF[a]) * step[a] for a in range(3)]
    owner = np.full(tuple(shape), EMPTY, np.int8)
    for index, part in enumerate(parts):
        inside = _in_solid(part, axes) if isinstance(part, Solid) else _in_pieces(part, axes)
        _refuse_overlap(inside & (owner != EMPTY), index)
        owner[inside & (owner == EMPTY)] = index
    return Grid(owner, step)


def _refuse_overlap(both: Cells, index: int) -> None:
    if binary_erosion(both, np.ones((2, 2, 2))).any():
        sentence = _(
            "Part {number} of the joint stands inside another part. Move it out, or cut the "
            "room for it first."
        )
        raise Refusal(sentence.format(number=index + 1))


def _in_pieces(pieces: tuple[Piece, ...], axes: list[Array]) -> Cells:
    points = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
    inside = np.zeros(points.shape[:3], bool)
    for piece in pieces:
        normals, offsets = planes(piece)
        inside |= (points @ normals.T <= offsets).all(-1)
    return inside


def _in_solid(solid: Solid, axes: list[Array]) -> Cells:
    """Count the faces above each cell: one more that looks up than down means inside."""
    vertices, triangles = solids.mesh(solid)
    corners = vertices[triangles]
    doubled = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2]
    level = doubled != 0  # an upright face is never crossed on the way up
    up, (a, b, c) = doubled[level, None, None], np.moveaxis(corners[level], 1, 0)[..., None, None]
    x, y = axes[0][:, None] - a[:, 0], axes[1][None, :] - a[:, 1]
    b, c = b - a, c - a
    v = (x * c[:, 1] - y * c[:, 0]) / up
    w = (b[:, 0] * y - b[:, 1] * x) / up
    crossed = (v >= 0) & (w >= 0) & (v + w <= 1)
    height = a[:, 2] + v * b[:, 2] + w * c[:, 2]
    face, i, j = np.nonzero(crossed)
    below = np.searchsorted(axes[2], height[face, i, j])  # cells under this crossing
    count = np.zeros((len(axes[0]), len(axes[1]), len(axes[2]) + 1), int)
    np.add.at(count, (i, j, below), np.sign(up[face, 0, 0]).astype(int))
    inside: Cells = np.cumsum(count[:, :, ::-1], 2)[:, :, ::-1][:, :, 1:] > 0
    return inside
