"""Timber as files for other programs: glTF (metres, y up) and STL (millimetres).

The only module that sees trimesh. The same timber gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from trimesh.exchange.gltf import export_glb, export_gltf
from trimesh.exchange.stl import export_stl
from trimesh.visual import TextureVisuals
from trimesh.visual.material import PBRMaterial

from physics.pose import Array, Pose
from physics.timber import solids
from physics.timber.part import Wood
from physics.timber.solids import Solid

MM = 1000.0
_Y_UP = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]], float)
_HEADER = 80  # bytes at the head of a binary STL, free for words


Colours = Mapping[Wood, tuple[float, float, float]]  # sRGB 0..1


@dataclass(frozen=True)
class Placed:
    """A solid, its own name, what it is of, and where it stands."""

    name: str
    solid: Solid
    wood: Wood
    at: Pose


def glb(placed: Sequence[Placed], colours: Colours) -> bytes:
    """Return parts as one binary glTF: each a node with its own name at its own place."""
    return bytes(export_glb(_scene(placed, colours), include_normals=False))


def gltf(placed: Sequence[Placed], colours: Colours) -> bytes:
    """Return the same as one glTF in JSON, its numbers inside."""
    scene = _scene(placed, colours)
    files = export_gltf(scene, include_normals=False, merge_buffers=True, embed_buffers=True)
    (data,) = files.values()
    return bytes(data)


def stl(placed: Placed) -> bytes:
    """Return a part as a binary STL in millimetres, in its own axes; its first 80 bytes say so."""
    head = f"Shuimo {placed.name}, millimetres".encode("ascii", "replace")[:_HEADER]
    return head.ljust(_HEADER) + bytes(export_stl(_mesh(placed.solid, MM)))[_HEADER:]


def _scene(placed: Sequence[Placed], colours: Colours) -> trimesh.Scene:
    scene = trimesh.Scene()
    looks = {wood: _material(wood, rgb) for wood, rgb in colours.items()}
    for each in placed:
        shape = _mesh(each.solid, 1.0)
        shape.visual = TextureVisuals(material=looks[each.wood])
        place = _Y_UP @ _matrix(each.at)
        scene.add_geometry(shape, node_name=each.name, geom_name=each.name, transform=place)
    return scene


def _mesh(solid: Solid, scale: float) -> trimesh.Trimesh:
    vertices, triangles = solids.mesh(solid)
    return trimesh.Trimesh(vertices * scale, triangles, process=False)


def _matrix(pose: Pose) -> Array:
    made = np.eye(4)
    made[:3, :3], made[:3, 3] = pose.matrix, pose.at
    return made


def _material(wood: Wood, rgb: tuple[float, float, float]) -> PBRMaterial:
    """A dull surface; glTF wants its colour in linear light."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return PBRMaterial(
        name=wood, baseColorFactor=[*linear, 1.0], metallicFactor=0.0, roughnessFactor=0.9
    )
