"""Who moves and who rests: a part that was disturbed is watched until it lies still."""

from collections.abc import Callable, Iterable

from physics.engine import RATE

STILL_STEPS = RATE // 8
PATIENCE = 5 * RATE  # a part that still trembles after this is judged as it lies
LOOK_STEPS = 8  # parts that lay still are looked at once in so many steps


class Rest:
    """Watches parts by name. `still` tells whether one lies still just now."""

    def __init__(self, still: Callable[[str], bool]) -> None:
        self._still = still
        self._restless: dict[str, list[int]] = {}  # part -> [steps watched, steps still]

    @property
    def calm(self) -> bool:
        """Whether every part that was disturbed has come to rest."""
        return not self._restless

    def disturb(self, part: str) -> None:
        """Watch a part until it lies still."""
        self._restless[part] = [0, 0]

    def forget(self, part: str) -> None:
        """Watch a part no longer."""
        self._restless.pop(part, None)

    def settled(self, tick: int, lying: Iterable[str]) -> frozenset[str]:
        """Return the parts that have just come to rest. Of those `lying` there, one that began
        to move by itself is watched too."""
        for name in lying if tick % LOOK_STEPS == 0 else ():
            if name not in self._restless and not self._still(name):
                self.disturb(name)
        for name, count in self._restless.items():
            count[0] += 1
            count[1] = count[1] + 1 if self._still(name) else 0
        now = [n for n, c in self._restless.items() if c[1] >= STILL_STEPS or c[0] >= PATIENCE]
        for name in now:
            self.forget(name)
        return frozenset(now)
