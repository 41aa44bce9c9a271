"""Meshes: closed, outward, textured along the grain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenes.mesh import (
    Mesh,
    box,
    extrude,
    fan,
    is_end_grain,
    join,
    plane,
    rotation,
    split,
    tube,
)

SIZE = st.floats(0.05, 3.0)


def volume(mesh: Mesh) -> float:
    a, b, c = (mesh.points[mesh.triangles[:, i]] for i in range(3))
    return float((np.cross(a, b) * c).sum() / 6)


def outward(mesh: Mesh) -> np.ndarray:
    a, b, c = (mesh.points[mesh.triangles[:, i]] for i in range(3))
    return (np.cross(b - a, c - a) * mesh.normals[mesh.triangles].mean(axis=1)).sum(axis=1)


@settings(max_examples=20)
@given(SIZE, SIZE, SIZE)
def test_a_box_is_closed_and_faces_outward(x: float, y: float, z: float) -> None:
    mesh = box((x, y, z), (1.0, -2.0, 0.5), bevel=0.01)
    sharp = box((x, y, z), (1.0, -2.0, 0.5), bevel=0.0)
    assert (outward(mesh) > 0).all() and (outward(sharp) > 0).all()
    assert volume(sharp) == pytest.approx(x * y * z)
    assert 0.7 * x * y * z < volume(mesh) < x * y * z


@pytest.mark.parametrize("order", [1, -1])
def test_a_plate_has_its_volume_whichever_way_its_outline_runs(order: int) -> None:
    slot = [(0, 0), (3, 0), (3, 2), (2, 2), (2, 1), (1, 1), (1, 2), (0, 2)][::order]
    mesh = extrude([(float(x), float(z)) for x, z in slot], 0.5)
    assert volume(mesh) == pytest.approx(5 * 0.5)


def test_a_tube_faces_outward_and_a_fan_faces_the_viewer() -> None:
    path = np.array([[0.0, 0, 0], [0, 0, 1], [0.2, 0, 2]])
    assert (outward(tube(path, np.array([0.2, 0.15, 0.1]))) > 0).all()
    assert (outward(fan([(0.0, 0.0), (1.0, 0.0), (0.5, 1.0)])) > 0).all()


def test_texture_runs_along_the_grain_on_the_sides() -> None:
    stick = box((2.0, 0.1, 0.2), grain=0, bevel=0.0)
    top = stick.normals[:, 2] > 0.9
    assert np.allclose(stick.uvs[top, 0], stick.points[top, 0])
    ends = is_end_grain(stick, 0)
    long, end = split(stick, ends)
    assert ends.sum() == 4 and len(long.triangles) == 8
    assert np.abs(end.normals[:, 0]).min() > 0.9
    assert np.ptp(end.uvs, axis=0).max() < 0.21  # across, not along, the grain
    assert np.ptp(long.uvs[:, 0]) == pytest.approx(2.0)


def test_join_keeps_every_triangle_where_it_was() -> None:
    one, other = box((1, 1, 1), bevel=0.0), box((1, 1, 1), bevel=0.0).moved((5.0, 0.0, 0.0))
    both = join([one, other])
    assert volume(both) == pytest.approx(2.0)
    assert both.points[both.triangles[12:]].min(axis=(0, 1))[0] == pytest.approx(4.5)


@settings(max_examples=20)
@given(st.floats(-7, 7), st.sampled_from([0, 1, 2]))
def test_turning_keeps_lengths_and_the_axis(rad: float, axis: int) -> None:
    turn = rotation(rad, axis)  # type: ignore[arg-type]
    assert np.allclose(turn @ turn.T, np.eye(3)) and np.linalg.det(turn) == pytest.approx(1)
    assert np.allclose(turn[:, axis], np.eye(3)[axis])


def test_a_plane_faces_along_times_up() -> None:
    flat = plane((0, 0, 0), (2, 0, 0), (0, 1, 0), 0.5)
    assert np.allclose(flat.normals, (0, 0, 1)) and (outward(flat) > 0).all()
    assert np.ptp(flat.uvs, axis=0) == pytest.approx([2.0, 1.0])
