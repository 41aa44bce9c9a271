"""Which moment of a take belongs to which of the reference: dynamic time warping in a band.

After Sakoe and Chiba 1978: the band, and the symmetric form, in which a step along both counts
twice. A step along one alone counts 1.3 times here, where theirs counts once. The costs are lengths
of differences, averaged over groups of three numbers (a bone's direction), each with its weight.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from motion.graded import Array

Ints = npt.NDArray[np.int64]
_HALF = 4  # frames: the narrowest half width of a band
_ALONE = 1.3  # times what a step along one costs: a take rather hurries evenly than by jumps


@njit(
    "float64(float32[:,:,::1], float32[:,::1], float32[:,:,::1], float32[:,::1], int64,"
    " uint8[:,::1])",
    cache=True, fastmath=True,
)  # fmt: skip
def _fill(reference, weights, take, seen, half, steps):  # type: ignore[no-untyped-def]
    """Write how each cell of the band was reached: 1 both, 2 reference, 3 take; return the cost.

    `reference` (N, 3, G), `take` (M, 3, G) without NaN; `weights` (N, G), `seen` (M, G) 0 or 1.
    """
    n, m, groups = reference.shape[0], take.shape[0], reference.shape[2]
    never = 1e30
    before = np.full(m + 1, never)
    now = np.full(m + 1, never)
    before[0] = 0.0
    for i in range(n):
        centre = int((i + 0.5) * m / n)
        first, last = max(0, centre - half), min(m, centre + half + 1)
        now[first] = never
        for j in range(first, last):
            cost = np.float32(0.0)
            known = np.float32(0.0)
            for g in range(groups):
                x = reference[i, 0, g] - take[j, 0, g]
                y = reference[i, 1, g] - take[j, 1, g]
                z = reference[i, 2, g] - take[j, 2, g]
                weight = weights[i, g] * seen[j, g]
                cost += weight * np.sqrt(x * x + y * y + z * z)
                known += weight
            if known > 0.0:
                cost /= known
            best, step = before[j] + 2.0 * cost, 1
            if before[j + 1] + _ALONE * cost < best:
                best, step = before[j + 1] + _ALONE * cost, 2
            if now[j] + _ALONE * cost < best:
                best, step = now[j] + _ALONE * cost, 3
            now[j + 1] = best
            steps[i, j - centre + half] = step
        before[:first] = never
        before[first : last + 1] = now[first : last + 1]
        before[last + 1 :] = never
    return before[m] / (n + m)


@njit("int64(uint8[:,::1], int64, int64[:,::1])", cache=True)
def _walk(steps, m, path):  # type: ignore[no-untyped-def]
    """Write the path (n + m, 2) from its end backwards; return where it begins."""
    n, half = steps.shape[0], steps.shape[1] // 2
    i, j, at = n - 1, m - 1, len(path)
    while i >= 0 and j >= 0:
        at -= 1
        path[at, 0], path[at, 1] = i, j
        step = steps[i, j - int((i + 0.5) * m / n) + half]
        if step != 3:
            i -= 1
        if step != 2:
            j -= 1
    return at


def dtw(
    reference: Array, take: Array, band: float, weights: Array | None = None
) -> tuple[float, Ints]:
    """Return the mean cost and the path (n, 2) of frames that belong together.

    `reference` (N, D) or (N, G, 3), `take` the same with M frames; NaN costs nothing there.
    `weights` (G,) or (N, G) of the reference. `band`: half its width as a share of the take.
    Raises ValueError where there is no frame or the widths differ.
    """
    first, second = _grouped(reference), _grouped(take)
    if not len(first) or not len(second) or first.shape[1:] != second.shape[1:]:
        raise ValueError(f"dtw: {reference.shape} beside {take.shape}")
    n, m = len(first), len(second)
    known = _seen(first)
    if weights is not None:
        known = known * weights.astype(np.float32)
    half = max(_HALF, int(np.ceil(band * m)), int(np.ceil(m / n)) + 1)
    steps = np.zeros((n, 2 * half + 1), dtype=np.uint8)
    cost = _fill(
        np.nan_to_num(first), np.ascontiguousarray(known), np.nan_to_num(second), _seen(second),
        half, steps,
    )  # fmt: skip
    path = np.empty((n + m, 2), dtype=np.int64)
    return float(cost), path[_walk(steps, m, path) :]


def _grouped(values: Array) -> npt.NDArray[np.float32]:
    """Return (N, 3, G): a plain number is a group of its own."""
    if values.ndim == 3:
        return np.ascontiguousarray(values.transpose(0, 2, 1), dtype=np.float32)
    grouped = np.zeros((len(values), 3, values.shape[1]), dtype=np.float32)
    grouped[:, 0] = values
    return grouped


def _seen(grouped: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(~np.isnan(grouped).any(axis=1), dtype=np.float32)
