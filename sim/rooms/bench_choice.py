"""Which part is meant: the pointed one, else one that was gone to by keys or pointed at long."""

from collections.abc import Sequence
from typing import Protocol

from lessons.arts.raising_view import Shape, View
from physics.pose import Pose
from sim.rooms.workshop import Workshop
from sim.scenes.timber_yard import TimberYard
from sim.stage import Stage

TURNS = {"tab": 1, "shift-tab": -1}
LONG_S = 0.5  # that the pointer stays on a part which is then chosen; one crossed over is not


class Bench(Protocol):
    """Parts that lie somewhere."""

    @property
    def shapes(self) -> Sequence[Shape]:
        """The parts there are."""
        ...

    def view(self) -> View:
        """Return how it is now: in it, which of them stand."""
        ...

    def pose(self, part: str) -> Pose:
        """Return where a part is now."""
        ...

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        ...


class Choice:
    """The chosen part stays chosen until another is, so that a button can act on it.

    Gone to by keys, a part counts before what the pointer happens to be on, until that moves.
    """

    def __init__(self, stage: Stage, shop: Workshop, yard: TimberYard, bench: Bench) -> None:
        self._stage, self._shop, self._yard, self._bench = stage, shop, yard, bench
        self._chosen: str | None = None
        self._resting: tuple[str | None, float] = (None, 0.0)
        self._pointer = shop.pointer
        self.by_key = False

    @property
    def pointed(self) -> str | None:
        """The part under the pointer, where no card lies over it."""
        if self._shop.covered:
            return None
        hit = self._yard.pick(*self._shop.pointer)
        return hit[0] if hit and hit[0] in self._names else None

    @property
    def chosen(self) -> str | None:
        """The part that a button acts on, if it is still there."""
        return self._chosen if self._chosen in self._names else None

    @property
    def shown(self) -> str | None:
        """The part that is lifted out in the picture."""
        return self.chosen if self.by_key else self.pointed

    @property
    def meant(self) -> str | None:
        """The part that a key acts on."""
        return self.chosen if self.by_key else self.pointed or self.chosen

    @property
    def place(self) -> tuple[float, float]:
        """Where the part that is meant is named (-1..1): at the pointer, or where it is seen."""
        part = self.chosen
        if not self.by_key or part is None:
            return self._shop.pointer
        x, y, z = self._bench.pose(part).at
        middle = (x, y, z + self._bench.height(part) / 2)
        return self._stage.project(middle) or self._shop.pointer

    def choose(self, part: str) -> None:
        """Choose a part: it was taken, seated or measured. Keys begin anew from the first."""
        self._chosen, self.by_key = part, False

    def press(self, key: str, due: Sequence[str]) -> bool:
        """Take a key if it goes to another part: first those that are `due`, then what lies
        about, then what stands; backwards, what stands last comes first."""
        if key == "mouse1":
            self.by_key = False  # a click means what the pointer is on
        if key not in TURNS:
            return False
        parts = self._order(due)
        if parts:
            now = parts.index(self._chosen) if self.by_key and self._chosen in parts else None
            start = (-1 if TURNS[key] > 0 else 0) if now is None else now
            self._chosen = parts[(start + TURNS[key]) % len(parts)]
            self.by_key = True
        return True

    def frame(self, elapsed: float) -> None:
        """Notice where the pointer stays."""
        if self._shop.pointer != self._pointer:
            self._pointer, self.by_key = self._shop.pointer, False
        part, seconds = self._resting
        now = self.pointed
        stays = now == part and not self.by_key
        self._resting = (now, seconds + elapsed if stays else 0.0)
        if now is not None and self._resting[1] >= LONG_S:
            self._chosen = now

    @property
    def _names(self) -> list[str]:
        return [shape.name for shape in self._bench.shapes]

    def _order(self, due: Sequence[str]) -> list[str]:
        stands = self._bench.view().seated
        loose = [name for name in self._names if name not in stands]
        first = [name for name in due if name in loose]
        rest = [name for name in loose if name not in first]
        return [*first, *rest, *(name for name in self._names if name in stands)]
