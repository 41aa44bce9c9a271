"""glTF and STL: read back, they hold the same wood, closed, under the same names."""

import io
import json
import struct
from dataclasses import replace

import numpy as np
import pytest
import trimesh

from content.library import SHIPPED
from physics.pose import Pose, about
from physics.timber import bracket, sizes
from physics.timber.export_mesh import Placed, glb, gltf, stl

COLOURS = {"fir": (0.7, 0.5, 0.3), "camphor": (0.4, 0.3, 0.2), "stone": (0.5, 0.5, 0.5)}


@pytest.fixture(scope="module")
def standing():
    of = sizes.read(SHIPPED / "xiangshan/paike_liusheng/parts.yaml")
    places = bracket.places(of)
    return [Placed(p.name, p.solid, p.wood, places[p.name]) for p in bracket.parts(of)]


def test_gltf_holds_every_part_closed_under_its_name(standing):
    scene = trimesh.load(io.BytesIO(glb(standing, COLOURS)), file_type="glb")
    assert set(scene.graph.nodes_geometry) == {p.name for p in standing}
    for placed in standing:
        _place, name = scene.graph[placed.name]
        shape = scene.geometry[name]
        assert shape.is_watertight
        assert shape.volume == pytest.approx(placed.solid.volume, rel=1e-6)


def test_gltf_stands_upright_in_metres(standing):
    scene = trimesh.load(io.BytesIO(glb(standing, COLOURS)), file_type="glb")
    low, high = scene.bounds
    top = max(p.at.at[2] + p.solid.bounds[1][2] for p in standing)
    assert low[1] == pytest.approx(0, abs=1e-6) and high[1] == pytest.approx(top, abs=1e-6)


def test_a_turned_part_is_turned_in_gltf_and_its_left_stays_left(standing):
    pose = Pose.of(np.array([1.0, 2.0, 3.0]), about(2, 0.3))
    made = glb([replace(standing[0], at=pose)], COLOURS)
    scene = trimesh.load(io.BytesIO(made), file_type="glb")
    place, _name = scene.graph[standing[0].name]
    x, y, z = pose.out(np.array([0.1, 0.2, 0.3]))
    assert place @ [0.1, 0.2, 0.3, 1] == pytest.approx([x, z, -y, 1], abs=1e-6)


def test_gltf_names_its_woods_in_linear_light(standing):
    data = glb(standing, COLOURS)
    tree = json.loads(data[20 : 20 + struct.unpack("<I", data[12:16])[0]])
    looks = {m["name"]: m["pbrMetallicRoughness"]["baseColorFactor"] for m in tree["materials"]}
    assert set(looks) == {"fir", "camphor"}
    assert looks["fir"] == pytest.approx([0.448, 0.214, 0.073, 1.0], abs=0.004)


def test_stl_is_in_millimetres_and_says_so(standing):
    for placed in standing[:3]:
        data = stl(placed)
        assert data[:80].strip() == f"Shuimo {placed.name}, millimetres".encode()
        shape = trimesh.load(io.BytesIO(data), file_type="stl")
        assert shape.is_watertight
        assert shape.volume == pytest.approx(placed.solid.volume * 1e9, rel=1e-6)


def test_gltf_in_one_file_of_text_holds_the_same(standing):
    scene = trimesh.load(io.BytesIO(gltf(standing, COLOURS)), file_type="gltf")
    assert set(scene.graph.nodes_geometry) == {p.name for p in standing}
    assert scene.volume == pytest.approx(sum(p.solid.volume for p in standing), rel=1e-6)


def test_the_same_timber_gives_the_same_bytes(standing):
    assert glb(standing, COLOURS) == glb(standing, COLOURS)
    assert stl(standing[0]) == stl(standing[0])
