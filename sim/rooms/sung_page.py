"""The page a learner sings from: gongche or jianpu, in either script, one phrase marked."""

from collections.abc import Callable

from content.lesson import Lesson
from content.library import Library
from content.score import Score
from content.texts import _, lang
from lessons import registry
from lessons.report.shapes import Box
from lessons.report.strands import Script
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck
from sim.rooms.reading import words
from sim.stage import Stage
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.page_view import PageView, beside_step
from sim.views.rights_line import RightsLine
from sim.views.sheaf import Fit
from sim.views.step_card import step_card

SCROLL = 0.12  # sheet units a turn of the wheel
_OTHER: dict[Script, Script] = {"simp": "trad", "trad": "simp"}


class SungPage:
    """A page on a deck, with the step of the lesson beside it; shown from `show` on.

    Raises Refusal where the lesson's score is not on a shelf.
    """

    def __init__(self, stage: Stage, deck: Deck, library: Library, lesson: Lesson, score: Score):
        self._stage, self._deck = stage, deck
        self._lesson, self._score = lesson, score
        self._own = library.pack(lesson.id).pack
        aria = library.pack(registry.score_link(lesson).pack).pack
        self._edition = pages.edition_line(lesson, aria)
        self._script: Script = "simp" if lang().startswith("zh") else "trad"
        self._numbers = False
        self._step = 0
        self._view: PageView | None = None

    @property
    def shown(self) -> bool:
        """Whether the page lies on the deck."""
        return self._view is not None

    def show(self) -> None:
        """Lay the page down; what lies on it goes away and comes again."""
        self._lay(self._numbers, self._script)

    def _lay(self, numbers: bool, script: Script) -> None:
        page = pages.page_of(self._score, script, numbers)  # what cannot be drawn changes nothing
        self._numbers, self._script = numbers, script
        fit: Fit = "width" if self._numbers else "height"
        for name in ("keys", "rights", "facts"):
            self._deck.show(name, None)
        self._view = PageView(self._stage, [page], _above_keys, fit)
        self._deck.lay("page", self._view)
        self._deck.show("rights", RightsLine(self._edition))
        self._deck.show("keys", KeyHints(_keys(), more=False))
        self._go(0)

    def press(self, key: str) -> None:
        """Turn, scroll or change the page."""
        turns: dict[str, Callable[[], None]] = {
            "j": lambda: self._lay(not self._numbers, self._script),
            "s": lambda: self._lay(self._numbers, _OTHER[self._script]),
            "arrow_right": lambda: self._go(1),
            "arrow_left": lambda: self._go(-1),
            "wheel_up": lambda: self._scroll(-1),
            "wheel_down": lambda: self._scroll(1),
        }
        if key in turns:
            turns[key]()

    def _go(self, by: int) -> None:
        """Go to another phrase and mark it on the page."""
        self._step = (self._step + by) % len(self._lesson.steps)
        step = self._lesson.steps[self._step]
        card = step_card(self._lesson, self._own, self._step, words(self._lesson))
        self._deck.show("step", card)
        if self._view is not None and step.syllables:
            first, last = step.syllables
            self._view.mark([f"syllable:{i}" for i in range(first, last + 1)])
            self._view.reveal(f"syllable:{first}")

    def _scroll(self, turns: int) -> None:
        if self._view is not None:
            sideways = not self._numbers
            self._view.scroll(-turns * SCROLL * sideways, turns * SCROLL * (not sideways))


def _above_keys(frame: Frame) -> Box:
    """Return the ground of the page: beside the step, above the keys."""
    ground = beside_step(frame)
    return Box(ground.left, ground.top, ground.right, ground.bottom - 2.4 * frame.body)


def _keys() -> tuple[tuple[str, str], ...]:
    return (
        ("R", _("judge a recording")),
        ("T", _("which text")),
        ("J", _("gongche or jianpu")),
        ("S", _("script")),
        ("← →", _("phrase")),
        (_("wheel"), _("scroll")),
        ("Esc", _("leave")),
    )
