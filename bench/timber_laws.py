"""Pegs, blows and sliding: what every engine has to do in closed form."""

from dataclasses import dataclass

import numpy as np

from bench.timber_cases import Make, timber
from physics.engine import GRAVITY, ITERATIONS, RATE
from physics.pose import Pose
from physics.shape import Body, Box


def lets_go(make: Make, newtons: float, rate: int = RATE) -> float:
    """Pull two pegged blocks apart with 2 kN more each second; newtons at which the peg went."""
    block = timber((Box.between((-0.25, -0.05, -0.05), (0.25, 0.05, 0.05)),))
    engine = make()
    engine.pace(rate, ITERATIONS)
    engine.gravity(np.zeros(3))
    held = engine.add(block, Pose((-0.255, 0, 0)), static=True)
    pulled = engine.add(block, Pose((0.255, 0, 0)))
    engine.fix(pulled, held, newtons, np.zeros(3))
    force = 0.0
    while not engine.broken() and force < 4 * newtons:
        force += 2000 / rate
        engine.force(pulled, np.array([force, 0, 0]))
        engine.step()
    engine.close()
    return force


def blow(make: Make, rate: int = RATE) -> tuple[float, float]:
    """Let a mallet of 1.2 kg strike a free block of 5.8 kg at 4 m/s, with nothing else about.

    Returns two shares: by how much the impulse read at the contact misses the block's gain, and
    by how much the momentum of both changed.
    """
    block = _cube(5.8, 0.05, 0.25)
    mallet = _cube(1.2, 0.04, 0.05)
    engine = make()
    engine.pace(rate, ITERATIONS)
    engine.gravity(np.zeros(3))
    struck = engine.add(block, Pose())
    striking = engine.add(mallet, Pose((0, 0, 0.31)))
    engine.set_velocity(striking, np.array([0, 0, -4.0]), np.zeros(3))
    felt = 0.0
    for _ in range(rate // 10):
        engine.step()
        felt += sum(contact.newtons for contact in engine.contacts(struck)) / rate
    gained = -5.8 * engine.velocity(struck)[0][2]
    left = gained - 1.2 * engine.velocity(striking)[0][2]
    engine.close()
    return float(abs(felt / gained - 1)), float(abs(left / 4.8 - 1))


def _cube(mass: float, half: float, tall: float) -> Body:
    sides = np.array([half, half, tall])
    moments = mass / 3 * (sides @ sides - sides**2)
    return Body((Box(np.zeros(3), sides, np.eye(3)),), mass, np.zeros(3), np.diag(moments))


@dataclass(frozen=True)
class Slide:
    """How far a block slid, as a share of v2 / (2 mu g), and how high it hopped."""

    share: float
    hop_mm: float


def slide(make: Make, speed: float, rate: int = RATE) -> Slide:
    """Set a block 0.4 m wide sliding over mu 0.25."""
    engine = make()
    engine.pace(rate, ITERATIONS)
    ground = Body((Box.between((-50, -5, -0.5), (50, 5, 0)),), 1.0, np.zeros(3), np.eye(3))
    engine.add(ground, Pose(), static=True, friction=0.5)
    block = timber((Box.between((-0.2, -0.2, 0), (0.2, 0.2, 0.1)),))
    sliding = engine.add(block, Pose(), friction=0.5)
    for _ in range(rate // 4):
        engine.step()
    start = engine.pose(sliding).at[0]
    engine.set_velocity(sliding, np.array([speed, 0, 0]), np.zeros(3))
    height = 0.0
    for _ in range(2 * rate):
        engine.step()
        height = max(height, engine.pose(sliding).at[2])
    gone = engine.pose(sliding).at[0] - start
    engine.close()
    return Slide(float(gone / (speed**2 / (2 * 0.25 * GRAVITY))), height * 1000)
