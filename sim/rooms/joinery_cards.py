"""What the joiner's bench says: the step in hand, the last remark, the keys, the summary."""

from content.assessment import Assessment
from content.event import Event
from content.glossary import lookup
from content.library import Library
from content.texts import _, lang
from lessons import advice
from lessons.arts.joinery import Joinery
from lessons.arts.joinery_report import right, session_report
from lessons.report.html import session_page
from sim.rooms.deck import Deck
from sim.rooms.joinery_aid import Aid
from sim.rooms.joinery_keys import keys, tool_name
from sim.rooms.reading import facts_slip, write_report
from sim.rooms.reading import words as tappable
from sim.views.key_hints import KeyHints
from sim.views.remark import Remark
from sim.views.step_card import step_card
from sim.views.summary_card import SummaryCard
from sim.views.term_tip import TermTip


class Cards:
    """The panels over the bench. `kept`: whether the attempt will be kept."""

    def __init__(self, deck: Deck, library: Library, bench: Joinery, kept: bool) -> None:
        self._deck, self._library, self._bench = deck, library, bench
        self._kept = kept
        self._pack = library.pack(bench.lesson.id).pack
        self._words = tappable(bench.lesson)
        self._all_keys = False
        self._said = ""
        self._show_keys()
        self._show_step()

    def teach(self, event: Event) -> None:
        """Say what an event means to the learner."""
        if event.name == "waste.fell":
            self._remark(_("The waste falls off. That shoulder is done."), True)
        elif event.name == "fit.tried":
            self._remark(*_tried(event))
        elif event.name == "wood.split":
            self._remark(_split(), False)
        elif event.name == "fit.driven" and event.value["deeper_mm"] < 0.05:
            self._remark(_("It does not move. Pare it with the chisel, then try again."), False)
        elif event.name == "work.vain":
            self._remark(_("Nothing to work on here yet. Look at the step again."), None)
        elif event.name == "step.done":
            self._say_how(str(event.value["step"]))
        self._show_step()

    def show_aid(self, words: str) -> None:
        """Keep the live aid at the tool in the hand; nothing lies over all the keys."""
        said = "" if self._all_keys else words
        if said != self._said:
            self._said = said
            self._deck.show("aid", Aid(tool_name(self._bench.tool), said) if said else None)

    def choose(self, region: str, pointer: tuple[float, float]) -> None:
        """Act on a region of these cards; `pointer` (-1..1) is where it was clicked."""
        if region == "?":
            self._all_keys = not self._all_keys
            self._show_keys()
        elif region.startswith("term:"):
            term = lookup(region.removeprefix("term:"))
            self._deck.show("tip", TermTip(term, self._deck.sheet_place(*pointer)))
        elif region in ("basis", "unresolved"):
            lesson = self._bench.lesson
            self._deck.show("facts", facts_slip(lesson, lesson.edition.read(lang())))
        elif region == "close":
            self._deck.show("facts", None)
        elif region == "report":
            self._report()

    def summary(self, assessment: Assessment) -> None:
        """Show what the attempt came to."""
        for name in ("remark", "keys", "step", "tip", "facts", "aid"):
            self._deck.show(name, None)
        report = session_report(self._library, self._bench, "")
        self._deck.show(
            "summary",
            SummaryCard(
                title=self._bench.lesson.title.read(lang()),
                score=assessment.score,
                withheld=None,
                passed=assessment.passed,
                findings=tuple(sentence for _finding, sentence in advice.worst(assessment)),
                right=right(self._bench.made()),
                picture=report.drawings[0],
                kept=self._kept,
            ),
        )

    def note(self, sentence: str) -> None:
        """Say something that judges nothing."""
        self._remark(sentence, None)

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._remark(sentence, False)

    def _remark(self, sentence: str, good: bool | None) -> None:
        self._deck.show("remark", Remark(sentence, good))

    def _say_how(self, step: str) -> None:
        """Say what is wrong with what a step made; where nothing is, that it is done."""
        places = _MADE.get(step, ())
        found = [f for f in self._bench.assess().findings if f.where.id in places]
        found = [f for f in found if f.cause not in _LATER]
        if found:
            self._remark(advice.sentence(found[0]), False)
        elif step in places or step in _DONE_WELL:
            self._remark(_done_well(step), True)

    def _show_step(self) -> None:
        step = self._bench.step
        if step is not None:
            index = self._bench.lesson.steps.index(step)
            self._deck.show("step", step_card(self._bench.lesson, self._pack, index, self._words))

    def _show_keys(self) -> None:
        rows = tuple(dict.fromkeys((k.label, k.does) for k in keys() if k.shown or self._all_keys))
        self._deck.show("keys", KeyHints(rows, self._all_keys))

    def _report(self) -> None:
        """Write the report into the user's folder and open it in the browser."""
        intro = _("An attempt in the window; nothing of it is kept but this page.")
        if self._kept:
            intro = _("An attempt in the window; it is kept under your consent.")
        report = session_report(self._library, self._bench, intro)
        path = write_report(self._bench.lesson.id, session_page(report))
        self._remark(_("The report is in {file}").format(file=path), True)


# What is said at another time: of what is not done yet, or was not the learner's own.
_LATER = ("joinery.missing", "joinery.tight", "joinery.shown")
# The places whose findings a step answers for.
_MADE = {
    "mark": ("shoulder", "cheek_left", "cheek_right", "end_near", "end_far", "side_left",
             "side_right"),
    "cheeks": ("cheek_left", "cheek_right"),
    "shoulders": ("cheek_left", "cheek_right", "shoulder_left", "shoulder_right"),
    "mortise": ("mortise",),
    "pare": ("tenon", "mortise"),
}  # fmt: skip
_DONE_WELL = ("mark", "cheeks", "mortise", "pare")


def _split() -> str:
    return _(
        "The post has split along its grain: driven too hard, too thick. Z takes the blow back; "
        "then pare."
    )


def _done_well(step: str) -> str:
    return {
        "mark": _("All seven lines are drawn. Now the rip saw: key 3."),
        "cheeks": _("Both cheeks are sawn to the shoulder. Now the crosscut saw: key 4."),
        "mortise": _("The mortise is deep enough. Now try the fit: key 6."),
        "pare": _("It goes now. Take the mallet and drive it: key 6."),
    }[step]


def _tried(event: Event) -> tuple[str, bool]:
    mm = abs(event.value["mm"])
    good, said = {
        "sliding": (True, _("It slides in by hand, with {mm:.1f} mm to spare.")),
        "driving": (True, _("It is {mm:.1f} mm thicker: just right for the mallet.")),
        "jam": (False, _("{mm:.1f} mm too thick. Do not force it; pare the cheeks: key 5.")),
        "loose": (False, _("It rattles: {mm:.1f} mm of play.")),
        "short": (False, _("The mortise is too short at its ends. Chop up to the lines: key 5.")),
        "shallow": (False, _("The mortise is not deep enough yet. Chop on: key 5.")),
    }[event.value["verdict"]]
    return said.format(mm=mm), good
