"""A camera to measure with: a sheet on a table, seen askew through a bent lens, in a room."""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

Pixels = NDArray[np.uint8]
Plane = NDArray[np.float64]

TABLE = (0.18, 0.12, 0.08)  # linear light
LAMP = (1.0, 0.93, 0.8)  # of a warm lamp


@dataclass(frozen=True)
class Shot:
    """How a photograph is taken: `tilt` in degrees about x, y and the axis, `fill` share of the
    shorter side, `aside` share of it by which the sheet stands off the middle, `bend` radial."""

    size: tuple[int, int] = (2240, 1760)
    tilt: tuple[float, float, float] = (7.0, -5.0, 4.0)
    fill: float = 0.86
    aside: tuple[float, float] = (0.0, 0.0)
    bend: float = -0.02
    light: float = 0.9
    uneven: float = 0.35
    noise: float = 2.0  # of 255
    blur: float = 0.8  # pixels


PLAIN = Shot()


def photograph(pixels: Pixels, side: float, shot: Shot = PLAIN) -> Pixels:
    """Return the photograph (h, w, 3) of a sheet (n, n, 3), row 0 lower, `side` mm, after JPEG."""
    w, h = shot.size
    u, v = np.meshgrid(np.arange(w) + 0.5, np.arange(h) + 0.5)
    x, y = _sheet(u, v, side, shot)
    on = (x >= 0) & (x <= side) & (y >= 0) & (y <= side)
    at = np.stack([y, x]) / side * len(pixels) - 0.5
    value = pixels / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    seen = np.stack([
        np.where(on, ndimage.map_coordinates(linear[..., b], at, order=1, mode="nearest"), TABLE[b])
        for b in range(3)
    ], -1)  # fmt: skip
    u, v = np.meshgrid(np.linspace(-1, 1, w), np.linspace(-1, 1, h))
    room = shot.light * (1 - shot.uneven / 3 * (1 + 0.8 * u - 0.5 * v)) * (1 - 0.1 * (u**2 + v**2))
    seen = ndimage.gaussian_filter(seen * room[..., None] * LAMP, (shot.blur, shot.blur, 0))
    seen = np.clip(seen, 0, 1)
    shown = np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055) * 255
    shown += np.random.default_rng(1).standard_normal((h, w, 1)) * shot.noise
    kept = io.BytesIO()
    Image.fromarray(np.clip(shown.round(), 0, 255).astype(np.uint8)).save(kept, "JPEG", quality=90)
    return np.array(Image.open(kept))


def _sheet(u: Plane, v: Plane, side: float, shot: Shot) -> tuple[Plane, Plane]:
    """Return the places on the sheet (mm, from the lower left) that pixels see."""
    w, h = shot.size
    reach, far = np.hypot(w, h) / 2, 1.2 * w
    ax, ay = (u - w / 2) / reach, (v - h / 2) / reach
    bx, by = ax, ay
    for _round in range(5):
        bent = 1 + shot.bend * (bx**2 + by**2)
        bx, by = ax / bent, ay / bent
    short = min(w, h)
    bx, by = bx * reach - shot.aside[0] * short, by * reach - shot.aside[1] * short
    turn = _turn(*np.radians(shot.tilt))
    rays = np.stack([bx / far, by / far, np.ones_like(bx)], -1) @ turn
    eye = np.array([0, 0, -far * side / (shot.fill * short)]) @ turn
    hit = eye - (eye[2] / rays[..., 2])[..., None] * rays
    return hit[..., 0] + side / 2, side / 2 - hit[..., 1]


def _turn(a: float, b: float, c: float) -> Plane:
    x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return np.asarray(z @ y @ x)
