"""The slip below the step: the ladder of stages, how the take stands, what can be done now."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import Box
from sim.views.column import Button, Column, Ink, tally, tally_width
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import foot
from sim.views.step_card import WIDE


@dataclass(frozen=True)
class TakeCard:
    """A slip in the lower left.

    Regions: "stage:0" to "stage:3" and the names of `buttons`. `says` is one sentence of how
    things stand, `small` how it is played (tempo, key, microphone).
    """

    ladder: tuple[str, ...]
    stage: int
    says: str
    small: str = ""
    buttons: tuple[Button, ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out in the lower left, above the keys."""
        return foot(frame, WIDE, partial(_set, self))


def _set(card: TakeCard, column: Column) -> None:
    frame = column.frame
    _ladder(card, column)
    column.gap(0.5)
    column.text(card.says, Ink(frame.body))
    if card.small:
        column.gap(0.15)
        column.text(card.small, Ink(frame.small, "soft"))
    if card.buttons:
        column.gap(0.5)
        column.buttons(card.buttons)


def _ladder(card: TakeCard, column: Column) -> None:
    """Set the stages side by side; the red cord is wound round the one in hand."""
    frame, x = column.frame, column.left
    high = 1.7 * frame.em
    for k, word in enumerate(card.ladder):
        long = tally_width(frame, word)
        box = Box(x, column.y, x + long, column.y + high)
        column.parts.append(tally(frame, Button(f"stage:{k}", word), box, corded=k == card.stage))
        x += long + 0.35 * frame.em
    column.y += high
