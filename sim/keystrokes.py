"""What is written on the keyboard, by characters: names are Chinese more often than not."""

from collections.abc import Callable

from sim.stage import Stage

EVENT = "keystroke"


class Typing:
    """Hands each written character to `take`, as the system's input method gives it."""

    def __init__(self, stage: Stage, take: Callable[[str], None]) -> None:
        self._base = stage.base
        throwers = self._base.buttonThrowers
        if throwers:
            throwers[0].node().setKeystrokeEvent(EVENT)
        self._base.accept(EVENT, take)

    def close(self) -> None:
        """Write no more."""
        self._base.ignore(EVENT)
        if self._base.buttonThrowers:
            self._base.buttonThrowers[0].node().setKeystrokeEvent("")
