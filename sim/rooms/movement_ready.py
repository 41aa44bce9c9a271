"""From the space bar to the take: step into the picture, arms out once, three, two, one.

The learner walks three metres meanwhile, so nothing here waits for a key.
"""

from typing import Literal

from motion import calibrate
from motion.calibrate import Calibration
from motion.eyes_messages import EyesNews
from motion.motion import Motion, join

Phase = Literal["free", "step_in", "arms_out", "counting"]
COUNT = 3.0  # seconds
STILL = 0.8  # seconds that a body must be seen before the count begins
KEPT = 2.0  # seconds of frames in which the arms are looked for


class Ready:
    """`live`: a camera looks at a room; a file is neither waited for nor measured.

    `measures`: outstretched arms are asked for before the first take.
    """

    def __init__(self, live: bool, measures: bool = True) -> None:
        self._live, self._measures = live, measures
        self.phase: Phase = "free"
        self.left = COUNT
        self.calibration: Calibration | None = None
        self._seen: list[Motion] = []
        self._there = 0.0

    @property
    def busy(self) -> bool:
        """Whether a take is about to begin."""
        return self.phase != "free"

    def begin(self) -> None:
        """A take was asked for; asked for again, nothing is waited for any longer."""
        if self.phase in ("step_in", "arms_out") or not self._live:
            self._count()
        elif self.phase == "free":
            self.phase, self._there, self._seen = "step_in", 0.0, []

    def forget(self) -> None:
        """Look for the arms anew before the next take."""
        self.calibration = None

    def cancel(self) -> None:
        """No take begins."""
        self.phase = "free"

    def frame(self, elapsed: float, news: EyesNews | None) -> bool:
        """Go on; return whether the take begins now."""
        if self.phase == "counting":
            self.left -= elapsed
            if self.left <= 0:
                self.phase = "free"
                return True
        elif self.phase != "free" and news is not None:
            self._watch(elapsed, news)
        return False

    def _watch(self, elapsed: float, news: EyesNews) -> None:
        there = news.state == "watching" and news.notice is None
        self._there = self._there + elapsed if there else 0.0
        if self.phase == "step_in" and self._there >= STILL:
            self._seen = []
            if self._measures and self.calibration is None:
                self.phase = "arms_out"
            else:
                self._count()
        elif self.phase == "arms_out":
            self._measure(news.frames)

    def _measure(self, frames: Motion) -> None:
        """Look for outstretched arms in what was seen of late."""
        if not len(frames.times):
            return
        first, last = float(frames.times[0]), float(frames.times[-1])
        kept = [part for part in self._seen if last - KEPT <= part.times[-1] < first]
        self._seen = [*kept, frames.canonical()]  # none of before the eyes began anew
        found = calibrate.found(join(self._seen))
        if found is not None:
            self.calibration = found
            self._count()

    def _count(self) -> None:
        self.phase, self.left = "counting", COUNT
