"""Pictures or poses of a file, one after another, as a clock or a question lets them come."""

import time
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item", covariant=True)
_EXACT = 1e-6  # seconds
PATIENCE = 0.5  # seconds to catch up in: what the machine is too slow for is seen late, not never


class Strip(Protocol[Item]):
    """A file that is read once from its beginning to its end."""

    def grab(self) -> float | None:
        """Go to the next one and return its second; None at the end."""

    def take(self) -> Item:
        """Return the one that was gone to."""

    def close(self) -> None:
        """Let go of the file."""


class Reader(Generic[Item]):
    """Reads a strip. `paced`: the newest that is due by the clock; else one after another.

    `began`: when second 0 was, on the monotonic clock.
    """

    def __init__(self, strip: Strip[Item], paced: bool) -> None:
        self._strip, self._paced = strip, paced
        self._next = strip.grab()
        self.began = time.monotonic()
        self.lost = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        return self._next is None

    def read(self, until: float) -> tuple[float, Item] | None:
        """Return second and item of what is due (by `until` where no clock paces), if anything."""
        begun = time.monotonic()
        due = begun - self.began if self._paced else until
        found: tuple[float, Item] | None = None
        while self._next is not None and self._next <= due + _EXACT:
            self.lost += found is not None
            found = self._next, self._strip.take()
            self._next = self._strip.grab()
            if not self._paced or time.monotonic() - begun > PATIENCE:
                break
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._strip.close()
