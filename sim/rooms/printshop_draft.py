"""上样: the draft lies in the hand over the block, is pushed to its place and pasted on."""

import math
from collections.abc import Callable

from content.texts import _
from lessons.arts.printing import Printing
from physics.woodblock.lay import Lay
from sim.rooms.printshop_hands import Hands
from sim.scenes.print_table import Spot

MOST = 2000  # hundredths of a millimetre that a draft lies off at most
NUDGE, FAR_NUDGE = 10, 100
TURN = 100  # thousandths of a degree that a key turns it
PASTE = 60  # percent; how much paste is right was not found
_ARROWS = {"arrow_left": (-1, 0), "arrow_right": (1, 0), "arrow_up": (0, 1), "arrow_down": (0, -1)}


class Draft:
    """The draft while it is not pasted. `held`: whether it is in the hand."""

    def __init__(self, lesson: Printing, hands: Hands) -> None:
        self._lesson, self._hands = lesson, hands
        self.held = False
        self._at = (0, 0)  # hundredths of a millimetre, by the pointer
        self._pushed = (0, 0)  # and by keys
        self._turn = 0

    def take(self) -> str | None:
        """Take the draft up, or put it away; return why that cannot be."""
        shop = self._lesson.shop
        if self.held:
            self.held = False
        elif shop.board.plate.ready:
            return _("This block is carved already; it needs no draft.")
        elif shop.board.cuts:
            return _("This block is being carved; a draft goes on before the first cut.")
        elif shop.impression is not None:
            return _("A sheet lies on the block. Lift it first: U.")
        else:
            self._hands.rest()
            self.held, self._pushed, self._turn = True, (0, 0), 0
        return None

    def move(self, spot: Spot | None) -> None:
        """Bring its middle to where the pointer is."""
        if self.held and spot is not None and not spot.what.startswith("bowl"):
            half = self._lesson.work.grid.side / 2
            self._at = round((spot.x - half) * 1e5), round((spot.y - half) * 1e5)

    def press(self, key: str) -> bool:
        """Take a key while it is in the hand; False for others."""
        if not self.held:
            return False
        bare = key.removeprefix("shift-")
        does: dict[str, Callable[[], None]] = {
            "mouse1": self._paste, "enter": self._paste,
            "q": lambda: self._turned(TURN), "e": lambda: self._turned(-TURN),
        }  # fmt: skip
        if bare in _ARROWS:
            far = FAR_NUDGE if bare != key else NUDGE
            self._pushed = (
                self._pushed[0] + far * _ARROWS[bare][0], self._pushed[1] + far * _ARROWS[bare][1]
            )  # fmt: skip
        elif key in does:
            does[key]()
        else:
            return False
        return True

    @property
    def lay(self) -> Lay:
        """How it would lie on the block."""
        dx, dy, turn = self._numbers
        return Lay(dx * 1e-5, dy * 1e-5, math.radians(turn / 1000))

    def words(self) -> str:
        """Say how to go on."""
        return _("Bring crosses and edges onto the block's. Q E turn it; a click pastes it.")

    @property
    def _numbers(self) -> tuple[int, int, int]:
        dx, dy = (min(max(a + b, -MOST), MOST) for a, b in zip(self._at, self._pushed, strict=True))
        return dx, dy, self._turn

    def _turned(self, by: int) -> None:
        self._turn += by

    def _paste(self) -> None:
        dx, dy, turn = self._numbers
        self.held = False
        block = self._lesson.shop.at
        self._hands.act("shop.paste", block=block, dx=dx, dy=dy, turn=turn, paste=PASTE)
