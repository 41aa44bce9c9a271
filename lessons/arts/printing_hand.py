"""The hand in the print shop: what it holds, where it leads it, and the stroke that comes of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from lessons.arts.printing_shop import TICKS
from lessons.arts.printing_strokes import KNIFE, TOOLS, Piece, Stroke
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.knives import KNIVES
from physics.woodblock.touch import Contact, Plane, Touch

MOST = 2**20  # units or hundredths of a newton: nobody leads a tool farther or presses harder
MOST_LEAN = 9000  # hundredths of a degree


class Hand:
    """Holds one tool. `contact`: where it touches now; `lean` hundredths of a degree."""

    def __init__(self, grid: Grid, touch: Touch | None = None) -> None:
        self.tool = "hands"
        self.lean = 0
        self.contact = Contact(0.0, 0.0, 0.0)
        self._grid = grid
        self._touch = touch or Plane(grid.side)
        self._target: tuple[int, int, int] | None = None  # where it leads, and its push
        self._stroke: Stroke | None = None
        self._beside = False

    @property
    def engine(self) -> str:
        """What tells where the tool touches."""
        return self._touch.engine

    @property
    def leading(self) -> bool:
        """Whether a tool is led."""
        return self._target is not None

    def take(self, tool: object) -> bool:
        """Take a tool up; False for what is none."""
        if tool not in TOOLS:
            return False
        self.tool = str(tool)
        return True

    def tip(self, lean: object) -> None:
        """Lean the blade; what is no lean is passed over."""
        if type(lean) is int and abs(lean) <= MOST_LEAN:
            self.lean = lean

    def lead(self, value: Mapping[str, Any]) -> str | None:
        """Lead the tool to x, y units with a push; return why not, as a word of VAIN."""
        numbers = tuple(value.get(n) for n in ("x", "y", "push"))
        if not all(type(n) is int and abs(n) < MOST for n in numbers):
            return "no_number"
        if self.tool != "hands":
            x, y, push = (int(n or 0) for n in numbers)
            self._target = (x, y, push)
        return None

    def move(self) -> Iterator[Piece]:
        """Lead the tool on by one substep; yield what its stroke gave."""
        if self._target is None:
            return
        x, y, push = self._target
        metres = self._grid.cell / UNITS
        self.contact = self._touch.lead(x * metres, y * metres, push / 100, 1 / TICKS)
        if self.contact.newtons <= 0:
            return
        self._beside = False
        if self._stroke is None:
            self._stroke = Stroke(self._grid, self.tool, self._leaning())
        piece = self._stroke.go(self.contact)
        if piece is not None:
            yield piece

    @property
    def stroking(self) -> bool:
        """Whether a stroke is under way."""
        return self._stroke is not None

    @property
    def lost(self) -> bool:
        """Whether the tool has left the work in mid-stroke."""
        return self._stroke is not None and self.contact.newtons <= 0

    def strayed(self) -> bool:
        """Whether the tool is pressed down beside the work; told once for each time."""
        side, push = self._grid.side, self._target[2] if self._target else 0
        beside = not (0 <= self.contact.x <= side and 0 <= self.contact.y <= side)
        told = self._beside
        self._beside = push > 0 and beside
        return self._beside and not told

    def end(self) -> Piece | None:
        """End the stroke; return what is left of it."""
        piece = self._stroke.end(self.contact) if self._stroke else None
        self._stroke = None
        return piece

    def up(self) -> None:
        """Take the tool off the work."""
        self._stroke = self._target = None
        self._touch.lift()

    def close(self) -> None:
        """Let the engine go."""
        self._touch.close()

    def _leaning(self) -> int:
        """The lean, within what the blade in the hand can do."""
        if self.tool not in KNIFE:
            return 0
        low, high = KNIVES[KNIFE[self.tool]].leans
        return min(max(self.lean, low), high)
