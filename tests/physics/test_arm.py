"""A hand with a hammer drives a post: device → sweep → blow → joint → what the hand feels."""

import math

import numpy as np
import pytest

from physics.engine import GRAVITY, RATE
from physics.pose import Pose
from physics.pulses import FULL_IMPULSE, Touch
from physics.shape import Box
from physics.timber.fit import depth_after
from physics.tools.arm import DRAWN_BACK, GAP, Arm, Seen
from physics.tools.blows import rhythm
from physics.tools.striking import AXE_POLL, HAMMER, MOST_JOULES, impulse
from physics.tools.sweep import Target
from tests.physics.yard import DOWN, TIGHT, Yard

TOP = 0.6
POST = Target.of("post", (Box.between((-0.05, -0.1, 0), (0.05, 0.1, TOP)),), Pose())


def height(seconds):
    """A hammer that goes up and down twice a second by 200 mm, 40 mm into the post."""
    return TOP + 0.06 + 0.1 * math.cos(4 * math.pi * seconds)


def strike(rate, seconds=3.0, tool=HAMMER, spoil=()):
    arm, blows = Arm(tool), []
    for i in range(round(seconds * rate)):
        at = math.nan if i in spoil else height(i / rate)
        seen = Seen(i / rate, np.array([0.01, 0, at]), DOWN)
        arm, blow = arm.move(seen, [POST], lambda hit: 5.0)
        blows += [blow] if blow else []
    return blows


@pytest.mark.parametrize("rate", [45, 72, 90, 120])
def test_six_swings_are_six_blows_at_every_rate(rate):
    blows = strike(rate)
    assert len(blows) == 6 and {b.part for b in blows} == {"post"}
    speed = 0.1 * 4 * math.pi * math.sin(math.acos(-0.6))
    for blow in blows:
        np.testing.assert_allclose(blow.direction, DOWN, atol=1e-9)
        np.testing.assert_allclose(blow.point, (0.01, 0, TOP), atol=1e-3)
        assert blow.impulse == pytest.approx(impulse(HAMMER, speed, 5.0), rel=0.12)
    told = rhythm([b.seconds for b in blows])
    assert told.interval == pytest.approx(0.5, abs=0.01) and told.spread < 0.03


def test_the_moment_of_a_blow_lies_between_two_pictures():
    first = math.acos(-0.6) / (4 * math.pi)
    assert [strike(r)[0].seconds for r in (45, 120)] == pytest.approx([first] * 2, abs=0.002)


def test_a_device_that_loses_sight_gives_no_wrong_blow():
    whole, spoilt = strike(90), strike(90, spoil=range(20, 200))
    assert 0 < len(spoilt) < len(whole)
    assert max(b.impulse for b in spoilt) <= max(b.impulse for b in whole) * 1.05


@pytest.mark.parametrize("late", [GAP * 1.1, 0.0, -1.0])
def test_a_jump_is_no_swing(late):
    arm, _ = Arm(HAMMER).move(Seen(1.0, np.array([0, 0, 1.0]), DOWN), [POST], lambda hit: 5.0)
    arm, blow = arm.move(Seen(1.0 + late, np.array([0, 0, 0.5]), DOWN), [POST], lambda hit: 5.0)
    assert blow is None


def test_no_device_makes_the_arm_stronger_than_it_is():
    arm, _ = Arm(AXE_POLL).move(Seen(0.0, np.array([0, 0, 0.8]), DOWN), [POST], lambda hit: 5.0)
    blow = None
    for i in range(1, 10):
        seen = Seen(i / 90, np.array([0, 0, -50.0]), DOWN)
        arm, given = arm.move(seen, [POST], lambda hit: 5.0)
        blow = blow or given
    fastest = math.sqrt(2 * MOST_JOULES / AXE_POLL.mass)
    assert blow.impulse == pytest.approx(impulse(AXE_POLL, fastest, 5.0))


def test_a_hand_that_trembles_on_the_post_does_not_strike_again():
    arm, count = Arm(HAMMER), 0
    heights = [0.65, 0.59, *[TOP + 0.5 * DRAWN_BACK * (i % 2) for i in range(20)], 0.65, 0.59]
    for i, at in enumerate(heights):
        arm, blow = arm.move(Seen(i / 90, np.array([0, 0, at]), DOWN), [POST], lambda hit: 5.0)
        count += blow is not None
    assert count == 2


def test_the_whole_way_from_the_hand_to_the_joint_and_back():
    """The tenon goes in by what the blows give it, and the hand feels each one."""
    one = Yard()
    arm, touch, felt, blows = Arm(HAMMER), Touch("right"), [], []
    target = Target.of("post", one.post.body.pieces, Pose())
    for step in range(3 * RATE):
        seen = Seen(step / RATE, np.array([0, 0, height(step / RATE)]), DOWN)
        there = [target.at(one.world.pose(one.post.handle))]
        arm, blow = arm.move(seen, there, lambda hit: one.post.body.mass)
        if blow:
            blows.append(blow)
            one.joint.blow(blow.push, blow.point)
            touch = touch.struck(blow.impulse)
        one.joint.advance()
        one.world.step()
        touch, pulse = touch.felt(seen.seconds)
        felt += [pulse] if pulse else []
    depth = 0.0
    for blow in blows:
        joules = blow.impulse**2 / 2 / one.post.body.mass
        depth = depth_after(TIGHT, depth, joules, one.post.body.mass * GRAVITY)
    assert len(blows) == len(felt) == 6
    assert one.sunk == pytest.approx(depth, rel=0.02)
    assert felt[0].pulse.amplitude == pytest.approx(math.sqrt(blows[0].impulse / FULL_IMPULSE))
    one.world.close()
