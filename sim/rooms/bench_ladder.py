"""The four stages of a timber lesson: watch 看, follow 跟, alone 做, rehearse 排."""

from content.event import Event
from content.lesson import Lesson
from content.texts import _
from lessons.arts.raising import Raising
from sim.desktop import Hands
from sim.rooms.take_words import ladder
from sim.views.stage_card import StageCard

WATCH, FOLLOW, ALONE, REHEARSE = range(4)


class Ladder:
    """Which stage the learner is at, and the most help that anything of it was done with."""

    def __init__(self, bench: Raising, hands: Hands) -> None:
        self._bench = bench
        self._hands = hands
        self._watching = False
        self._whole = False  # from memory, without the words of the steps
        self._least: int | None = None

    @property
    def stage(self) -> int:
        """The stage now: ghost or guiding hand make it "follow", whatever was chosen."""
        if self._watching:
            return WATCH
        if self._bench.ghost or self._bench.assist:
            return FOLLOW
        return REHEARSE if self._whole else ALONE

    def go(self, stage: int) -> str:
        """Go to a stage; ghost and guiding hand come and go with it. Returns what it means."""
        helped = stage in (WATCH, FOLLOW)
        self._watching, self._whole = stage == WATCH, stage == REHEARSE
        self._hands.act("guide.ghost", on=helped)
        self._hands.act("guide.assist", on=helped)
        return _says()[stage]

    def teach(self, event: Event) -> None:
        """Note at which stage a part was taken up."""
        if event.name == "part.gripped":
            self._least = self.stage if self._least is None else min(self._least, self.stage)

    def card(self, lesson: Lesson) -> StageCard:
        """Return the slip that shows the ladder."""
        return StageCard(ladder(lesson), self.stage)

    def tip(self, lesson: Lesson, stage: int) -> str:
        """Say what a stage is."""
        return f"{ladder(lesson)[stage]} · {_says()[stage]}"

    def reached(self, lesson: Lesson) -> str | None:
        """Say at which stage it was done; None where nothing was."""
        if self._least is None:
            return None
        return _("Done at the stage {stage}.").format(stage=ladder(lesson)[self._least])


def _says() -> tuple[str, str, str, str]:
    return (
        _("The guide does the work; you watch."),
        _("An outline shows the place, and the guiding hand helps."),
        _("No outline, no guiding hand. V shows a step all the same."),
        _("The whole from memory: no outline, no words, nothing shown."),
    )
