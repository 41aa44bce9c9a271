"""The guide beside the learner: a hand that plays on its own, in the same world."""

from typing import Protocol

from content.event import Source
from sim.loop import Loop


class Guide(Source, Protocol):
    """A source that comes to an end."""

    done: bool


class Guides:
    """At most one guide at a time."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._guide: Guide | None = None

    @property
    def busy(self) -> bool:
        """Whether a guide's hand is at work."""
        return self._guide is not None

    def begin(self, guide: Guide) -> None:
        """Let a guide go to work, in the place of whoever is at it."""
        self.stop()
        self._guide = guide
        self._loop.sources.append(guide)

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
