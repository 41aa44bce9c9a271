"""What the guide shows at the bench: the step that is due, or one after the other."""

from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide
from sim.rooms.guides import Guides


class Steps:
    """Which steps were shown. What a guide does is marked as shown."""

    def __init__(self, bench: Raising, guides: Guides) -> None:
        self._bench = bench
        self._guides = guides
        self._shown: set[str] = set()

    def show(self, again: bool = True) -> bool:
        """Do the step that is due; False where there is none, or it was shown in vain before and
        is not to be shown `again`."""
        step = self._bench.step
        if step is None or self._guides.busy or (step.id in self._shown and not again):
            return False
        self._shown.add(step.id)
        self._guides.begin(Guide(self._bench, step.id))
        return True
