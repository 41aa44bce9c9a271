"""摸版: how the block lies under the sheet, and how damp paper has grown.

The sheet is held in a clamp at its right edge (seen on the printed face) and turned over onto
the block, so that it takes the block's mirror image. Which edge a printer of Taohuawu clamps is
unresolved.
"""

import math
from dataclasses import dataclass

from physics.woodblock.grid import Grid

GROWS = 0.010  # share that a sheet grows from dry to soaked; inferred for 宣纸-like paper
SET_AT = 0.40  # moisture at which sheet and blocks have one size; a preset


@dataclass(frozen=True)
class Lay:
    """Block under sheet: shifted by (dx, dy) metres and turned by `turn` radians, sheet frame.

    A block that lies true has 0, 0, 0. The turn is about the middle of the sheet.
    """

    dx: float = 0.0
    dy: float = 0.0
    turn: float = 0.0

    def moved(self, dx: float, dy: float, turn: float = 0.0) -> "Lay":
        """Return the lay after the block was pushed on."""
        return Lay(self.dx + dx, self.dy + dy, self.turn + turn)

    def map(
        self, grid: Grid, moisture: float = SET_AT
    ) -> tuple[float, float, float, float, float, float]:
        """Return (ax, ay, a0, bx, by, b0): the block's x = ax u + ay v + a0 and y = bx u + by v
        + b0, in cells, over the sheet's place (u, v), in cells.
        """
        n = grid.cells
        grown = 1 + GROWS * (moisture - SET_AT)
        c, s = math.cos(self.turn), math.sin(self.turn)
        dx, dy, half = self.dx / grid.cell, self.dy / grid.cell, n / 2
        # place over the table: from the clamp at u = n, and from the middle of its height
        px, p0 = grown, n * (1 - grown) - half - dx
        qy, q0 = grown, half * (1 - grown) - half - dy
        # back by the turn, then mirrored
        return (
            -c * px, -s * qy, n - (c * p0 + s * q0 + half),
            -s * px, c * qy, -s * p0 + c * q0 + half,
        )  # fmt: skip


TRUE = Lay()
