"""The four stages of a lesson in the print shop: watch 看, follow 跟, alone 做, rehearse 排."""

from collections.abc import Sequence

from content.lesson import Lesson
from content.texts import _
from sim.headless import Session
from sim.rooms.printshop_hands import Hands
from sim.rooms.take_words import ladder
from sim.views.stage_card import StageCard

WATCH, FOLLOW, ALONE, REHEARSE = range(4)


class Ladder:
    """Which stage the learner is at. `finished`: what was done in this window before.

    The draft's lines come and go with the stage; everything else asks which it is.
    """

    def __init__(self, lesson: Lesson, hands: Hands, finished: Sequence[Session]) -> None:
        self._lesson, self._hands = lesson, hands
        self.stage = FOLLOW
        before = [s for s in finished if s.assessment.lesson == lesson.id]
        if before and (begins := after(before[-1])) != FOLLOW:
            self.go(begins)

    def go(self, stage: int) -> str:
        """Go to a stage. Returns what it means."""
        self.stage = stage
        self._hands.act("stage.go", stage=stage)
        self._hands.act("guide.ghost", on=stage in (WATCH, FOLLOW))
        return _says()[stage]

    def card(self) -> StageCard:
        """Return the slip that shows the ladder."""
        return StageCard(ladder(self._lesson), self.stage)

    def tip(self, stage: int) -> str:
        """Say what a stage is."""
        return f"{ladder(self._lesson)[stage]} · {_says()[stage]}"


def after(session: Session) -> int:
    """Return the stage that comes next: passing thins the guidance, failing brings one layer back.

    It goes by the most help with which any step was done; who watched follows next.
    """
    stage = _most_help(session)
    if stage == WATCH:
        return FOLLOW
    if session.assessment.passed is None:
        return stage
    return min(stage + 1, REHEARSE) if session.assessment.passed else max(stage - 1, FOLLOW)


def _most_help(session: Session) -> int:
    went = [(e.tick, int(e.value["stage"])) for e in session.inputs if e.name == "stage.go"]
    done = [e.tick for e in session.events if e.name == "step.done"] or [session.ticks]
    at = [next((s for tick, s in reversed(went) if tick <= t), FOLLOW) for t in done]
    return min(at)


def _says() -> tuple[str, str, str, str]:
    return (
        _("The guide does the work; you watch."),
        _("The guide's next stroke is drawn ahead of you on block or sheet."),
        _("Nothing is drawn ahead. G, X and V help when you ask for it."),
        _("The whole sheet from memory: no words, no lines to help, nothing shown."),
    )
