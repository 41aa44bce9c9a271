import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.pose import (
    Pose,
    about,
    from_rotation_vector,
    quaternion,
    rotation_vector,
)

angles = st.floats(-3.1, 3.1)
vectors = st.tuples(angles, angles, angles).map(np.array)
turns = vectors.filter(lambda v: 1e-3 < np.linalg.norm(v) < math.pi - 1e-3)


def test_a_quarter_turn_about_z_takes_x_to_y():
    np.testing.assert_allclose(about(2, math.pi / 2) @ [1, 0, 0], [0, 1, 0], atol=1e-15)


def test_each_axis_turns_by_the_right_hand():
    for axis in range(3):
        vector = np.zeros(3)
        vector[axis] = 0.4
        np.testing.assert_allclose(about(axis, 0.4), from_rotation_vector(vector), atol=1e-15)


@settings(max_examples=60)
@given(turns)
def test_rotation_vectors_survive_matrix_and_quaternion(vector):
    matrix = from_rotation_vector(vector)
    np.testing.assert_allclose(rotation_vector(matrix), vector, atol=1e-9)
    np.testing.assert_allclose(Pose((0, 0, 0), quaternion(matrix)).matrix, matrix, atol=1e-12)


def test_half_turns_have_a_quaternion():
    for axis in range(3):
        matrix = about(axis, math.pi)
        np.testing.assert_allclose(Pose((0, 0, 0), quaternion(matrix)).matrix, matrix, atol=1e-12)


@settings(max_examples=30)
@given(vectors, turns, vectors)
def test_into_undoes_out(at, turn, point):
    pose = Pose.of(at, from_rotation_vector(turn))
    np.testing.assert_allclose(pose.into(pose.out(point)), point, atol=1e-9)


@settings(max_examples=30)
@given(vectors, turns)
def test_back_undoes_a_pose(at, turn):
    pose = Pose.of(at, from_rotation_vector(turn))
    same = pose.then(pose.back())
    np.testing.assert_allclose(same.at, 0, atol=1e-9)
    np.testing.assert_allclose(same.matrix, np.eye(3), atol=1e-9)


def test_then_places_the_inner_pose_in_the_outer_frame():
    outer = Pose.of(np.array([1.0, 0, 0]), about(2, math.pi / 2))
    inner = Pose((0.5, 0.0, 0.0))
    np.testing.assert_allclose(outer.then(inner).at, [1.0, 0.5, 0.0], atol=1e-15)
