"""What the print shop says: the step in hand, the last remark, the keys, the summary."""

from pathlib import Path

from content.event import Event
from content.glossary import lookup
from content.library import Library
from content.texts import _, lang
from lessons.arts.printing import Printing
from lessons.arts.printing_report import session_report
from lessons.arts.printing_steps import deed_of
from lessons.report.html import session_page
from sim.rooms.deck import Deck
from sim.rooms.printshop_aid import aid, draft_aid
from sim.rooms.printshop_bowls import Doses
from sim.rooms.printshop_hands import Hands
from sim.rooms.printshop_keys import keys
from sim.rooms.printshop_ladder import REHEARSE
from sim.rooms.printshop_lapse_slip import LapseSlip
from sim.rooms.printshop_summary import Summary
from sim.rooms.printshop_words import (
    askew_words,
    bare_words,
    block_words,
    done_words,
    ended,
    lay_words,
    sheet_words,
    vain_words,
)
from sim.rooms.reading import facts_slip, write_report
from sim.rooms.reading import words as tappable
from sim.views.busy import Busy
from sim.views.key_hints import KeyHints
from sim.views.remark import Remark
from sim.views.stage_card import StageCard
from sim.views.step_card import step_card
from sim.views.term_tip import TermTip

_SLIPS = {"m": "mix", "p": "damp"}


class Cards:
    """The panels over the table. `kept`: whether the attempt will be kept."""

    def __init__(
        self, deck: Deck, library: Library, lesson: Printing, hands: Hands, kept: bool
    ) -> None:
        self._deck, self._library, self._lesson, self._hands = deck, library, lesson, hands
        self._kept = kept
        self._pack = library.pack(lesson.lesson.id).pack
        self._words = tappable(lesson.lesson)
        self.doses = Doses(lesson, hands)
        self._all_keys = False
        self._summary: Summary | None = None
        self._first = [board.lay for board in lesson.shop.boards]
        self._step = -1
        self._cause = self._askew = ""  # of the last remark; how the last sheet came off
        self._stage: StageCard | None = None
        self._show_step()

    def teach(self, event: Event) -> None:
        """Say what an event means to the learner."""
        if self._cause and ended(self._cause, event.name):
            self._remark("", None)
        self._tell(event)
        self._show_step()

    def _tell(self, event: Event) -> None:
        if event.name == "work.vain":
            why = str(event.value["why"])
            self._remark(vain_words(why, str(event.value["act"])), None, why)
        elif event.name == "work.fix":
            self._remark(
                lay_words(self._first[self._lesson.shop.at], self._lesson.shop.board.lay), None
            )
        elif event.name == "work.take":
            self._remark(block_words(self._lesson), None)
        elif event.name == "work.page":
            self._remark(sheet_words(self._lesson), None)
        elif event.name == "work.lift":
            self._askew = askew_words(event.value)
            self._remark(self._askew, None, "lift")
        elif event.name == "step.done":
            self._done(str(event.value["step"]))

    def _done(self, step: str) -> None:
        deed = deed_of(step)
        said, good = done_words(self._lesson, step)
        self._remark(self._askew + said if deed == "lift" else said, good, deed)

    def show_stage(self, card: StageCard) -> None:
        """Show at which stage the learner is."""
        if card != self._stage:
            self._stage = card
            self._show_keys()
            self._show_step()

    @property
    def _bare(self) -> bool:
        """Whether all is done from memory, without words."""
        return self._stage is not None and self._stage.stage == REHEARSE

    def show_aid(self, draft: str | None = None) -> None:
        """Keep the live aid at the tool in the hand, or at the draft; nothing lies over all keys.

        What the slip of doses says is kept true too: the shop's time goes on.
        """
        shown = draft_aid(draft) if draft else aid(self._lesson, self._hands, self._bare)
        self._deck.show("aid", None if self._all_keys else shown)
        if self.doses.open:
            self._show_doses()

    def press(self, key: str) -> bool:
        """Take a key that opens or closes a slip of doses; False for others."""
        if key == "mouse1" and self._idle:
            self._remark(bare_words(), None, "bare")
        if key not in _SLIPS:
            return False
        self.doses.turn(_SLIPS[key])
        self._show_doses()
        return True

    @property
    def _idle(self) -> bool:
        """Whether a bare hand is over the block, where it can do nothing."""
        spot = self._hands.spot
        return self._lesson.tool == "hands" and spot is not None and spot.what == "block"

    def choose(self, region: str, pointer: tuple[float, float]) -> None:
        """Act on a region of these cards; `pointer` (-1..1) is where it was clicked."""
        if self.doses.choose(region):
            self._show_doses()
        elif self._summary is not None and self._summary.choose(region):
            self._deck.show("summary", self._summary.card(self._kept))
        elif region == "?":
            self._all_keys = not self._all_keys
            self._show_keys()
        elif region.startswith("term:"):
            term = lookup(region.removeprefix("term:"))
            self._deck.show("tip", TermTip(term, self._deck.sheet_place(*pointer)))
        elif region in ("basis", "unresolved"):
            lesson = self._lesson.lesson
            self._deck.show("facts", facts_slip(lesson, lesson.edition.read(lang())))
        elif region == "close":
            self._deck.show("facts", None)
        elif region == "report":
            self._report()

    def dismiss(self) -> None:
        """Take away what was only looked at."""
        self._deck.show("tip", None)

    def judging(self, seconds: int) -> None:
        """Say that the work is being judged, for how long; nothing more can be done to it."""
        self.doses.open = None
        for name in ("doses", "remark", "keys", "step", "tip", "facts", "aid", "stage",
                     "stage_tip"):  # fmt: skip
            self._deck.show(name, None)
        said = _("Block and print are measured … up to a minute; {n} s so far. Esc leaves.")
        self._deck.show("busy", Busy(said.format(n=seconds)))

    def unjudged(self, why: str) -> None:
        """Say why the work could not be judged."""
        self._deck.show("busy", None)
        self.say(why)

    def once_more(self, share: float) -> None:
        """Show how far the learner's work is that is done once more, and the way back."""
        self._deck.show("summary", None)
        self._deck.show("lapse", LapseSlip(round(share, 2)))

    def saved(self, path: Path | None) -> None:
        """Say where the print was written; None: that it is being written."""
        if self._summary is not None:
            self._summary.said = (
                _("The print is being written …")
                if path is None
                else _("PNG and PDF are in {file}").format(file=path.parent)
            )
            self._deck.show("summary", self._summary.card(self._kept))

    def summary(self, summary: Summary) -> None:
        """Show what the attempt came to."""
        self._summary = summary
        for name in ("busy", "lapse"):
            self._deck.show(name, None)
        self._deck.show("summary", summary.card(self._kept))

    def note(self, sentence: str) -> None:
        """Say something that judges nothing."""
        self._remark(sentence, None)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._remark(sentence, False)

    def _remark(self, sentence: str, good: bool | None, cause: str = "") -> None:
        """Show a remark; with a cause it goes when that is over."""
        self._cause = cause if sentence else ""
        shown = sentence and not self.doses.open
        self._deck.show("remark", Remark(sentence, good) if shown else None)

    def _show_doses(self) -> None:
        """Show the slip of doses in the place of the last remark."""
        if self.doses.open:
            self._deck.show("remark", None)
        self._deck.show("doses", self.doses.slip())

    def _show_step(self) -> None:
        step = self._lesson.step
        if step is not None:
            lesson = self._lesson.lesson
            index = lesson.steps.index(step)
            if index != self._step:
                self._step = index
                self._show_keys()
            card = None if self._bare else step_card(lesson, self._pack, index, self._words)
            self._deck.show("step", card)

    def _show_keys(self) -> None:
        known = [k for k in keys(self._lesson, self._bare) if k.shown or self._all_keys]
        rows = tuple(dict.fromkeys((k.label, k.does) for k in known))
        presses = tuple((k.label, k.name) for k in known if k.tally)
        self._deck.show("keys", KeyHints(rows, self._all_keys, presses=presses))
        self._deck.show("stage", None if self._all_keys else self._stage)  # it would lie over them

    def _report(self) -> None:
        """Write the report into the user's folder and open it in the browser."""
        intro = _("An attempt in the window; nothing of it is kept but this page.")
        if self._kept:
            intro = _("An attempt in the window; it is kept under your consent.")
        assert self._summary is not None
        report = session_report(self._library, self._lesson, self._summary.assessment, intro)
        path = write_report(self._lesson.lesson.id, session_page(report))
        self._remark(_("The report is in {file}").format(file=path), True)
