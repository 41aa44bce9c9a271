"""Mouse and keyboard as the learner's hands. Nothing needs two hands at once.

The pointer shows where a carried part would land; the keys and what they do stand in one
table, from which the hints on the screen and the manual are made.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from content.event import Event
from content.texts import _
from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.raising_view import View

Vec3 = tuple[float, float, float]
STEP = math.radians(15)
FINE = math.radians(1)
LIFT_M = 0.02


class Eye(Protocol):
    """What the picture tells the hands (by render geometry, never by the engine's rays)."""

    def pick(self, x: float, y: float) -> tuple[str, Vec3] | None:
        """Return the part under the pointer and the point in its frame."""
        ...

    def inward(self, part: str, point: Vec3) -> Vec3:
        """Return the direction (world) square into the wood at a point of a part's frame."""
        ...

    def plane_point(self, x: float, y: float, z: float) -> Vec3 | None:
        """Return the world point under the pointer at height `z`."""
        ...


class Bench(Protocol):
    """What the bench tells the hands."""

    ghost: bool
    assist: bool

    @property
    def tool(self) -> str:
        """What the hand taps with."""
        ...

    @property
    def held(self) -> str | None:
        """The part in the hand."""
        ...

    def aim_height(self, part: str) -> float:
        """Return the height of the place where `part` would land next."""
        ...

    def view(self) -> View:
        """Return what is drawn now: in it, where the hand is."""
        ...


@dataclass(frozen=True)
class Key:
    """One key: Panda3D's name for it, the label on the key, what it does (English msgid).

    `tally`: whether a press on the tally with its label does the same.
    """

    name: str
    label: str
    does: str
    shown: bool = True
    tally: bool = True


def keys() -> tuple[Key, ...]:
    """Return every key of the workbench, with its meaning in the language in use."""
    return (
        Key("mouse1", _("click"), _("grip, and set down"), tally=False),
        Key("tab", "Tab", _("go to the next part")),
        Key("q", "Q", _("left 15°")),
        Key("e", "E", _("right 15°")),
        Key("shift-q", "⇧Q", _("left 1°"), shown=False),
        Key("shift-e", "⇧E", _("right 1°"), shown=False),
        Key("wheel_up", _("wheel"), _("turn freely"), tally=False),
        Key("wheel_down", _("wheel"), _("turn freely"), shown=False, tally=False),
        Key("v", "V", _("show me")),
        Key("enter", "Enter", _("finish")),
        Key("z", "Z", _("undo")),
        Key("x", "X", _("see inside")),
        Key("b", "B", _("draw apart")),
        Key("escape", "Esc", _("leave")),
        Key("r", "R", _("tip forward")),
        Key("f", "F", _("tip sideways")),
        Key("t", "T", _("tap the face you point at"), tally=False),
        Key("k", "K", _("tap with mallet or axe"), shown=False),
        Key("g", "G", _("ghost on or off")),
        Key("h", "H", _("guiding hand on or off")),
        Key("arrow_left", "← → ↑ ↓", _("look from the side"), shown=False),
        Key("page_up", "PgUp", _("hold higher"), shown=False),
        Key("page_down", "PgDn", _("hold lower"), shown=False),
        Key(
            "mouse3",
            _("right click"),
            _("let go; with an empty hand tap"),
            shown=False,
            tally=False,
        ),
        Key("space", _("space"), _("grip the chosen part, set down"), shown=False),
        Key(
            "shift-arrow_left", "⇧ ← → ↑ ↓", _("carry without the mouse"), shown=False, tally=False
        ),
        Key("shift-tab", "⇧Tab", _("go to the part before"), shown=False),
        Key("drag", _("right drag"), _("look from the side"), shown=False, tally=False),
        Key("=", "+ −", _("nearer, farther"), shown=False, tally=False),
        Key("-", "+ −", _("nearer, farther"), shown=False, tally=False),
    )


class Hands:
    """A source of hand inputs, fed by the window's mouse and keys."""

    def __init__(self, eye: Eye, bench: Bench) -> None:
        self._eye = eye
        self._bench = bench
        self._queue: list[Event] = []
        self._pointer = (0.0, 0.0)
        self._lift = 0.0
        self._carried: tuple[float, float] | None = None  # where to, if not by the pointer
        self._does = self._table()

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what the hands did since the last poll."""
        queue, self._queue = self._queue, []
        return queue

    def move(self, x: float, y: float) -> None:
        """Take the pointer's place (-1..1 in both directions); carries what is held."""
        if (x, y) == self._pointer:
            return
        self._pointer = (x, y)
        self._carry()

    def press(self, key: str) -> None:
        """Take a key or button by its name in `keys()`; others mean nothing."""
        if key in self._does:
            self._does[key]()

    def grip(self, part: str, point: Vec3) -> None:
        """Take hold of a part at a point of its frame (m)."""
        self._lift, self._carried = 0.0, None
        self._put("hand.grip", part=part, point=list(point))

    def carry(self, right: float, away: float) -> None:
        """Carry what is held by so many metres along x and y, wherever the pointer is."""
        hand = self._bench.view().hand
        if hand is None:
            return
        x, y = self._carried or hand.target[:2]
        self._carried = (x + right, y + away)
        self._put("hand.move", to=[*self._carried, None], lift=self._lift)

    def act(self, name: str, **value: Any) -> None:
        """Put in an input that no single key stands for."""
        self._put(name, **value)

    def _table(self) -> dict[str, Callable[[], None]]:
        return {
            "mouse1": self._click,
            "space": self._down,
            "mouse3": self._right_click,
            "q": lambda: self._turn("yaw", STEP),
            "e": lambda: self._turn("yaw", -STEP),
            "shift-q": lambda: self._turn("yaw", FINE),
            "shift-e": lambda: self._turn("yaw", -FINE),
            "wheel_up": lambda: self._turn("yaw", 2 * FINE),
            "wheel_down": lambda: self._turn("yaw", -2 * FINE),
            "r": lambda: self._turn("pitch", math.pi / 2),
            "f": lambda: self._turn("roll", math.pi / 2),
            "page_up": lambda: self._raise(LIFT_M),
            "page_down": lambda: self._raise(-LIFT_M),
            "t": self._tap,
            "k": self._other_tool,
            "z": lambda: self._put("work.undo"),
            "g": lambda: self._put("guide.ghost", on=not self._bench.ghost),
            "h": lambda: self._put("guide.assist", on=not self._bench.assist),
            "enter": lambda: self._put("lesson.finish"),
        }

    def _put(self, name: str, **value: Any) -> None:
        self._queue.append(Event(0, name, value))

    def _click(self) -> None:
        if self._bench.held is not None:
            self._down()
        elif hit := self._eye.pick(*self._pointer):
            self.grip(*hit)

    def _down(self) -> None:
        if self._bench.held is not None:
            self._put("hand.down")

    def _carry(self) -> None:
        part = self._bench.held
        if part is None:
            return
        point = self._eye.plane_point(*self._pointer, self._bench.aim_height(part))
        if point is not None:
            self._carried = None
            self._put("hand.move", to=[point[0], point[1], None], lift=self._lift)

    def _turn(self, axis: str, rad: float) -> None:
        if self._bench.held is not None:
            self._put("hand.turn", axis=axis, rad=rad)

    def _raise(self, metres: float) -> None:
        self._lift += metres
        if self._carried:
            self.carry(0.0, 0.0)
        else:
            self._carry()

    def _right_click(self) -> None:
        if self._bench.held is not None:
            self._put("hand.release")
        else:
            self._tap()

    def _tap(self) -> None:
        """Tap square to the face under the pointer; a hand that holds a part cannot."""
        hit = self._eye.pick(*self._pointer) if self._bench.held is None else None
        if hit is not None:
            along = list(self._eye.inward(*hit))
            self._put("hand.tap", part=hit[0], point=list(hit[1]), direction=along)

    def _other_tool(self) -> None:
        tools = list(STRIKERS)
        after = tools.index(self._bench.tool) + 1
        self._put("hand.tool", tool=tools[after % len(tools)])
