"""The end of a lesson in printing: the print itself, how far each colour lies off, the causes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from content.assessment import Assessment, Finding
from content.texts import _, lang
from lessons import advice
from lessons.arts.printing import Printing
from lessons.arts.printing_made import judged
from lessons.arts.printing_report import right
from lessons.arts.printing_sheet import COARSE, heat
from lessons.report.palette import rgb
from physics.woodblock.colour import Sight
from physics.woodblock.paper import Paper
from sim.scenes.print_shown import LARGER, Arrow, Shown
from sim.scenes.print_surface import Pixels
from sim.scenes.print_table import PrintTable
from sim.views.column import Button
from sim.views.summary_card import SummaryCard

HOT = 20.0  # dE2000 that is shown with all the strength of the heat map
NEAR = 0.45  # of the distance, where a fault is looked at


class Summary:
    """What is shown and said of a finished lesson. `mapped`: the heat map lies over the print."""

    def __init__(self, table: PrintTable, lesson: Printing, assessment: Assessment) -> None:
        self._table, self._lesson, self.assessment = table, lesson, assessment
        self._worst = advice.worst(assessment)
        self._near: int | None = None
        self.mapped = False
        self.said = ""  # of what was done with the print
        self._plain: Pixels | None = None
        self._shown: Shown | None = None
        shop = lesson.shop
        if (best := judged(shop, assessment)) is not None:
            self._sheet = shop.sheets[best]
            self._plain = Sight(self._sheet).pixels
            self._shown = table.present(self._plain)
            self._shown.mark(self._arrows(), [place for _k, place in self._places()])

    def card(self, kept: bool) -> SummaryCard:
        """Return what is said of it."""
        seen = tuple(k for k, _place in self._places()) if self._shown else ()
        return SummaryCard(
            title=self._lesson.lesson.title.read(lang()),
            score=self.assessment.score,
            withheld=None,
            passed=self.assessment.passed,
            findings=tuple(sentence for _finding, sentence in self._worst),
            right=right(self.assessment),
            kept=kept,
            remarks=self._remarks(),
            aside=self._shown is not None,
            seen=seen,
            more=self._more(),
        )

    @property
    def sheet(self) -> Paper | None:
        """The sheet that is shown, if any was printed."""
        return self._sheet if self._shown else None

    def put_by(self) -> None:
        """Take the print away, so that the table is seen."""
        if self._shown is not None:
            self._shown.node.hide()

    def hold_up(self) -> None:
        """Show the print again."""
        if self._shown is not None:
            self._shown.node.show()
            self._table.eye.go("print")

    def choose(self, region: str) -> bool:
        """Take a region of the card; False for others."""
        does: dict[str, Callable[[], None]] = {"heat": self._map}
        if region.startswith("finding:"):
            self._look(int(region.removeprefix("finding:")))
        elif region in does:
            does[region]()
        else:
            return False
        return True

    def _arrows(self) -> tuple[Arrow, ...]:
        """Return how far the colours lie beside the key, where that could be told."""
        inks = {plate.name: plate.pigment for plate in self._lesson.work.plates}
        found = []
        for item in self.assessment.items:
            dx, dy = item.get("dx_mm"), item.get("dy_mm")
            if isinstance(dx, float) and isinstance(dy, float):
                found.append((inks[str(item["block"])], dx, dy))
        return tuple(found)

    def _places(self) -> tuple[tuple[int, tuple[float, float]], ...]:
        """Return which of the causes have a place on the print, and where (mm)."""
        return tuple(
            (k, finding.where.span)
            for k, (finding, _sentence) in enumerate(self._worst)
            if finding.where.span is not None and self._on_print(finding)
        )

    def _on_print(self, finding: Finding) -> bool:
        """Whether a cause is of the sheet, not of a step that was left out."""
        return finding.where.id in {plate.name for plate in self._lesson.work.plates}

    def _remarks(self) -> tuple[str, ...]:
        told = _("Below the print, {n:.0f} times larger: how far each colour lies off the lines.")
        arrows = (told.format(n=LARGER),) if self._arrows() else ()
        return (*arrows, self.said) if self.said else arrows

    def _more(self) -> tuple[Button, ...]:
        if self._shown is None:
            return ()
        heat_words = _("The print alone") if self.mapped else _("Where the colour is off")
        return (
            Button("heat", heat_words), Button("lapse", _("My work once more")),
            Button("save", _("Save it")),
        )  # fmt: skip

    def _look(self, number: int) -> None:
        """Go near to the place of a cause; once more, back."""
        places = dict(self._places())
        self._table.eye.go("print")
        if number == self._near or self._shown is None or number not in places:
            self._near = None
            return
        self._near = number
        self._table.eye.zoom(NEAR, self._shown.place(*places[number]))

    def _map(self) -> None:
        """Lay the heat map over the print, or take it away."""
        if self._shown is None or self._plain is None:
            return
        self.mapped = not self.mapped
        if self.mapped:
            far = heat(self._sheet, self._lesson.work)
            self._shown.paint(heated(self._plain, far))
        else:
            self._shown.paint(self._plain)


def heated(pixels: Pixels, far: NDArray[np.float64]) -> Pixels:
    """Return a picture (n, n, 3) greyed, red where its colour is off: `far` dE2000 (m, m)."""
    n = len(pixels)
    share = np.clip(far / HOT, 0, 1)
    large = np.kron(share, np.ones((COARSE, COARSE)))
    whole = np.zeros((n, n))
    whole[: len(large), : len(large)] = large[:n, :n]
    grey = 120 + 0.5 * pixels.mean(axis=2, keepdims=True)
    red = np.array(rgb("red")) * 255
    return np.asarray(grey + (red - grey) * whole[..., None], np.uint8)
