"""冲色配胶 and 夹水: the slips on which the learner mixes a bowl and wets the interleaves."""

from dataclasses import dataclass, replace
from functools import partial

from content.texts import _
from lessons.arts.printing import Printing
from lessons.arts.printing_shop import TICKS
from lessons.report.shapes import Box
from physics.woodblock.mix import MOST_GRAMS, PRESET, Mix
from sim.rooms.printshop_hands import Hands
from sim.scenes.print_bowls import Dab
from sim.views import grounds
from sim.views.column import Button, Column, Ink, tally
from sim.views.frame import Frame
from sim.views.layout import Layout
from sim.views.slips import corner

_WIDE = 0.98
_LEAST = 0.6
GRAMS = {"colour": 1.0, "glue": 1.0, "water": 5.0}  # what a press adds or takes
PERCENT = 4  # of water for the interleaves
MINUTES = (1, 5, 20)
MOST_TICKS = 65535  # that one act may wait


@dataclass(frozen=True)
class Row:
    """One thing that is given more or less of: its name as a region, its words, how much."""

    name: str
    words: str
    amount: str


@dataclass(frozen=True)
class DoseSlip:
    """A slip in the upper right: rows with − and +, what comes of it, what to press.

    Regions "less:<row>", "more:<row>" and those of `buttons`.
    """

    title: str
    about: str
    rows: tuple[Row, ...]
    told: tuple[str, ...]
    known: str
    buttons: tuple[Button, ...]

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the upper right corner."""
        beside = max(frame.width - grounds.step(frame).right - 4 * frame.em, _LEAST)
        return corner(frame, min(_WIDE, beside), True, partial(_set, self))


def _set(slip: DoseSlip, column: Column) -> None:
    frame = column.frame
    column.text(slip.title, Ink(frame.title, font="serif"))
    column.text(slip.about, Ink(frame.small, "soft"))
    column.gap(0.3)
    for row in slip.rows:
        _row(row, column)
    column.gap(0.2)
    for sentence in slip.told:
        column.text(sentence, Ink(frame.body))
    column.gap(0.2)
    column.text(slip.known, Ink(frame.small, "soft"))
    column.gap(0.5)
    column.buttons(slip.buttons)


def _row(row: Row, column: Column) -> None:
    """Set one row: − amount + and what it is."""
    frame = column.frame
    em = frame.em
    high, wide = 1.6 * em, 1.7 * em
    x, y = column.left + column.width, column.y
    more, less = Box(x - wide, y, x, y + high), Box(x - 7.2 * em, y, x - 7.2 * em + wide, y + high)
    column.parts.append(tally(frame, Button(f"less:{row.name}", "−"), less, False))
    column.parts.append(tally(frame, Button(f"more:{row.name}", "+"), more, False))
    words = Column(frame, column.left, y + 0.12 * em, column.width - 7.6 * em)
    words.text(row.words, Ink(frame.body))
    amount = Column(frame, less.right + 0.3 * em, y + 0.12 * em, more.left - less.right)
    amount.text(row.amount, Ink(frame.body))
    column.items += [*words.items, *amount.items]
    column.y += high + 0.35 * em


class Doses:
    """What is on the slip before it is poured; one slip at a time, "mix" or "damp"."""

    def __init__(self, lesson: Printing, hands: Hands) -> None:
        self._lesson, self._hands = lesson, hands
        self.open: str | None = None
        self._mix = PRESET
        self._block = -1
        self._water = 56

    def turn(self, which: str) -> None:
        """Open a slip, or close it where it is open."""
        self.open = None if self.open == which else which
        if self.open == "mix":
            self._look_into()

    def choose(self, region: str) -> bool:
        """Take a region of the slip; False for others."""
        if self.open is None:
            return False
        verb, _colon, name = region.partition(":")
        if verb in ("less", "more"):
            self._dose(name, 1 if verb == "more" else -1)
        elif region == "pour":
            self._pour()
        elif verb == "wait":
            self._wait(int(name))
        elif region == "put away":
            self.open = None
        else:
            return False
        return True

    def slip(self) -> DoseSlip | None:
        """Return what is shown now."""
        if self.open == "mix":
            self._look_into()
            return self._mix_slip()
        return self._damp_slip() if self.open == "damp" else None

    @property
    def tried(self) -> Dab | None:
        """What is tried on a scrap of paper while it is mixed."""
        return self._dab if self.open == "mix" else None

    @property
    def _dab(self) -> Dab:
        return Dab(self._lesson.shop.board.plate.pigment, self._mix)

    def _look_into(self) -> None:
        """Begin with what is in the bowl of the block on the table."""
        shop = self._lesson.shop
        if self._block != shop.at:
            self._block = shop.at
            self._mix = shop.bowls.get(shop.board.name, PRESET)

    def _dose(self, name: str, by: int) -> None:
        if self.open == "damp":
            self._water = min(max(self._water + by * PERCENT, 0), 100)
            return
        grams = min(max(getattr(self._mix, name) + by * GRAMS[name], 0.0), MOST_GRAMS)
        other = sum(getattr(self._mix, n) for n in GRAMS if n != name)
        if grams + other > 0:
            self._mix = replace(self._mix, **{name: grams})

    def _pour(self) -> None:
        if self.open == "damp":
            self._hands.act("shop.damp", water=self._water)
        else:
            tenths = {n: round(getattr(self._mix, n) * 10) for n in GRAMS}
            self._hands.act("shop.mix", block=self._lesson.shop.at, **tenths)

    def _wait(self, minutes: int) -> None:
        ticks = minutes * 60 * TICKS
        while ticks > 0:
            self._hands.act("shop.wait", ticks=min(ticks, MOST_TICKS))
            ticks -= MOST_TICKS

    def _mix_slip(self) -> DoseSlip:
        mix = self._mix
        words = {"colour": _("colour"), "glue": _("glue"), "water": _("water")}
        rows = tuple(Row(n, words[n], f"{getattr(mix, n):.0f} g") for n in GRAMS)
        return DoseSlip(
            _("Mix the colour (冲色配胶)"),
            _("For the block on the table: {ink}").format(ink=self._dab.pigment),
            rows,
            (strength_words(mix), tack_words(mix), thin_words(mix)),
            _("〔unresolved〕No printer's recipe is known to this program."),
            (Button("pour", _("Fill the bowl")), Button("put away", _("Put away"))),
        )

    def _damp_slip(self) -> DoseSlip:
        shop = self._lesson.shop
        percent = f"{self._water} %"
        gone = _("The stack is {damp}: {pct:.0f} of 100 parts soaked.")
        waits = tuple(Button(f"wait:{m}", _("wait {n} min").format(n=m)) for m in MINUTES)
        return DoseSlip(
            _("Damp the paper (夹水)"),
            _("Wet sheets between the dry ones; the water goes in slowly."),
            (Row("water", _("water"), percent),),
            (gone.format(damp=damp_words(shop.damp), pct=shop.damp * 100),),
            _("〔unresolved〕How wet and how long was not found; waiting passes the time at once."),
            (Button("pour", _("Wet them")), *waits, Button("put away", _("Put away"))),
        )


def strength_words(mix: Mix) -> str:
    """Say how strong a mixture's colour is."""
    return _graded(mix.strength, (_("The colour is pale."), _("The colour is as usual."),
                                  _("The colour is strong.")))  # fmt: skip


def tack_words(mix: Mix) -> str:
    """Say what its glue does."""
    return _graded(mix.tack, (_("Little glue: it will shed."), _("The glue binds."),
                              _("Much glue: it sticks to the paper.")))  # fmt: skip


def thin_words(mix: Mix) -> str:
    """Say how it runs."""
    return _graded(mix.thin, (_("Thick: it clogs the lines."), _("It spreads well."),
                              _("Thin: it runs and bleeds.")))  # fmt: skip


def damp_words(damp: float) -> str:
    """Say how damp paper is, 0..1."""
    names = (_("dry"), _("hardly damp"), _("damp"), _("wet"))
    return names[sum(damp >= edge for edge in (0.2, 0.35, 0.62))]


def _graded(value: float, words: tuple[str, str, str]) -> str:
    return words[0 if value < 0.75 else 2 if value > 1.35 else 1]
