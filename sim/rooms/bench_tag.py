"""The name of what is pointed at. It is no sheet of the deck: no part is hidden by its name."""

from lessons.timber_names import part_name
from sim.rooms.bench_words import capital
from sim.rooms.deck import Deck
from sim.stage import Stage
from sim.views.name_tag import NameTag
from sim.views.panel import Panel


class Tag:
    """At most one name on a stage."""

    def __init__(self, stage: Stage, deck: Deck) -> None:
        self._stage = stage
        self._deck = deck
        self.part: str | None = None
        self._panel: Panel | None = None

    def show(self, part: str | None, pointer: tuple[float, float], elapsed: float) -> None:
        """Name a part beside the pointer (-1..1), or nothing."""
        if part != self.part:
            self.close()
            if part is not None:
                tag = NameTag(capital(part_name(part)), self._deck.sheet_place(*pointer))
                self._panel = Panel(self._stage, tag)
            self.part = part
        if self._panel is not None:
            self._panel.frame(elapsed)

    def close(self) -> None:
        """Take the name away."""
        if self._panel is not None:
            self._panel.close()
        self.part = self._panel = None
