"""The page a learner works from: gongche or jianpu, spoken lines, or strokes of a string."""

from collections.abc import Callable, Collection
from functools import partial

from content.lesson import Lesson, Step
from content.library import Library
from content.score import Score
from content.texts import lang
from lessons.report import lines, strokes
from lessons.report.shapes import Page
from lessons.report.strands import Script
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck
from sim.rooms.reading import words
from sim.stage import Stage
from sim.views import grounds
from sim.views.page_view import PageView
from sim.views.rights_line import RightsLine
from sim.views.sheaf import Fit
from sim.views.step_card import step_card

SCROLL = 0.12  # sheet units a turn of the wheel
_OTHER: dict[Script, Script] = {"simp": "trad", "trad": "simp"}


class StepPage:
    """A page on a deck, with the step of the lesson beside it; shown from `show` on.

    Raises Refusal where the lesson's score, lines or strokes are not on a shelf.
    """

    def __init__(self, stage: Stage, deck: Deck, library: Library, lesson: Lesson) -> None:
        self._stage, self._deck, self._library = stage, deck, library
        self.lesson = lesson
        self.score: Score | None = library.score(lesson.score) if lesson.score else None
        self._own = library.pack(lesson.id).pack
        self._edition = pages.edition_line(library, lesson)
        self._script: Script = "simp" if lang().startswith("zh") else "trad"
        self._numbers = False
        self._low = False
        self._step = 0
        self._pointed: tuple[str, ...] = ()
        self._covered = False
        self._view: PageView | None = None

    @property
    def shown(self) -> bool:
        """Whether the page lies on the deck."""
        return self._view is not None

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.lesson.steps[self._step]

    @property
    def script(self) -> Script:
        """The characters it is written in."""
        return self._script

    def use(self, score: Score | None) -> None:
        """Write from a text of the learner's own, or from the lesson's again."""
        link = self.lesson.score
        self.score = score or (self._library.score(link) if link else None)

    def show(self) -> None:
        """Lay the page down; what lies on it goes away and comes again."""
        self._lay(self._numbers, self._script)

    def go(self, step: int) -> None:
        """Show a step, and mark its place on the page."""
        other = self._drawn_for(self.lesson.steps[step]) != self._drawn_for(self.step)
        self._step, self._pointed = step, ()
        if other:
            self.show()
        else:
            self._turn()

    def cover(self, tones: bool) -> None:
        """Hide the tones where they would tell what is to be marked, or show them again."""
        if tones != self._covered:
            self._covered = tones
            if self.shown and self.step.marks is not None:
                self.show()

    def make_room(self, ribbon: bool) -> None:
        """Leave room for the ribbon below, or take it back."""
        if ribbon != self._low:
            self._low = ribbon
            self.show()

    def point_out(self, names: Collection[str]) -> None:
        """Show brightly what is sung now or was chosen, over the wash of the whole step."""
        self._pointed = tuple(names)
        if self._view is not None:
            self._view.point_out(self._pointed)

    def follow(self, name: str) -> None:
        """Point out what sounds now, and keep it in sight."""
        self.point_out([name])
        if self._view is not None:
            self._view.reveal(name)

    def press(self, key: str) -> None:
        """Scroll or change the page."""
        acts: dict[str, Callable[[], None]] = {
            "j": lambda: self._lay(not self._numbers, self._script),
            "s": lambda: self._lay(self._numbers, _OTHER[self._script]),
            "wheel_up": lambda: self._scroll(-1),
            "wheel_down": lambda: self._scroll(1),
        }
        if key in acts:
            acts[key]()

    def _lay(self, numbers: bool, script: Script) -> None:
        page = self._page(numbers, script)  # what cannot be drawn changes nothing
        self._numbers, self._script = numbers, script
        for name in ("rights", "facts"):
            self._deck.show(name, None)
        self._view = PageView(
            self._stage, [page], partial(grounds.page, ribbon=self._low), self._fit
        )
        self._deck.lay("page", self._view)
        self._deck.show("rights", RightsLine(self._edition))
        self._turn()

    def _page(self, numbers: bool, script: Script) -> Page:
        step = self.step
        if step.pattern is not None:
            return strokes.page(self._library.pattern(self.lesson.id, step.pattern))
        if step.lines is not None:
            return lines.page(self._library.script(self.lesson.id), script)
        if self.score is not None:
            covered = self._covered and step.marks is not None
            return pages.page_of(pages.toneless(self.score) if covered else self.score,
                                 script, numbers)  # fmt: skip
        return pages.empty_page(self.lesson, step)

    def _drawn_for(self, step: Step) -> object:
        """Return what decides which page a step is shown on."""
        slot = step.slot if not self.score else None
        return step.pattern, step.lines is not None, slot, self._covered and step.marks is not None

    @property
    def _fit(self) -> Fit:
        columns = self.score is not None and not self._numbers and not self._drawn_plain
        return "height" if columns else "width"

    @property
    def _drawn_plain(self) -> bool:
        return self.step.pattern is not None or self.step.lines is not None

    def _turn(self) -> None:
        card = step_card(self.lesson, self._own, self._step, words(self.lesson))
        self._deck.show("step", card)
        self.point_out(self._pointed)
        step = self.step
        kind, span = ("line", step.lines) if step.lines else ("syllable", step.syllables)
        first, last = span or (0, -1)
        if self._view is not None:
            self._view.mark([f"{kind}:{i}" for i in range(first, last + 1)])
            self._view.reveal(next(iter(self._pointed), f"{kind}:{first}"))

    def _scroll(self, turns: int) -> None:
        if self._view is not None:
            sideways = self._fit == "height"
            self._view.scroll(-turns * SCROLL * sideways, turns * SCROLL * (not sideways))
