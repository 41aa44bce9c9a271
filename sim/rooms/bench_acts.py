"""What can be done to work that stands in the yard: pegs, loads, shaking, the plumb line."""

import math
import re
from collections.abc import Collection

from content.texts import _
from lessons.arts.building import Building
from lessons.arts.raising import Raising
from lessons.timber_names import part_name
from sim.desktop import Hands, Key, keys
from sim.scenes.yard_apart import standing
from sim.views.acts_card import ActsCard
from sim.views.column import Button

TRIALS: dict[str, tuple[str, float]] = {
    "1": ("load", 500.0), "2": ("load", 3000.0),
    "3": ("shake", 0.1), "4": ("shake", 0.2), "5": ("shake", 0.35),
}  # fmt: skip
Row = tuple[str, tuple[Button, ...]]
_OTHERS = ("z", "x", "b")  # acts of the slip that are of no part


def acts(braces: bool = False, fits: bool = False) -> tuple[Key, ...]:
    """Return the keys of the yard that the bench has not; `braces`: there are some to set;
    `fits`: there are parts to be tried with their mates."""
    return (
        *(Key(key, key, trial_name(*TRIALS[key]), shown=False) for key in TRIALS),
        Key("p", "P", _("drive a peg"), shown=False),
        Key("l", "L", _("plumb line"), shown=False),
        *(fit_keys() if fits else ()),
        *((Key("c", "C", _("brace"), shown=False),) if braces else ()),
    )


def fit_keys() -> tuple[Key, ...]:
    """Return the keys of the dry fit."""
    return (
        Key("j", "J", _("dry fit 会榫"), shown=False),
        Key("u", "U", _("pare 修榫"), shown=False),
    )


def card(
    chosen: str | None, stands: Collection[str], braces: bool = False, fits: bool = False
) -> ActsCard:
    """Return the slip of the yard with what can be done now; a press on it is a press of its key.

    The `chosen` part is named over what acts on one part; what `stands` can be tried and pegged,
    what lies loose can be fitted.
    """
    does = {k.name: f"{k.label} {k.does}" for k in (*keys(), *acts(braces, fits))}
    trials: tuple[Row, ...] = ()
    if stands:
        trials = (
            (_("Load"), _trials("load")),
            (_("Shake"), _trials("shake")),
            (g_words(), ()),
        )
    on_one: tuple[Row, ...] = ()
    if chosen:
        own = ("p",) if chosen in stands else ("j", "u") if fits else ()
        able = (*own, *(("c",) if braces else ()), "l")
        on_one = (
            (_("With {part}:").format(part=short(chosen)), ()),
            ("", tuple(_button(key, does[key]) for key in able)),
        )
    others = ("", tuple(_button(key, does[key]) for key in _OTHERS))
    title = _("What stands can be tried") if stands else _("Once something stands, try it")
    return ActsCard(title, (*trials, *on_one, others))


def g_words() -> str:
    """Say what the strength of a shake is measured in."""
    return _("g: a share of the earth's pull; 0.35 g is a strong earthquake.")


def _trials(kind: str) -> tuple[Button, ...]:
    return tuple(
        _button(key, f"{key} · {amount(*TRIALS[key])}") for key in TRIALS if TRIALS[key][0] == kind
    )


def short(part: str) -> str:
    """Return a part's name without its glosses, for a slip."""
    return re.sub(r" \([^)]*\)", "", part_name(part))


def trial_name(kind: str, much: float) -> str:
    """Return a trial in words."""
    sentence = _("shake {amount}") if kind == "shake" else _("load {amount}")
    return sentence.format(amount=amount(kind, much))


def amount(kind: str, much: float) -> str:
    """Return how much of a trial: how hard and the share of g, or kilograms."""
    if kind == "shake":
        hard = next(word for most, word in _hardness() if much <= most)
        return f"{hard} {much:g} g"
    if much >= 1000:
        return _("{t:g} t").format(t=much / 1000)
    return _("{kg:g} kg").format(kg=much)


def _hardness() -> tuple[tuple[float, str], ...]:
    """How hard a shake is called, up to a share of g; the words are this program's own."""
    return (0.1, _("soft")), (0.2, _("middling")), (math.inf, _("hard"))


def _button(key: str, label: str) -> Button:
    return Button(f"key:{key}", label)


class Acts:
    """Asks for trials and pegs, and says why one cannot be."""

    def __init__(self, bench: Raising | Building, hands: Hands) -> None:
        self._bench = bench
        self._hands = hands

    def try_(self, key: str) -> str | None:
        """Begin the trial of a key; return why not, if it cannot be."""
        if not self._bench.seated:
            return _("Nothing stands yet. Seat a part first, then try it.")
        if not self._bench.calm:
            return _("Set down what you hold and wait until everything lies still, then try it.")
        kind, much = TRIALS[key]
        self._hands.act("trial.begin", kind=kind, amount=much)
        return None

    def peg(self, part: str | None, pegged: Collection[str]) -> str | None:
        """Peg a part to what bears it; return why not, if it cannot be."""
        if part is None:
            return _("Point at the part that the peg shall hold, then press P.")
        if self._bench.held is not None:
            return _("Set down what you hold first, then drive the peg.")
        name = part_name(part)
        if part in pegged:
            return _("A peg holds {part} already.").format(part=name)
        if part not in self._bench.seated:
            return _("Seat {part} first: a peg holds only what sits.").format(part=name)
        if not self._bears(part):
            return _("{part} stands on the ground: there is nothing to peg it to.").format(
                part=name[:1].upper() + name[1:]
            )
        self._hands.act("peg.drive", part=part)
        return None

    def _bears(self, part: str) -> bool:
        """Whether a seated part has something below it that a peg can hold it to."""
        design = self._bench.design
        stands = standing(design, self._bench.view().poses, self._bench.seated)
        return any(design.place(name).bearers for name, p in stands.items() if p == part)
