"""What every engine has to do, asked of each that is installed."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from physics.engine import DOWN, GRAVITY, RATE, shaken, swayed
from physics.pose import Pose, about
from physics.shape import Body, Box, Hull

AWAY = np.array([0.05, 0, 5.05])


@pytest.fixture
def world(make_engine):
    made = make_engine()
    yield made
    made.close()


def run(world, seconds):
    for _ in range(round(seconds * world.rate)):
        world.step()


def test_it_is_named_with_its_version(world):
    name, _, number = world.engine.partition(" ")
    assert name in ("pybullet", "mujoco") and number[0].isdigit()


def test_a_body_stands_where_it_was_put(world, cube):
    pose = Pose.of(np.array([0.1, -0.2, 0.5]), about(2, 0.3))
    found = world.pose(world.add(cube, pose))
    np.testing.assert_allclose(found.at, pose.at, atol=1e-9)
    np.testing.assert_allclose(found.turn, pose.turn, atol=1e-9)


def test_momentum_is_force_times_time(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    for _ in range(RATE):
        world.force(body, np.array([3.0, 0, 0]))
        world.step()
    velocity, _ = world.velocity(body)
    assert velocity[0] * cube.mass == pytest.approx(3.0, rel=1e-3)
    assert velocity[2] == pytest.approx(-GRAVITY, rel=1e-3)


@pytest.mark.parametrize("rate", [240, 480, 960])
def test_an_impulse_is_mass_times_velocity_at_any_pace(world, cube, rate):
    world.pace(rate, 100)
    assert world.rate == rate
    body = world.add(cube, Pose((0, 0, 5)))
    world.impulse(body, np.array([0, 0.5, 0]))
    run(world, 0.5)
    velocity, _ = world.velocity(body)
    assert velocity[1] == pytest.approx(0.25, rel=1e-6)
    assert velocity[2] == pytest.approx(-GRAVITY / 2, rel=1e-6)


def test_the_pace_changes_in_mid_flight(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    world.set_velocity(body, np.array([1.0, 0, 0]), np.array([0, 0, 2.0]))
    run(world, 0.25)
    world.pace(960, 100)
    run(world, 0.25)
    assert world.pose(body).at[0] == pytest.approx(0.5, abs=1e-9)
    np.testing.assert_allclose(world.pose(body).matrix, about(2, 1.0), atol=1e-4)


@pytest.mark.parametrize(("rate", "iterations"), [(0, 50), (-240, 50), (240, 0)])
def test_no_pace_without_steps(world, rate, iterations):
    with pytest.raises(ValueError, match="pace"):
        world.pace(rate, iterations)
    assert world.rate == RATE


def test_a_torque_spins_about_the_authored_axes(world):
    """Exact inertia in the authored frame: each axis answers with its own moment."""
    inertia = np.diag([0.01, 0.02, 0.03])
    long = Body((Box.between((-0.1, -0.1, -0.1), (0.1, 0.1, 0.1)),), 2.0, np.zeros(3), inertia)
    turned = about(0, math.pi / 2)  # the body's y looks up
    body = world.add(long, Pose.of(np.array([0, 0, 5.0]), turned))
    world.torque(body, np.array([0, 0, 0.6]))
    world.step()
    np.testing.assert_allclose(world.velocity(body)[1] * RATE, [0, 0, 0.6 / 0.02], atol=1e-3)


def test_a_push_beside_the_centre_spins(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    world.force(body, np.array([0, 0, 1.0]), at=AWAY)
    world.step()
    _, spin = world.velocity(body)
    assert spin[1] * RATE == pytest.approx(-0.05 / cube.inertia[1, 1], rel=1e-3)


def test_contacts_bear_the_weight(world, cube, ground):
    world.add(ground, Pose(), static=True)
    body = world.add(cube, Pose((0, 0, 0.0002)))
    run(world, 1)
    found = world.contacts(body)
    assert sum(c.newtons for c in found) == pytest.approx(cube.mass * GRAVITY, rel=0.01)
    assert all(c.first == body and c.normal[2] == pytest.approx(1.0, abs=1e-3) for c in found)
    assert abs(world.pose(body).at[2]) < 0.0005


@pytest.mark.parametrize("mine", [0.7, 0.35])
def test_friction_of_a_pair_is_the_product(make_engine, ground, cube, mine):
    def slides(share):
        world = make_engine()
        world.add(ground, Pose(), static=True, friction=0.7)
        body = world.add(cube, Pose(), friction=mine)
        world.gravity(DOWN + np.array([share * mine * 0.7 * GRAVITY, 0, 0]))
        run(world, 1)
        x = world.pose(body).at[0]
        world.close()
        return x > 0.01

    assert slides(1.12) and not slides(0.88)


def test_a_body_is_put_somewhere_at_rest(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    run(world, 0.1)
    world.set_pose(body, Pose((1, 2, 3)))
    np.testing.assert_allclose(world.pose(body).at, (1, 2, 3), atol=1e-9)
    assert not world.velocity(body)[0].any()


def test_worlds_do_not_touch_each_other(make_engine, cube, ground):
    full, empty = make_engine(), make_engine()
    full.add(ground, Pose(), static=True)
    standing, falling = full.add(cube, Pose()), empty.add(cube, Pose())
    for _ in range(60):
        full.step()
        empty.step()
    assert full.pose(standing).at[2] > -0.001
    assert empty.pose(falling).at[2] < -0.2
    full.close()
    full.close()
    empty.step()  # the second closing took no other world with it
    empty.close()


def test_a_removed_body_is_gone(world, cube, ground):
    below = world.add(ground, Pose(), static=True)
    body = world.add(cube, Pose())
    run(world, 0.1)
    world.remove(below)
    run(world, 0.25)
    assert world.pose(body).at[2] < -0.2


@pytest.mark.parametrize("form", [lambda box: box, lambda box: Hull(box.points)])
def test_a_body_of_many_pieces_keeps_them_all(world, ground, form):
    """A comb of 40 teeth: the longest is the last, and the comb stands on it."""
    teeth = [Box.between((0.1 * i, 0, -0.1), (0.1 * i + 0.05, 0.5, 0)) for i in range(39)]
    teeth.append(Box.between((0, 0, -0.3), (4, 0.5, -0.2)))
    comb = Body(tuple(map(form, teeth)), 4.0, np.array([2.0, 0.25, -0.25]), np.eye(3))
    world.add(ground, Pose(), static=True)
    body = world.add(comb, Pose((-1, 0, 0.301)))
    run(world, 0.5)
    assert world.pose(body).at[2] == pytest.approx(0.3, abs=5e-4)


def test_a_turned_piece_stands_turned(world, ground, cube):
    """A prism on its edge's plane: turned about x by 45 degrees it is 1.41 as high."""
    box = Box(np.zeros(3), np.full(3, 0.05), about(0, math.pi / 4) @ about(1, math.pi / 2))
    body = world.add(Body((box,), 2.0, np.zeros(3), cube.inertia), Pose((0, 0, 0.0707)))
    world.add(ground, Pose(), static=True)
    world.step()
    assert len(world.contacts(body)) == 2
    assert abs(world.pose(body).at[2] - 0.0707) < 1e-4


def test_an_inertia_across_the_axes_is_refused_of_what_moves(world, cube):
    skew = cube.inertia + 0.001 * (np.ones((3, 3)) - np.eye(3))
    with pytest.raises(ValueError, match="its own axes"):
        world.add(Body(cube.pieces, cube.mass, cube.centre, skew), Pose())
    world.add(Body(cube.pieces, cube.mass, cube.centre, skew), Pose(), static=True)


def test_what_is_frozen_bears_and_what_is_woken_falls(world, cube):
    under, over = world.add(cube, Pose((0, 0, 1))), world.add(cube, Pose((0, 0, 1.1002)))
    world.set_velocity(under, np.array([1.0, 0, 0]), np.array([0, 1.0, 0]))
    world.freeze(under)
    stood = world.pose(under)
    run(world, 0.5)
    world.impulse(under, np.array([5.0, 0, 0]))
    world.set_velocity(under, np.array([1.0, 0, 0]), np.zeros(3))
    run(world, 0.5)
    np.testing.assert_allclose(world.pose(under).at, stood.at, atol=1e-12)
    assert world.pose(over).at[2] == pytest.approx(1.1, abs=1e-3)
    world.wake(under)
    world.torque(under, np.array([0, 0, 1.0]))
    world.step()
    _, spin = world.velocity(under)
    assert spin[2] * RATE == pytest.approx(1 / cube.inertia[2, 2], rel=0.05)
    run(world, 0.5)
    assert world.pose(under).at[2] < 0 and world.pose(over).at[2] < 0.1


def test_gravity_is_tilted_by_a_shake(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    world.gravity(shaken(1 / 8, 0.4, 2.0))  # at its crest
    run(world, 0.5)
    velocity, _ = world.velocity(body)
    expected = [0.4 * GRAVITY / 2, 0.12 * GRAVITY / 2, -GRAVITY / 2]
    np.testing.assert_allclose(velocity, expected, rtol=1e-6)


NAN, INF = np.array([0, np.nan, 0]), np.array([np.inf, 0, 0])
BALLAST = Body((Box.between((-1, -1, -1), (1, 1, 1)),), 1.0, np.zeros(3), np.eye(3))


@pytest.mark.parametrize("bad", [NAN, INF])
@pytest.mark.parametrize(
    "act",
    [
        lambda world, body, bad: world.force(body, bad),
        lambda world, body, bad: world.force(body, np.ones(3), bad),
        lambda world, body, bad: world.impulse(body, bad),
        lambda world, body, bad: world.torque(body, bad),
        lambda world, body, bad: world.set_velocity(body, bad, np.zeros(3)),
        lambda world, body, bad: world.set_velocity(body, np.zeros(3), bad),
        lambda world, body, bad: world.set_pose(body, Pose(tuple(bad))),
        lambda world, body, bad: world.gravity(bad),
        lambda world, body, bad: world.fix(body, None, 100, bad),
        lambda world, body, bad: world.fix(body, None, float(bad.sum()), np.zeros(3)),
        lambda world, _body, bad: world.add(BALLAST, Pose(tuple(bad))),
        lambda world, _body, bad: world.add(BALLAST, Pose(), friction=float(bad.sum())),
    ],
)
def test_what_is_not_finite_is_refused_and_nothing_happens(world, cube, act, bad):
    body = world.add(cube, Pose((0, 0, 5)))
    with pytest.raises(ValueError, match="finite"):
        act(world, body, bad)
    run(world, 0.5)
    velocity, spin = world.velocity(body)
    np.testing.assert_allclose(velocity, DOWN / 2, rtol=1e-6, atol=1e-9)
    assert np.abs(spin).max() < 1e-9


@given(st.floats(0.0, 5.0), st.floats(0.01, 1.0))
def test_the_ground_that_is_seen_to_move_is_the_ground_that_is_felt(seconds, share):
    dt, hertz = 1e-4, 1.5
    before, now, after = (swayed(seconds + k * dt, share, hertz) for k in (-1, 0, 1))
    felt = shaken(seconds, share, hertz)[:2]
    np.testing.assert_allclose((before - 2 * now + after) / dt**2, -felt, atol=1e-4)
