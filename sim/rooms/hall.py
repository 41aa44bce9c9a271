"""The hall: doors to the arts and the lesson board."""

from dataclasses import replace

from content.lesson import Art
from content.library import BoardEntry
from content.texts import _
from lessons import registry
from sim.app import App
from sim.rooms.deck import Deck
from sim.scenes.courtyard import Courtyard, Door
from sim.views.board import Board
from sim.views.key_hints import KeyHints
from sim.views.remark import Remark

ARTS: dict[Door, tuple[Art, ...]] = {
    "stage": ("kunqu", "suju", "ciyue"),
    "story": ("pingtan",),
    "print": ("taohuawu",),
    "timber": ("xiangshan",),
    "lessons": ("kunqu", "ciyue", "suju", "pingtan", "taohuawu", "xiangshan"),
}

_TURNS = {"arrow_right": 1, "arrow_left": -1}
_PAGES = {"more": 1, "back": -1}


class HallRoom:
    """The courtyard with its board. `notice` is what a lesson said that could not begin."""

    def __init__(self, app: App, notice: str = "") -> None:
        self._app = app
        self._entries = app.library.lessons(registry.needs_met())
        self.yard = Courtyard(app.stage, self._entries)
        self.deck = Deck(app.stage)
        self._pointer = (0.0, 0.0)
        self._board: Board | None = None
        self._aimed: Door | None = None
        self._greet()
        if notice:
            self.say(notice)

    def frame(self, elapsed: float) -> None:
        """Light what the pointer is on, move the panels."""
        covered = self.deck.covers(*self._pointer)
        self._aim(None if covered else self.yard.pick(*self._pointer))
        self.deck.frame(elapsed)

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place."""
        self._pointer = (x, y)
        self.deck.point(x, y)

    def press(self, key: str) -> None:
        """Open a door, choose a lesson, or close the board."""
        if key == "mouse1":
            self._click()
        elif key == "escape":
            self._close()
        elif self._board is not None and key in _TURNS:
            self._turn(self._board, _TURNS[key])
        elif self._board is not None and key == "tab":
            self._choose(self._board, _after(self._board))

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._open(self._entries, sentence)

    def close(self) -> None:
        """Clear the hall away."""
        self.deck.close()
        self.yard.close()

    def _aim(self, door: Door | None) -> None:
        """Light a door and say what is behind it."""
        self.yard.point(door)
        if door != self._aimed and self._board is None:
            self.deck.show("greeting", Remark(_behind()[door] if door else _hint(), None))
        self._aimed = door

    def _click(self) -> None:
        region = self.deck.at(*self._pointer)
        if region is not None and region.startswith("lesson:"):
            self._app.enter(region.removeprefix("lesson:"))
        elif region in _PAGES and self._board is not None:
            self._turn(self._board, _PAGES[region])
        elif region is not None and region.startswith("art:") and self._board is not None:
            name = region.removeprefix("art:")
            self._choose(self._board, next((a for a in self._board.arts if a == name), None))
        elif not self.deck.covers(*self._pointer):
            self._walk(self.yard.pick(*self._pointer))

    def _walk(self, door: Door | None) -> None:
        if door is None:
            self._close()
            return
        behind = tuple(e for e in self._entries if e.lesson.art in ARTS[door])
        notice = "" if behind else _("This door is not open yet: no lesson stands behind it.")
        if door == "lessons":  # a pack that cannot be read is not passed over in silence
            notice = next(iter(self._app.library.unreadable), notice)
        self._open(behind, notice)

    def _open(self, entries: tuple[BoardEntry, ...], notice: str) -> None:
        self.deck.show("greeting", None)
        self.deck.show("keys", None)
        self._show(Board(entries, notice, art=self._app.art))

    def _turn(self, board: Board, by: int) -> None:
        """Turn the board's page, round and round."""
        self._show(replace(board, page=board.page + by))

    def _choose(self, board: Board, art: Art | None) -> None:
        """Show the lessons of one art, or of all, now and when the board is opened again."""
        self._app.art = art
        self._show(replace(board, page=0, art=art))

    def _show(self, board: Board) -> None:
        self._board = board
        self.deck.show("board", board)

    def _close(self) -> None:
        self.deck.show("board", None)
        self._board = None
        self._greet()

    def _greet(self) -> None:
        self.deck.show("greeting", Remark(_hint(), None))
        rows = (
            (_("click"), _("open a door, take a lesson")),
            ("Tab", _("another art")),
            ("← →", _("turn the page")),
            ("Esc", _("close the board")),
        )
        self.deck.show("keys", KeyHints(rows, more=False))


def _after(board: Board) -> Art | None:
    """Return the art after the one in hand; after the last come all."""
    arts = (None, *board.arts)
    return arts[(arts.index(board.art if board.art in arts else None) + 1) % len(arts)]


def _hint() -> str:
    return _("Click a door or the lesson board (功课).")


def _behind() -> dict[Door, str]:
    return {
        "stage": _("戏台 (xìtái), the stage: Kunqu and Suju"),
        "story": _("书场 (shūchǎng), the story house: Pingtan"),
        "print": _("版画坊 (bǎnhuà fāng), the print shop: Taohuawu prints"),
        "timber": _("木作 (mùzuò), the timber yard: Xiangshan carpentry"),
        "lessons": _("功课 (gōngkè), the lesson board: every lesson"),
    }
