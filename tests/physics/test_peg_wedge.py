import math

import numpy as np
import pytest

from content.errors import Refusal
from physics.engine import GRAVITY
from physics.pose import Pose
from physics.timber.fit import Fit
from physics.timber.peg import Peg
from physics.timber.wedge import Wedge
from physics.timber.wood import FIR
from physics.world import World

LOOSE = Fit(-1.0, 0.04, 0.12, 0.1)
WEDGE = Wedge(1 / 8, 0.08)


def test_a_peg_bears_as_its_two_faces_do():
    assert Peg(0.015).strength == pytest.approx(2 * math.pi * 0.0075**2 * 12e6)
    assert Peg(0.015, FIR, 1).strength == pytest.approx(math.pi * 0.0075**2 * 9e6)


@pytest.mark.parametrize(("share", "holds"), [(0.9, True), (1.1, False)])
def test_a_peg_holds_and_then_is_gone_for_good(cube, ground, share, holds):
    world, peg = World(), Peg(0.003)
    below = world.add(ground, Pose((0, 0, -0.01)), static=True)
    body = world.add(cube, Pose())
    held = world.fix(body, below, peg.strength, np.array([0, 0, 0.05]))
    broken = []
    for _ in range(120):
        world.force(body, np.array([0, 0, cube.mass * GRAVITY + share * peg.strength]))
        world.step()
        broken += world.broken()
    assert (broken == []) is holds and broken in ([], [held])
    assert (world.pose(body).at[2] < 0.01) is holds
    world.close()


@pytest.mark.parametrize("diameter", [0, -0.01, math.nan, math.inf])
def test_a_peg_without_thickness_is_refused(diameter):
    with pytest.raises(Refusal, match="thickness"):
        Peg(diameter)


def test_a_wedge_first_takes_up_the_clearance_and_then_holds():
    closes = 0.001 * 8
    assert WEDGE.holding(LOOSE, closes * 0.99) == 0
    driven = closes + 0.008  # a millimetre more
    spread = 60e6 * 0.001 / 0.04 * 2 * 0.35 * 0.12 * 0.1
    assert WEDGE.holding(LOOSE, driven) == pytest.approx(spread)
    assert WEDGE.holding(LOOSE, 1.0) == WEDGE.holding(LOOSE, 0.08)


def test_a_steep_wedge_jumps_out():
    assert WEDGE.stays(LOOSE) and not Wedge(0.9, 0.1).stays(LOOSE)


@pytest.mark.parametrize("start", [0.0, 0.004, 0.012, 0.03])
@pytest.mark.parametrize("energy", [0.5, 5.0, 20.0])
def test_the_work_of_a_blow_is_the_force_times_the_way(start, energy):
    end = WEDGE.after(LOOSE, start, energy)
    ways = np.linspace(start, end, 20001)
    forces = [WEDGE.force(LOOSE, float(x)) for x in ways]
    assert start < end < WEDGE.length
    assert np.trapezoid(forces, ways) == pytest.approx(energy, rel=1e-4)


def test_a_wedge_goes_no_further_than_it_is_long():
    assert WEDGE.after(LOOSE, 0.0, 1e6) == WEDGE.length
    assert WEDGE.after(LOOSE, 0.02, 0.0) == pytest.approx(0.02)


@pytest.mark.parametrize("sizes", [(0, 0.1), (1, 0.1), (-0.1, 0.1), (math.nan, 0.1), (0.1, 0)])
def test_a_wedge_that_cannot_be_is_refused(sizes):
    with pytest.raises(Refusal, match="Correct the sizes"):
        Wedge(*sizes)
