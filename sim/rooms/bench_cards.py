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
from sim.desktop import keys
from sim.rooms import bench_acts, bench_fit, bench_words
from sim.rooms.bench_ladder import REHEARSE
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip, words, write_report
from sim.scenes.yard_plumb import Plumb
from sim.views.key_hints import KeyHints
from sim.views.remark import Remark
from sim.views.stage_card import StageCard
from sim.views.step_card import step_card
from sim.views.summary_card import SummaryCard
from sim.views.term_tip import TermTip

_ACTS = (
    "part.gripped", "part.tapped", "part.pegged", "brace.set", "brace.knocked", "work.undone",
    "trial.begun", "fit.tried", "part.pared", "fit.refused",
)  # fmt: skip
_SHAKES = ("trial.done", "brace.knocked", "work.undone")


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
        self._words_shown = True
        self._stage: StageCard | None = None
        self._settling = False
        self._let_go: str | None = None
        self._stood: tuple[str, ...] = ()  # before the last trial
        self._dropped: list[str] = []
        self._tried: tuple[str, list[str]] | None = None  # its word, and what it brought down
        self._last_word: str | None = None
        self._yard = bench.design.setting == "yard"
        self._chosen: str | None = None
        self._stands = bench.seated
        self._braces = bool(bench.design.bracing.parts)
        self._fits = bool(bench.design.fitted)
        self._show_keys()
        self.show_step()

    def teach(self, event: Event) -> None:
        """Say what an event means to the learner."""
        if event.name in _ACTS:
            self._settling = False
        self._note_trial(event)
        spoken = bench_words.said(event, self._bench.design.setting)
        if self._settling:
            pass  # all that was shaken settles again; the trial's own word stays
        elif spoken:
            self._remark(*spoken)
        elif event.name == "fit.tried":
            marks = event.value["part"] in self._bench.design.fitted
            self.deck.show("remark", bench_fit.card(event.value, marks))
        elif event.name == "part.blocked":
            self._say_why(event.value["place"])
        elif event.name == "part.rested" and event.value["part"] == self._let_go:
            self._say_missed(event.value["part"])
        if event.name in ("part.gripped", "part.released"):
            self._let_go = event.value["part"]
        self._settling = self._settling or event.name in _SHAKES
        self.show_step()  # a part that is taken away again brings its step back

    def show_stage(self, card: StageCard) -> None:
        """Show at which stage the learner is; who rehearses has no words."""
        if card != self._stage:
            self._stage = card
            self._show_keys()
            self._words_shown = card.stage != REHEARSE
            self.show_step()

    def name_chosen(self, part: str | None) -> None:
        """Name the part that peg and plumb line act on."""
        if part != self._chosen or self._bench.seated != self._stands:
            self._chosen, self._stands = part, self._bench.seated
            self._show_keys()

    def tell_moved(self) -> None:
        """Once all lies still after a trial, name what it moved, after the trial's own word."""
        if self._tried is None or not self._bench.calm:
            return
        word, fell = self._tried
        lost = [p for p in self._stood if p not in (*self._bench.seated, *fell)]
        if said := bench_words.moved(lost, self._dropped):
            self._remark(bench_words.after(word, said), False)
        self._tried = None

    def _note_trial(self, event: Event) -> None:
        """Keep what stood before a trial, and what falls by it."""
        if event.name == "trial.begun":
            self._stood, self._dropped = tuple(self._bench.seated), []
        elif event.name == "trial.done":
            said = bench_words.said(event, self._bench.design.setting)
            self._tried = (said[0] if said else "", event.value["fell"])
        elif event.name in _ACTS:
            self._tried = None
        elif event.name == "part.fell" and self._tried:
            part = event.value["part"]
            self._dropped += [part] if part not in (*self._stood, *self._dropped) else []

    def note(self, sentence: str) -> None:
        """Say something that judges nothing."""
        self._remark(sentence, None)

    def tell_busy(self, key: str) -> None:
        """Say that the guide is at work, where a key would have done something."""
        if key in {k.name for k in (*keys(), *bench_acts.acts(self._braces, self._fits))}:
            self.note(bench_words.busy())

    def tell_plumb(self, plumb: Plumb) -> None:
        """Say what the plumb line shows, and whether that is within what the part's step allows."""
        allowed = bench_words.lean_allowed(self._bench.lesson, plumb.part)
        self._remark(*bench_words.plumb_words(plumb, allowed))

    def choose(self, region: str, pointer: tuple[float, float]) -> None:
        """Act on a region of these cards; `pointer` (-1..1) is where it was clicked."""
        if region == "?":
            self._all_keys = not self._all_keys
            self._show_keys()
        elif region.startswith("term:"):
            term = lookup(region.removeprefix("term:"))
            self.deck.show("tip", TermTip(term, self.deck.sheet_place(*pointer)))
        elif region == "unresolved" or region.startswith("basis"):
            lesson, page = self._bench.lesson, int(region.partition(":")[2] or 0)
            self.deck.show("facts", facts_slip(lesson, lesson.edition.read(lang()), page))
            self._show_keys()
        elif region == "close":
            self.deck.show("facts", None)
            self._show_keys()
        elif region == "report":
            self._report()

    def summary(self, assessment: Assessment, remark: str | None = None) -> None:
        """Show what the attempt came to; `remark` costs nothing."""
        self._last_word = remark
        report = session_report(self._library, self._bench, self._piece, "")
        for name in ("remark", "keys", "step", "stage", "stage_tip", "acts", "tip", "facts"):
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
                picture=report.drawings[0] if self._bench.seated else None,
                told=() if self._bench.seated else (_("Nothing stands yet: no picture of it."),),
                kept=self._kept,
                remarks=() if remark is None else (remark,),
            ),
        )

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._remark(sentence, False)

    def _say_missed(self, part: str) -> None:
        """Say so where a part was set down far from any place."""
        if said := bench_words.misses(self._bench, part):
            self.note(said)

    def _remark(self, sentence: str, good: bool | None) -> None:
        self.deck.show("remark", Remark(sentence, good))

    def _say_why(self, place: str) -> None:
        """Say what is wrong at a place; nothing if it has come right since."""
        found = [f for f in self._bench.assess().findings if f.where.id == place]
        if found:
            self._remark(advice.sentence(found[0]), False)

    def show_step(self) -> None:
        """Show the step that is due, where words are shown."""
        step = self._bench.step
        if not self._words_shown:
            self.deck.show("step", None)
        elif step is not None:
            index = self._bench.lesson.steps.index(step)
            self.deck.show("step", step_card(self._bench.lesson, self._pack, index, self._words))

    def _show_keys(self) -> None:
        every = (*keys(), *(bench_acts.acts(self._braces, self._fits) if self._yard else ()))
        first = [k for k in every if k.shown or self._all_keys]
        rows = tuple(dict.fromkeys((k.label, k.does) for k in first))
        presses = tuple((k.label, k.name) for k in first if k.tally)
        self.deck.show("keys", KeyHints(rows, self._all_keys, presses=presses))
        bare = self._all_keys or self.deck.shows("facts")  # nothing lies over what is read
        self.deck.show("stage", None if bare else self._stage)
        slip = bench_acts.card(self._chosen, self._stands, self._braces, self._fits)
        self.deck.show("acts", slip if self._yard and not bare else None)

    def _report(self) -> None:
        """Write the report into the user's folder and open it in the browser."""
        intro = _("An attempt in the window; nothing of it is kept but this page.")
        if self._kept:
            intro = _("An attempt in the window; it is kept under your consent.")
        if self._last_word:
            intro = f"{intro} {self._last_word}"
        report = session_report(self._library, self._bench, self._piece, intro)
        path = write_report(self._bench.lesson.id, session_page(report))
        self._remark(_("The report is in {file}").format(file=path), True)


def _right(bed: Height | None) -> str | None:
    """Say what went right: the best reason is the height that came out."""
    if bed is None or bed.measured_mm is None or bed.verdict != "good":
        return None
    sentence = _("From the foot to the bed of the 升 it measures {mm:.1f} mm; {goal} is {n:g}.")
    return sentence.format(mm=bed.measured_mm, goal=bed.goal_words, n=bed.goal_mm)
