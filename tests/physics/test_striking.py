import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Status
from physics.pose import Pose, about
from physics.tools.striking import (
    AXE_POLL,
    HAMMER,
    MOST_JOULES,
    effective_mass,
    impulse,
    swing,
    tap,
)
from physics.world import World

TOOLS = pytest.mark.parametrize("tool", [AXE_POLL, HAMMER])


@TOOLS
def test_no_figure_of_a_tool_is_claimed_for_sure(tool):
    assert tool.basis.status is Status.INFERRED and tool.name.zh_CN in ("斧背", "榔头")


@TOOLS
@given(st.floats(0.1, 30), st.floats(0.1, 500))
def test_momentum_is_kept_and_energy_never_made(tool, speed, mass):
    given_ = impulse(tool, speed, mass)
    after = speed - given_ / tool.mass
    assert tool.mass * after + given_ == pytest.approx(tool.mass * speed, rel=1e-9)
    assert given_ / mass - after == pytest.approx(tool.restitution * speed)
    energy = tool.mass * after**2 / 2 + given_**2 / mass / 2
    assert energy <= tool.mass * speed**2 / 2 * (1 + 1e-9)


def test_what_cannot_move_takes_all():
    assert impulse(HAMMER, 2.0, math.inf) == pytest.approx(1.3 * 0.8 * 2.0)
    assert impulse(HAMMER, -2.0, 5.0) == 0


@pytest.mark.parametrize(("speed", "mass"), [(math.nan, 1), (1, 0), (1, -3), (1, math.nan)])
def test_a_blow_that_cannot_be_is_refused(speed, mass):
    with pytest.raises(ValueError, match="blow"):
        impulse(HAMMER, speed, mass)


@TOOLS
@given(st.tuples(*[st.floats(-1e3, 1e3)] * 3))
def test_an_arm_has_so_much_energy_and_no_more(tool, velocity):
    asked = np.array(velocity)
    given_ = swing(tool, asked)
    assert tool.mass * given_ @ given_ / 2 <= MOST_JOULES * (1 + 1e-9)
    assert np.allclose(np.cross(asked, given_), 0, atol=1e-6)
    if tool.mass * asked @ asked / 2 <= MOST_JOULES * (1 - 1e-9):
        np.testing.assert_allclose(given_, asked, atol=1e-12)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_device_that_tells_no_number_swings_nothing(bad):
    assert not swing(HAMMER, np.array([0, bad, 1])).any()


@pytest.mark.parametrize("rate", [120, 240, 480])
def test_a_body_gets_the_momentum_of_the_blow(cube, rate):
    world = World()
    world.pace(rate, 50)
    pose = Pose.of(np.array([0, 0, 1.0]), about(1, 0.4))
    body = world.add(cube, pose)
    along = np.array([0.6, 0.8, 0])
    given_ = impulse(AXE_POLL, 4.0, cube.mass)
    world.impulse(body, along * given_, pose.out(cube.centre))
    world.step()
    assert world.velocity(body)[0] @ along * cube.mass == pytest.approx(given_, rel=1e-3)
    world.close()


def test_beside_its_centre_a_loose_part_is_lighter_and_is_left_as_the_tool_is(cube):
    """What moves at the struck point after the blow is what the effective mass says."""
    world, pose = World(), Pose.of(np.array([0, 0, 1.0]), about(2, 0.3))
    body = world.add(cube, pose)
    world.gravity(np.zeros(3))
    at, along = pose.out(np.array([0.05, 0.03, 0.09])), np.array([0, 1.0, 0])
    mass = effective_mass(cube, pose, at, along)
    assert mass < cube.mass
    assert effective_mass(cube, pose, pose.out(cube.centre), along) == pytest.approx(cube.mass)
    world.impulse(body, along * 0.5, at)
    world.step()
    linear, spin = world.velocity(body)
    there = linear + np.cross(spin, at - pose.out(cube.centre))
    assert there @ along == pytest.approx(0.5 / mass, rel=1e-3)
    world.close()


@pytest.mark.parametrize("way", [(0, 0, 0), (0, np.nan, 0), (np.inf, 0, 0)])
def test_a_tap_without_direction_is_refused(cube, way):
    world = World()
    with pytest.raises(ValueError, match="direction"):
        tap(world, world.add(cube, Pose()), cube, np.zeros(3), np.array(way, float), HAMMER)
    world.close()
