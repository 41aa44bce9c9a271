"""What the bench says: the step in hand, the last remark, the keys, the summary."""

from content.assessment import Assessment
from content.event import Event
from content.glossary import lookup
from content.library import Library
from content.texts import _, lang
from lessons import advice
from lessons.arts.raising import Raising
from lessons.arts.raising_report import height, session_report
from lessons.arts.workpiece import Workpiece
from lessons.report.bracket import Height
from lessons.report.html import session_page
from lessons.timber_names import part_name
from sim.desktop import keys
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip, words, write_report
from sim.views.key_hints import KeyHints
from sim.views.remark import Remark
from sim.views.step_card import step_card
from sim.views.summary_card import SummaryCard
from sim.views.term_tip import TermTip


class Cards:
    """The panels over the bench. `kept`: whether the attempt will be kept."""

    def __init__(
        self, deck: Deck, library: Library, bench: Raising, piece: Workpiece, kept: bool
    ) -> None:
        self._kept = kept
        self.deck = deck
        self._library = library
        self._bench = bench
        self._piece = piece
        self._pack = library.pack(bench.lesson.id).pack
        self._all_keys = False
        self._words = words(bench.lesson)
        self._show_keys()
        self._show_step()

    def teach(self, event: Event) -> None:
        """Say what an event means to the learner."""
        if event.name == "part.blocked" and event.value.get("cause") == "bears":
            part, by = part_name(event.value["part"]), part_name(event.value["by"])
            sentence = _("{by} stands on {part}. Take that off first.")
            self._remark(_capital(sentence.format(part=part, by=by)), False)
        elif event.name == "part.blocked":
            self._say_why(event.value["place"])
        elif event.name == "part.seated":
            sentence = _("{part} sits: {gap:.1f} mm from its bed, {tilt:.1f}° off level.")
            self._remark(_capital(sentence.format(
                part=part_name(event.value["place"]), gap=abs(event.value["gap_mm"]),
                tilt=event.value["tilt_deg"])), True)  # fmt: skip
        elif event.name == "part.fell":
            sentence = _("{part} fell. It lies on the bench again; nothing is lost.")
            self._remark(_capital(sentence.format(part=part_name(event.value["part"]))), False)
        self._show_step()  # a part that is taken away again brings its step back

    def choose(self, region: str, pointer: tuple[float, float]) -> None:
        """Act on a region of these cards; `pointer` (-1..1) is where it was clicked."""
        if region == "?":
            self._all_keys = not self._all_keys
            self._show_keys()
        elif region.startswith("term:"):
            term = lookup(region.removeprefix("term:"))
            self.deck.show("tip", TermTip(term, self.deck.sheet_place(*pointer)))
        elif region in ("basis", "unresolved"):
            lesson = self._bench.lesson
            self.deck.show("facts", facts_slip(lesson, lesson.edition.read(lang())))
        elif region == "close":
            self.deck.show("facts", None)
        elif region == "report":
            self._report()

    def dismiss(self) -> None:
        """Take away what was only looked at."""
        self.deck.show("tip", None)

    def summary(self, assessment: Assessment) -> None:
        """Show what the attempt came to."""
        report = session_report(self._library, self._bench, self._piece, "")
        for name in ("remark", "keys", "step", "tip", "facts"):
            self.deck.show(name, None)
        self.deck.show(
            "summary",
            SummaryCard(
                title=self._bench.lesson.title.read(lang()),
                score=assessment.score,
                withheld=None,
                passed=assessment.passed,
                findings=tuple(sentence for _finding, sentence in advice.worst(assessment)),
                right=_right(height(self._bench.lesson, self._piece, assessment)),
                picture=report.drawings[0],
                kept=self._kept,
            ),
        )

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._remark(sentence, False)

    def _remark(self, sentence: str, good: bool) -> None:
        self.deck.show("remark", Remark(sentence, good))

    def _say_why(self, place: str) -> None:
        """Say what is wrong at a place; nothing if it has come right since."""
        found = [f for f in self._bench.assess().findings if f.where.id == place]
        if found:
            self._remark(advice.sentence(found[0]), False)

    def _show_step(self) -> None:
        step = self._bench.step
        if step is not None:
            index = self._bench.lesson.steps.index(step)
            self.deck.show("step", step_card(self._bench.lesson, self._pack, index, self._words))

    def _show_keys(self) -> None:
        rows = tuple(dict.fromkeys((k.label, k.does) for k in keys() if k.shown or self._all_keys))
        self.deck.show("keys", KeyHints(rows, self._all_keys))

    def _report(self) -> None:
        """Write the report into the user's folder and open it in the browser."""
        intro = _("An attempt in the window; nothing of it is kept but this page.")
        if self._kept:
            intro = _("An attempt in the window; it is kept under your consent.")
        report = session_report(self._library, self._bench, self._piece, intro)
        path = write_report(self._bench.lesson.id, session_page(report))
        self._remark(_("The report is in {file}").format(file=path), True)


def _right(bed: Height | None) -> str | None:
    """Say what went right: the best reason is the height that came out."""
    if bed is None or bed.measured_mm is None or bed.verdict != "good":
        return None
    sentence = _("From the foot to the bed of the 升 it measures {mm:.1f} mm; {goal} is {n:g}.")
    return sentence.format(mm=bed.measured_mm, goal=bed.goal_words, n=bed.goal_mm)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
