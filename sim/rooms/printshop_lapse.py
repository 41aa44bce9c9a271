"""The learner's own work once more, in half a minute: all acts done again at one table."""

from collections.abc import Sequence

from lessons.arts.printing_acts import Act
from lessons.arts.printing_shop import Shop
from lessons.arts.printing_strokes import TOOLS
from lessons.arts.printing_work import Work
from physics.woodblock.grid import UNITS, Rect
from physics.woodblock.knives import KNIVES
from physics.woodblock.touch import Contact

LASTS = 30.0  # s, however long the work took
LONGEST = 0.1  # s that one act lasts at most: little work is over sooner
_LED = {"brush": "brush", "rub": "pad"}
_ON_BLOCK = ("cut", "brush", "wash", "take", "paste")
WHOLE = ("lift", "lay", "take", "page", "paste", "wash", "mix")  # all is looked at anew


class Lapse:
    """A shop in which kept acts happen again; it is looked at as a lesson is."""

    ghost = True

    def __init__(self, work: Work, acts: Sequence[Act]) -> None:
        self.work = work
        self.shop = Shop(work)
        self.tool = TOOLS[0]
        self.lean = 0
        self.contact = Contact(0.0, 0.0, 0.0)
        self.anew = False  # something else lies there than a frame ago
        self._acts = acts
        self._pace = min(LASTS / max(len(acts), 1), LONGEST)
        self._at = 0
        self._owed = 0.0
        self._changed: list[tuple[str, Rect]] = []

    @property
    def over(self) -> bool:
        """Whether everything was done again."""
        return self._at >= len(self._acts)

    @property
    def share(self) -> float:
        """How much of it was, 0..1."""
        return self._at / max(len(self._acts), 1)

    def frame(self, elapsed: float) -> None:
        """Do what is due."""
        self.anew = False
        self._owed += elapsed
        while self._owed >= self._pace and not self.over:
            self._owed -= self._pace
            self._do(self._acts[self._at])
            self._at += 1

    def changes(self) -> list[tuple[str, Rect]]:
        """Return what has changed on "block" and "sheet" since this was asked last."""
        changed, self._changed = self._changed, []
        return changed

    def _do(self, act: Act) -> None:
        done = self.shop.do(act)
        self._lead(act)
        if act.kind in WHOLE:
            self.anew = True
        elif not done.rect.empty:
            self._changed.append(("block" if act.kind in _ON_BLOCK else "sheet", done.rect))

    def _lead(self, act: Act) -> None:
        """Bring the tool to where the act ended."""
        named = act.named
        if act.kind == "cut":
            self.tool, self.lean = KNIVES[named["tool"]].name, named["lean"]
        elif act.kind in _LED:
            self.tool = _LED[act.kind]
        led = act.kind == "cut" or act.kind in _LED
        metres = self.work.grid.cell / UNITS
        x, y = (named["x1"], named["y1"]) if led else (0, 0)
        here = (x * metres, y * metres) if led else (self.contact.x, self.contact.y)
        self.contact = Contact(*here, float(led))
