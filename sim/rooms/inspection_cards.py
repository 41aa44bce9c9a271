"""What the search for mistakes says: tools, readings, what can be marked and tried, the truth."""

from collections.abc import Mapping

from content.assessment import Assessment
from content.event import Event
from content.glossary import lookup
from content.library import Library
from content.texts import _, lang
from lessons import advice
from lessons.advice_inspection import kind_name, trial_name
from lessons.arts.inspection import Inspection
from lessons.arts.inspection_report import drawing, remarks, session_report, truth
from lessons.arts.workpiece import Workpiece
from lessons.report.html import session_page
from lessons.timber_names import part_name
from physics.timber.fault_places import possible
from physics.timber.gauges import TOOLS
from physics.timber.raised import right
from sim.rooms import bench_acts, inspection_words
from sim.rooms.bench_words import capital
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip, words, write_report
from sim.views.acts_card import ActsCard
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button
from sim.views.key_hints import KeyHints
from sim.views.part_slip import PartSlip
from sim.views.remark import Remark
from sim.views.step_card import step_card
from sim.views.summary_card import SummaryCard
from sim.views.term_tip import TermTip

TRIALS = (("load", 500.0), ("load", 3000.0), ("shake", 0.1), ("shake", 0.2), ("shake", 0.35))
ASKED = ("chip", "wide", "lean", "turned", "upside_down", "swapped", "short", "peg")
Place = tuple[float, float]
_PRESSES = (("Tab", "tab"), ("Enter", "enter"), ("Esc", "escape"))


class Cards:
    """The panels over the work. `kept`: whether the attempt will be kept."""

    def __init__(
        self, deck: Deck, library: Library, bench: Inspection, piece: Workpiece, kept: bool
    ) -> None:
        self._deck, self._library, self._bench, self._piece = deck, library, bench, piece
        self._kept = kept
        self._pack = library.pack(bench.lesson.id).pack
        self._words = words(bench.lesson)
        self._choice: ChoiceCard | None = None
        deck.show("keys", KeyHints(_keys(), more=False, presses=_PRESSES))
        self._show_step()

    @property
    def asking(self) -> bool:
        """Whether a question lies on the table."""
        return self._choice is not None

    def teach(self, event: Event) -> None:
        """Say what an event means to the learner."""
        value = event.value
        if event.name == "finding.marked":
            self._remark(inspection_words.marked(value), None)
        elif event.name == "trial.begun":
            self._remark(_("Watch: {trial}.").format(trial=inspection_words.trial(value)), None)
        elif event.name == "trial.going":
            self._remark(inspection_words.going(value), None)
        elif event.name == "trial.done":
            self._remark(*inspection_words.outcome(value))
        elif event.name == "work.restored":
            self._remark(_("Everything is put back as it stood. Go on looking."), None)
        self._show_step()

    def show_tools(self, tool: str) -> None:
        """Show which tool is in the hand, and what else can be done."""
        names = tool_names()
        held = _("In your hand: {tool}").format(tool=names[tool])
        keys = [Button(f"key:{k + 1}", f"{k + 1} {names[t]}") for k, t in enumerate(TOOLS)]
        acts = (Button("key:m", _("M Mark")), Button("key:p", _("P Try")))
        ends = (Button("key:v", _("V All tools")), Button("key:enter", _("Enter Truth")))
        rows = tuple(("", tuple(row)) for row in (keys[:2], keys[2:], acts, ends))
        self._deck.show("tools", ActsCard(held, rows))

    def ask_kind(self, part: str) -> None:
        """Ask what is wrong with a part."""
        question = _("What is wrong with {part}?").format(part=part_name(part))
        can = possible(right(self._bench.design), part)
        kinds = sorted(ASKED, key=lambda kind: kind not in can)  # first what it can have at all
        choices = tuple(Choice(f"kind:{kind}", kind_name(kind)) for kind in kinds)
        buttons = (Button("kind:", _("Nothing")), _back())
        self._ask(ChoiceCard(question, choices, buttons=buttons))

    def ask_trial(self) -> None:
        """Ask what to try."""
        choices = tuple(
            Choice(f"trial:{k}", capital(trial_name(*trial))) for k, trial in enumerate(TRIALS)
        )
        question = _("What shall it bear?")
        self._ask(ChoiceCard(question, choices, buttons=(_back(),), line=bench_acts.g_words()))

    def ask_outcome(self, trial: int) -> None:
        """Ask what a trial will show."""
        asked = _("Before you see it: {trial}. What will happen?")
        question = asked.format(trial=trial_name(*TRIALS[trial]))
        choices = (
            Choice("stands:1", _("It will stand"), _("no part falls")),
            Choice("stands:0", _("It will fall"), _("at least one part comes down")),
        )
        self._ask(ChoiceCard(question, choices, buttons=(_back(),)))

    def put_away(self) -> None:
        """Take the question away."""
        self._choice = None
        self._deck.show("choice", None)

    def choose(self, region: str, pointer: Place) -> None:
        """Act on a region of these cards; `pointer` (-1..1) is where it was clicked."""
        lesson = self._bench.lesson
        if region.startswith("term:"):
            term = lookup(region.removeprefix("term:"))
            self._deck.show("tip", TermTip(term, self._deck.sheet_place(*pointer)))
        elif region in ("basis", "unresolved"):
            self._deck.show("facts", facts_slip(lesson, lesson.edition.read(lang())))
        elif region == "close":
            self._deck.show("facts", None)
        elif region == "more" and self._choice:
            self._ask(_next_page(self._choice))
        elif region == "never_mind":
            self.put_away()
        elif region == "report":
            self._report()

    def summary(self, assessment: Assessment) -> None:
        """Tell the truth."""
        for name in ("remark", "keys", "step", "tip", "facts", "tools", "choice"):
            self._deck.show(name, None)
        self._deck.show(
            "summary",
            SummaryCard(
                title=self._bench.lesson.title.read(lang()),
                score=assessment.score,
                withheld=None,
                passed=assessment.passed,
                findings=tuple(sentence for _finding, sentence in advice.worst(assessment)),
                picture=drawing(self._bench, self._piece, assessment),
                kept=self._kept,
                told=truth(self._bench, {f.where.id for f, _said in advice.worst(assessment)}),
                remarks=remarks(assessment),
            ),
        )

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._remark(sentence, False)

    def note(self, sentence: str) -> None:
        """Say something that judges nothing."""
        self._remark(sentence, None)

    def _ask(self, card: ChoiceCard) -> None:
        self._choice = card
        self._deck.show("choice", card)

    def _remark(self, sentence: str, good: bool | None) -> None:
        self._deck.show("remark", Remark(sentence, good))

    def _show_step(self) -> None:
        step = self._bench.step
        if step is not None:
            index = self._bench.lesson.steps.index(step)
            self._deck.show("step", step_card(self._bench.lesson, self._pack, index, self._words))

    def _report(self) -> None:
        intro = _("An attempt in the window; nothing of it is kept but this page.")
        if self._kept:
            intro = _("An attempt in the window; it is kept under your consent.")
        report = session_report(self._library, self._bench, self._piece, intro)
        path = write_report(self._bench.lesson.id, session_page(report))
        self._remark(_("The report is in {file}").format(file=path), True)


def part_slip(bench: Inspection, part: str, at: Place) -> PartSlip:
    """Return what is known of a part so far: its name, its readings, how it is marked."""
    read = [bench.readings[part, tool] for tool in TOOLS if (part, tool) in bench.readings]
    lines = [_line(r) for r in read]
    if any(r["side"] is not None for r in read):
        side = _("Feeler at the side: {side:.2f} mm")
        lines += [side.format(side=r["side"]) for r in read if r["side"] is not None]
    if read and read[-1]["mark"] is not None:
        lines.append(_("It stands at: {place}").format(place=part_name(read[-1]["place"])))
        lines.append(_("Its mark says: {mark}").format(mark=part_name(read[-1]["mark"])))
    if read and read[-1]["pegged"] is False:
        lines.append(_("The hole for its peg is empty."))
    kind = bench.marks.get(part)
    return PartSlip(capital(part_name(part)), tuple(lines), kind and kind_name(kind), at)


def tool_names() -> dict[str, str]:
    """Return what the tools are called, in the language in use."""
    return {
        "square": _("square"),
        "plumb": _("plumb line"),
        "feeler": _("feeler"),
        "tap": _("tap and listen"),
    }


def _line(reading: Mapping[str, object]) -> str:
    """Say one reading in words."""
    if reading["tool"] == "tap":
        return _("Tap: dull") if reading["dull"] else _("Tap: clear")
    sentence = {
        "square": _("Square: {value:.1f}° off, ± {error:g}°"),
        "plumb": _("Plumb line: {value:.1f} mm/m, ± {error:g}"),
        "feeler": _("Feeler below: {value:.2f} mm, ± {error:g}"),
    }[str(reading["tool"])]
    return sentence.format(value=reading["value"], error=reading["uncertainty"])


def _back() -> Button:
    return Button("never_mind", _("Never mind"))


def _next_page(card: ChoiceCard) -> ChoiceCard:
    return ChoiceCard(card.question, card.choices, card.empty, card.buttons, card.page + 1)


def _keys() -> tuple[tuple[str, str], ...]:
    return (
        ("1–4", _("choose a tool")),
        (_("click"), _("hold it to a part")),
        ("Tab", _("go to the next part")),
        (_("space"), _("hold it to the chosen part")),
        ("Enter", _("the truth")),
        ("Esc", _("leave")),
    )
