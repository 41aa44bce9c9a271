"""What is seen while a master is recorded: the slip at the left, the figure, the time line."""

from math import ceil

from lessons.report.shapes import Box
from sim.app import App
from sim.rooms import movement_record_cards as cards
from sim.rooms.deck import Deck
from sim.rooms.movement_form import Form
from sim.rooms.movement_marker import Marker
from sim.rooms.movement_recorder import Recorder
from sim.rooms.movement_stage import FloorStage
from sim.rooms.movement_words import before_take, notice
from sim.views import grounds
from sim.views.far_word import FarWord
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.list_card import ListCard
from sim.views.remark import Remark

LINE = 4.2  # bodies that the time line needs at the foot


class RecordPage:
    """Shows a page of the recording on the deck and the floor."""

    def __init__(self, app: App, deck: Deck, floor: FloorStage, title: str, gives_way: str) -> None:
        self._stage, self._deck, self._floor, self._title = app.stage, deck, floor, title
        self._gives_way = gives_way

    def form(self, form: Form) -> None:
        """Ask whose it is."""
        self._lay("form", cards.form(self._title, form))
        self._floor.arrange((), self.ground)

    def takes(self, recorder: Recorder) -> None:
        """Show the takes, and who stands before the camera."""
        seconds = recorder.seconds if recorder.recording else None
        self._lay("takes", cards.takes(self._title, recorder.takes, seconds))
        self._floor.arrange(("learner",), self.ground)
        self._floor.show({"learner": recorder.pose})
        hindered = _hindered(recorder)
        self._deck.show("notice", hindered)
        self._deck.show("far", None if hindered else self._word(recorder))

    def marks(self, marker: Marker) -> None:
        """Show the take that is marked, over its time line."""
        self._lay(
            "marks", cards.marks(self._title, marker.marking, marker.playing, self._gives_way)
        )
        for name in ("far", "notice"):
            self._deck.show(name, None)
        frame = Frame(self._stage.size)
        ground = self.ground
        above = Box(ground.left, ground.top, ground.right, ground.bottom - LINE * frame.em)
        self._floor.arrange(("master",), above)
        self._floor.show({"master": marker.pose})
        self._deck.show("line", marker.line(ground))

    @property
    def ground(self) -> Box:
        """Where the figure stands: beside the slip."""
        return grounds.page(Frame(self._stage.size), ribbon=False)

    def _lay(self, page: str, card: ListCard) -> None:
        self._deck.show("list", card)
        self._deck.show("keys", KeyHints(cards.keys(page), more=False))

    def _word(self, recorder: Recorder) -> FarWord | None:
        if recorder.ready.phase == "counting":
            return FarWord(str(ceil(max(recorder.ready.left, 0.01))), self.ground, count=True)
        if recorder.recording:
            return FarWord(f"● {recorder.seconds:.0f}", self.ground)
        return None


def _hindered(recorder: Recorder) -> Remark | None:
    """Return what hinders the eyes, or what to do before the count."""
    news = recorder.news
    if news is not None and news.trouble:
        return Remark(news.trouble, None)
    if news is not None and news.notice is not None:
        return Remark(notice(news.notice), None)
    said = before_take(recorder.ready.phase)
    return Remark(said, None) if said else None
