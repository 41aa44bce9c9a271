"""A water sleeve (水袖): white silk on a wrist, as particles, threads and air.

XPBD (Macklin, Müller, Chentanez 2016) with small steps and one round of constraints in each
(Macklin et al. 2019), in shuffled order; long-range attachments to the cuff (Kim, Chentanez,
Müller 2012). The cloth meets body and floor, not itself: to gather it in folds on the wrist
(叠袖) is beyond this model.
"""

import numpy as np
import numpy.typing as npt

from physics import cloth_kernels as kernels
from physics import cloth_touch as touch
from physics.cloth_grip import Frame, Grip, turned
from physics.cloth_net import AREAL, Array, cuff, net, packed, triangles, unpacked
from physics.cloth_substeps import advance

# China Daily (2010-04-12) tells of sleeves of half a metre, the longest of more than one; no
# source gives the size for a role of Kunqu. Assumed until a master's sleeve is measured.
LENGTH = 1.0  # m from the wrist, of which a hand covers about 0.18
WIDTH = 0.5  # m, assumed
CUFF = (0.068, 0.054)  # m: half the width and height of the cuff, assumed

SUBSTEP = 1 / 1800  # s
CHUNK = 1 / 60  # s after which it is asked anew what may touch the cloth
LONGEST = 0.1  # s of a frame that are simulated; of a longer one the rest is left out
AIR = 1.2  # kg/m3
DRAG = 1.2  # of a flat plate across the wind (Hoerner 1965: 1.17)
SAIL = 0.5 * AIR * DRAG / AREAL


class Sleeve:
    """One sleeve of `length` by `width` metres; `rng` shuffles the order of its constraints.

    `points` (24 * 72, 3) m, row after row from the cuff; `placed` once a wrist was seen.
    """

    def __init__(
        self, rng: np.random.Generator, length: float = LENGTH, width: float = WIDTH
    ) -> None:
        self._net = net(length, width, rng)
        self._cuff = cuff(*CUFF)
        self._uneven = rng.normal(0.0, 0.001, (kernels.ROWS, kernels.COLUMNS, 3))
        self._uneven[0] = 0.0
        self._grip: Grip | None = None
        self._bodies = np.empty((0, 7))
        self._state = np.zeros((3, kernels.NUMBERS + kernels.SPARE))
        self._facing = np.zeros(kernels.NUMBERS)
        self.triangles = triangles()

    @property
    def placed(self) -> bool:
        """Whether a wrist was seen yet: before that the points mean nothing."""
        return self._grip is not None

    @property
    def points(self) -> Array:
        """(24 * 72, 3) m."""
        return unpacked(self._state[0]).reshape(-1, 3)

    @property
    def velocities(self) -> Array:
        """(24 * 72, 3) m/s."""
        return unpacked(self._state[2]).reshape(-1, 3)

    def step(self, dt: float, wrist: Frame, bodies: Array) -> None:
        """Go on by `dt` s: the wrist is at (place (3,) m, rotation (3, 3)), the body there.

        The rotation's columns run to the hand, across it, out of its back. `bodies` (k, 7)
        capsules: both ends and radius, m. What is NaN is not seen: the cuff waits, a limb that
        is not seen stops nothing.
        """
        if self._grip is None:
            self._hang(wrist)
        if self._grip is None or dt <= 0:
            return
        time = min(dt, LONGEST)
        start = self._grip.at, self._grip.turn
        self._grip.follow(wrist, dt)
        bodies = np.where(np.isfinite(bodies), bodies, np.nan)
        before = self._before(bodies)
        chunks = int(np.ceil(time / CHUNK - 1e-6))
        for k in range(chunks):
            parts = k / chunks, (k + 1) / chunks
            hands = np.stack([self._held(start, part) for part in parts])
            moved = np.stack([before + (bodies - before) * part for part in parts])
            self._go(time / chunks, hands, moved)
        self._bodies = bodies

    def _before(self, bodies: Array) -> Array:
        """Return where the capsules were; one that was not seen is taken as standing still."""
        known = self._bodies.shape == bodies.shape
        return np.where(np.isfinite(self._bodies), self._bodies, bodies) if known else bodies

    def _held(self, start: Frame, part: float) -> Array:
        """Return the held row (columns, 3) after a part of the way from `start`."""
        assert self._grip is not None
        at = start[0] + (self._grip.at - start[0]) * part
        return np.asarray(self._cuff @ turned(start[1], self._grip.turn, part).T + at)

    def _go(self, time: float, hands: Array, bodies: Array) -> None:
        """Take the substeps of one chunk; `hands` and `bodies` before and after it."""
        count = max(1, round(time / SUBSTEP))
        how = np.array([count, time / count, self._net.pitch, SAIL])
        advance(
            self._state, self._facing, self._net.runs, self._net.laws,
            hands, bodies, touching(self._state, bodies, time), how,
        )  # fmt: skip

    def _hang(self, wrist: Frame) -> None:
        """Lay the cloth out along the first hand that is seen, round it: from there it falls."""
        place, turn = wrist
        if not (np.isfinite(place).all() and np.isfinite(turn).all()):
            return
        self._grip = Grip(place.copy(), turn.copy())
        out = np.arange(kernels.ROWS)[:, None, None] * self._net.pitch * turn[:, 0]
        laid = self._held((place, turn), 1.0) + out + self._uneven
        laid[..., 2] = np.maximum(laid[..., 2], kernels.SKIN)
        self._state[0] = packed(laid)
        self._state[1] = self._state[0]
        self._state[2] = 0.0


def touching(state: Array, bodies: Array, time: float) -> npt.NDArray[np.int64]:
    """Return (n, 2) which particle may meet which body (2, k, 7) within `time` s."""
    pairs = np.empty((kernels.COLUMNS * kernels.ROWS * bodies.shape[1], 2), np.int64)
    return pairs[: touch.near(state, bodies, time, pairs)]
