"""Mouse and keyboard as the joiner's hands: the pointer says where, a key does the work."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from content.event import Event
from lessons.arts.joinery import TOOLS, Joinery
from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.joinery_view import Segment, ToolView
from physics.timber.cutting_acts import FULL_STROKE
from physics.timber.cutting_plan import Piece, asked
from sim.scenes.joinery_yard import Spot

GENTLE = 600  # tenths: a short stroke of the saw
LIGHT = 25  # percent: a light blow
SKEW = 50  # hundredths of a degree a key turns a tool askew or lets it lean
STEER_AHEAD = 300  # tenths: so far ahead of the saw the pointer leads it
STEER_MOST = 150  # hundredths of a degree a stroke can bend a kerf
STEER_DEAD, STEER_FAR = 15, 100  # tenths beside the blade: nearer or farther is no steering
_RING = ((-1, -1), (1, -1), (1, 1), (-1, 1))
_NUDGES = {"arrow_left": (-1, 0), "arrow_right": (1, 0), "arrow_up": (0, 1), "arrow_down": (0, -1)}


class Eye(Protocol):
    """What the picture tells the hands."""

    def spot(self, x: float, y: float, up: int) -> Spot | None:
        """Return the place on a timber under the pointer."""
        ...


class Hands:
    """A source of inputs, fed by the window's mouse and keys. `spot`: where the tool is held."""

    def __init__(self, eye: Eye, bench: Joinery) -> None:
        self._eye, self._bench = eye, bench
        self._queue: list[Event] = []
        self._pointer = (0.0, 0.0)
        self._skew = self._lean = 0
        self._set: int | None = None  # where a saw or chisel was set on the wood, in tenths
        self.start: Spot | None = None  # where the string is held
        self.spot: Spot | None = None
        self._does: dict[str, Callable[[], None]] = {
            "mouse1": self._click,
            "space": lambda: self._work(FULL_STROKE, 100),
            "wheel_up": lambda: self._work(FULL_STROKE, 100),
            "wheel_down": lambda: self._work(FULL_STROKE, 100),
            "shift-space": lambda: self._work(GENTLE, LIGHT),
            "q": lambda: self._turn(SKEW),
            "e": lambda: self._turn(-SKEW),
            "a": lambda: self._tilt(SKEW),
            "d": lambda: self._tilt(-SKEW),
            "r": lambda: self._put("hand.over"),
            "z": self._undo,
            "g": lambda: self._put("guide.ghost", on=not self._bench.ghost),
            "enter": lambda: self._put("lesson.finish"),
        }

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what the hands did since the last poll."""
        queue, self._queue = self._queue, []
        return queue

    def move(self, x: float, y: float) -> None:
        """Take the pointer's place (-1..1 in both directions)."""
        if (x, y) != self._pointer:
            self._pointer = (x, y)
            self.spot = self._eye.spot(x, y, self._bench.view().up)

    def press(self, key: str) -> None:
        """Take a key or button by its name in `keys()`; others mean nothing."""
        if key in _NUDGES and self.spot is not None:
            du, dv = _NUDGES[key]
            self.spot = Spot(self.spot.piece, self.spot.u + du, self.spot.v + dv)
        elif key.isdigit() and 0 < int(key) <= len(TOOLS):
            self.take(TOOLS[int(key) - 1])
        elif key in self._does:
            self._does[key]()

    def take(self, tool: str) -> None:
        """Take another tool into the hand."""
        self.rest()
        self._put("hand.tool", tool=tool)

    def held(self) -> ToolView | None:
        """Return where the hand holds a tool that does not stand on the wood yet."""
        tool, spot, plan = self._bench.tool, self.spot, self._bench.plan
        if tool in STRIKERS:
            return ToolView(tool, "rail", (plan.tenon - plan.rail_length - 0.01, 0.0, 0.0))
        if spot is None or self.set_down:
            return None
        u, v, lean = spot.u / 1e4, spot.v / 1e4, math.radians(self._lean / 100)
        if tool == "rip":
            turn = math.pi + math.radians(self._skew / 100)
            return ToolView("rip", "rail", (plan.tenon + 0.003, v, 0.0), turn, lean)
        if tool == "cross":
            side = self._bench.up
            turn = -side * math.pi / 2 + math.radians(self._skew / 100)
            return ToolView("cross", "rail", (u, side * (plan.width / 2 + 0.003), 0.0), turn, lean)
        if tool == "chisel" and spot.piece == "rail":
            side = 1 if v >= 0 else -1
            return ToolView("pare", "rail", (0.6 * plan.tenon, side * plan.thick / 2, 0.0))
        return ToolView(tool, spot.piece, self._on(spot), math.radians(self._skew / 100), lean)

    def shown(self) -> ToolView | None:
        """Return a tool that marks, at the line that was drawn last: where the guide holds it."""
        drawn = list(self._bench.state.work.marks)
        if not drawn or self._bench.tool not in ("ink", "square"):
            return None
        line = next(a for a in asked(self._bench.plan) if a.name == drawn[-1])
        u, v = (sum(line.span) / 2, line.at)[:: 1 if line.along else -1]
        spot = Spot(line.piece, round(u * 1e4), round(v * 1e4))
        return ToolView(self._bench.tool, line.piece, self._on(spot))

    def sketch(self) -> tuple[Piece, tuple[Segment, ...]] | None:
        """Return what the tool would touch, on the face it is held over: the string, the width
        of the kerf, the chisel's bite. Ends are in the frame of that timber."""
        spot, tool = self.spot, self._bench.tool
        if spot is None or self.set_down:
            return None
        lines: list[tuple[tuple[int, int], tuple[int, int]]] = []
        if tool == "ink" and self.start and self.start.piece == spot.piece:
            lines = [((self.start.u, self.start.v), (spot.u, spot.v))]
        elif tool == "rip" and spot.piece == "rail":
            half, end = round(self._bench.plan.kerf * 5e3), round(self._bench.plan.tenon * 1e4)
            lines = [((end, spot.v + k), (0, spot.v + k)) for k in (-half, half)]
        elif tool == "chisel" and spot.piece == "post":
            ring = self._bite(spot)
            lines = list(zip(ring, ring[1:] + ring[:1], strict=True))
        return spot.piece, tuple(self._between(one, other, spot) for one, other in lines)

    def _bite(self, spot: Spot) -> list[tuple[int, int]]:
        """The corners of the wood that one blow breaks out."""
        plan = self._bench.plan
        a, b = round(plan.chisel_bite * 5e3), round(plan.chisel_width * 5e3)
        return [(spot.u + x * a, spot.v + y * b) for x, y in _RING]

    def _between(self, one: tuple[int, int], other: tuple[int, int], on: Spot) -> Segment:
        return self._on(Spot(on.piece, *one)), self._on(Spot(on.piece, *other))

    def rest(self) -> None:
        """Hold the tool anew, after another hand used it."""
        self.start, self._set, self._skew, self._lean = None, None, 0, 0

    @property
    def set_down(self) -> bool:
        """Whether a saw or chisel stands on the wood where it was set; undone, it does not."""
        if self._set is None or self._queue:  # what is queued has not reached the wood yet
            return self._set is not None
        work = self._bench.state.work
        if self._bench.tool == "chisel":
            return work.edge is not None and round(work.edge.u * 1e4) == self._set
        if not work.cuts or work.cuts[-1].kind != self._bench.tool:
            return False
        u, v = work.cuts[-1].kerf.path[0]
        return round((v if self._bench.tool == "rip" else u) * 1e4) == self._set

    def _on(self, spot: Spot) -> tuple[float, float, float]:
        u, v = spot.u / 1e4, spot.v / 1e4
        return (u, v, self._bench.plan.height / 2) if spot.piece == "rail" else (0.0, v, u)

    def _put(self, name: str, **value: Any) -> None:
        self._queue.append(Event(0, name, value))

    def _undo(self) -> None:
        self.start = None
        self._put("hand.undo")

    def _turn(self, hundredths: int) -> None:
        self._skew += hundredths

    def _tilt(self, hundredths: int) -> None:
        self._lean += hundredths

    def _click(self) -> None:
        """Set the tool where the pointer is: a string's end, the square, a saw, the chisel."""
        tool, spot = self._bench.tool, self.spot
        if tool in STRIKERS:
            self._work(FULL_STROKE, 100)
        elif spot is not None:
            {"ink": self._ink, "square": self._square, "rip": self._saw, "cross": self._saw,
             "chisel": self._chisel}[tool](spot)  # fmt: skip

    def _ink(self, spot: Spot) -> None:
        if self.start is None or self.start.piece != spot.piece:
            self.start = spot
            return
        ends = {"u0": self.start.u, "v0": self.start.v, "u1": spot.u, "v1": spot.v}
        self.start = None
        self._put("hand.snap", piece=spot.piece, **ends)

    def _square(self, spot: Spot) -> None:
        self._put("hand.square", piece=spot.piece, u=spot.u, skew=self._skew)

    def _saw(self, spot: Spot) -> None:
        if spot.piece != "rail":
            return
        if self._bench.tool == "rip":
            self._put("hand.rip", at=spot.v, skew=self._skew, lean=self._lean)
        else:
            askew = {"skew": self._skew, "lean": self._lean}
            self._put("hand.cross", side=self._bench.up, at=spot.u, **askew)
        self._set = spot.v if self._bench.tool == "rip" else spot.u

    def _chisel(self, spot: Spot) -> None:
        if spot.piece == "post" and not self._bench.state.tried:
            askew = {"turn": self._skew, "lean": self._lean}
            self._put("hand.chisel", piece="post", u=spot.u, v=spot.v, **askew)
            self._set = spot.u
        else:
            self._pare(spot.piece, spot.v)

    def _pare(self, piece: Piece, v: int) -> None:
        name = "hand.pare" if piece == "rail" else "hand.trim"
        self._set = None
        self._put(name, piece=piece, side=1 if v >= 0 else -1, shaving=1)

    def _work(self, length: int, force: int) -> None:
        """Do one stroke, blow or shaving; what is not set on the wood yet is set first."""
        tool = self._bench.tool
        if tool in STRIKERS:
            self._strike(force)
        elif not self.set_down:
            self._click()
        elif tool == "chisel":
            self._put("hand.blow", force=force)
        else:
            self._put("hand.stroke", length=length, turn=self._steer())

    def _strike(self, force: int) -> None:
        """Hold the tenon to the mortise first; after that every blow drives it."""
        if self._bench.state.tried:
            self._put("hand.drive", force=force)
        else:
            self._put("hand.try")

    def _steer(self) -> int:
        """Bend the kerf towards the pointer, hundredths of a degree."""
        cuts = self._bench.state.work.cuts
        if self._bench.tool != "rip" or self._queue or not cuts or self.spot is None:
            return 0  # what is queued has not reached the wood: it is not known where the saw is
        beside = self.spot.v - round(cuts[-1].kerf.front[1] * 1e4)
        if not STEER_DEAD < abs(beside) < STEER_FAR:
            return 0
        # The saw heads for u = -inf: to the left of its heading lies -v.
        wish = round(math.degrees(math.atan2(-beside, STEER_AHEAD)) * 100)
        now = round(math.degrees(cuts[-1].kerf.heading - math.pi) * 100)
        return max(-STEER_MOST, min(STEER_MOST, wish - now))
