"""A print is measured beside the window: how long that has taken, and what if it fails."""

from content.assessment import Assessment
from content.errors import Refusal
from content.texts import _
from lessons.arts.printing import Printing
from lessons.arts.printing_made import judge
from lessons.judge import Judge, Verdict
from sim.rooms.printshop_cards import Cards

TRIES = 2  # a process that died is asked once more


class Judging:
    """One judgement on its way. Whoever waits is told how long it has taken."""

    def __init__(self, judges: Judge, lesson: Printing, cards: Cards) -> None:
        self._judges, self._lesson, self._cards = judges, lesson, cards
        self._left, self._seconds = TRIES, 0.0
        self._verdict: Verdict[Assessment] | None = None
        self._ask()

    def frame(self, elapsed: float) -> Assessment | None:
        """Go on; return what was judged once it is there. What failed twice is said, once."""
        if self._verdict is None:
            return None
        self._seconds += elapsed
        self._cards.judging(int(self._seconds))
        if not self._verdict.done:
            return None
        try:
            return self._verdict.result()
        except Refusal as why:
            self._fail(str(why))
        return None

    def _ask(self) -> None:
        self._left -= 1
        self._verdict = self._judges.ask(judge, self._lesson.evidence())

    def _fail(self, why: str) -> None:
        if self._left:
            self._ask()
            return
        self._verdict = None
        self._cards.unjudged(_("{why} Esc leaves; the work is kept.").format(why=why))
