"""Before the first lesson of movement: what grades one is made ready, and the window stays alive.

On a fresh machine the kernels are compiled, which takes seconds. The judge's process does it
first and leaves them on the disk, from where this process has them at once.
"""

import sys
from collections.abc import Callable
from importlib import import_module

from content.texts import _
from lessons.judge import Verdict
from sim.app import App, Room
from sim.rooms.deck import Deck
from sim.views.busy import Busy

KERNELS = "motion.align"
COMPILED = ("motion.follow", "lessons.moved", "sim.scenes.robed")  # with all that these load


def needed() -> bool:
    """Whether this process has not loaded the kernels yet."""
    return KERNELS not in sys.modules


def compiled() -> None:
    """Load everything that is compiled when it is loaded. Runs in the judge's process."""
    for name in COMPILED:
        import_module(name)


class WakingRoom:
    """A slip and its brush, until the room that `make` makes can come at once."""

    def __init__(self, app: App, make: Callable[[], Room]) -> None:
        self._app, self._make = app, make
        self._deck = Deck(app.stage)
        self._deck.show("busy", Busy(_("The practice floor is being made ready …")))
        self._ready: Verdict[None] = app.judge.ask(compiled)

    def frame(self, elapsed: float) -> None:
        """Let the brush go on; enter when all is ready, whatever became of it."""
        self._deck.frame(elapsed)
        if self._ready.done:
            self._app.open(self._make)

    def point(self, x: float, y: float) -> None:
        """Nothing answers."""

    def press(self, key: str) -> None:
        """Go back, if that is wanted."""
        if key == "escape":
            self._app.hall()

    def say(self, sentence: str) -> None:
        """Nothing is refused here."""

    def close(self) -> None:
        """Take the slip away."""
        self._deck.close()
