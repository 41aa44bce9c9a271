from dataclasses import replace

import numpy as np
import pytest

from bench.timber_cases import dovetail
from lessons.arts import raising_trials
from lessons.arts.raising_hand import LOWERING, NEAR_M, WORKED, Carrier, Grasp
from physics.engine import ITERATIONS, RATE
from physics.hand import MOST_FORCE
from physics.pose import Pose
from physics.shape import Body, Box
from physics.timber.design import Room
from physics.world import World, available

pytestmark = pytest.mark.skipif(not available(), reason="needs pybullet")
HIGH = 2.0
BLOCK = Body((Box.between((-0.1, -0.1, 0), (0.1, 0.1, 0.2)),), 3.0, np.array([0, 0, 0.1]),
             np.eye(3) * 0.02)  # fmt: skip
GROUND = Body((Box.between((-2, -2, -0.5), (2, 2, 0)),), 1.0, np.zeros(3), np.eye(3))
BENCH = Room((-2, -2, 0), (2, 2, 3), HIGH, 0.2, 0.15, 0.5, -0.2)
YARD = replace(BENCH, quick=2.5)


def let_down(room, goals=()):
    """Let a block down from HIGH; return its heights and falling speeds, step by step."""
    world = World()
    world.add(GROUND, Pose(), static=True)
    handle = world.add(BLOCK, Pose((0.0, 0.0, HIGH)))
    carrier = Carrier(world, Grasp("block", handle, BLOCK, np.zeros(3)), room)
    carrier.lower()
    seen = []
    for _ in range(15 * RATE):
        why = carrier.advance(goals)
        world.step()
        seen.append((world.pose(handle).at[2], -world.velocity(handle)[0][2]))
        if why:
            break
    world.close()
    assert why == "set_down" and seen[-1][0] == pytest.approx(0.0, abs=0.002)
    return np.array(seen).T


def cruising(heights, speeds):
    """The speed on the way, when the hand has got going."""
    return np.median(speeds[(heights > 0.3) & (heights < HIGH - 0.3)])


def test_in_a_yard_a_part_comes_down_as_much_quicker_as_the_hand_walks():
    slow, quick = let_down(BENCH), let_down(YARD)
    assert cruising(*slow) == pytest.approx(LOWERING.up, rel=0.01)
    assert cruising(*quick) == pytest.approx(2.5 * LOWERING.up, rel=0.01)
    assert len(quick[0]) < 0.6 * len(slow[0])


def test_near_its_place_it_is_let_down_slowly():
    heights, speeds = let_down(YARD, [(Pose(), 1)])
    assert cruising(heights, speeds) > 2 * LOWERING.up
    assert speeds[heights < NEAR_M / 2].max() < 1.1 * LOWERING.up
    far_away, speeds = let_down(YARD, [(Pose((1.0, 0.0, 0.0)), 1)])
    assert speeds[far_away < NEAR_M / 2].max() > 1.5 * LOWERING.up


def test_at_the_pace_of_work_the_strongest_pull_moves_a_dovetail_less_than_5_mm():
    worked, idle = (dovetail(World, MOST_FORCE, rate=RATE, iterations=i).moved_mm
                    for i in (WORKED, ITERATIONS))  # fmt: skip
    assert worked < 5 < idle


def test_at_the_pace_of_a_trial_half_a_ton_moves_a_dovetail_less_than_5_mm():
    rate, iterations = raising_trials.PACE
    assert dovetail(World, 5000.0, rate=rate, iterations=iterations).moved_mm < 5


def test_what_is_held_is_worked_at_its_pace_only_while_it_touches():
    class Noted(World):
        def pace(self, rate, iterations):
            self.iterations = iterations
            super().pace(rate, iterations)

    world = Noted()
    world.add(GROUND, Pose(), static=True)
    carrier = Carrier(world, Grasp("block", world.add(BLOCK, Pose((0, 0, 0.3))), BLOCK,
                                   np.zeros(3)), BENCH)  # fmt: skip
    carrier.lower()
    paces = []
    while not carrier.advance(()):
        world.step()
        paces.append(world.iterations)
    assert paces[0] == ITERATIONS and paces[-1] == WORKED
    carrier.release()
    assert world.iterations == ITERATIONS
    world.close()
