"""The right button: held, the view turns with the pointer; let go on the spot, it is a click."""

from collections.abc import Callable

from sim.stage import Stage

Place = tuple[float, float]
DEGREES = (80.0, 50.0)  # that the view turns, and rises, from the middle of the window to its edge
SLACK = 0.01  # of half the window: a hand that clicks is not quite still


class Drag:
    """At most one drag at a time. `turn` takes degrees to the right and up."""

    def __init__(
        self, stage: Stage, turn: Callable[[float, float], None], click: Callable[[], None]
    ) -> None:
        self._stage, self._turn, self._click = stage, turn, click
        self._last: Place | None = None
        self._moved = False

    @property
    def busy(self) -> bool:
        """Whether the pointer turns the view, and carries nothing."""
        return self._last is not None

    def begin(self, at: Place) -> None:
        """The button went down here (-1..1 to the right and up)."""
        self._last, self._moved = at, False

    def frame(self, at: Place) -> None:
        """Turn the view by as much as the pointer went; what is dragged goes with it."""
        if self._last is None:
            return
        right, up = at[0] - self._last[0], at[1] - self._last[1]
        if self._moved or max(abs(right), abs(up)) > SLACK:
            self._moved = True
            self._last = at
            self._turn(-right * DEGREES[0], -up * DEGREES[1])
        if not self._stage.dragging:
            self._last = None
            if not self._moved:
                self._click()
