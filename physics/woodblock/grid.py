"""The grid that block and sheet share, and the windows in which strokes change it.

Row j counts y (0 nearest the printer), column i counts x; the middle of cell (j, i) lies at
((i + 0.5) cell, (j + 0.5) cell).
"""

from dataclasses import dataclass

UNITS = 32  # whole-number steps to a cell: what the coordinates of strokes are counted in
MOST_CELLS = 2048  # a coordinate in units still fits 16 bits


@dataclass(frozen=True)
class Rect:
    """Cells from (j0, i0) up to, not including, (j1, i1)."""

    j0: int
    i0: int
    j1: int
    i1: int

    @property
    def empty(self) -> bool:
        """Whether no cell lies inside."""
        return self.j1 <= self.j0 or self.i1 <= self.i0

    @property
    def window(self) -> tuple[slice, slice]:
        """The slices of an array (n, n)."""
        return slice(self.j0, max(self.j0, self.j1)), slice(self.i0, max(self.i0, self.i1))

    def union(self, other: "Rect") -> "Rect":
        """Return the smallest window around both; an empty one adds nothing."""
        if self.empty or other.empty:
            return other if self.empty else self
        return Rect(
            min(self.j0, other.j0), min(self.i0, other.i0),
            max(self.j1, other.j1), max(self.i1, other.i1),
        )  # fmt: skip


NOWHERE = Rect(0, 0, 0, 0)


@dataclass(frozen=True)
class Grid:
    """A square of `cells` by `cells`, each `cell` metres wide.

    Raises ValueError for sizes that there cannot be.
    """

    cells: int = 1024
    cell: float = 0.00025

    def __post_init__(self) -> None:
        if not 8 <= self.cells <= MOST_CELLS or not 0 < self.cell < 0.01:
            raise ValueError(f"a grid of {self.cells} cells of {self.cell} m cannot be")

    @property
    def side(self) -> float:
        """The side in metres."""
        return self.cells * self.cell

    @property
    def whole(self) -> Rect:
        """Every cell."""
        return Rect(0, 0, self.cells, self.cells)

    def units(self, metres: float) -> int:
        """Return a length in whole units."""
        return round(metres / self.cell * UNITS)

    def around(self, segment: tuple[float, float, float, float], reach: float) -> Rect:
        """Return the cells within `reach` metres of a segment (x0, y0, x1, y1), metres."""
        x0, y0, x1, y1 = segment
        low = [int((min(a, b) - reach) / self.cell - 1) for a, b in ((y0, y1), (x0, x1))]
        high = [int((max(a, b) + reach) / self.cell + 2) for a, b in ((y0, y1), (x0, x1))]
        j0, i0 = (min(max(v, 0), self.cells) for v in low)
        j1, i1 = (min(max(v, 0), self.cells) for v in high)
        return Rect(j0, i0, j1, i1)
