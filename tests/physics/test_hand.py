import numpy as np
import pytest

from physics.engine import GRAVITY, RATE
from physics.hand import LEASH, MOST_FORCE, Hand, Reach
from physics.pose import Pose, about, rotation_vector
from physics.shape import Body
from physics.tools.striking import HAMMER, TAP_SPEED, impulse, tap
from physics.world import World

REACH = Reach(across=0.7, up=0.5)
TOP = np.array([0, 0, 0.1])


@pytest.fixture
def world(ground):
    made = World()
    made.add(ground, Pose(), static=True)
    yield made
    made.close()


def carry(world, hand, to, turn, steps):
    for _ in range(steps):
        if not hand.advance(np.array(to), turn, REACH):
            return False
        world.step()
    return True


@pytest.mark.parametrize("rate", [240, 480, 960])
def test_a_held_part_hangs_still_where_the_hand_is(world, cube, rate):
    world.pace(rate, 50)
    body = world.add(cube, Pose())
    hand = Hand(world, body, cube, TOP)
    assert carry(world, hand, (0.3, 0.1, 0.5), about(2, 1.0), 4 * rate)
    pose = world.pose(body)
    np.testing.assert_allclose(pose.out(TOP), (0.3, 0.1, 0.5), atol=1e-4)
    assert np.linalg.norm(rotation_vector(about(2, 1.0).T @ pose.matrix)) < 1e-3
    assert np.linalg.norm(world.velocity(body)[0]) < 1e-4


@pytest.mark.parametrize("rate", [240, 480])
def test_the_target_keeps_its_pace(world, cube, rate):
    world.pace(rate, 50)
    hand = Hand(world, world.add(cube, Pose()), cube, TOP)
    fastest = 0.0
    for _ in range(rate):
        before = hand.target.copy()
        hand.advance(np.array([1.5, 0, 0.5]), np.eye(3), REACH)
        world.step()
        fastest = max(fastest, np.linalg.norm((hand.target - before)[:2]) * rate)
    assert 0.65 < fastest <= 0.7 + 1e-9


def test_the_hand_is_no_stronger_than_a_man(world, cube):
    heavy = Body(cube.pieces, 60.0, cube.centre, cube.inertia * 30)
    body = world.add(heavy, Pose())
    hand = Hand(world, body, heavy, TOP)
    carry(world, hand, (0, 0, 0.2), np.eye(3), RATE)
    assert world.pose(body).at[2] < 0.001
    assert hand.press == pytest.approx(60 * GRAVITY - MOST_FORCE)


def test_what_is_held_fast_slips_from_the_hand(world, cube):
    """Pushed against a wall, the part stays outside and the hand lets go."""
    wall = Body(cube.pieces, 1.0, cube.centre, cube.inertia)
    world.add(wall, Pose((0.2, 0, 0)), static=True)
    body = world.add(cube, Pose())
    hand = Hand(world, body, cube, TOP)
    assert not carry(world, hand, (0.6, 0, 0.1), np.eye(3), 4 * RATE)
    assert world.pose(body).at[0] < 0.101
    assert hand.target[0] - 0.1 <= LEASH + 0.01


def test_press_tells_when_the_ground_bears_the_part(world, cube):
    hand = Hand(world, world.add(cube, Pose()), cube, TOP)
    carry(world, hand, (0, 0, 0.3), np.eye(3), 2 * RATE)
    assert hand.press == pytest.approx(0, abs=0.1)
    carry(world, hand, (0, 0, 0.095), np.eye(3), 2 * RATE)
    assert hand.press > 0.2 * cube.mass * GRAVITY


def test_one_tap_is_one_impulse(world, cube):
    body = world.add(cube, Pose((0, 0, 1)))
    at = Pose((0, 0, 1)).out(cube.centre)
    given = tap(world, body, cube, at, np.array([0, 7.0, 0]), HAMMER)
    assert given == pytest.approx(impulse(HAMMER, TAP_SPEED, cube.mass))
    world.step()
    assert world.velocity(body)[0][1] * cube.mass == pytest.approx(given, rel=1e-6)


def test_a_tap_without_direction_is_refused(world, cube):
    with pytest.raises(ValueError, match="direction"):
        tap(world, world.add(cube, Pose()), cube, np.zeros(3), np.zeros(3), HAMMER)
