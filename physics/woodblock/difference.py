"""How different two colours look: CIE L*a*b* of linear sRGB reflectances, and CIEDE2000."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

_XYZ = np.array([  # IEC 61966-2-1, white point D65
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
_WHITE = _XYZ.sum(axis=1)


def lab(light: ArrayLike) -> Array:
    """Return L*, a*, b* (..., 3) of linear red, green, blue (..., 3), 0..1."""
    t = np.asarray(light, np.float64) @ _XYZ.T / _WHITE
    edge = 6 / 29
    f = np.where(t > edge**3, np.cbrt(t), t / (3 * edge * edge) + 4 / 29)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def delta_e(one: ArrayLike, other: ArrayLike) -> Array:
    """Return CIEDE2000 of two colours in L*a*b* (..., 3), by Sharma, Wu and Dalal 2005."""
    first, second = (np.moveaxis(np.asarray(v, np.float64), -1, 0) for v in (one, other))
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0
    turn = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)
    # half a circle apart: the published sign
    turn = np.where(~grey & (h2 - h1 == 180), 180.0, turn)
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    wide = np.abs(h1 - h2) > 180
    middle = np.where(wide, (h1 + h2 + np.where(h1 + h2 < 360, 360, -360)) / 2, (h1 + h2) / 2)
    middle = np.where(grey, h1 + h2, middle)
    return _weighed(l1, l2, c1, c2, hue, middle)


def _weighed(l1: Array, l2: Array, c1: Array, c2: Array, hue: Array, middle: Array) -> Array:
    """Return the root of the weighed squares; `hue` the difference, `middle` degrees."""
    bright, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(middle - 30))
        + 0.24 * np.cos(np.radians(2 * middle))
        + 0.32 * np.cos(np.radians(3 * middle + 6))
        - 0.20 * np.cos(np.radians(4 * middle - 63))
    )
    sl = 1 + 0.015 * (bright - 50) ** 2 / np.sqrt(20 + (bright - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    blue = 30 * np.exp(-(((middle - 275) / 25) ** 2))
    rt = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(2 * blue))
    parts = (l2 - l1) / sl, (c2 - c1) / sc, hue / sh
    return np.asarray(np.sqrt(sum(p * p for p in parts) + rt * parts[1] * parts[2]))
