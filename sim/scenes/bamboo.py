"""A few culms of bamboo before a white wall."""

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Mesh, join, sheet, tube

_CULMS = 7
_LEAVES = 26  # on a culm


def bamboo(pile: Pile, root: Array, rng: np.random.Generator) -> None:
    """Add a clump of bamboo about 3 m high around `root`."""
    for _ in range(_CULMS):
        foot = root + rng.normal(0, 0.22, 3) * (1, 0.5, 0)
        high = rng.uniform(2.3, 3.3)
        at = np.linspace(0, 1, 10)[:, None]
        lean = rng.normal(0, 0.25, 3) * (1, 0.4, 0)
        path = foot + at * (0, 0, high) + at**2.5 * lean
        green = rng.uniform(0.8, 1.15)
        pile.add("leaf", tube(path, np.linspace(0.016, 0.006, 10), 5).tinted(green))
        pile.add("leaf", join([_leaf(path, rng) for _ in range(_LEAVES)]).tinted(green * 0.9))


def _leaf(path: Array, rng: np.random.Generator) -> Mesh:
    """One narrow leaf hanging from the upper half of a culm."""
    foot = path[rng.integers(4, len(path))]
    turn, droop = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 1.0)
    out = np.array([np.cos(turn), 0.6 * np.sin(turn), -droop]) * rng.uniform(0.14, 0.24)
    side = np.array([-np.sin(turn), 0.6 * np.cos(turn), 0.3]) * 0.016
    start = foot + out * rng.uniform(0.1, 0.8)
    tip = start + out + (0, 0, -0.03)
    middle = (start + tip) / 2
    return sheet(np.array([[start, start], [middle - side, middle + side], [tip, tip]]))
