import math
from itertools import combinations

import numpy as np
import pytest

from content.model import Status
from physics.engine import RATE
from physics.pose import Pose, rotation_vector
from physics.timber import bracket, solids
from physics.timber.sizes import read
from physics.world import World

BUILD_GAP = 0.0002


@pytest.fixture(scope="module")
def liusheng(root):
    """The sizes of 一斗六升."""
    return read(root / "content/packs/xiangshan/paike_liusheng/parts.yaml")


@pytest.fixture(scope="module")
def siliu(root):
    """The sizes in the four-six manner."""
    return read(root / "content/packs/xiangshan/paike_siliu/parts.yaml")


def raised(sizes, parts, ground, seconds=2.0):
    """Lay the parts in place, a hair's gap under each, let them settle; poses and speeds."""
    world = World()
    world.add(ground, Pose(), static=True, friction=0.7)
    levels = sorted({place.at[2] for place in bracket.places(sizes).values()})
    handles = {}
    for name, place in bracket.places(sizes).items():
        x, y, z = place.at
        lifted = Pose((x, y, z + BUILD_GAP * (1 + levels.index(z))))
        handles[name] = world.add(parts[name].body, lifted, friction=0.7)
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


def test_the_two_tiers_are_thirteen_cun_to_the_bed(liusheng, ground):
    assert bracket.bed_height(liusheng) == pytest.approx(0.3575, abs=1e-9)
    overall = bracket.bed_height(liusheng) + liusheng.metres(liusheng.sheng.upper_waist.cun)
    assert overall == pytest.approx(0.385, abs=1e-9)
    parts = {part.name: part for part in bracket.parts(liusheng)}
    poses, speeds = raised(liusheng, parts, ground, 1.0)
    bed = np.array([0, 0, bracket.bed_level(liusheng, liusheng.sheng)])
    for name in bracket.UPPER_SHENG:
        assert poses[name].out(bed)[2] * 1000 == pytest.approx(357.5, abs=0.5)
    assert max(speeds) < 0.001


@pytest.mark.parametrize("style", ["sizes", "liusheng", "siliu"])
def test_heights_in_the_file_are_those_of_the_parts(style, request):
    sizes = request.getfixturevalue(style)
    bed = bracket.bed_height(sizes)
    assert bed == pytest.approx(sizes.metres(sizes.bed_height.cun), abs=1e-9)
    overall = bed + sizes.metres(sizes.sheng.upper_waist.cun)
    assert overall == pytest.approx(sizes.metres(sizes.overall_height.cun), abs=1e-9)


@pytest.mark.parametrize("style", ["sizes", "liusheng", "siliu"])
def test_standing_parts_touch_and_never_share_wood(style, request):
    sizes = request.getfixturevalue(style)
    stands = bracket.places(sizes)
    solid = {p.name: solids.moved(p.solid, stands[p.name]) for p in bracket.parts(sizes)}
    assert tuple(solid) == bracket.names(sizes) == tuple(stands)
    for one, other in combinations(solid.values(), 2):
        assert one.within(other).volume < 1e-12
    for name in set(solid) - {"zuodou"}:
        sunk = solids.moved(solid[name], Pose((0, 0, -1e-4)))
        assert any(sunk.within(solid[n]).volume > 1e-9 for n in solid if n != name)


def test_what_the_book_does_not_give_is_not_said_to_stand_in_it(siliu):
    assert siliu.bed_height.status is Status.DERIVED
    assert siliu.zuodou.upper_waist.status is Status.DERIVED
    assert siliu.gong.chamfer.status is Status.INFERRED
    assert siliu.gong.height.remark is not None


def test_the_same_raising_gives_the_same_bits(sizes, parts, ground):
    assert raised(sizes, parts, ground, 0.5) == raised(sizes, parts, ground, 0.5)


def test_the_upturned_arm_has_no_seat_for_the_outer_blocks(sizes):
    """The rounded ends begin inside the foot of the outer blocks."""
    flat = sizes.gong.length.cun / 2 - max(p.run for p in sizes.gong.chamfer.points)
    outer = max(sizes.sheng_places.cun)
    assert flat < outer - sizes.sheng.foot_width.cun / 2
    assert flat > sizes.zuodou.width.cun / 2  # yet all of the block bears the arm
