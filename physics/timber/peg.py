"""Pegs: they hold up to a force, with which `Engine.fix` takes them, and then are gone."""

import math
from dataclasses import dataclass

from content.errors import Refusal
from content.texts import _
from physics.timber.wood import CAMPHOR, Species


@dataclass(frozen=True)
class Peg:
    """A round peg through a joint, `diameter` m, cut across at `planes` faces when drawn.

    Raises Refusal for a peg without thickness or faces.
    """

    diameter: float
    wood: Species = CAMPHOR
    planes: int = 2

    def __post_init__(self) -> None:
        if not (0 < self.diameter < math.inf and self.planes > 0):
            sentence = _("No peg is {diameter:g} m thick. Choose a thickness above 0.")
            raise Refusal(sentence.format(diameter=self.diameter))

    @property
    def strength(self) -> float:
        """Newtons at which it is sheared: planes x pi d2 / 4 x strength across its fibres."""
        return self.planes * math.pi * self.diameter**2 / 4 * self.wood.peg_shear
