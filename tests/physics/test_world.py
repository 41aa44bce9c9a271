"""What only the lessons' own engine does; the rest is asked of every engine in test_engine."""

import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from physics.engine import RATE
from physics.pose import Pose
from physics.shape import Body, Box, Hull
from physics.world import EngineMissing, World, available


@pytest.fixture
def world():
    made = World()
    yield made
    made.close()


@pytest.fixture
def asleep(world, ground, cube):
    """Three cubes on one another that have lain still for long: their handles, undermost first."""
    world.add(ground, Pose(), static=True, friction=0.7)
    handles = [world.add(cube, Pose((0, 0, 0.1 * i + 0.0002)), friction=0.7) for i in range(3)]
    for _ in range(4 * RATE):
        world.step()
    assert still(world, handles)
    return handles


def still(world, handles):
    """Whether all are at rest to the last bit, as only what sleeps is."""
    return not any(world.velocity(handle)[k].any() for handle in handles for k in (0, 1))


def test_without_the_engine_the_program_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pybullet", None)
    with pytest.raises(EngineMissing, match="conda-forge"):
        World()


def test_available_looks_for_the_engine(monkeypatch):
    assert available()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not available()


def test_hull_files_do_not_stay(world, parts, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    world.add(parts["zuodou"].body, Pose())
    assert list(Path(tmp_path).iterdir()) == []


def test_a_body_of_nothing_or_of_a_flat_hull_is_refused(world, cube):
    with pytest.raises(ValueError, match="without pieces"):
        world.add(Body((), 1.0, np.zeros(3), np.eye(3)), Pose())
    flat = Hull(np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0.0]]))
    with pytest.raises(ValueError, match="no solid"):
        world.add(Body((*cube.pieces, flat), 1.0, np.zeros(3), np.eye(3)), Pose())


def test_where_all_sleep_nothing_is_reckoned_until_something_comes(
    world, asleep, cube, monkeypatch
):
    monkeypatch.setattr(world, "_p", None)  # the engine is not asked
    world.step()
    monkeypatch.undo()
    fallen = world.add(cube, Pose((1, 0, 0.5)))
    for _ in range(60):
        world.step()
    assert world.pose(fallen).at[2] < 0.25


def test_what_sleeps_still_bears_and_is_felt(world, asleep, cube):
    felt = sum(c.newtons * c.normal[2] for c in world.contacts(asleep[0]))
    assert felt == pytest.approx(cube.mass * 9.81, rel=0.02)


def test_a_blow_wakes_what_was_struck_and_what_leans_on_it(world, asleep):
    world.impulse(asleep[0], np.array([0, 4.0, 0]))
    for _ in range(RATE // 4):
        world.step()
    assert world.pose(asleep[0]).at[1] > 0.01
    assert world.pose(asleep[1]).at[1] > 0.001


@pytest.mark.parametrize(
    "act",
    [
        lambda world, body: world.impulse(body, np.array([0, 0.5, 0])),
        lambda world, body: world.set_velocity(body, np.array([0, 0.25, 0]), np.zeros(3)),
    ],
)
def test_a_sleeper_feels_all_of_a_blow_one_step_late(world, ground, cube, act):
    world.add(ground, Pose(), static=True, friction=0.0)
    body = world.add(cube, Pose())
    for _ in range(4 * RATE):
        world.step()
    assert still(world, [body])
    act(world, body)
    world.step()
    world.step()
    assert world.velocity(body)[0][1] == pytest.approx(0.25, rel=1e-6)


def test_what_falls_on_sleepers_wakes_them(world, asleep, cube):
    world.add(cube, Pose((0.07, 0, 0.5)))
    for _ in range(RATE):
        world.step()
    assert not still(world, asleep)


@pytest.mark.parametrize(
    "act",
    [
        lambda world, asleep: world.remove(asleep.pop(0)),
        lambda world, asleep: world.set_pose(asleep.pop(0), Pose((1, 0, 0))),
        lambda world, asleep: world.gravity(np.array([0, 9.0, -3.0])),
    ],
)
def test_what_loses_its_stand_does_not_sleep_on_in_the_air(world, asleep, act):
    act(world, asleep)
    for _ in range(RATE // 4):
        world.step()
    assert not still(world, asleep)


def test_a_slow_slide_is_no_sleep(world, ground, cube):
    """At 60 mm/s, which the engine's own threshold would stop."""
    world.add(ground, Pose(), static=True, friction=0.0)
    body = world.add(cube, Pose((-0.5, 0, 0)))
    world.set_velocity(body, np.array([0.06, 0, 0]), np.zeros(3))
    for _ in range(8 * RATE):
        world.step()
    assert world.pose(body).at[0] == pytest.approx(-0.5 + 0.06 * 8, abs=0.002)


def test_the_same_calls_give_the_same_bits(ground, cube):
    def lay():
        world = World()
        world.add(ground, Pose(), static=True)
        wedge = Body((Hull(cube.pieces[0].points),), 2.0, cube.centre, cube.inertia)
        handles = [world.add(b, Pose((0.02 * i, 0, 0.2 * i))) for i, b in enumerate((cube, wedge))]
        peg = world.fix(handles[0], None, 40, np.array([0, 0, 0.1]))
        for step in range(3 * RATE):
            world.force(handles[1], np.array([step / 40, 0, 0]))
            world.step()
        found = [world.pose(h) for h in handles], peg
        world.close()
        return found

    assert lay() == lay()


def test_a_static_body_keeps_its_authored_frame(world):
    """Its inertia is askew; laid along its principal axes, it would stand turned."""
    skew = np.array([[2.0, 0.5, 0], [0.5, 1.0, 0.3], [0, 0.3, 3.0]])
    centre = np.array([0.1, 0.2, 0.3])
    body = Body((Box.between((0, 0, 0), (0.4, 0.2, 0.6)),), 5.0, centre, skew)
    assert world.pose(world.add(body, Pose(), static=True)) == Pose()
