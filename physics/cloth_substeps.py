"""The substeps of a piece of time in one call: what a sleeve asks of its kernels, in order."""

import numpy as np
from numba import njit

from physics.cloth_kernels import EVERY, face, fall, hold, settle, solve, tether
from physics.cloth_touch import push


@njit(
    "void(float64[:,::1], float64[::1], int64[:,::1], float64[:,::1], float64[:,:,::1],"
    " float64[:,:,::1], int64[:,::1], float64[::1])",
    cache=True,
)
def advance(state, facing, runs, laws, hands, bodies, pairs, how):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Take `how` = (count, seconds of each, pitch m, sail 1/m) substeps.

    `hands` (2, columns, 3) and `bodies` (2, k, 7): the held row and the capsules before and
    after all of them; `pairs` (n, 2) which particle may meet which capsule.
    """
    count, dt, pitch, sail = int(how[0]), how[1], how[2], how[3]
    when = np.array([0.0, 1.0 / count])
    for k in range(count):
        when[0] = (k + 1) / count
        if k % EVERY == 0:
            face(state[0], facing)
        fall(state, facing, sail, dt)
        hold(state[0], hands, when[0])
        solve(state[0], runs, laws, dt)
        tether(state[0], pitch)
        push(state, bodies, pairs, when)
        settle(state, dt)
