"""The lens of one eye, whose sight reaches further to one side than to the other."""

import math

from panda3d.core import LMatrix4

from headset.moment import Fov

NEAR_M, FAR_M = 0.05, 120.0  # as the window's


def projection(fov: Fov) -> LMatrix4:
    """Return the projection (row vectors, y forward, z up) of a field of view in radians."""
    left, right, up, down = (math.tan(a) for a in (fov.left, fov.right, fov.up, fov.down))
    wide, high, deep = right - left, up - down, FAR_M - NEAR_M
    return LMatrix4(
        *(2 / wide, 0, 0, 0),
        *(-(right + left) / wide, -(up + down) / high, (FAR_M + NEAR_M) / deep, 1),
        *(0, 2 / high, 0, 0),
        *(0, 0, -2 * FAR_M * NEAR_M / deep, 0),
    )


def shape(fov: Fov) -> float:
    """Return width over height of what is seen, as a flat picture."""
    return (math.tan(fov.right) - math.tan(fov.left)) / (math.tan(fov.up) - math.tan(fov.down))
