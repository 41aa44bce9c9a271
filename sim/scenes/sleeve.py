"""A water sleeve as it is drawn: white silk with two sides, its shape sent anew each frame."""

from typing import Any

import numpy as np
from panda3d.core import (
    Geom,
    GeomNode,
    LColor,
    Material,
    MaterialAttrib,
    NodePath,
    OmniBoundingVolume,
    RenderState,
)

from physics.cloth_kernels import COLUMNS, ROWS
from sim.look import light
from sim.scenes.build import bare_geom
from sim.scenes.mesh import Array, Mesh, sheet

FINE = 2 * COLUMNS - 1  # points drawn across the sleeve
SOFT = 0.07  # of white that thin silk scatters to wherever one looks from
THROUGH = 0.55  # how much lighter silk is where the sun stands straight behind it
SHEEN = 0.5  # roughness


class SleeveView:
    """One sleeve below `parent`, in its axes and metres; nothing is seen before `show`."""

    def __init__(self, parent: NodePath) -> None:
        self.node: Any = parent.attachNewNode("sleeve")
        self._across, self._along = _spline(COLUMNS, FINE), _spline(ROWS, ROWS)
        drawn = GeomNode("silk")
        drawn.addGeom(_geom(), _silk())
        drawn.setBounds(OmniBoundingVolume())
        drawn.setFinal(True)
        self.node.attachNewNode(drawn)
        self._geom = drawn.modifyGeom(0)
        held = self._geom.getVertexData().getArray(0)
        self._rows = np.frombuffer(memoryview(held).cast("B"), np.float32).reshape(-1, 16).copy()
        self.node.hide()

    def show(self, points: Array) -> None:
        """Draw the sleeve through its particles (24 * 72, 3) m, row after row from the cuff."""
        places, normals = self._surface(points.reshape(ROWS, COLUMNS, 3))
        half = len(self._rows) // 2
        self._rows[:half, :3] = self._rows[half:, :3] = places
        self._rows[:half, 3:6] = normals
        self._rows[half:, 3:6] = -normals
        behind = normals @ self._sun()
        self._rows[:half, 10:13] = 1 + THROUGH * np.clip(-behind, 0, 1)[:, None]
        self._rows[half:, 10:13] = 1 + THROUGH * np.clip(behind, 0, 1)[:, None]
        data = self._geom.modifyVertexData().modifyArray(0)
        memoryview(data).cast("B")[:] = self._rows.tobytes()
        self.node.show()

    def hide(self) -> None:
        """Take it out of sight until it is shown again."""
        self.node.hide()

    def close(self) -> None:
        """Take it away."""
        self.node.removeNode()

    def _sun(self) -> Array:
        """Return the unit direction (3,) from the sleeve towards the sun; 0 where there is none."""
        sun = self.node.getTop().find("sun")
        if sun.isEmpty():
            return np.zeros(3)
        along = self.node.getRelativeVector(sun, (0, -1, 0))
        return np.array(along / along.length())

    def _surface(self, net: Array) -> tuple[Array, Array]:
        """Return places and unit normals (72 * 47, 3) of the spline over a net of particles."""
        flat = net.reshape(ROWS, -1)
        smooth, along = ((m @ flat).reshape(ROWS, COLUMNS, 3) for m in self._along)
        places, across = (m @ smooth for m in self._across)
        normals = _cross(across.reshape(-1, 3), (self._across[0] @ along).reshape(-1, 3))
        return places.reshape(-1, 3), normals


def _cross(a: Array, b: Array) -> Array:
    """Return unit normals to two directions (n, 3) each."""
    (ax, ay, az), (bx, by, bz) = a.T, b.T
    made = np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=1)
    return np.asarray(made / np.sqrt((made * made).sum(axis=1, keepdims=True) + 1e-24))


def _spline(count: int, fine: int) -> tuple[Array, Array]:
    """Return (fine, count) twice: what makes values and slopes of a uniform cubic B-spline.

    Its ends lie in the first and the last point (a point beyond mirrors the one before).
    """
    at = np.linspace(0, count - 1, fine)
    low = np.minimum(at.astype(int), count - 2)
    t = at - low
    values = [(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3]
    slopes = [-((1 - t) ** 2), 3 * t**2 - 4 * t, -3 * t**2 + 2 * t + 1, t**2]
    wide = np.zeros((2, fine, count + 2))
    for k, (value, slope) in enumerate(zip(values, slopes, strict=True)):
        wide[0, np.arange(fine), low + k] = value / 6
        wide[1, np.arange(fine), low + k] = slope / 2
    made = wide[:, :, 1:-1].copy()
    for beyond, first, second in ((0, 0, 1), (-1, -1, -2)):
        made[:, :, first] += 2 * wide[:, :, beyond]
        made[:, :, second] -= wide[:, :, beyond]
    return made[0], made[1]


def _geom() -> Any:
    """Return a flat cloth with its back: every point twice, every triangle from both sides."""
    u, v = np.meshgrid(np.linspace(0, 1, FINE), np.linspace(0, 1, ROWS))
    front = sheet(np.stack([u, v, np.zeros_like(u)], axis=-1))
    both = Mesh(
        np.concatenate([front.points] * 2),
        np.concatenate([front.normals, -front.normals]),
        np.concatenate([front.uvs] * 2),
        np.concatenate([front.tints] * 2),
        np.concatenate([front.triangles, front.triangles[:, ::-1] + len(front.points)]),
    )
    made = bare_geom(both, 1.0, 1.0)
    made.modifyVertexData().setUsageHint(Geom.UHDynamic)
    return made


def _silk() -> Any:
    """Return the state of white silk: a soft sheen, and a little light of its own."""
    material = Material("silk")
    red, green, blue = light("slip")
    material.setBaseColor(LColor(red, green, blue, 1))
    material.setEmission(LColor(SOFT * red, SOFT * green, SOFT * blue, 1))
    material.setRoughness(SHEEN)
    material.setMetallic(0)
    return RenderState.make(MaterialAttrib.make(material))
