"""A slip at the lower left: the ladder of stages, a red cord round the one in hand."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import Box
from sim.views import grounds
from sim.views.column import EDGE, PAD, Button, Column, tally, tally_width
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within

_HIGH = 1.7  # of a body
_GAP = 0.35


@dataclass(frozen=True)
class StageCard:
    """One row; regions "stage:0" to "stage:3"."""

    ladder: tuple[str, ...]
    stage: int

    def layout(self, frame: Frame) -> Layout:
        """Lay the row out above the keys, as wide as it is."""
        edge, low = EDGE * frame.em, grounds.floor(frame)
        words = _words(self)
        wide = sum(tally_width(frame, word) for word in words) + _GAP * frame.em * (len(words) - 1)
        pad = 2 * PAD * frame.em
        room = Box(edge, low - _HIGH * frame.em - pad, edge + wide + pad, low)
        return within(frame, room, partial(_set, self), low=True)


def _set(card: StageCard, column: Column) -> None:
    frame, x = column.frame, column.left
    for k, word in enumerate(_words(card)):
        box = Box(x, column.y, x + tally_width(frame, word), column.y + _HIGH * frame.em)
        column.parts.append(tally(frame, Button(f"stage:{k}", word), box, corded=k == card.stage))
        x = box.right + _GAP * frame.em
    column.y += _HIGH * frame.em


def _words(card: StageCard) -> tuple[str, ...]:
    """Return the stages' names; only the one in hand with its translation."""
    own = tuple(word.split(" ")[0] for word in card.ladder)  # behind it stands a translation
    return (*own[: card.stage], card.ladder[card.stage], *own[card.stage + 1 :])
