"""The singer's pace: a line, slightly bent, through the notes last begun.

Second = c0 + c1 d + c2 d², with d seconds of the reference since the last note, as a least
squares fit with what may be expected beforehand: that the pace is about as it was, and bends
little. One note thus already gives a pace, and four give the bend of somebody who slows down.
"""

from collections import deque

import numpy as np

from audio.contour import Array

MEMORY = 8  # notes
UNEVEN = 0.03  # seconds by which a note strays from any even pace
OLD = 0.02  # more of that for each second since: who sang so, sings otherwise now
KNOWN = 0.25  # by which the pace differs from the one expected
BEND = 0.08  # 1/s: half of what the pace may change by in a second
SLOWEST, FASTEST = 3.0, 0.4  # times the reference's seconds
EVEN = 1e-6  # 1/s: less bend is none


class Pace:
    """Where the singer will be; `ratio` > 1 slower than the reference is expected first."""

    def __init__(self, ratio: float):
        self._usual = ratio
        self._begun: deque[tuple[float, float]] = deque(maxlen=MEMORY)
        self._x0, self._fit = 0.0, np.array([0.0, ratio, 0.0])

    @property
    def ratio(self) -> float:
        """The pace at the last note, > 1 slower."""
        return float(np.clip(self._fit[1], FASTEST, SLOWEST))

    def begun(self, onset: float, second: float) -> None:
        """Learn when the note at `onset` of the reference began; the last word counts."""
        if self._begun and self._begun[-1][0] == onset:
            self._begun.pop()
        self._begun.append((onset, second))
        self._x0, self._fit = onset, _fitted(np.array(self._begun), self._usual)

    def second(self, onset: float) -> float:
        """Return when the singer will be at `onset` seconds of the reference."""
        return float(self._fit[0] + self._passed(onset - self._x0))

    def position(self, second: float) -> float:
        """Return where in the reference the singer will be at `second`: the inverse of `second`."""
        passed, c1 = second - float(self._fit[0]), self.ratio
        bend, first, last = self._bent()
        bent = min(max(passed, self._passed(first)), self._passed(last))
        d = 2 * bent / (c1 + np.sqrt(c1**2 + 4 * bend * bent))
        return float(self._x0 + d + (passed - bent) / (c1 + 2 * bend * d))

    def _bent(self) -> tuple[float, float, float]:
        """Return the bend, and from where to where the pace bends: beyond it is even.

        There it has become as slow or fast as anybody sings, so time always goes forward.
        """
        bend = float(self._fit[2])
        bend = bend if abs(bend) > EVEN else EVEN
        first, last = sorted((limit - self.ratio) / (2 * bend) for limit in (FASTEST, SLOWEST))
        return bend, first, last

    def _passed(self, d: float) -> float:
        """Return the seconds that the singer takes for `d` of the reference from the last note."""
        bend, first, last = self._bent()
        bent = min(max(d, first), last)
        return bent * (self.ratio + bend * bent) + (d - bent) * (self.ratio + 2 * bend * bent)


def _fitted(begun: Array, usual: float) -> Array:
    """Return (3,) the fit through `begun` (notes, 2): onset of the reference, second."""
    d, second = begun[:, 0] - begun[-1, 0], begun[:, 1] - begun[-1, 1]
    weight = 1 / np.hypot(UNEVEN, OLD * d)
    rows = np.stack([np.ones(len(d)), d, d**2], axis=1) * weight[:, None]
    expected = np.diag([0.0, 1 / KNOWN, 1 / BEND])[1:]
    asked = np.concatenate([second * weight, [usual / KNOWN, 0.0]])
    fit = np.linalg.lstsq(np.concatenate([rows, expected]), asked, rcond=None)[0]
    return np.asarray(fit + [begun[-1, 1], 0, 0])
