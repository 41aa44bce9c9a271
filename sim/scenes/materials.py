"""Surfaces as Panda3D states: textures and material that the physically based shader reads."""

import functools
import zlib
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    CullFaceAttrib,
    LColor,
    Material,
    MaterialAttrib,
    RenderState,
    SamplerState,
    Texture,
    TextureAttrib,
    TextureStage,
)

from sim.look import light
from sim.scenes import textures
from sim.scenes.textures import Grid, Maker, Surface

Stuff = Literal[
    "lime", "stone", "paving", "tile", "fir", "fir_end", "camphor",
    "camphor_end", "old", "old_end", "dark", "dark_end",
    "paper", "print", "glow", "bark", "petal", "leaf", "ink",
]  # fmt: skip
STUFFS: tuple[Stuff, ...] = get_args(Stuff)

_MAKERS: dict[Stuff, Maker] = {
    "lime": textures.lime,
    "stone": textures.stone,
    "paving": textures.paving,
    "tile": textures.tile,
    "fir": textures.wood("fir", "camphor", 0.0),
    "fir_end": textures.end_grain("fir", "camphor", 0.0),
    "camphor": textures.wood("camphor", "ink", 0.0),
    "camphor_end": textures.end_grain("camphor", "ink", 0.0),
    "old": textures.wood("fir", "camphor", 0.55),
    "old_end": textures.end_grain("fir", "camphor", 0.55),
    "dark": textures.wood("camphor", "ink", 0.12),
    "dark_end": textures.end_grain("camphor", "ink", 0.2),
    "paper": textures.paper,
    "print": textures.printed,
    "glow": textures.paper,
    "bark": textures.bark,
    "petal": textures.plain("slip"),
    "leaf": textures.plain("moss"),
    "ink": textures.plain("ink"),
}
_THIN: tuple[Stuff, ...] = ("petal", "leaf", "paper", "print", "glow")
# Texels of a side where the eye comes near; 256 elsewhere.
_SIDES: dict[Stuff, int] = {
    "fir": 512, "fir_end": 512, "camphor": 512, "camphor_end": 512, "old": 512, "lime": 512,
    "paving": 512, "petal": 8, "leaf": 8, "ink": 8,
}  # fmt: skip
_GLOW = 0.5  # lamplight through a paper window, in linear light


@functools.cache
def state(stuff: Stuff) -> Any:
    """Return the render state of a material; the same stuff gives the same textures."""
    made = surface_state(_surface(stuff), _material(stuff), mirrored=stuff.endswith("_end"))
    both = CullFaceAttrib.make(CullFaceAttrib.MCullNone)
    return made.addAttrib(both) if stuff in _THIN else made


def surface_state(surface: Surface, material: Any, mirrored: bool = False) -> Any:
    """Return the render state that draws a surface in a material."""
    attrib = TextureAttrib.make()
    for sort, (mode, image, srgb) in enumerate(_layers(surface)):
        stage = TextureStage(f"{material.getName()}-{sort}")
        stage.setMode(mode)
        stage.setSort(sort)
        attrib = attrib.addOnStage(stage, texture(image, srgb, mirrored))
    return RenderState.make(attrib, MaterialAttrib.make(material))


def matt(name: str) -> Any:
    """Return a material that leaves colour and roughness to its textures."""
    made = Material(name)
    made.setBaseColor(LColor(1, 1, 1, 1))
    made.setRoughness(1)
    made.setMetallic(0)
    return made


def span_m(stuff: Stuff) -> float:
    """Return how many metres one texture of a material covers."""
    return _surface(stuff).span_m


def texture(image: npt.NDArray[np.float64], srgb: bool, mirrored: bool = False) -> Any:
    """Return a Panda3D texture of an image (n, m, 3 or 4) in 0..1, first row at the bottom."""
    rows, columns, channels = image.shape
    made = Texture()
    plain, gamma = (
        (Texture.F_rgb, Texture.F_srgb) if channels == 3 else (Texture.F_rgba, Texture.F_srgb_alpha)
    )
    made.setup2dTexture(columns, rows, Texture.T_unsigned_byte, gamma if srgb else plain)
    order = [2, 1, 0, 3][:channels]
    data = np.ascontiguousarray(np.clip(image[..., order] * 255 + 0.5, 0, 255).astype(np.uint8))
    made.setRamImage(data.tobytes())
    made.setMinfilter(SamplerState.FT_linear_mipmap_linear)
    wrap = SamplerState.WM_mirror if mirrored else SamplerState.WM_repeat
    made.setWrapU(wrap)
    made.setWrapV(wrap)
    return made


@functools.cache
def _surface(stuff: Stuff) -> Surface:
    rng = np.random.default_rng(zlib.crc32(stuff.encode()))
    return _MAKERS[stuff](Grid(rng, _SIDES.get(stuff, 256)))


def _layers(surface: Surface) -> list[tuple[Any, npt.NDArray[np.float64], bool]]:
    rough = np.zeros_like(surface.colour)
    rough[..., 1] = surface.roughness
    return [
        (TextureStage.MModulate, surface.colour, True),
        (TextureStage.MSelector, rough, False),
        (TextureStage.MNormal, textures.normal_map(surface), False),
    ]


def _material(stuff: Stuff) -> Any:
    made = matt(stuff)
    if stuff == "glow":
        red, green, blue = light("yellow")
        made.setEmission(LColor(_GLOW * red, _GLOW * green * 0.9, _GLOW * blue * 1.6, 1))
    return made
