"""The carver's tools as sections that are swept through the wood.

Names, widths and angles are presets "from memory, unresolved": no block cutter of Taohuawu has
confirmed them yet. One stroke of 拳刀 stands for both cuts of a line, the steep one along it and
the slanting one that lifts the chip out.
"""

import math
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

TEAR_REACH_UM = 1800  # inferred; how far a chip runs beyond the tool at most


class Form(IntEnum):
    """What the section looks like."""

    V = 0
    ROUND = 1
    FLAT = 2


@dataclass(frozen=True)
class Knife:
    """One tool.

    `size_um`: radius of a round section, width of a flat one, unused by a V. `leans` hundredths
    of a degree: for a V how far the steep wall, on the left hand of the motion, falls away from
    the upright; for a flat how far it is tipped over its right side. `flank` degrees from the
    upright of a V's other wall. `deepest` um in one stroke; below `safe` um nothing tears;
    `tears` 0..1 how readily it does below that. `uneven` 1/1024 of the depth that hard and soft
    wood make at most.
    """

    name: str
    hanzi: str
    form: Form
    size_um: int
    leans: tuple[int, int]
    flank: float
    deepest: int
    safe: int
    tears: float
    uneven: int

    def half_um(self, depth: float, lean: int = 0) -> float:
        """Return how far to one side the section goes at most, `depth` um deep."""
        if self.form is Form.V:
            return depth * (_tan(lean / 100) + _tan(self.flank))
        if self.form is Form.ROUND:
            return math.sqrt(max(0, 2 * self.size_um * depth - depth * depth))
        return self.size_um / 2

    def reach_um(self, depth: float, lean: int, along: float) -> float:
        """Return how far to one side a cut can change the wood, chips included.

        `along` the cosine between the motion and the grain: across it nothing tears.
        """
        pressed = min(1.0, max(0.0, depth / self.safe - 1))
        return self.half_um(depth, lean) + self.tears * TEAR_REACH_UM * along * along * pressed

    def section(self, lean: int) -> NDArray[np.float64]:
        """Return (8,) what the kernel has to know.

        Form; tangent of the lean; tangent of the flank; size; safe depth; how far a chip runs
        at most, um; the unevenness.
        """
        chip = self.tears * TEAR_REACH_UM
        return np.array([
            self.form, _tan(lean / 100), _tan(self.flank), self.size_um,
            self.safe, chip, self.uneven, self.deepest,
        ])  # fmt: skip


def _tan(degrees: float) -> float:
    """Return the tangent in whole 4096ths: libraries of mathematics differ in the last bit."""
    return round(math.tan(math.radians(degrees)) * 4096) / 4096


QUANDAO = Knife("quandao", "拳刀", Form.V, 0, (0, 6000), 40.0, 2500, 1300, 0.35, 60)
WANZAO = Knife("wanzao", "弯凿", Form.ROUND, 4000, (0, 0), 0.0, 2400, 900, 1.0, 110)
WANZAO_SMALL = Knife("wanzao_small", "小弯凿", Form.ROUND, 1500, (0, 0), 0.0, 1400, 800, 0.8, 90)
PINGZAO = Knife("pingzao", "平凿", Form.FLAT, 5000, (-2000, 2000), 0.0, 1800, 700, 0.9, 70)
XIUGENZAO = Knife("xiugenzao", "修根凿", Form.FLAT, 1000, (-2000, 2000), 0.0, 1800, 1200, 0.4, 60)
KNIVES = (QUANDAO, WANZAO, WANZAO_SMALL, PINGZAO, XIUGENZAO)  # a packed cut names its place here
LEAN = 2000  # hundredths of a degree: at which 拳刀 leaves a line with a good root
