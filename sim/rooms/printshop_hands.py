"""Mouse and keyboard as the printer's hands: the mouse leads the tool, its button presses it."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from content.event import Event
from lessons.arts.printing import Printing
from lessons.arts.printing_strokes import KNIFE, TOOLS
from physics.woodblock.grid import UNITS
from sim.rooms.printshop_firm import LEVELS, newtons, pen_level
from sim.scenes.print_table import Held, Spot

LEAN = 500  # hundredths of a degree a key tips the blade
MOST_LEAN = 6000
NUDGE, FAR_NUDGE = 10, 100  # hundredths of a millimetre: 摸版
TURN = 50  # thousandths of a degree
PULLED = 0.05  # m: so far the hand goes before the sheet comes off
STRAIGHT = math.radians(15)  # a pull within this of the hinge's direction is straight
DRAG = 0.02  # of a pull to the side that becomes a shift of the sheet; inferred
_ARROWS = {"arrow_left": (1, 0), "arrow_right": (-1, 0), "arrow_up": (0, 1), "arrow_down": (0, -1)}


class Eye(Protocol):
    """What the picture tells the hands."""

    def spot(self, x: float, y: float, laid: bool) -> Spot | None:
        """Return what lies under the pointer."""
        ...

    def on_block(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the table in the block's frame."""
        ...

    def on_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the table in the laid sheet's frame."""
        ...


class Hands:
    """A source of inputs. `spot`: what is pointed at; `level`: the pressure, 1..5."""

    def __init__(self, eye: Eye, lesson: Printing) -> None:
        self._eye, self._lesson = eye, lesson
        self._queue: list[Event] = []
        self._leading = False
        self._landed = True  # a press was taken by the loop: only then it can end
        self._pulled: tuple[float, float] | None = None  # where a hand took the sheet
        self.spot: Spot | None = None
        self.level: float = (LEVELS + 1) // 2
        self._does: dict[str, Callable[[], None]] = {
            "q": lambda: self._firmer(-1),
            "e": lambda: self._firmer(1),
            "a": lambda: self._tip(-LEAN),
            "d": self._d,
            "l": lambda: self._put("shop.lay"),
            "u": lambda: self._put("shop.lift"),
            "h": lambda: self._put("shop.hang"),
            "j": lambda: self._put("shop.mount"),
            "n": self._next_sheet,
            "b": lambda: self._next_block(1),
            "w": lambda: self._put("shop.wash"),
            "z": lambda: self._put("hand.undo"),
            "g": lambda: self._put("guide.ghost", on=not self._lesson.ghost),
            "enter": lambda: self._put("lesson.finish"),
        }

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what the hands did since the last poll."""
        queue, self._queue = self._queue, []
        self._landed = True
        return queue

    def move(self, x: float, y: float) -> None:
        """Take the pointer's place (-1..1 in both directions)."""
        self.spot = self._eye.spot(x, y, self._laid)

    def hold(self, down: bool, pen: float | None = None) -> None:
        """Go on, once a frame: lead the tool while it is `down`; `pen` (0..1) is its pressure."""
        if pen is not None:
            self.level = pen_level(pen)
        if self._pulled is not None:
            self._pull(down)
        elif self._leading and down:
            self._lead()
        elif self._leading and self._landed:
            self.rest()

    def press(self, key: str) -> None:
        """Take a key or button by its name in `keys()`; others mean nothing."""
        bare = key.removeprefix("shift-").removeprefix("control-")
        if key == "mouse1":
            self._click()
        elif bare in _ARROWS:
            self._nudge(key, *_ARROWS[bare])
        elif key.isdigit() and int(key) < len(TOOLS):
            self.take(TOOLS[int(key)])
        elif key in self._does:
            self._does[key]()

    def take(self, tool: str) -> None:
        """Take another tool into the hand."""
        self.rest()
        self._put("hand.tool", tool=tool)

    def rest(self) -> None:
        """Lift the tool off the work."""
        if self._leading:
            self._put("hand.up")
        self._leading, self._pulled = False, None

    def act(self, name: str, **value: Any) -> None:
        """Put in what a card asks for."""
        self.rest()
        self._put(name, **value)

    @property
    def newtons(self) -> float:
        """What the tool in the hand is pressed on with."""
        return newtons(self._tool, self.level)

    @property
    def pressing(self) -> bool:
        """Whether the tool is down, or the sheet in the hand."""
        return self._leading or self._pulled is not None

    def held(self) -> Held | None:
        """Return the tool in the hand as it is shown, if it is over the table."""
        tool, spot = self._lesson.tool, self.spot
        if tool == "hands" or spot is None or spot.what.startswith("bowl"):
            return None
        lean = self._lesson.lean / 100 if tool in KNIFE else 0.0
        return Held(tool, spot.x, spot.y, self._leading, lean)

    @property
    def _tool(self) -> str:
        """What is in the hand, or will be with the next substep."""
        return str(self._asked("hand.tool").get("tool", self._lesson.tool))

    @property
    def _laid(self) -> bool:
        return self._lesson.shop.impression is not None

    def _put(self, name: str, **value: Any) -> None:
        self._queue.append(Event(0, name, value))

    def _asked(self, name: str) -> Mapping[str, Any]:
        """Return what was asked last of this kind and has not reached the lesson yet."""
        return next((e.value for e in reversed(self._queue) if e.name == name), {})

    def _firmer(self, by: int) -> None:
        self.level = min(max(round(self.level) + by, 1), LEVELS)

    def _tip(self, by: int) -> None:
        now = self._asked("hand.lean").get("lean", self._lesson.lean)
        lean = min(max(now + by, -MOST_LEAN), MOST_LEAN)
        self._put("hand.lean", lean=lean)

    def _d(self) -> None:
        """D tips a blade; with anything else in the hand it dips the brush."""
        if self._tool in KNIFE:
            self._tip(LEAN)
        else:
            self.dip()

    def dip(self) -> None:
        """Dip the brush into the bowl of the block on the table; take it first."""
        if self._tool != "brush":
            self.take("brush")
        self._put("shop.dip", share=100)

    def _next_sheet(self) -> None:
        """扦纸: turn to the next sheet of the stack that does not hang yet."""
        shop = self._lesson.shop
        order = [(shop.page + k) % len(shop.sheets) for k in range(1, len(shop.sheets) + 1)]
        left = [n for n in order if n not in shop.hung]
        self._put("shop.page", sheet=left[0] if left else shop.page)

    def _next_block(self, by: int) -> None:
        shop = self._lesson.shop
        at = self._asked("shop.take").get("block", shop.at)
        self._put("shop.take", block=(at + by) % len(shop.boards))

    def _nudge(self, key: str, right: int, away: int) -> None:
        """摸版: push the block under the stack, or with control turn it."""
        shop = self._lesson.shop
        block = self._asked("shop.take").get("block", shop.at)
        lay = shop.boards[block].lay
        now = {"dx": round(lay.dx * 1e5), "dy": round(lay.dy * 1e5),
               "turn": round(math.degrees(lay.turn) * 1000)}  # fmt: skip
        asked = self._asked("shop.fix")
        now |= {name: asked[name] for name in now if name in asked}
        if key.startswith("control-"):
            now["turn"] -= TURN * (right + away)
        else:
            far = FAR_NUDGE if key.startswith("shift-") else NUDGE
            now["dx"] += right * far
            now["dy"] += away * far
        self._put("shop.fix", block=block, **now)

    def _click(self) -> None:
        """Press what is in the hand on what is under it."""
        spot, tool = self.spot, self._tool
        if spot is None:
            return
        if spot.what.startswith("bowl:"):
            self._bowl(int(spot.what.removeprefix("bowl:")))
        elif spot.what.startswith("tool:"):
            self.take(spot.what.removeprefix("tool:"))
        elif spot.what == "stack" and not self._laid:
            self._put("shop.lay")
        elif spot.what == "sheet" and tool == "hands":
            self._pulled = (spot.x, spot.y)
        elif spot.what in ("block", "sheet") and tool != "hands":
            self._leading, self._landed = True, False
            self._lead()

    def _bowl(self, number: int) -> None:
        """Dip into a bowl; that of another block has that block taken first."""
        if number != self._lesson.shop.at:
            self._put("shop.take", block=number)
        self.dip()

    def _lead(self) -> None:
        """Lead the tool to where the pointer is, in the frame of what it works on."""
        spot = self.spot
        if spot is None or spot.what.startswith("bowl"):
            return
        on = self._eye.on_sheet if self._laid else self._eye.on_block
        cell = self._lesson.work.grid.cell
        x, y = (round(v / cell * UNITS) for v in on(spot.x, spot.y))
        self._put("hand.to", x=x, y=y, push=round(self.newtons * 100))

    def _pull(self, down: bool) -> None:
        """揭: a hand that draws the sheet towards the hinge lifts it; to the side, askew."""
        spot, start = self.spot, self._pulled
        if not down or spot is None or start is None:
            self._pulled = None
            return
        right, away = spot.x - start[0], spot.y - start[1]
        if math.hypot(right, away) < PULLED:
            return
        self._pulled = None
        askew = math.atan2(away, -right)
        if abs(askew) <= STRAIGHT:
            self._put("shop.lift")
            return
        # The sheet's frame is the table's mirror; its edge at the hinge stays.
        dx, dy = (max(-1000, min(1000, round(v * DRAG * 1e5))) for v in (-right, away))
        self._put("shop.lift", dx=dx, dy=dy)
