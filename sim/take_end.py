"""When a take of a movement ends by itself: the learner stands three metres from the keyboard."""

from dataclasses import dataclass, field

TAIL = 1.0  # seconds that are still watched after the end
NEAR = 0.15  # seconds before the reference's end that count as its end
SLOWEST = 2.0  # times the reference's length
STEADY = 0.5  # seconds that the learner must have been at the end


@dataclass
class TakeEnd:
    """`length` s of what is moved along, None where nothing says so; `led`: the ghost leads."""

    length: float | None
    led: bool
    _there: float | None = field(default=None, repr=False)

    def due(self, seconds: float, place: float | None) -> bool:
        """Whether the take is over at `seconds`, the learner at `place` (s of the reference)."""
        if self.length is None:
            return False
        if self.led:
            return seconds >= self.length + TAIL
        at_end = place is not None and place >= self.length - NEAR
        self._there = (seconds if self._there is None else self._there) if at_end else None
        stayed = self._there is not None and seconds - self._there >= STEADY
        enough = seconds >= 0.6 * self.length  # a follower that jumped ends nothing
        return (stayed and enough) or seconds >= SLOWEST * self.length + TAIL
