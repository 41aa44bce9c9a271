"""Timber as files for other programs: glTF (metres, y up) and STL (millimetres).

The only module that sees trimesh. The same timber gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from trimesh.exchange.gltf import export_glb
from trimesh.exchange.stl import export_stl
from trimesh.visual import TextureVisuals
from trimesh.visual.material import PBRMaterial

from physics.pose import Array, Pose
from physics.timber import solids
from physics.timber.part import Part, Wood

MM = 1000.0
_Y_UP = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1]], float)
_HEADER = 80  # bytes at the head of a binary STL, free for words


Colours = Mapping[Wood, tuple[float, float, float]]  # sRGB 0..1


@dataclass(frozen=True)
class Placed:
    """A part and where it stands."""

    part: Part
    at: Pose


def glb(placed: Sequence[Placed], colours: Colours) -> bytes:
    """Return parts as one binary glTF: each a node with its own name at its own place."""
    scene = trimesh.Scene()
    looks = {wood: _material(wood, rgb) for wood, rgb in colours.items()}
    for each in placed:
        shape = _mesh(each.part, 1.0)
        shape.visual = TextureVisuals(material=looks[each.part.wood])
        name = each.part.name
        place = _Y_UP @ _matrix(each.at)
        scene.add_geometry(shape, node_name=name, geom_name=name, transform=place)
    return bytes(export_glb(scene, include_normals=False))


def stl(part: Part) -> bytes:
    """Return a part as a binary STL in millimetres, in its own axes; its first 80 bytes say so."""
    head = f"Shuimo {part.name}, millimetres".encode("ascii", "replace")[:_HEADER]
    return head.ljust(_HEADER) + bytes(export_stl(_mesh(part, MM)))[_HEADER:]


def _mesh(part: Part, scale: float) -> trimesh.Trimesh:
    vertices, triangles = solids.mesh(part.solid)
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
