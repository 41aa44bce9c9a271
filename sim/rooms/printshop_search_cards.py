"""The cards of a search for the faults of prints: the step, what is said of a sheet, the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from content.assessment import Assessment
from content.event import Event
from content.model import Status
from content.texts import _, lang
from lessons import advice
from lessons.advice_printing import block_name
from lessons.arts.printing_misprints import FAULTS, REMEDIES
from lessons.arts.printing_search import PrintSearch
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip
from sim.views.column import Button, Column, Ink, tallies
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.layout import Layout
from sim.views.progress_slip import ProgressSlip
from sim.views.remark import Remark
from sim.views.slips import corner
from sim.views.step_card import open_facts, tag
from sim.views.summary_card import SummaryCard

_WIDE = 1.12
ASKED = ("fault", "block", "remedy")


@dataclass(frozen=True)
class SaySlip:
    """A slip in the upper right: three questions about a sheet, the answers as tallies.

    `asked`: (words, answers as (region, label, whether it is chosen)). Region "say" tells all,
    "basis" asks what the lesson rests on.
    """

    title: str
    about: str
    basis: str
    asked: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]
    remark: str
    ready: bool

    def layout(self, frame: Frame) -> Layout:
        """Lay the slip out in the upper right corner."""
        return corner(frame, _WIDE, True, partial(_set, self))


def _set(slip: SaySlip, column: Column) -> None:
    frame = column.frame
    column.text(slip.title, Ink(frame.title, font="serif"))
    column.text(slip.about, Ink(frame.small))
    column.tapped("basis", slip.basis, Ink(frame.small, "soft", most=1))
    for words, answers in slip.asked:
        column.gap(0.25)
        column.text(words, Ink(frame.small, "soft"))
        buttons = [Button(name, f"● {label}" if on else label) for name, label, on in answers]
        parts, column.y = tallies(frame, buttons, (column.left, column.y, column.width), False)
        column.parts += parts
    column.gap(0.5)
    if slip.remark:
        column.text(slip.remark, Ink(frame.body))
        column.gap(0.3)
    if slip.ready:
        column.buttons((Button("say", _("That is it")),))


class SearchCards:
    """The panels beside the print. `kept`: whether the search will be kept."""

    def __init__(self, deck: Deck, lesson: PrintSearch, kept: bool) -> None:
        self._deck, self._lesson, self._kept = deck, lesson, kept
        self._sheet = 0
        self._chosen: dict[str, str] = {}
        self._words = ""

    @property
    def said(self) -> Mapping[str, str] | None:
        """What was chosen of the sheet; None while one of the three is open."""
        return self._chosen if all(name in self._chosen for name in ASKED) else None

    def wait(self, share: float) -> None:
        """Say that the sheets are being printed."""
        self._deck.show("wait", ProgressSlip(_("The sheets are being printed …"), round(share, 2)))

    def turn_to(self, sheet: int) -> None:
        """Begin with another sheet."""
        self._deck.show("wait", None)
        self._sheet, self._chosen, self._words = sheet, {}, ""
        found = sheet in self._lesson.found
        if found:
            self._words = _("Its fault is named already.")
        rows = (("Tab", _("next sheet")), ("V", _("show me")), ("Enter", _("finish")))
        keys = (("Tab", "tab"), ("V", "v"), ("Enter", "enter"))
        self._deck.show("keys", KeyHints(rows, more=False, presses=keys))
        self._show()

    def choose(self, region: str) -> None:
        """Take an answer."""
        name, _colon, value = region.partition(":")
        lesson = self._lesson.lesson
        if region == "basis":
            self._deck.show("facts", facts_slip(lesson, lesson.edition.read(lang())))
        elif region == "close":
            self._deck.show("facts", None)
        elif name in ASKED:
            self._chosen[name] = value
            self._show()

    def told(self, event: Event) -> None:
        """Say which part of an answer was wrong."""
        wrong = [_parts()[name] for name in ASKED if not event.value[name]]
        said = _("Not yet: look again at {parts}.").format(parts=_(", ").join(wrong))
        self._words = said if wrong else ""
        self._show()

    def note(self, sentence: str) -> None:
        """Say something in the slip's own place."""
        self._words = sentence
        self._show()

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._deck.show("say", None)
        self._deck.show("remark", Remark(sentence, False))

    def summary(self, assessment: Assessment) -> None:
        """Show what the search came to."""
        for name in ("say", "facts", "keys", "remark", "wait"):
            self._deck.show(name, None)
        found = len(self._lesson.found)
        right = _("{n} of {m} sheets named wholly right.")
        self._deck.show(
            "summary",
            SummaryCard(
                title=self._lesson.lesson.title.read(lang()),
                score=assessment.score,
                withheld=None,
                passed=assessment.passed,
                findings=tuple(sentence for _finding, sentence in advice.worst(assessment)),
                right=right.format(n=found, m=len(self._lesson.shop.sheets)) if found else None,
                kept=self._kept,
                aside=True,
            ),
        )

    def _show(self) -> None:
        title = _("Sheet {n} of {m}").format(n=self._sheet + 1, m=len(self._lesson.shop.sheets))
        ready = self.said is not None and self._sheet not in self._lesson.found
        steps = self._lesson.lesson.steps
        step = steps[min(self._sheet, len(steps) - 1)]
        facts = open_facts(self._lesson.lesson)
        basis = f"{tag(Status.UNRESOLVED)}{facts[0]}" if facts else tag(step.basis.status)
        slip = SaySlip(title, step.say.read(lang()), basis, self._asked(), self._words, ready)
        self._deck.show("say", slip)

    def _asked(self) -> tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]:
        blocks = [board.name for board in self._lesson.shop.boards]
        answers = {
            "fault": {name: fault_words(name) for name in FAULTS},
            "block": {name: block_name(name) for name in blocks},
            "remedy": {name: remedy_words(name) for name in REMEDIES.values()},
        }
        asks = {
            "fault": _("What is wrong with it?"),
            "block": _("Which block did it?"),
            "remedy": _("What helps?"),
        }
        return tuple(
            (asks[name], tuple(
                (f"{name}:{k}", words, self._chosen.get(name) == k)
                for k, words in answers[name].items()
            ))
            for name in ASKED
        )  # fmt: skip


def _parts() -> dict[str, str]:
    return {"fault": _("the fault"), "block": _("the block"), "remedy": _("the remedy")}


def fault_words(fault: str) -> str:
    """Return what a fault is called."""
    return {
        "shifted": _("beside its lines"),
        "dry": _("too dry"),
        "drowned": _("too wet"),
        "double": _("twice"),
    }[fault]


def remedy_words(remedy: str) -> str:
    """Return what a printer does."""
    return {
        "fix": _("lay the block true"),
        "wet": _("damp the paper, brush again"),
        "spare": _("less on the brush"),
        "straight": _("lift straight"),
    }[remedy]
