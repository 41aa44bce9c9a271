"""A post driven into a block from above: 14 blows, then pulled."""

import math

import numpy as np
import pytest

from bench.mujoco_world import MujocoMissing, MujocoWorld
from physics.engine import GRAVITY
from physics.pose import Pose
from physics.timber.coupling import Coupling
from physics.timber.fit import Drive, Fit, depth_after
from physics.timber.splitting import Room, judge, opened, splits_at
from physics.timber.wedge import Wedge
from tests.conftest import missing
from tests.physics.yard import BLOCK, DOWN, JOULES, POST, TIGHT, Yard


@pytest.fixture
def yard():
    yards = []

    def make(*args, **named):
        yards.append(Yard(*args, **named))
        return yards[-1]

    yield make
    for each in yards:
        each.world.close()


def closed(count, joules=JOULES):
    depth = 0.0
    for _ in range(count):
        depth = depth_after(TIGHT, depth, joules, POST.mass * GRAVITY)
    return depth


@pytest.mark.parametrize("rate", [120, 240, 480])
def test_the_body_goes_as_deep_as_the_closed_form_says(yard, rate):
    one = yard(rate)
    one.strike(14)
    assert one.sunk == pytest.approx(closed(14), rel=0.005)
    assert one.joint.drive.depth == pytest.approx(one.sunk, abs=1e-5)


def test_another_engine_says_the_same(yard):
    try:
        one = yard(world=MujocoWorld)
    except MujocoMissing as e:
        missing(str(e))
    one.strike(14)
    depth = one.sunk
    assert depth == pytest.approx(closed(14), rel=0.02)
    one.run(0.3, (0, 0, 0.95 * TIGHT.friction(depth)))
    assert one.sunk == pytest.approx(depth, abs=5e-4)  # its fastenings give a little
    one.run(0.3, (0, 0, 1.2 * TIGHT.friction(depth)))
    assert one.sunk < 0


@pytest.mark.parametrize("rate", [120, 240, 480])
def test_on_the_ground_it_goes_as_deep(yard, rate):
    one = yard(rate, stands="backed")
    one.strike(14)
    down = one.world.pose(one.room.handle).at[2]
    assert one.sunk + down == pytest.approx(closed(14), rel=0.005)
    assert abs(down) < 0.0003


def test_a_free_room_is_taken_along_and_momentum_is_kept(yard):
    """Post and block hang in the air: the blow's momentum is theirs, friction is inner."""
    one = yard(stands="free")
    one.world.remove(0)
    one.world.gravity(np.zeros(3))
    impulse = math.sqrt(2 * JOULES * POST.mass)
    one.joint.blow(DOWN * impulse, one.world.pose(one.post.handle).out(POST.centre))
    one.run(0.1)
    speeds = [one.world.velocity(m.handle)[0][2] for m in (one.post, one.room)]
    assert speeds[0] == pytest.approx(speeds[1], abs=1e-6)
    momentum = speeds[0] * POST.mass + speeds[1] * BLOCK.mass
    assert momentum == pytest.approx(-impulse, rel=1e-3)


def test_what_was_driven_holds_until_the_friction_is_overcome(yard):
    one = yard()
    one.strike(5)
    depth, hold = one.sunk, TIGHT.friction(one.sunk) + POST.mass * GRAVITY
    one.run(0.5, (0, 0, 0.95 * hold))
    assert one.sunk == pytest.approx(depth, abs=1e-4)
    one.run(0.5, (0, 0, 1.1 * hold))
    assert one.sunk < 0


def test_it_sits_at_the_shoulder_and_no_deeper(yard):
    one = yard()
    one.strike(3, joules=200)
    assert one.joint.drive.seated and one.sunk == pytest.approx(0.1, abs=2e-4)


def test_with_clearance_the_law_leaves_it_to_the_engine(yard):
    one = yard(fit=Fit(-1, 0.04, 0.12, 0.1))
    assert not one.joint.governs
    one.run(0.5)
    assert one.sunk == pytest.approx(0.1, abs=5e-4)
    assert one.joint.depth == pytest.approx(one.sunk, abs=1e-6)


def test_a_post_falls_to_the_mouth_and_stays_there(yard):
    one = yard(above=0.05)
    assert not one.joint.governs
    one.run(0.6)
    drop = depth_after(TIGHT, 0, POST.mass * GRAVITY * 0.05, POST.mass * GRAVITY)
    assert one.sunk == pytest.approx(drop, rel=0.1)


def test_a_looser_fit_lets_go_of_what_it_held(yard):
    one = yard()
    one.strike(5)
    one.joint.refit(Fit(0.0, 0.04, 0.12, 0.1))
    one.run(0.2, (0, 0, 2 * POST.mass * GRAVITY))
    assert one.sunk < 0


def test_a_wedge_holds_a_tenon_that_would_come_out(yard):
    loose, wedge = Fit(-1, 0.04, 0.12, 0.1), Wedge(1 / 8, 0.1)
    one = yard(fit=loose)
    one.run(0.5)
    one.joint.refit(wedge.spread(loose, 0.012))
    one.run(0.1)
    hold = wedge.holding(loose, 0.012)
    one.run(0.3, (0, 0, POST.mass * GRAVITY + 0.9 * hold))
    assert one.sunk == pytest.approx(0.1, abs=5e-4)
    one.run(0.3, (0, 0, POST.mass * GRAVITY + 1.1 * hold))
    assert one.sunk < 0.09


def test_driven_too_tight_the_short_grain_opens_and_nothing_holds(yard):
    tight, room = Fit(1.0, 0.04, 0.12, 0.1), Room((0.02, 0.02), 0.1)
    one = yard(fit=tight)
    split = None
    for _ in range(30):
        one.strike(1, joules=8)
        split = judge("block", one.joint.drive, room)
        if split:
            break
    assert split is not None and split.depth == pytest.approx(splits_at(tight, room), rel=0.1)
    one.joint.refit(opened(tight))
    one.run(0.3, (0, 0, 1.5 * POST.mass * GRAVITY))
    assert one.sunk < split.depth - 0.02


def test_a_part_let_go_of_can_be_put_elsewhere_and_driven_again(yard):
    one = yard()
    one.strike(5)
    one.joint.release()
    one.world.set_pose(one.post.handle, Pose((0, 0, 0.3)))
    one.run(0.05)
    assert one.joint.depth < -0.25 and not one.joint.governs
    one.world.set_pose(one.post.handle, Pose())
    one.strike(14)
    assert one.sunk == pytest.approx(closed(14), rel=0.02)


def test_two_blows_within_one_step_add_up(yard):
    one, two = yard(), yard()
    for joint, share in ((one.joint, (1.0,)), (two.joint, (0.4, 0.6))):
        for part in share:
            joint.blow(DOWN * 4 * part, POST.centre)
    one.run(0.25)
    two.run(0.25)
    assert one.sunk == pytest.approx(two.sunk, rel=1e-9) and one.sunk > 0.005


def test_a_blow_aside_does_not_drive(yard):
    one = yard()
    one.strike(3)
    before = one.sunk
    one.joint.blow(np.array([0.5, 0, 0]), one.world.pose(one.post.handle).out(POST.centre))
    one.run(0.2)
    assert one.sunk == pytest.approx(before, abs=1e-4)


def test_the_same_blows_give_the_same_bits(yard):
    def end():
        one = yard()
        one.strike(4)
        return one.world.pose(one.post.handle), one.joint.drive

    assert end() == end()


def test_what_is_no_number_is_refused_and_changes_nothing(yard):
    one = yard()
    one.strike(2)
    with pytest.raises(ValueError, match="finite"):
        one.joint.blow(np.array([np.nan, 0, -1]), np.zeros(3))
    depth = one.sunk
    one.run(0.1)
    assert one.sunk == pytest.approx(depth, abs=1e-6)


@pytest.mark.parametrize("entry", [(0, 0, 0), (0, np.nan, 1)])
def test_an_entry_without_direction_is_refused(yard, entry):
    one = yard()
    with pytest.raises(ValueError, match="direction"):
        Coupling(one.world, one.post, one.room, np.array(entry, float), Drive(TIGHT))
