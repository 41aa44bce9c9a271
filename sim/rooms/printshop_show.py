"""From the lesson to the picture: what changed is painted again, and nothing else."""

from content.event import Event
from lessons.arts.printing import Printing
from physics.woodblock.grid import NOWHERE, Rect
from sim.rooms.printshop_hands import Hands
from sim.scenes.print_bowls import Dab
from sim.scenes.print_looks import Looks
from sim.scenes.print_surface import Pixels
from sim.scenes.print_table import Held, PrintTable

# What may bring another block, another sheet or another shop into sight.
_ANEW = ("work.undone", "work.take", "work.page", "work.paste", "work.wash", "work.mix",
         "work.lay", "work.lift")  # fmt: skip


class Show:
    """Keeps table and work alike."""

    def __init__(self, table: PrintTable, looks: Looks, lesson: Printing) -> None:
        self._table, self._looks, self._lesson = table, looks, lesson
        self._prints: dict[int, Pixels] = {}
        self._renew = True
        self._bowls()

    def take(self, event: Event) -> None:
        """Note what an event changes in the picture."""
        if event.name in _ANEW:
            self._renew = True
        elif event.name == "work.hang":
            self._looks.sheet_changed(self._lesson.work.grid.whole)
            self._prints[self._lesson.shop.page] = self._looks.face.copy()

    def frame(self, hands: Hands | None, elapsed: float) -> None:
        """Paint what changed, move what moves. `hands`: the learner's, where they are free."""
        shop = self._lesson.shop
        changed = {"block": NOWHERE, "sheet": NOWHERE}
        for onto, rect in self._lesson.changes():
            changed[onto] = changed[onto].union(rect)
        if self._renew:
            self._all()
        else:
            self.paint(changed["block"], changed["sheet"])
        laid = shop.impression is not None
        there = laid or shop.page not in shop.hung
        self._table.sheet(there, laid)
        self._table.lie(shop.board.lay)
        self._table.line.show({n: p for n, p in self._prints.items() if n in shop.hung})
        self._bowls()
        self._table.hold(hands.held() if hands else self._guided(), elapsed)
        self._table.frame(elapsed)

    def paint(self, block: Rect, sheet: Rect) -> None:
        """Look again at windows of block and sheet, and paint the sides that are seen."""
        laid = self._lesson.shop.impression is not None
        if not block.empty:
            self._looks.block_changed(block)
            self._table.paint_block(block)
        if not sheet.empty:
            self._looks.sheet_changed(sheet)
            both = self._table.turning
            self._table.paint_sheet(sheet, face=not laid or both, back=laid or both)

    def _all(self) -> None:
        self._renew = False
        whole = self._lesson.work.grid.whole
        self._looks.renew(self._lesson.shop, 1.0 if self._lesson.ghost else 0.4)
        self._table.paint_block(whole)
        self._table.paint_sheet(whole)

    def _bowls(self) -> None:
        shop = self._lesson.shop
        self._table.bowls.show([Dab(b.plate.pigment, shop.bowls.get(b.name)) for b in shop.boards])

    def _guided(self) -> Held | None:
        """Return the tool as a guide's hand leads it."""
        lesson = self._lesson
        contact = lesson.contact
        if lesson.tool == "hands":
            return None
        x, y = contact.x, contact.y
        if lesson.shop.impression is not None:
            x, y = self._table.on_sheet(x, y)
        return Held(lesson.tool, x, y, contact.newtons > 0)
