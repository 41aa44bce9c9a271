"""Picking by render geometry: the right part, the right point."""

import numpy as np
import pytest

from lessons.arts.raising_view import Shape
from physics.pose import Pose
from sim.scenes.mesh import box
from sim.scenes.rays import box_hit, first_hit, level_point
from sim.scenes.timber_yard import TimberYard, YardState
from sim.stage import Stage

CUBE = box((0.1, 0.1, 0.1), bevel=0.0)
NEAR = Shape("near", CUBE.points, CUBE.triangles)
FAR = Shape("far", CUBE.points, CUBE.triangles)
EIGHTH = (float(np.cos(np.pi / 8)), 0.0, 0.0, float(np.sin(np.pi / 8)))


@pytest.fixture
def yard(stage: Stage):
    made = TimberYard(stage, [NEAR, FAR])
    yield made
    made.close()


def test_a_ray_meets_the_front_of_a_box() -> None:
    far = first_hit(np.array([0.0, -1, 0]), np.array([0.0, 1, 0]), CUBE.points, CUBE.triangles)
    assert far == pytest.approx(0.95)


def test_a_ray_past_a_box_meets_nothing() -> None:
    ray = np.array([0.2, -1, 0]), np.array([0.0, 1, 0])
    assert first_hit(*ray, CUBE.points, CUBE.triangles) is None
    assert box_hit(*ray, np.full(3, -0.05), np.full(3, 0.05)) is None


def test_level_point_is_none_when_looking_up() -> None:
    assert level_point(np.array([0.0, 0, 1]), np.array([0.0, 0, 1]), 0.0) is None
    assert level_point(np.array([0.0, 0, 1]), np.array([1.0, 0, -1]), 0.0) == (1.0, 0.0, 0.0)


def test_the_nearer_part_is_picked_at_the_point_shown(stage: Stage, yard: TimberYard) -> None:
    yard.set_view(0.0, 30.0, 1.0)
    yard.show(YardState({"near": Pose((0, -0.2, 0.05), EIGHTH), "far": Pose((0, 0.1, 0.05))}))
    corner = (0.05, -0.05, 0.05)  # a corner of the turned part, as the eye sees it
    world = Pose((0, -0.2, 0.05), EIGHTH).out(np.array(corner) * 0.98)
    seen = stage.project(tuple(world))
    assert seen is not None
    hit = yard.pick(*seen)
    assert hit is not None and hit[0] == "near"
    assert np.linalg.norm(np.array(hit[1]) - corner) < 0.0025


def test_points_on_top_are_found_within_a_tenth_of_a_millimetre(
    stage: Stage, yard: TimberYard
) -> None:
    pose = Pose((0.1, 0.0, 0.05), EIGHTH)
    yard.show(YardState({"far": pose}))
    for x, y in ((0.03, 0.02), (-0.04, 0.04), (0.0, -0.045)):
        wanted = np.array([x, y, 0.05])
        seen = stage.project(tuple(pose.out(wanted)))
        assert seen is not None
        hit = yard.pick(*seen)
        assert hit is not None and hit[0] == "far"
        assert np.allclose(hit[1], wanted, atol=1e-4)


def test_a_tap_goes_square_into_the_face_that_is_met(stage: Stage, yard: TimberYard) -> None:
    yard.show(YardState({"near": Pose((0, 0, 0.05), EIGHTH)}))
    assert yard.inward("near", (0.03, 0.02, 0.05)) == pytest.approx((0, 0, -1))
    beside = float(np.sqrt(0.5))  # the part is turned by an eighth
    assert yard.inward("near", (0.01, -0.05, 0.03)) == pytest.approx((-beside, beside, 0))


def test_a_part_without_a_pose_cannot_be_picked(stage: Stage, yard: TimberYard) -> None:
    yard.show(YardState({"near": Pose((0, 0, 0.05))}))
    yard.show(YardState({}))
    assert yard.pick(*stage.project((0, 0, 0.05))) is None


def test_plane_point_finds_the_cross_on_the_bench(stage: Stage, yard: TimberYard) -> None:
    seen = stage.project((0.2, 0.1, 0.0))
    assert seen is not None
    assert np.allclose(yard.plane_point(*seen, 0.0), (0.2, 0.1, 0.0), atol=1e-4)
