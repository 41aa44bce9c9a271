"""The slip below the step: the ladder of stages, how the take stands, what can be done now."""

from dataclasses import dataclass
from functools import partial

from lessons.report.shapes import Box
from sim.views import grounds
from sim.views.column import Button, Column, Ink, tally, tally_width
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import within


@dataclass(frozen=True)
class TakeCard:
    """A slip at the left, below the step; without a `ladder` there are no stages to climb.

    Regions: "stage:0" to "stage:3" and the names of `buttons`. `says` is one sentence of how
    things stand, `small` how it is played (tempo, key, microphone).
    """

    ladder: tuple[str, ...]
    stage: int
    says: str
    small: str = ""
    buttons: tuple[Button, ...] = ()

    def layout(self, frame: Frame) -> Layout:
        """Lay the card out below the step, or beside it in a narrow window."""
        low = not grounds.narrow(frame)
        return within(frame, grounds.take(frame), partial(_set, self), low)


def _set(card: TakeCard, column: Column) -> None:
    frame = column.frame
    if card.ladder:
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
    high, gap = 1.7 * frame.em, 0.35 * frame.em
    for k, word in enumerate(_words(card, column)):
        long = tally_width(frame, word)
        if x > column.left and x + long > column.left + column.width:
            x, column.y = column.left, column.y + high + gap
        box = Box(x, column.y, x + long, column.y + high)
        column.parts.append(tally(frame, Button(f"stage:{k}", word), box, corded=k == card.stage))
        x += long + gap
    column.y += high


def _words(card: TakeCard, column: Column) -> tuple[str, ...]:
    """Return the stages' names; where they need more than two rows, one translation alone."""
    long = sum(tally_width(column.frame, word) for word in card.ladder)
    if long < 1.5 * column.width:
        return card.ladder
    own = tuple(word.split(" ")[0] for word in card.ladder)  # behind it stands a translation
    return (*own[: card.stage], card.ladder[card.stage], *own[card.stage + 1 :])
