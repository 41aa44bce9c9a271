import math

import numpy as np
import pytest

from physics.pose import Pose, rotation_vector
from physics.timber import bracket
from physics.world import RATE, World

BUILD_GAP = 0.0002


def raised(sizes, parts, ground, seconds=2.0):
    """Lay the five parts in place with a hair's gap, let them settle; poses and world."""
    world = World()
    world.add(ground, Pose(), static=True, friction=0.7)
    seats = bracket.seats(sizes)
    arm = seats["gong"][0].at[2] + 2 * BUILD_GAP
    places = [Pose((0, 0, BUILD_GAP)), Pose((0, 0, arm))]
    places += [Pose((s.at[0], 0, arm + s.at[2] + BUILD_GAP)) for s in seats["sheng"]]
    handles = {
        name: world.add(parts[name].body, place, friction=0.7)
        for name, place in zip(bracket.PARTS, places, strict=True)
    }
    for _ in range(int(seconds * RATE)):
        world.step()
    poses = {name: world.pose(handle) for name, handle in handles.items()}
    speeds = [np.linalg.norm(world.velocity(h)[0]) for h in handles.values()]
    world.close()
    return poses, speeds


def test_eight_cun_to_the_bed_and_nine_overall(sizes):
    assert bracket.bed_height(sizes) == pytest.approx(0.220, abs=1e-9)
    assert bracket.bed_height(sizes) == pytest.approx(sizes.metres(sizes.bed_height.cun))
    overall = bracket.bed_height(sizes) + sizes.metres(sizes.sheng.upper_waist.cun)
    assert overall == pytest.approx(sizes.metres(sizes.overall_height.cun))


def test_simply_stacked_it_would_not_be_eight(sizes):
    """The arm beds in the block: adding up the heights gives 11 cun."""
    stacked = sizes.zuodou.height.cun + sizes.gong.height.cun + sizes.sheng.height.cun
    assert stacked == 11


def test_the_settled_set_is_eight_cun_high(sizes, parts, ground):
    poses, speeds = raised(sizes, parts, ground)
    for name in bracket.SHENG:
        bed = poses[name].out(np.array([0, 0, bracket.bed_level(sizes, sizes.sheng)]))[2]
        assert bed * 1000 == pytest.approx(220.0, abs=0.5)
        top = poses[name].out(np.array([0, 0, parts[name].height]))[2]
        assert top * 1000 == pytest.approx(247.5, abs=0.5)
    for pose in poses.values():
        assert math.degrees(np.linalg.norm(rotation_vector(pose.matrix))) < 0.1
    assert max(speeds) < 0.001


def test_the_same_raising_gives_the_same_bits(sizes, parts, ground):
    assert raised(sizes, parts, ground, 0.5) == raised(sizes, parts, ground, 0.5)


def test_the_upturned_arm_has_no_seat_for_the_outer_blocks(sizes):
    """The rounded ends begin inside the foot of the outer blocks."""
    flat = sizes.gong.length.cun / 2 - max(p.run for p in sizes.gong.chamfer.points)
    outer = max(sizes.sheng_places.cun)
    assert flat < outer - sizes.sheng.foot_width.cun / 2
    assert flat > sizes.zuodou.width.cun / 2  # yet all of the block bears the arm
