"""Paints papers, shapes, type and whole pages into Panda3D nodes, few geoms each.

A painted node is measured in pixels (x right, z up, origin where the layout has it); whoever
hangs it under the sheet scales it by `Frame.pixel`. Type lies on strokes, strokes on papers.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    Geom,
    GeomEnums,
    GeomNode,
    GeomTriangles,
    GeomVertexArrayFormat,
    GeomVertexData,
    GeomVertexFormat,
    InternalName,
    NodePath,
    SamplerState,
    Texture,
    TransparencyAttrib,
)

from lessons.report.palette import rgb
from lessons.report.shapes import Shape, Text, extent
from sim.views import ink, paper
from sim.views.layout import Item, Paper, Picture
from sim.views.type import Face, face
from sim.views.typeset import place

Array = npt.NDArray[np.float64]
Point = tuple[float, float]


def paint_items(items: Sequence[Item], pixel: float) -> Any:
    """Return a node of everything in a part; lengths are in units of `pixel` a pixel."""
    root = NodePath("part")
    for item in items:
        if isinstance(item, Paper):
            _piece(item, pixel).reparentTo(root)
    shapes = [i for i in items if not isinstance(i, Paper | Picture)]
    paint_shapes(shapes, 1 / pixel).reparentTo(root)
    for item in items:
        if isinstance(item, Picture):
            _picture(item, pixel).reparentTo(root)
    return root


def paint_shapes(shapes: Iterable[Shape], scale: float, at: Point = (0.0, 0.0)) -> Any:
    """Return a node of shapes: one geom for the strokes, one for each sheet of glyphs."""
    root = NodePath("shapes")
    kept = tuple(shapes)
    rows, triangles = ink.join(p for s in kept for p in ink.patches(s, scale, at))
    if len(rows):
        _hang(root, rows, triangles, None)
    for sheet, quads in _quads([s for s in kept if isinstance(s, Text)], scale, at).items():
        corners = np.concatenate(quads)
        _hang(root, corners, _quad_triangles(len(quads)), sheet)
    return root


def _quads(texts: Sequence[Text], scale: float, at: Point) -> dict[Any, list[Array]]:
    """Return the corners (4, 8) of every glyph, by the sheet it stands on."""
    found: dict[Any, list[Array]] = {}
    for text in texts:
        if (px := round(text.size * scale)) > 0:
            _set_line(text, face(text.font, px), (text.x * scale, text.y * scale), at, found)
    return found


def _set_line(
    text: Text, type_: Face, pen: Point, at: Point, found: dict[Any, list[Array]]
) -> None:
    pens, width = place(text.glyphs, type_.advance, type_.px)
    x = at[0] + pen[0] - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    y = at[1] + pen[1]
    colour = rgb(text.colour)
    for char, offset in zip(text.glyphs, pens, strict=True):
        glyph = type_.glyph(char)
        if glyph is not None:
            corners = _corners(glyph.box, glyph.uv, (round(x + offset), round(y)), colour)
            found.setdefault(glyph.sheet, []).append(corners)


def _corners(
    box: tuple[float, ...], uv: tuple[float, ...], pen: tuple[int, int], colour: tuple[float, ...]
) -> Array:
    # Panda3D cuts its glyphs at texel middles: half a pixel of shift sets texel on pixel.
    left, bottom, right, top = (round(v) for v in box)
    x, y = pen[0] - 0.5, pen[1] - 0.5
    places = (
        (x + left, y - top),
        (x + right, y - top),
        (x + right, y - bottom),
        (x + left, y - bottom),
    )
    cuts = ((uv[0], uv[3]), (uv[2], uv[3]), (uv[2], uv[1]), (uv[0], uv[1]))
    return np.array([(*p, *colour, 1.0, *c) for p, c in zip(places, cuts, strict=True)])


def _quad_triangles(n: int) -> npt.NDArray[np.int64]:
    one = np.array([(0, 1, 2), (0, 2, 3)])
    return (one[None] + 4 * np.arange(n)[:, None, None]).reshape(-1, 3)


def _piece(item: Paper, pixel: float) -> Any:
    """Return a quad with a piece of paper or wood, texel on pixel."""
    left, top, right, bottom = (
        round(v / pixel) for v in (item.box.left, item.box.top, item.box.right, item.box.bottom)
    )
    room = paper.margin(item.stuff)
    wide, high = max(right - left, 1), max(bottom - top, 1)
    box = (left - room, top - room, right + room, bottom + room)
    corners = np.array(
        [
            (box[0], box[1], 1, 1, 1, 1, 0, 1),
            (box[2], box[1], 1, 1, 1, 1, 1, 1),
            (box[2], box[3], 1, 1, 1, 1, 1, 0),
            (box[0], box[3], 1, 1, 1, 1, 0, 0),
        ],
        float,
    )
    root = NodePath("paper")
    _hang(root, corners, _quad_triangles(1), _texture(item.stuff, wide, high, item.seed))
    return root


def _picture(item: Picture, pixel: float) -> Any:
    """Return what is drawn on a page as large as its box allows, in the middle of it."""
    box, drawn = item.box, extent(item.page.shapes)
    wide, high = (box.right - box.left) / pixel, (box.bottom - box.top) / pixel
    scale = min(wide / (drawn.right - drawn.left), high / (drawn.bottom - drawn.top))
    x = (box.left + box.right) / 2 / pixel - (drawn.left + drawn.right) / 2 * scale
    y = (box.top + box.bottom) / 2 / pixel - (drawn.top + drawn.bottom) / 2 * scale
    return paint_shapes(item.page.shapes, scale, (x, y))


@lru_cache(maxsize=96)
def _texture(stuff: Any, wide: int, high: int, seed: int) -> Any:
    image = paper.piece(stuff, wide, high, seed)
    texture = Texture(stuff)
    texture.setup2dTexture(image.shape[1], image.shape[0], Texture.TUnsignedByte, Texture.FRgba)
    texture.setRamImageAs(image[::-1].tobytes(), "RGBA")
    texture.setMinfilter(SamplerState.FT_linear)
    texture.setMagfilter(SamplerState.FT_linear)
    texture.setWrapU(SamplerState.WM_clamp)
    texture.setWrapV(SamplerState.WM_clamp)
    return texture


def _hang(root: Any, rows: Array, triangles: npt.NDArray[np.int64], texture: Any) -> None:
    """Hang one geom under `root`. Rows are x, y (down), rgba and, with a texture, u, v."""
    flat = np.zeros((len(rows), 9), np.float32)
    flat[:, 0], flat[:, 2] = rows[:, 0], -rows[:, 1]
    flat[:, 3 : 1 + rows.shape[1]] = rows[:, 2:]
    data = GeomVertexData("view", _format(), Geom.UHStatic)
    data.uncleanSetNumRows(len(flat))
    memoryview(data.modifyArray(0)).cast("B")[:] = flat.tobytes()
    faces = GeomTriangles(Geom.UHStatic)
    faces.setIndexType(GeomEnums.NTUint32)
    index = faces.modifyVertices()
    index.uncleanSetNumRows(triangles.size)
    memoryview(index).cast("B")[:] = triangles.astype(np.uint32).tobytes()
    geom = Geom(data)
    geom.addPrimitive(faces)
    node = GeomNode("ink" if texture is None else "glyphs")
    node.addGeom(geom)
    path = root.attachNewNode(node)
    path.setTransparency(TransparencyAttrib.MAlpha)
    if texture is not None:
        path.setTexture(texture)


@lru_cache(maxsize=1)
def _format() -> Any:
    array = GeomVertexArrayFormat()
    array.addColumn(InternalName.getVertex(), 3, Geom.NTFloat32, Geom.CPoint)
    array.addColumn(InternalName.getColor(), 4, Geom.NTFloat32, Geom.CColor)
    array.addColumn(InternalName.getTexcoord(), 2, Geom.NTFloat32, Geom.CTexcoord)
    made = GeomVertexFormat()
    made.addArray(array)
    return GeomVertexFormat.registerFormat(made)
