"""Timbers as they are cut, on the engine: they go home, and a dovetail holds."""

import numpy as np
import pytest

from physics.pose import Pose, about
from physics.timber import members
from physics.timber.joints import housed
from physics.timber.joints_dovetail import dovetail
from physics.timber.joints_tenon import straight
from physics.timber.member import cut, facing
from physics.world import World

D, H, LONG = 0.176, 0.6, 0.5
UP = (0, 0, 1)
TENON = straight(0.1, 0.04, 0.12, 0.0002, ease=0.004)
SQUARE = members.square_column("post", D, H), D / 2
ROUND = members.column("post", D, H), D / 2 - 0.02


def stand(post, off, joint, start, rate, iterations):
    """A post that does not move and a 枋 before it, without weight; world, 枋, its true pose."""
    column = cut(post.mortised(joint, facing((off, 0, H - D / 2), (-1, 0, 0), UP)), 550)
    drawn = members.fang("rail", LONG, 0.11, D)
    rail = cut(drawn.tenoned(joint, facing((-LONG / 2, 0, D / 2), (-1, 0, 0), UP)), 400)
    goal = Pose((off + LONG / 2, 0, H - D))
    world = World()
    world.pace(rate, iterations)
    world.gravity(np.zeros(3))
    world.add(column.body, column.standing(Pose()), static=True, friction=0.5)
    handle = world.add(rail.body, rail.standing(goal.then(start)), friction=0.5)
    return world, handle, rail.standing(goal)


@pytest.mark.parametrize("post", [SQUARE, ROUND], ids=["square", "round"])
def test_a_tenon_with_a_fifth_of_a_millimetre_of_play_goes_home(post):
    drawn, off = post
    joint = TENON if post is SQUARE else housed(TENON, 0.11, D, 0.03)
    askew = Pose.of(np.array([0.11, 0, 0]), about(2, np.radians(0.5)))
    world, rail, goal = stand(drawn, off, joint, askew, 480, 50)
    for _ in range(700):
        velocity, spin = world.velocity(rail)
        world.force(rail, np.array([-40.0, 0, 0]) - 150 * velocity)
        world.torque(rail, -2 * spin)
        world.step()
    gap = (np.array(world.pose(rail).at) - goal.at)[0]
    speed = np.linalg.norm(world.velocity(rail)[0])
    world.close()
    assert gap * 1000 == pytest.approx(0, abs=0.05)
    assert speed < 1e-3


@pytest.mark.parametrize("post", [SQUARE, ROUND], ids=["square", "round"])
def test_a_dovetail_holds_five_kilonewtons(post):
    """Neck 60, flare 12 over 80 mm, 0.3 mm of play: 2 mm of it is the way until it bears."""
    drawn, off = post
    tail = dovetail(0.08, 0.06, 0.012, D, 0.0003)
    joint = tail if post is SQUARE else housed(tail, 0.11, D, 0.03)
    world, rail, goal = stand(drawn, off, joint, Pose(), 480, 100)
    for _ in range(240):
        at = world.pose(rail).out(np.array([LONG / 2, 0, D / 2]))
        world.force(rail, np.array([5000.0, 0, 0]), at)
        world.step()
    moved = (np.array(world.pose(rail).at) - goal.at)[0]
    world.close()
    assert 1.5 < moved * 1000 < 5
