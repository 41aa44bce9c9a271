"""The phrase of a step that is only sung: 拍曲 comes before 踏戏."""

from functools import partial

from content.texts import lang
from lessons.moved import Tried
from lessons.report.strands import Script
from sim.rooms import score_pages
from sim.rooms.deck import Deck
from sim.stage import Stage
from sim.views import grounds
from sim.views.page_view import PageView


class SungPage:
    """Lies where the figures stand while a step is only sung."""

    def __init__(self, stage: Stage, deck: Deck) -> None:
        self._stage, self._deck = stage, deck
        self._step: str | None = None

    def show(self, tried: Tried | None) -> None:
        """Show the phrase of a step; None, or one that is moved: nothing."""
        score = tried.voice.reference.score if tried and tried.sung and tried.voice else None
        step = tried.step.id if tried is not None and score is not None else None
        if step == self._step:
            return
        self._step = step
        if score is None:
            self._deck.lay("page", None)
            return
        script: Script = "simp" if lang().startswith("zh") else "trad"
        page = score_pages.page_of(score, script, False)
        ground = partial(grounds.page, ribbon=False)
        self._deck.lay("page", PageView(self._stage, [page], ground, "height"))
