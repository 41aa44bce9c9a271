import math
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from physics.pose import Pose, about
from physics.shape import Body, Box
from physics.world import GRAVITY, RATE, EngineMissing, World, available


@pytest.fixture
def world():
    made = World()
    yield made
    made.close()


def test_without_the_engine_the_program_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pybullet", None)
    with pytest.raises(EngineMissing, match="conda-forge"):
        World()


def test_available_looks_for_the_engine(monkeypatch):
    assert available()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not available()


def test_the_engine_is_named_with_its_version(world):
    assert world.engine.startswith("pybullet 3.")


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


def test_an_impulse_is_mass_times_velocity(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    world.impulse(body, np.array([0, 0.5, 0]))
    world.step()
    assert world.velocity(body)[0][1] == pytest.approx(0.25, rel=1e-6)


def test_a_torque_spins_about_the_authored_axes():
    """Exact inertia in the authored frame: each axis answers with its own moment."""
    inertia = np.diag([0.01, 0.02, 0.03])
    long = Body((Box.between((-0.1, -0.1, -0.1), (0.1, 0.1, 0.1)),), 2.0, np.zeros(3), inertia)
    world = World()
    turned = about(0, math.pi / 2)  # the body's y looks up
    body = world.add(long, Pose.of(np.array([0, 0, 5.0]), turned))
    world.torque(body, np.array([0, 0, 0.6]))
    world.step()
    _, spin = world.velocity(body)
    world.close()
    np.testing.assert_allclose(spin * RATE, [0, 0, 0.6 / 0.02], atol=1e-3)


def test_a_push_beside_the_centre_spins(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    world.force(body, np.array([0, 0, 1.0]), at=np.array([0.05, 0, 5.05]))
    world.step()
    _, spin = world.velocity(body)
    assert spin[1] * RATE == pytest.approx(-0.05 / cube.inertia[1, 1], rel=1e-3)


def test_contacts_bear_the_weight(world, cube, ground):
    world.add(ground, Pose(), static=True)
    body = world.add(cube, Pose((0, 0, 0.0002)))
    for _ in range(RATE):
        world.step()
    found = world.contacts(body)
    assert sum(c.newtons for c in found) == pytest.approx(cube.mass * GRAVITY, rel=0.01)
    assert all(c.normal[2] == pytest.approx(1.0, abs=1e-3) for c in found)
    assert abs(world.pose(body).at[2]) < 0.0005


def test_friction_of_a_pair_is_the_product(ground, cube):
    def slides(share):
        world = World()
        world.add(ground, Pose(), static=True, friction=0.7)
        body = world.add(cube, Pose(), friction=0.7)
        for _ in range(RATE):
            world.force(body, np.array([share * cube.mass * GRAVITY, 0, 0]))
            world.step()
        x = world.pose(body).at[0]
        world.close()
        return x > 0.01

    assert slides(0.55) and not slides(0.43)


def test_set_pose_puts_a_body_at_rest(world, cube):
    body = world.add(cube, Pose((0, 0, 5)))
    for _ in range(10):
        world.step()
    world.set_pose(body, Pose((1, 2, 3)))
    np.testing.assert_allclose(world.pose(body).at, (1, 2, 3), atol=1e-9)
    assert not world.velocity(body)[0].any()


def test_worlds_do_not_touch_each_other(cube, ground):
    full, empty = World(), World()
    full.add(ground, Pose(), static=True)
    standing, falling = full.add(cube, Pose()), empty.add(cube, Pose())
    for _ in range(60):
        full.step()
        empty.step()
    assert full.pose(standing).at[2] > -0.001
    assert empty.pose(falling).at[2] < -0.2
    full.close()
    empty.close()


def test_a_removed_body_is_gone(world, cube, ground):
    below = world.add(ground, Pose(), static=True)
    body = world.add(cube, Pose())
    world.remove(below)
    for _ in range(60):
        world.step()
    assert world.pose(body).at[2] < -0.2


def test_an_inertia_across_the_axes_is_refused(world, cube):
    skew = cube.inertia + 0.001 * (np.ones((3, 3)) - np.eye(3))
    with pytest.raises(ValueError, match="its own axes"):
        world.add(Body(cube.pieces, cube.mass, cube.centre, skew), Pose())


def test_hull_files_do_not_stay(world, parts, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    world.add(parts["zuodou"].body, Pose())
    assert list(Path(tmp_path).iterdir()) == []


def test_closing_twice_is_harmless(cube):
    other, world = World(), World()
    world.close()
    world.close()
    assert other.add(cube, Pose()) >= 0  # the second closing took no other world with it
    other.close()
