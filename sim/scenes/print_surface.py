"""A flat thing whose picture changes, block or sheet: repainted only where it did.

The picture is cut into tiles with a texture each, so that a stroke sends only the tiles that
it crossed to the graphics card. Most of its light is its own: what is printed keeps its colours
under the sun of the shop, and only a part of it falls into shade with the things around it.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    GeomNode,
    LColor,
    MaterialAttrib,
    NodePath,
    RenderState,
    SamplerState,
    Texture,
    TextureAttrib,
    TextureStage,
)

from physics.woodblock.grid import Rect
from sim.scenes.build import bare_geom
from sim.scenes.materials import matt
from sim.scenes.mesh import Array, Mesh, sheet

Pixels = npt.NDArray[np.uint8]

TILE = 256  # cells of a side
OWN = 0.62  # of its light; the rest comes from sun and sky
LIT = 0.34  # so that what lies flat in the sun of the shop has the colours of its picture
ACROSS = 8  # columns of a tile, along which a sheet bends


class Painted:
    """A square of `side` metres lying in the plane z = 0, its lower left corner at the origin.

    Row 0 of the picture (n, n, 3) sRGB lies nearest the learner. `edge`: so many metres of the
    last column go on beyond the right side. `under`: it is seen from below.
    """

    def __init__(
        self, name: str, side: float, pixels: Pixels, edge: float = 0.0, under: bool = False
    ) -> None:
        self._cells, self._side = pixels.shape[0], side
        self.node: Any = NodePath(name)
        self._tiles: list[tuple[Rect, Any]] = []
        self._nets: list[tuple[Any, npt.NDArray[np.float32]]] = []
        for j in range(0, self._cells, TILE):
            for i in range(0, self._cells, TILE):
                far = min(j + TILE, self._cells), min(i + TILE, self._cells)
                self._tile(Rect(j, i, *far), edge, under)
        self.paint(pixels, Rect(0, 0, self._cells, self._cells))

    def paint(self, pixels: Pixels, rect: Rect) -> int:
        """Take the picture (n, n, 3) sRGB again in a window; return how many tiles it touched."""
        touched = 0
        for tile, texture in self._tiles:
            part = Rect(
                max(rect.j0, tile.j0), max(rect.i0, tile.i0),
                min(rect.j1, tile.j1), min(rect.i1, tile.i1),
            )  # fmt: skip
            if part.empty:
                continue
            touched += 1
            held = np.frombuffer(memoryview(texture.modifyRamImage()), np.uint8)
            held = held.reshape(tile.j1 - tile.j0, tile.i1 - tile.i0, 4)
            at = Rect(part.j0 - tile.j0, part.i0 - tile.i0, part.j1 - tile.j0, part.i1 - tile.i0)
            held[at.window][..., :3] = pixels[part.window][..., ::-1]  # Panda3D keeps blue first
        return touched

    def bend(self, x: Array, z: Array, turn: Array, at: Array) -> None:
        """Lay the picture on a curve: its places `at` (m, rising) along x come to (x, z), there
        turned by `turn` radians about y."""
        for geom, rows in self._nets:
            along = rows[:, 16]
            rows[:, 0] = np.interp(along, at, x)
            rows[:, 2] = np.interp(along, at, z)
            angle = np.interp(along, at, turn)
            facing = rows[:, 17]
            rows[:, 3], rows[:, 5] = -np.sin(angle) * facing, np.cos(angle) * facing
            data = geom.modifyVertexData().modifyArray(0)
            memoryview(data).cast("B")[:] = np.ascontiguousarray(rows[:, :16]).tobytes()

    def _tile(self, rect: Rect, edge: float, under: bool) -> None:
        """Make one tile, its texture running from side to side."""
        cell = self._side / self._cells
        low = np.array([rect.i0 * cell, rect.j0 * cell])
        high = np.array([rect.i1 * cell, rect.j1 * cell])
        last = edge if rect.i1 == self._cells else 0.0
        net = _net(low, high, last, under)
        texture = _texture(rect)
        node = GeomNode("tile")
        node.addGeom(bare_geom(net, 1.0, 1.0), _state(texture))
        self.node.attachNewNode(node)
        self._tiles.append((rect, texture))
        geom = node.modifyGeom(0)
        held = np.frombuffer(memoryview(geom.getVertexData().getArray(0)).cast("B"), np.float32)
        rows = held.reshape(len(net.points), 16)
        also = np.stack([net.points[:, 0], np.full(len(rows), -1.0 if under else 1.0)], 1)
        self._nets.append((geom, np.concatenate([rows, also], 1).astype(np.float32)))


def _net(low: Array, high: Array, last: float, under: bool) -> Mesh:
    """Return the tile's net of points; what goes on beyond its side shows its last column."""
    x = np.linspace(low[0], high[0], ACROSS + 1)
    u = np.linspace(0.0, 1.0, ACROSS + 1)
    if last:
        x, u = np.append(x, high[0] + last), np.append(u, 1.0 + last / (high[0] - low[0]))
    y, v = np.array([low[1], high[1]]), np.array([0.0, 1.0])
    points = np.stack([*np.meshgrid(x, y), np.zeros((2, len(x)))], -1)
    net = sheet(points, np.stack(np.meshgrid(u, v), -1))
    if not under:
        return net
    return Mesh(net.points, -net.normals, net.uvs, net.tints, net.triangles[:, ::-1])


def _texture(rect: Rect) -> Any:
    made = Texture("tile")
    wide, high = rect.i1 - rect.i0, rect.j1 - rect.j0
    made.setup2dTexture(wide, high, Texture.TUnsignedByte, Texture.FSrgbAlpha)
    made.setMinfilter(SamplerState.FTLinearMipmapLinear)
    made.setMagfilter(SamplerState.FTLinear)
    made.setWrapU(SamplerState.WMClamp)
    made.setWrapV(SamplerState.WMClamp)
    made.setRamImage(b"\xff" * (4 * wide * high))
    return made


def _state(texture: Any) -> Any:
    """Return a state in which a texture is both what shines and what is shone on."""
    material = matt("painted")
    material.setBaseColor(LColor(LIT, LIT, LIT, 1))
    material.setEmission(LColor(OWN, OWN, OWN, 1))
    own = TextureStage("own")
    own.setMode(TextureStage.MEmission)
    own.setSort(1)
    attrib = TextureAttrib.make().addOnStage(TextureStage.getDefault(), texture)
    return RenderState.make(MaterialAttrib.make(material), attrib.addOnStage(own, texture))
