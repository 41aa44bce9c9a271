"""What stands around a place as light: sky above, walls at the horizon, ground below."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import CPTA_uchar, SamplerState, Texture

Array = npt.NDArray[np.float64]
Rgb = tuple[float, float, float]
_SIDE = 32


@dataclass(frozen=True)
class Sky:
    """Radiance (linear light) from straight above, the sky's rim, the walls, the ground.

    `walls_to` is the sine of the elevation up to which walls hide the sky.
    """

    zenith: Rgb
    rim: Rgb
    walls: Rgb
    ground: Rgb
    walls_to: float

    def radiance(self, towards: Array) -> Array:
        """Return the light (n, 3) that comes from unit directions (n, 3)."""
        up = towards[:, 2:3]
        height = np.clip((up - self.walls_to) / (1 - self.walls_to), 0, 1)
        sky = np.array(self.rim) * (1 - height) + np.array(self.zenith) * height
        wall = _step(up, -0.08, 0.0) * (1 - _step(up, self.walls_to - 0.06, self.walls_to + 0.06))
        ground = 1 - _step(up, -0.08, 0.0)
        above = _step(up, self.walls_to - 0.06, self.walls_to + 0.06)
        return np.asarray(
            sky * above + np.array(self.walls) * wall + np.array(self.ground) * ground
        )


def harmonics(sky: Sky) -> Array:
    """Return the nine coefficients (9, 3) of the sky's irradiance.

    Ramamoorthi & Hanrahan, An efficient representation for irradiance environment maps (2001).
    """
    towards = _sphere(4000)
    x, y, z = towards.T
    basis = np.stack([
        np.full(len(x), 0.282095),
        0.488603 * x, 0.488603 * z, 0.488603 * y,
        1.092548 * x * z, 1.092548 * y * z, 1.092548 * y * x,
        0.946176 * z * z - 0.315392, 0.546274 * (x * x - y * y),
    ])  # fmt: skip
    lobe = np.array([np.pi] + [2 * np.pi / 3] * 3 + [np.pi / 4] * 5)
    projected = basis @ sky.radiance(towards) * (4 * np.pi / len(x))
    return np.asarray(projected * lobe[:, None])


def cube_texture(sky: Sky) -> Any:
    """Return a cube map with mipmaps: sharp at level 0, one average colour at the last."""
    texture = Texture("sky")
    texture.setupCubeMap(_SIDE, Texture.T_float, Texture.F_rgba16)
    texture.setMinfilter(SamplerState.FT_linear_mipmap_linear)
    texture.setMagfilter(SamplerState.FT_linear)
    faces = np.stack([sky.radiance(d).reshape(_SIDE, _SIDE, 3) for d in _face_directions()])
    level = 0
    while True:
        bgra = np.concatenate([faces[..., ::-1], np.ones((*faces.shape[:3], 1))], axis=-1)
        texture.setRamMipmapImage(level, CPTA_uchar(bgra.astype(np.float32).tobytes()))
        if faces.shape[1] == 1:
            return texture
        faces = (
            faces[:, ::2, ::2] + faces[:, 1::2, ::2] + faces[:, ::2, 1::2] + faces[:, 1::2, 1::2]
        ) / 4
        level += 1


def _face_directions() -> list[Array]:
    """Unit directions of the texels of the six faces, in OpenGL's order and turn."""
    at = (np.arange(_SIDE) + 0.5) / _SIDE * 2 - 1
    t, s = (a.ravel() for a in np.meshgrid(at, at, indexing="ij"))
    one = np.ones_like(s)
    faces = (
        (one, -t, -s), (-one, -t, s), (s, one, t), (s, -one, -t), (s, -t, one), (-s, -t, -one),
    )  # fmt: skip
    directions = (np.stack(face, axis=1) for face in faces)
    return [d / np.linalg.norm(d, axis=1, keepdims=True) for d in directions]


def _sphere(n: int) -> Array:
    """Evenly spread unit directions (Fibonacci sphere)."""
    i = np.arange(n) + 0.5
    z = 1 - 2 * i / n
    turn = np.pi * (1 + 5**0.5) * i
    ring = np.sqrt(1 - z * z)
    return np.stack([ring * np.cos(turn), ring * np.sin(turn), z], axis=1)


def _step(value: Array, low: float, high: float) -> Array:
    part = np.clip((value - low) / (high - low), 0, 1)
    return part * part * (3 - 2 * part)
