"""A scripted hand that raises a design: for the demonstration, "show me this step" and tests.

It uses the same inputs as a learner and looks only at what a learner sees.
"""

import math
from collections.abc import Generator, Sequence
from typing import Protocol

import numpy as np

from content.event import Event
from lessons.arts.raising import Raising
from lessons.arts.raising_hand import levelled
from physics.engine import RATE
from physics.pose import Array, Pose, about
from physics.timber.design import Design, Room

Acts = Sequence[tuple[str, dict[str, object]]]
Play = Generator[Acts, None, None]
NOTHING: Acts = ()
TURN_STEP = math.radians(15)
TURN_PAUSE_S = 0.12
LOOK_S = 1.2  # a pause at the bench before and after each part
CARRY_SPEED = 0.22  # m/s on the average
HOVER = 0.6  # m over its place from which a part is set down slowly
DESCENT_SPEED = 0.4  # m/s, a little slower than the hand can
EVERY = 4  # a new target every so many substeps
LITTLE = math.radians(1)  # the hand levels what leans less
LONGEST_S = 8.0  # no wait lasts longer; then the guide goes on
TRIES = 3
MOST_STROKES = 20


class Bench(Protocol):
    """What a scripted hand sees of the work."""

    @property
    def design(self) -> Design:
        """What is raised, and the hand's room."""
        ...

    @property
    def lifting(self) -> bool:
        """Whether the held part is still on its way up."""
        ...

    @property
    def calm(self) -> bool:
        """Whether nothing is held and nothing moves."""
        ...

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        ...

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        ...


class Porter:
    """A scripted hand that carries parts at a watchable pace."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._look = LOOK_S / bench.design.room.quick

    def carry(self, part: str, goal: Pose, ways: int) -> Play:
        """Carry a part to a pose and set it down there."""
        pose, top = self._bench.pose(part), self._bench.height(part)
        point = (0.0, 0.0, top if pose.matrix[2, 2] > 0 else 0.0)
        yield [("hand.grip", {"part": part, "point": list(point)})]
        yield from self._while_lifting()
        yield from self._attitude(pose, goal, ways)
        start = self._bench.pose(part).out(np.array(point))
        end = goal.out(np.array(point))
        yield from _path(start, end, self._bench.design.room)
        yield from _hover(end, self._bench.design.room)
        yield from _pause(self._look)
        yield [("hand.down", {})]
        yield from self.until_calm()
        yield from _pause(self._look)

    def until_calm(self) -> Play:
        """Wait until everything lies still."""
        for _ in range(int(LONGEST_S * RATE)):
            yield NOTHING
            if self._bench.calm:
                return

    def _attitude(self, pose: Pose, goal: Pose, ways: int) -> Play:
        """Right the part, then turn it about the upright in steps."""
        yaw, pitch, roll = turns(levelled(pose.matrix), goal.matrix, ways)
        for axis, rad in (("pitch", pitch), ("roll", roll)):
            if abs(rad) > LITTLE:
                yield [("hand.turn", {"axis": axis, "rad": rad})]
                yield from _pause(2 * self._look)
        steps = max(1, round(abs(yaw) / TURN_STEP))
        for _ in range(steps):
            yield [("hand.turn", {"axis": "yaw", "rad": yaw / steps})]
            yield from _pause(TURN_PAUSE_S)

    def _while_lifting(self) -> Play:
        for _ in range(int(LONGEST_S * RATE)):
            yield NOTHING
            if not self._bench.lifting:
                return


class Guide:
    """A Source that performs the lesson, or the step called `step`, at a watchable pace."""

    def __init__(self, bench: Raising, step: str | None = None) -> None:
        self._bench = bench
        self._porter = Porter(bench)
        self._shown = step
        self._steps = [s for s in bench.lesson.steps if step in (None, s.id)]
        self._look = LOOK_S / bench.design.room.quick
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
        if self._bench.held:
            yield [("hand.down", {})]
        yield from self._porter.until_calm()
        yield from _pause(self._look)
        for step in self._steps:
            yield from self._clear(step.parts)
            for part in step.parts:
                yield from self._fit(part)
            for _ in range(TRIES):
                for part in step.parts:
                    if part not in self._bench.seated:
                        yield from self._place(part)

    def _fit(self, part: str) -> Play:
        """Try a fitted part with its mates; pare it, a stroke and a trial at a time, till it has
        about the room that was drawn."""
        if part not in self._bench.design.fitted or part in self._bench.seated:
            return
        for _stroke in range(MOST_STROKES):
            yield [("fit.try", {"part": part})]
            yield from _pause(self._look)
            if not self._bench.presses(part):
                return
            yield [("fit.pare", {"part": part})]
            yield from self._porter.until_calm()

    def _clear(self, wanted: Sequence[str]) -> Play:
        """Take away what stands wrongly in the set and does not belong to this step."""
        parts = [p for s in self._bench.lesson.steps for p in s.parts]
        for part in reversed(parts):
            if part not in wanted and self._bench.astray(part):
                yield from self._porter.carry(part, self._bench.design.start[part], 1)

    def _place(self, part: str) -> Play:
        if goals := self._bench.goals(part):
            goal, ways = goals[0]
            yield from self._porter.carry(part, goal, ways)


def _pause(seconds: float) -> Play:
    for _ in range(int(seconds * RATE)):
        yield NOTHING


def _path(start: Array, end: Array, room: Room) -> Play:
    """Carry along a rounded way: slow, quick, slow, a little higher in the middle."""
    way = math.hypot(*(end - start)[:2])
    n = max(1, int(way / (CARRY_SPEED * room.quick) * RATE))
    for i in range(0, n + EVERY, EVERY):
        s = min(1.0, i / n)
        ease = s * s * s * (10 - 15 * s + 6 * s * s)  # least jerk (Flash and Hogan 1985)
        x, y = (start + (end - start) * ease)[:2]
        z = room.carry + 0.15 * way * math.sin(math.pi * ease)
        yield [("hand.move", {"to": [float(x), float(y), float(z)]})]
        for _ in range(EVERY - 1):
            yield NOTHING


def _hover(end: Array, room: Room) -> Play:
    """Come down over a place that lies far below, to where setting down begins."""
    far = room.carry - float(end[2]) - HOVER
    if far > 0:
        yield [("hand.move", {"to": [float(end[0]), float(end[1]), float(end[2]) + HOVER]})]
        yield from _pause(1.0 + far / (DESCENT_SPEED * room.quick))


def turns(turn: Array, goal: Array, ways: int) -> tuple[float, float, float]:
    """Return yaw about the upright, then pitch and roll about the part's own x and y (radians)
    that bring `turn` (3, 3) to `goal`, in the way (of `ways`) that needs the least turning."""
    aims = [goal @ about(2, 2 * math.pi * k / ways) for k in range(ways)] if ways else [goal]
    found = [t for aim in aims for t in _turns(turn, aim)]
    return min(found, key=lambda t: sum(map(abs, t)))


def _turns(turn: Array, goal: Array) -> list[tuple[float, float, float]]:
    """Solve goal = yaw · turn · pitch · roll: the yaw must lay goal's y square to turn's x."""
    t, g = turn[:, 0], goal[:, 1]
    a, b, c = t[0] * g[0] + t[1] * g[1], t[0] * g[1] - t[1] * g[0], t[2] * g[2]
    reach = math.hypot(a, b)
    spread = math.acos(min(1.0, max(-1.0, -c / reach))) if reach > 1e-9 else 0.0
    found = []
    for yaw in (math.atan2(b, a) + spread, math.atan2(b, a) - spread):
        rest = turn.T @ about(2, -yaw) @ goal
        pitch = math.atan2(float(rest[2, 1]), float(rest[1, 1]))
        roll = math.atan2(float(rest[0, 2]), float(rest[0, 0]))
        found.append((math.remainder(yaw, 2 * math.pi), pitch, roll))
    return found
