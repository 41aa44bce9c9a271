"""The inner loop of the follower, compiled: what a frame looks like, and how belief moves on.

Belief is (paces, frames of the reference): how likely the learner is there and goes on at that
pace. Frames lie side by side so that a machine takes several at once.
"""

import numpy as np
from numba import njit


@njit(
    "void(float64[:,::1], int64[::1], int64[:,::1], float64[:,::1])",
    cache=True,
    error_model="numpy",
)
def look(joints, trunk, bones, seen):  # type: ignore[no-untyped-def]
    """Put into `seen` (bones + 1, 3) where bones point, and last the trunk; NaN = not seen.

    Axes: left and back of the shoulders, and the room's up, so that it is the same where only
    half a body shows. `joints` (J, 3) m; `trunk`: where neck, shoulders and hips stand among
    them, left before right; `bones` (bones, 2) which joints they go from and to.
    """
    neck, shoulder, other, hip, last = trunk
    x, y = joints[shoulder, 0] - joints[other, 0], joints[shoulder, 1] - joints[other, 1]
    x, y = x / np.hypot(x, y), y / np.hypot(x, y)
    for b in range(len(seen)):
        if b < len(bones):
            along = joints[bones[b, 1]] - joints[bones[b, 0]]
        else:
            along = joints[neck] - (joints[hip] + joints[last]) / 2
        along = along / np.sqrt((along**2).sum())
        seen[b, 0] = along[0] * x + along[1] * y
        seen[b, 1] = along[1] * x - along[0] * y
        seen[b, 2] = along[2]


@njit(
    "float64(float64[:,::1], float64[:,:,::1], float64[::1], float64[::1])",
    cache=True,
    error_model="numpy",
)
def compare(seen, known, weights, away):  # type: ignore[no-untyped-def]
    """Put into `away` (N,) the mean squared chord to each frame; return the share that is seen.

    `seen` (B, 3) NaN = not seen, `known` (B, 3, N), `weights` (B,) of sum 1.
    """
    share = 0.0
    away[:] = 0.0
    for b in range(len(weights)):
        x, y, z = seen[b]
        if not np.isnan(x + y + z):
            share += weights[b]
            for n in range(len(away)):
                dx, dy, dz = known[b, 0, n] - x, known[b, 1, n] - y, known[b, 2, n] - z
                away[n] += weights[b] * (dx * dx + dy * dy + dz * dz)
    if share > 0:
        away /= share
    return share


@njit(
    "void(float64[:,::1], float64[:,::1], float64[:,::1], float64[::1], float64[::1], float64)",
    cache=True,
    error_model="numpy",
)
def go_on(belief, before, change, steps, likely, leap):  # type: ignore[no-untyped-def]
    """Let time pass: paces change, each goes on by its `steps` (frames), some are elsewhere.

    `before` is written over; `change` (paces, paces) how likely one pace becomes another;
    `likely` (N,) where who is suddenly elsewhere is, `leap` how many are, at any pace.
    """
    paces, frames = belief.shape
    for p in range(paces):
        before[p] = 0.0
        for q in range(max(p - 1, 0), min(p + 2, paces)):
            for n in range(frames):
                before[p, n] += change[q, p] * belief[q, n]
    total = before.sum()
    for p in range(paces):
        whole = int(steps[p])
        part = steps[p] - whole
        for n in range(frames):
            belief[p, n] = leap * total / paces * likely[n]
        for n in range(frames):
            mass = (1 - leap) * before[p, n]
            belief[p, min(n + whole, frames - 1)] += (1 - part) * mass
            belief[p, min(n + whole + 1, frames - 1)] += part * mass


@njit("void(float64[:,::1], float64[::1], float64, float64)", cache=True, error_model="numpy")
def weigh(belief, away, sharp, most):  # type: ignore[no-untyped-def]
    """Weigh belief by how far `away` (N,) the frame is from each of the reference's."""
    least = away.min()
    for n in range(len(away)):
        fits = np.exp(-sharp * (min(away[n], most) - min(least, most)))
        for p in range(len(belief)):
            belief[p, n] *= fits
    belief /= belief.sum()


@njit("Tuple((float64, float64))(float64[:,::1], int64)", cache=True, error_model="numpy")
def where(belief, near):  # type: ignore[no-untyped-def]
    """Return the mean frame around the likeliest one, and how much is believed within `near`."""
    frames = belief.shape[1]
    at = np.zeros(frames)
    for p in range(len(belief)):
        at += belief[p]
    middle = int(at.argmax())
    mean, share = 0.0, 0.0
    for n in range(max(middle - near, 0), min(middle + near + 1, frames)):
        mean += n * at[n]
        share += at[n]
    return mean / share, share
