"""A scripted inspector: holds every tool to every part, marks what it reads, tries, ends.

It uses the same inputs as a learner and looks only at what a learner sees.
"""

import math
from collections.abc import Generator, Sequence

from content.event import Event
from lessons.arts.inspection import Inspection
from physics.engine import RATE
from physics.timber.design import fold
from physics.timber.gauges import TOOLS

Acts = Sequence[tuple[str, dict[str, object]]]
Play = Generator[Acts, None, None]
LOOK_S = 0.4
TRIALS = (("load", 500.0), ("shake", 0.2))
GAP_MM = 1.0
SIDE_MM = 1.5
PLUMB_MM_PER_M = 5.0
SEED = 2


class Guide:
    """A Source that performs the search at a pace to watch; with `only_look` it marks nothing."""

    def __init__(self, bench: Inspection, seed: int = SEED, only_look: bool = False) -> None:
        self._bench = bench
        self._seed = seed
        self._play = self._look() if only_look else self._perform()
        self.done = False

    def poll(self, tick: int) -> Sequence[Event]:
        """Return the inspector's next inputs. To be called once a substep."""
        try:
            return [Event(tick, name, value) for name, value in next(self._play)]
        except StopIteration:
            self.done = True
            return ()

    def _perform(self) -> Play:
        yield [("faults.seed", {"seed": self._seed})]
        yield from _pause(2 * LOOK_S)
        yield from self._look()
        for part, kind in diagnosis(self._bench).items():
            yield [("predict", {"part": part, "kind": kind})]
            yield from _pause(2 * LOOK_S)
        trials = TRIALS if self._bench.design.setting == "bench" else TRIALS[:1]
        for kind, amount in trials:  # shaking a whole frame, three times at once, takes minutes
            asked: dict[str, object] = {"kind": kind, "amount": amount}
            yield [("predict_outcome", {**asked, "stands": True})]
            yield from _pause(2 * LOOK_S)
            yield [("trial.begin", asked)]
            while True:
                yield []
                if not self._bench.trying:
                    break
            yield from _pause(4.0)
        yield [("lesson.finish", {})]

    def _look(self) -> Play:
        for tool in TOOLS:
            for part in self._bench.parts:
                yield [("inspect", {"tool": tool, "part": part})]
                yield from _pause(LOOK_S)


def diagnosis(bench: Inspection) -> dict[str, str]:
    """Say what is wrong with which part, from what was read and what is seen."""
    found: dict[str, str] = {}
    for part in bench.parts:
        wide = bench.readings.get((part, "feeler"), {})
        if (wide.get("side") or 0.0) > SIDE_MM:
            found[str(wide["at"])] = "wide"
        if kind := _kind(bench, part):
            found[part] = kind
    return found


def _kind(bench: Inspection, part: str) -> str | None:
    read = {tool: bench.readings.get((part, tool)) for tool in TOOLS}
    seen = read["tap"]
    if seen is None:
        return None
    if attitude := _attitude(bench, part, str(seen["place"])):
        return attitude
    if seen["mark"] not in (None, seen["place"]):
        return "swapped"
    if _over(read["plumb"], PLUMB_MM_PER_M) and _over(read["square"], 0.3):
        return "lean"
    if _over(read["feeler"], GAP_MM):
        return "chip"
    feeler = read["feeler"] or {}
    if seen["dull"] and (feeler.get("side") or 0.0) <= SIDE_MM:
        return "peg" if seen["pegged"] is False else "short"
    return None


def _attitude(bench: Inspection, part: str, name: str) -> str | None:
    place = bench.design.place(name)
    turn = place.pose.matrix.T @ bench.pose(part).matrix
    if turn[2, 2] < 0:
        return "upside_down"
    yaw = fold(math.atan2(float(turn[1, 0]), float(turn[0, 0])), place.ways)
    return "turned" if abs(yaw) > math.pi / 8 else None


def _over(reading: dict[str, object] | None, limit: float) -> bool:
    value = reading["value"] if reading else None
    return isinstance(value, float) and value > limit


def _pause(seconds: float) -> Play:
    for _ in range(int(seconds * RATE)):
        yield []
