"""A scripted hand that makes the joint: for the demonstration, "show me this step" and tests.

It uses the same inputs as a learner and looks only at what a learner sees.
"""

from collections.abc import Generator, Iterator, Sequence

from content.event import SUBSTEPS_PER_SECOND, Event
from lessons.arts.joinery import Joinery
from physics.timber.cutting_acts import FULL_STROKE
from physics.timber.cutting_plan import Asked, asked
from physics.tools import chisel

Acts = Sequence[tuple[str, dict[str, object]]]
Play = Generator[Acts, None, None]
NOTHING: Acts = ()
LOOK_S = 0.8  # a pause before and after each piece of work
STROKE_S = 0.3
BLOW_S = 0.25
SPARE = 11  # tenths of a mm from the line to the middle of the blade: the line stays standing
CLOSE = 8  # the same at the shoulder, which is not pared
SNUG_MM = 0.25  # pared until the tenon is no thicker than this over its mortise
NEAR = 5e-4  # m from the bottom asked for at which the chisel stops
MOST = 60  # strokes or blows at one place; then the guide goes on


class Guide:
    """A Source that performs the lesson, or the step called `step`, at a watchable pace."""

    def __init__(self, bench: Joinery, step: str | None = None) -> None:
        self._bench = bench
        self._plan = bench.plan
        self._shown = step
        self._steps = [s.id for s in bench.lesson.steps if step in (None, s.id)]
        self._play = self._perform()
        self.done = False

    def poll(self, tick: int) -> Sequence[Event]:
        """Return the hand's next inputs. To be called once a substep."""
        try:
            return [Event(tick, name, value) for name, value in next(self._play)]
        except StopIteration:
            self.done = True
            return ()

    def _perform(self) -> Play:
        if self._shown is not None:  # a step that is shown to a learner is not his own work
            yield [("guide.show", {"step": self._shown})]
        does = {
            "mark": self._mark, "cheeks": self._rip, "shoulders": self._cross,
            "mortise": self._chop, "try": self._try, "pare": self._pare, "drive": self._drive,
        }  # fmt: skip
        for step in self._steps:
            yield from _pause(LOOK_S)
            yield from does[step]()

    def _take(self, tool: str) -> Play:
        if self._bench.tool != tool:
            yield [("hand.tool", {"tool": tool})]
            yield from _pause(LOOK_S)

    def _mark(self) -> Play:
        for line in asked(self._plan):
            if line.name not in self._bench.state.work.marks:
                yield from self._take("ink" if line.along else "square")
                yield [_drawn(line)]
                yield from _pause(LOOK_S)

    def _line(self, name: str) -> int:
        """Return where a line lies, in tenths: as drawn, or as asked for."""
        line = next(a for a in asked(self._plan) if a.name == name)
        mark = self._bench.state.work.marks.get(name)
        return _tenths(mark.value(line.span[1]) if mark else line.at)

    def _rip(self) -> Play:
        yield from self._take("rip")
        shoulder = self._line("shoulder") / 1e4
        for name, side in (("cheek_left", 1), ("cheek_right", -1)):
            if side in self._bench.state.work.fallen:
                continue
            yield [("hand.rip", {"at": self._line(name) + side * SPARE, "skew": 0, "lean": 0})]
            yield from _pause(LOOK_S)
            for _ in range(MOST):
                left = self._bench.state.work.cuts[-1].kerf.front[0] - shoulder
                length = min(FULL_STROKE, round(left / self._plan.rip_stroke * FULL_STROKE))
                if length <= 0:
                    break
                yield from _act("hand.stroke", STROKE_S, length=length, turn=0)

    def _cross(self) -> Play:
        yield from self._take("cross")
        for side in (1, -1):
            at = self._line("shoulder") + CLOSE
            yield [("hand.cross", {"side": side, "at": at, "skew": 0, "lean": 0})]
            yield from _pause(LOOK_S)
            for _ in range(MOST):
                if side in self._bench.state.work.fallen:
                    break
                yield from _act("hand.stroke", STROKE_S, length=FULL_STROKE, turn=0)

    def _chop(self) -> Play:
        yield from self._take("chisel")
        for u in self._places():
            yield [("hand.chisel", {"u": u, "v": 0, "turn": 0, "lean": 0, "piece": "post"})]
            yield from _pause(LOOK_S / 2)
            for _ in range(MOST):
                work = self._bench.state.work
                assert work.edge is not None
                left = self._plan.depth - chisel.floor(work.post, work.edge, self._plan.post_depth)
                if left <= NEAR:
                    break
                force = min(100, round(left / self._plan.blow * 100))
                yield from _act("hand.blow", BLOW_S, force=force)

    def _places(self) -> Iterator[int]:
        """Share the mortise out to places of the chisel, in tenths."""
        near, far = self._line("end_near"), self._line("end_far")
        bite = int(self._plan.chisel_bite * 1e4)
        count = -(-(far - near) // bite)
        for k in range(count):
            share = k / (count - 1) if count > 1 else 0.5
            yield round(near + bite / 2 + share * (far - near - bite))

    def _try(self) -> Play:
        yield from self._take("mallet")
        yield [("hand.try", {})]
        yield from _pause(LOOK_S)

    def _pare(self) -> Play:
        for k in range(MOST):
            trial = self._bench.state.trial
            if trial is None or -trial.across * 1000 <= SNUG_MM:
                return
            yield from self._take("chisel")
            yield from _act("hand.pare", STROKE_S, side=(-1) ** k, shaving=1)

    def _drive(self) -> Play:
        yield from self._take("mallet")
        for _ in range(MOST):
            if self._bench.state.home:
                return
            yield from _act("hand.drive", 2 * BLOW_S)


def _drawn(line: Asked) -> tuple[str, dict[str, object]]:
    at, (low, high) = _tenths(line.at), (_tenths(s) for s in line.span)
    if line.along:
        ends = {"u0": low, "v0": at, "u1": high, "v1": at}
        return "hand.snap", {"piece": line.piece, **ends}
    return "hand.square", {"piece": line.piece, "u": at, "skew": 0}


def _tenths(metres: float) -> int:
    return round(metres * 1e4)


def _act(name: str, seconds: float, **value: object) -> Play:
    yield [(name, value)]
    yield from _pause(seconds)


def _pause(seconds: float) -> Play:
    for _ in range(round(seconds * SUBSTEPS_PER_SECOND)):
        yield NOTHING
