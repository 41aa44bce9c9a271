"""Where two pieces of sound are best joined, compiled."""

import numpy as np
from numba import njit

COARSE = 6  # samples between the joints that are tried first


@njit("float64(float64[:], int64, int64, int64, int64)", cache=True)
def _likeness(sound, a, b, size, every):  # type: ignore[no-untyped-def]
    """Return the correlation -1..1 of `size` samples from `a` and from `b` on."""
    both, one, other = 0.0, 1e-12, 1e-12
    for i in range(0, size, every):
        both += sound[a + i] * sound[b + i]
        one += sound[a + i] ** 2
        other += sound[b + i] ** 2
    return both / np.sqrt(one * other)


@njit("int64(float64[:], int64, int64, int64, int64)", cache=True)
def joint(sound, goes_on, wanted, reach, size):  # type: ignore[no-untyped-def]
    """Return where within `reach` of `wanted` the sound is most like that which `goes_on`.

    Compared are `size` samples; where none is more alike than another, it is `wanted`.
    """
    best, found = _likeness(sound, goes_on, wanted, size, 2), wanted
    for at in range(wanted - reach + COARSE, wanted + reach - COARSE + 1, COARSE):
        value = _likeness(sound, goes_on, at, size, 2)
        if value > best:
            best, found = value, at
    middle, best = found, _likeness(sound, goes_on, found, size, 1)
    for at in range(middle - COARSE, middle + COARSE + 1):
        value = _likeness(sound, goes_on, at, size, 1)
        if value > best:
            best, found = value, at
    return found
