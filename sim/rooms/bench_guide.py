"""The guide beside the learner: it does a step, or one after the other, in the same world."""

from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide
from sim.loop import Loop


class Guides:
    """At most one guide at a time. What a guide does is marked as shown."""

    def __init__(self, bench: Raising, loop: Loop) -> None:
        self._bench = bench
        self._loop = loop
        self._guide: Guide | None = None
        self._shown: set[str] = set()

    @property
    def busy(self) -> bool:
        """Whether the guide's hand is at work."""
        return self._guide is not None

    def show(self, again: bool = True) -> bool:
        """Do the step that is due; False where there is none, or it was shown in vain before and
        is not to be shown `again`."""
        step = self._bench.step
        if step is None or self.busy or (step.id in self._shown and not again):
            return False
        self._shown.add(step.id)
        self._guide = Guide(self._bench, step.id)
        self._loop.sources.append(self._guide)
        return True

    def ended(self) -> bool:
        """Let a guide that is done go; return whether one has just gone."""
        done = self._guide is not None and self._guide.done
        if done:
            self.stop()
        return done

    def stop(self) -> None:
        """Send the guide away, whatever it holds."""
        if self._guide is not None:
            self._loop.sources.remove(self._guide)
            self._guide = None
