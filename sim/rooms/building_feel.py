"""What is heard and felt of free building: the parts that there are change while one builds."""

from content.event import Event
from lessons.arts.building import Building
from sim.rooms import bench_feel
from sim.rooms.felt import Felt

_CHANGES = ("part.added", "work.loaded", "work.undone")


class Feel:
    """As at the bench, of the parts that lie in the yard now."""

    def __init__(self, bench: Building) -> None:
        self._bench = bench
        self._feel = bench_feel.Feel(bench.design)

    def take(self, event: Event) -> Felt:
        """Return what an event is like; most are silent."""
        if event.name in _CHANGES:
            self._feel = bench_feel.Feel(self._bench.design)
        return self._feel.take(event)
