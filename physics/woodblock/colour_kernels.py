"""Kubelka and Munk, cell by cell, and the way to the screen."""

import math

import numpy as np
from numba import njit

from physics.woodblock.sweep import fading


@njit("float64(float64, float64, float64, float64)", cache=True, inline="always",
      error_model="numpy")  # fmt: skip
def _through(ground: float, a: float, b: float, fade: float) -> float:
    """Return the reflectance over a ground; `fade`: what is left of light that went there and
    back."""
    # R = (1 - Rg (a - b coth)) / (a - Rg + b coth), times (1 - fade) above and below, so that
    # no layer at all is the ground itself.
    sinh, cosh = 1.0 - fade, 1.0 + fade
    return (sinh - ground * (a * sinh - b * cosh)) / ((a - ground) * sinh + b * cosh)


@njit("float64(float64, float64, float64, float64)", cache=True, error_model="numpy")
def over(ground: float, k: float, s: float, x: float) -> float:
    """Return the reflectance of a layer of thickness x (with its K and S) over a ground."""
    a = 1.0 + k / s
    b = math.sqrt(a * a - 1.0)
    return _through(ground, a, b, math.exp(-2.0 * b * s * x))


@njit(
    "void(float32[:,:,::1], float32[:,::1], float64[:,::1], float64, int64[::1])",
    cache=True, error_model="numpy",
)  # fmt: skip
def cover(light, mass, ks, strength, rect):  # type: ignore[no-untyped-def]
    """Lay a layer of `mass` (n, n) in units of K and S over `light` (n, n, 3), in place.

    Line by line and band by band, so that several cells are worked on at once.
    """
    i0, n = rect[1], rect[3] - rect[1]
    fade = np.empty(max(n, 0))
    for j in range(rect[0], rect[2]):
        ink = mass[j, i0 : i0 + n]
        most = np.float32(0.0)
        for k in range(n):
            most = max(most, ink[k])
        if most <= 0.0:
            continue
        for c in range(3):
            a = 1.0 + ks[0, c] / ks[1, c]
            b = math.sqrt(a * a - 1.0)
            thick = 2.0 * b * ks[1, c] * strength
            for k in range(n):
                fade[k] = fading(max(ink[k], 0.0) * thick)
            for k in range(n):
                ground = light[j, i0 + k, c]
                light[j, i0 + k, c] = _through(ground, a, b, fade[k])


@njit("void(float32[:,:,::1], uint8[::1], uint8[:,:,::1], int64[::1])", cache=True)
def shown(light, table, pixels, rect):  # type: ignore[no-untyped-def]
    """Write reflectances as sRGB bytes by a table of equal steps from 0 to 1."""
    last = table.shape[0] - 1
    for j in range(rect[0], rect[2]):
        for i in range(rect[1], rect[3]):
            for c in range(3):
                step = int(light[j, i, c] * last + np.float32(0.5))
                pixels[j, i, c] = table[min(max(step, 0), last)]
