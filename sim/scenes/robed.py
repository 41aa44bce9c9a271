"""A figure with water sleeves: cloth falls from its wrists as its joints are shown."""

from typing import Any

import numpy as np

from motion.motion import Array
from motion.skeleton import JOINTS, SIDES
from physics.cloth import Sleeve
from sim.scenes.figure import Figure
from sim.scenes.figure_looks import Look
from sim.scenes.sleeve import SleeveView
from sim.scenes.sleeve_body import capsules, wrist

_HEELS = [JOINTS.index(f"{side}_ankle") for side in SIDES]
_BALLS = [JOINTS.index(f"{side}_toe") for side in SIDES]
_HEEL_M, _BALL_M = 0.072, 0.012  # as `Figure` stands on them


class Robed:
    """A `figure` and a sleeve at each wrist; place, mark, hide the figure itself.

    `rng` shuffles the threads: the same seed and the same joints give the same cloth.
    """

    def __init__(self, parent: Any, look: Look, rng: np.random.Generator) -> None:
        self.figure = Figure(parent, look)
        self._sleeves = {side: (Sleeve(rng), SleeveView(self.figure.node)) for side in SIDES}

    def show(self, positions: Array, elapsed: float) -> None:
        """Lay the figure on joints (J, 3) m and let its sleeves go on by `elapsed` s."""
        body = positions - [0.0, 0.0, _floor(positions)]
        self.figure.show(body)
        bodies = capsules(body)
        for side, (sleeve, view) in self._sleeves.items():
            sleeve.step(elapsed, wrist(body, side), bodies)
            if sleeve.placed:
                view.show(sleeve.points)

    def close(self) -> None:
        """Take both away for good."""
        self.figure.close()


def _floor(positions: Array) -> float:
    """Return the height of the lowest sole, m; 0 where no foot is seen."""
    soles = np.concatenate([positions[_HEELS, 2] - _HEEL_M, positions[_BALLS, 2] - _BALL_M])
    seen = soles[np.isfinite(soles)]
    return float(seen.min()) if len(seen) else 0.0
