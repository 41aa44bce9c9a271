"""A scripted hand that shows the free yard: a column on its drum base, a bracket set beside it."""

from collections.abc import Sequence

from content.event import Event
from lessons.arts.building import Building
from lessons.arts.raising_guide import Play, Porter
from physics.pose import Pose

# What is taken out of the catalogue in turn, and where what fits on nothing yet is set down.
SHOWN: Sequence[tuple[str, tuple[float, float] | None]] = (
    ("gudeng", (0.0, 0.0)),
    ("langzhu", None),
    ("zuodou.wuqi", (0.7, -0.4)),
    ("gong.wuqi", None),
    *(("sheng.wuqi", None),) * 3,
)


class Guide:
    """A Source that builds a little at a watchable pace, then ends."""

    def __init__(self, bench: Building) -> None:
        self._bench = bench
        self._porter = Porter(bench)
        self._play = self._perform()
        self.placed = 0
        self.done = False

    def poll(self, tick: int) -> Sequence[Event]:
        """Return the hand's next inputs. To be called once a substep."""
        try:
            return [Event(tick, name, value) for name, value in next(self._play)]
        except StopIteration:
            self.done = True
            return ()

    def _perform(self) -> Play:
        for kind, at in SHOWN:
            before = {shape.name for shape in self._bench.shapes}
            yield [("work.add", {"kind": kind})]
            yield from self._porter.until_calm()
            for part in {shape.name for shape in self._bench.shapes} - before:
                goal, ways = self._goal(part, at)
                yield from self._porter.carry(part, goal, ways)
            self.placed += 1

    def _goal(self, part: str, at: tuple[float, float] | None) -> tuple[Pose, int]:
        """Where a part is to go: where it fits, else to a place on the ground."""
        if at is None and (goals := self._bench.goals(part)):
            return goals[0]
        lies = self._bench.pose(part)
        return (lies if at is None else Pose((*at, lies.at[2]), lies.turn)), 1
