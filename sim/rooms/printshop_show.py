"""From the lesson to the picture: what changed is painted again, and nothing else."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from content.event import Event
from lessons.arts.printing_shop import Shop
from lessons.arts.printing_work import Work
from physics.woodblock.colour import Sight
from physics.woodblock.grid import NOWHERE, Rect
from physics.woodblock.lay import Lay
from physics.woodblock.touch import Contact
from sim.rooms.printshop_hands import Hands
from sim.scenes.print_bowls import Dab
from sim.scenes.print_coverage import ENOUGH, marked
from sim.scenes.print_looks import Looks
from sim.scenes.print_surface import Pixels
from sim.scenes.print_table import Held, PrintTable

# What may bring another block, another sheet or another shop into sight.
_ANEW = ("work.undone", "work.take", "work.page", "work.paste", "work.wash", "work.mix",
         "work.lay", "work.lift")  # fmt: skip
HANGS_S = 3.0  # that the view stays at the line where a sheet was hung
GHOST = 0.45  # of the draft's strength where the learner wants little of it


class Seen(Protocol):
    """What is shown: a lesson, or a lesson once more."""

    ghost: bool

    @property
    def work(self) -> Work:
        """What lay ready at first."""
        ...

    @property
    def shop(self) -> Shop:
        """The shop as it stands."""
        ...

    @property
    def tool(self) -> str:
        """What is in the hand."""
        ...

    @property
    def lean(self) -> int:
        """How far the blade leans, hundredths of a degree."""
        ...

    @property
    def contact(self) -> Contact:
        """Where the tool touches."""
        ...

    def changes(self) -> list[tuple[str, Rect]]:
        """Return what has changed since this was asked last."""
        ...


class Show:
    """Keeps table and work alike. `mapped`: where ink is missing is marked."""

    def __init__(self, table: PrintTable, looks: Looks, lesson: Seen) -> None:
        self._table, self._looks, self._lesson = table, looks, lesson
        self._prints: dict[int, Pixels] = {}
        self._ghost = lesson.ghost
        self._renew = True
        self._hangs = 0.0  # s that the line is still looked at
        self.mapped = False

    def take(self, event: Event) -> None:
        """Note what an event changes in the picture."""
        if event.name in _ANEW:
            self._renew = True
        if event.name == "work.hang":
            self._table.eye.go("shop")
            self._hangs = HANGS_S

    def look_anew(self) -> None:
        """Paint everything with the next frame: something else lies there."""
        self._renew = True

    def map(self, on: bool) -> None:
        """Mark where ink is missing, or no more."""
        self.mapped, self._renew = on, True

    def frame(
        self, hands: Hands | None, tried: Dab | None, draft: Lay | None, elapsed: float
    ) -> None:
        """Paint what changed, move what moves.

        `hands`: the learner's, where they are free; `tried`: a mixture on a scrap of paper;
        `draft`: how the draft is held over the block.
        """
        shop = self._lesson.shop
        changed = {"block": NOWHERE, "sheet": NOWHERE}
        for onto, rect in self._lesson.changes():
            changed[onto] = changed[onto].union(rect)
        if self._renew or self._ghost != self._lesson.ghost:
            self._all()
        else:
            self.paint(changed["block"], changed["sheet"])
        laid = shop.impression is not None
        self._table.sheet(laid or shop.page not in shop.hung, laid)
        self._table.lie(shop.board.lay)
        for n in shop.hung:
            if n not in self._prints:
                self._prints[n] = Sight(shop.sheets[n]).pixels
        self._table.line.show({n: self._prints[n] for n in shop.hung})
        self._table.bowls.show([Dab(b.plate.pigment, shop.bowls.get(b.name)) for b in shop.boards])
        self._table.bowls.try_out(tried)
        self._table.draft(draft, self._looks.draft)
        held = hands.held() if hands else self._guided()
        self._table.hold(held if draft is None else None, elapsed)
        self._back(elapsed)
        self._table.frame(elapsed)

    def _back(self, elapsed: float) -> None:
        """Look at the block again, some seconds after a sheet was hung up."""
        if self._hangs > 0:
            self._hangs -= elapsed
            if self._hangs <= 0 and self._table.eye.view == "shop":
                self._table.eye.go("block")

    def paint(self, block: Rect, sheet: Rect) -> None:
        """Look again at windows of block and sheet, and paint the sides that are seen."""
        laid = self._lesson.shop.impression is not None
        if not block.empty:
            self._looks.block_changed(block)
            self._table.paint(self._seen("block", block), block)
        if not sheet.empty:
            self._looks.sheet_changed(sheet)
            both = self._table.turning
            self._table.paint_sheet(
                self._seen("face", sheet) if both or not laid else None,
                self._seen("back", sheet) if both or laid else None,
                sheet,
            )

    def _seen(self, side: str, rect: Rect) -> Pixels:
        """Return a picture, with its marks in a window where they are asked for."""
        pixels: Pixels = getattr(self._looks, side)
        if not self.mapped:
            return pixels
        shop = self._lesson.shop
        board = shop.board
        if side == "block":
            wanted = np.ascontiguousarray(board.plate.mask[:, ::-1]) & (board.depth == 0)
            return marked(pixels, wanted, board.film.mass, ENOUGH["block"], rect)
        return marked(pixels, board.plate.mask, self._layer(), ENOUGH["sheet"], rect)

    def _layer(self) -> NDArray[np.float32]:
        """Return the ink (n, n) that the block on the table has given the sheet, g/m2."""
        shop = self._lesson.shop
        made = np.zeros_like(shop.board.film.mass)
        for layer in shop.sheet.layers:
            if layer.block == shop.board.name:
                made += layer.mass
        return made

    def _all(self) -> None:
        self._renew, self._ghost = False, self._lesson.ghost
        whole = self._lesson.work.grid.whole
        self._looks.renew(self._lesson.shop, 1.0 if self._ghost else GHOST)
        self._table.paint(self._seen("block", whole), whole)
        self._table.paint_sheet(self._seen("face", whole), self._seen("back", whole), whole)

    def _guided(self) -> Held | None:
        """Return the tool as a guide's hand leads it."""
        lesson, contact = self._lesson, self._lesson.contact
        if lesson.tool == "hands":
            return None
        x, y = contact.x, contact.y
        if lesson.shop.impression is not None:
            x, y = self._table.on_sheet(x, y)
        return Held(lesson.tool, x, y, contact.newtons > 0, lesson.lean / 100)
