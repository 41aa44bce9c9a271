"""A net as Panda3D draws it: places go to the card every frame, colours only when they change."""

from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d.core import (
    Geom,
    GeomNode,
    GeomTriangles,
    GeomVertexArrayFormat,
    GeomVertexData,
    GeomVertexFormat,
    OmniBoundingVolume,
)

from sim.scenes.figure_net import Floats, Net
from sim.scenes.mesh import Array

_SPAN_M = 0.12  # of cloth in one texture
_COLUMNS = (
    (("vertex", 3, Geom.CPoint), ("normal", 3, Geom.CNormal), ("tangent", 4, Geom.COther)),
    (("color", 4, Geom.CColor),),
    (("texcoord", 2, Geom.CTexcoord),),
)


class Skin:
    """One net as a GeomNode; colours (R, C, 3) linear and opacity (R, C) are its owner's."""

    def __init__(self, net: Net, state: Any, body: Array) -> None:
        self._net = net
        self.parts = net.colours
        shape = (net.rings, net.columns)
        self._places = np.zeros((*shape, 10), np.float32)
        self._places[..., 9] = 1.0
        self._colours = np.ones((*shape, 4), np.float32)
        data = GeomVertexData("figure", _format(), Geom.UHDynamic)
        data.uncleanSetNumRows(net.rings * net.columns)
        self._geom = _geom(data, net)
        self.node = GeomNode("figure")
        self.node.addGeom(self._geom, state)
        self._geom = self.node.modifyGeom(0)
        self.node.setBounds(OmniBoundingVolume())
        self.node.setFinal(True)
        points, self.normals, _around = net.moved(body)
        self._fill(2, _texture_places(points))

    def move(self, body: Array, size: float) -> None:
        """Lay the net on the body's vectors (K, 3), cut for one `size` times as large."""
        points, self.normals, around = self._net.moved(body, size)
        self._places[..., :3] = points.transpose(1, 2, 0)
        self._places[..., 3:6] = self.normals.transpose(1, 2, 0)
        self._places[..., 6:9] = around.transpose(1, 2, 0)
        self._fill(0, self._places)

    def colour(self, colours: Array, opacity: Array | float = 1.0) -> None:
        """Dye the net."""
        self._colours[..., :3] = colours
        self._colours[..., 3] = opacity
        self._fill(1, self._colours)

    def thicken(self, opacity: Array) -> None:
        """Change how opaque it is, (R, C) 0..1."""
        self._colours[..., 3] = opacity
        self._fill(1, self._colours)

    def _fill(self, array: int, values: npt.NDArray[np.float32]) -> None:
        store = self._geom.modifyVertexData().modifyArray(array)
        memoryview(store).cast("B")[:] = values.tobytes()


def _texture_places(points: Floats) -> npt.NDArray[np.float32]:
    """Return (R, C, 2): along the surface and around it, as long as the cloth is at rest."""
    steps = np.linalg.norm(np.diff(points.mean(axis=2), axis=1, prepend=0.0), axis=0)
    steps[0] = 0.0
    around = np.linalg.norm(np.diff(points, axis=2), axis=0).sum(axis=1)
    turn = np.linspace(0, 1, points.shape[2])
    # A whole number of textures goes around, so that no seam is seen.
    whole = np.maximum(np.round(np.median(around) / _SPAN_M), 1)
    along = np.cumsum(steps)[:, None] / _SPAN_M
    made = np.stack(np.broadcast_arrays(along, turn * whole), axis=-1)
    return np.ascontiguousarray(made, np.float32)


def _geom(data: Any, net: Net) -> Any:
    triangles = GeomTriangles(Geom.UHStatic)
    triangles.setIndexType(Geom.NTUint32)
    index = triangles.modifyVertices()
    index.uncleanSetNumRows(net.triangles.size)
    memoryview(index).cast("B")[:] = net.triangles.astype(np.uint32).tobytes()
    made = Geom(data)
    made.addPrimitive(triangles)
    return made


def _format() -> Any:
    made = GeomVertexFormat()
    for columns in _COLUMNS:
        array = GeomVertexArrayFormat()
        for name, size, contents in columns:
            array.addColumn(name, size, Geom.NTFloat32, contents)
        made.addArray(array)
    return GeomVertexFormat.registerFormat(made)
