"""Brittle pegs, on each engine that is installed."""

import numpy as np
import pytest

from physics.engine import GRAVITY
from physics.pose import Pose, about

HIGH = np.array([0.1, 0, 1.0])


@pytest.fixture
def world(make_engine):
    made = make_engine()
    yield made
    made.close()


@pytest.fixture
def pair(world, cube):
    """Two cubes askew in the air, and how the second stands from the first."""
    first = world.add(cube, Pose.of(np.array([0, 0, 1.0]), about(1, 0.3)))
    second = world.add(cube, Pose.of(np.array([0.2, 0.05, 1.0]), about(2, 0.7) @ about(0, 0.4)))
    return first, second


def apart(world, first, second):
    one, two = world.pose(first), world.pose(second)
    away = one.matrix.T @ (np.array(two.at) - np.array(one.at))
    return np.concatenate([away, (one.matrix.T @ two.matrix).ravel()])


def test_a_peg_holds_two_bodies_as_they_stand(world, pair):
    before = apart(world, *pair)
    world.fix(*pair, 500, HIGH)
    for _ in range(120):
        world.force(pair[1], np.array([0, 0, 50.0]))
        world.force(pair[0], np.array([0, 0, -50.0]))
        world.step()
    assert world.broken() == ()
    np.testing.assert_allclose(apart(world, *pair), before, atol=3e-3)


def test_a_peg_holds_a_body_to_the_world(world, cube):
    pose = Pose.of(np.array([0, 0, 1.0]), about(1, 0.3) @ about(2, 0.5))
    body = world.add(cube, pose)
    world.fix(body, None, 100, pose.out(cube.centre))
    for _ in range(120):
        world.step()
    np.testing.assert_allclose(world.pose(body).at, pose.at, atol=1e-4)
    np.testing.assert_allclose(world.pose(body).matrix, pose.matrix, atol=1e-6)


@pytest.mark.parametrize("rate", [240, 480, 960])
@pytest.mark.parametrize("limit", [15.0, 24.0])
def test_it_lets_go_at_its_force_and_says_so_once(world, cube, rate, limit):
    """The weight is 19.6 N: one peg breaks under it, the other holds."""
    world.pace(rate, 50)
    body = world.add(cube, Pose((0, 0, 1)))
    peg = world.fix(body, None, limit, np.array([0, 0, 1.05]))
    told = []
    for _ in range(rate // 4):
        world.step()
        told += world.broken()
    weight = cube.mass * GRAVITY
    assert told == ([peg] if limit < weight else [])
    assert (world.pose(body).at[2] < 0.8) == (limit < weight)
    world.unfix(peg)  # drawing a broken one is no fault


def test_a_drawn_peg_holds_no_longer(world, pair):
    world.fix(pair[0], None, 1000, HIGH)
    peg = world.fix(*pair, 1000, HIGH)
    world.step()
    world.unfix(peg)
    for _ in range(60):
        world.step()
    assert world.broken() == ()
    assert world.pose(pair[0]).at[2] > 0.99 and world.pose(pair[1]).at[2] < 0.8


def test_pegs_go_with_what_they_held(world, pair):
    world.fix(*pair, 1000, HIGH)
    world.step()
    world.remove(pair[0])
    for _ in range(60):
        world.step()
    assert world.broken() == () and world.pose(pair[1]).at[2] < 0.8
