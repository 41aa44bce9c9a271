"""A wedge in the end of a through tenon: it spreads the tenon, and the joint holds.

Closed forms from equilibrium alone. Driven in by x, a wedge of slope a (its thickness grows by
a per metre) makes the tenon a x thicker; once the clearance is taken up the cheeks press with
p = E (a x - c) / t over the whole joint, and the tenon is held by 2 mu p w l. The wedge itself
is pressed by the same force on both faces, which takes F = 2 p w l (mu + a / 2) to drive and
leaves it in place while a / 2 < mu. That the spread end is also wider than the mouth is left
out: a wedged tenon holds at least this much.
"""

import math
from dataclasses import dataclass

from content.errors import Refusal
from content.texts import _
from physics.timber.fit import Fit


@dataclass(frozen=True)
class Wedge:
    """`slope`: metres of thickness per metre of length; `length` m that can be driven in.

    Raises Refusal for a wedge without slope or length.
    """

    slope: float
    length: float

    def __post_init__(self) -> None:
        if not (0 < self.slope < 1 and 0 < self.length < math.inf):
            sentence = _(
                "No wedge has a slope of {slope:g} and is {length:g} m long. Correct the sizes."
            )
            raise Refusal(sentence.format(slope=self.slope, length=self.length))

    def stays(self, fit: Fit) -> bool:
        """Whether friction keeps the wedge in (self-locking)."""
        return self.slope / 2 < fit.wood.friction

    def spread(self, fit: Fit, driven: float) -> Fit:
        """Return the fit of the tenon with the wedge `driven` m in."""
        return fit.spread(min(max(driven, 0.0), self.length) * self.slope * 1000)

    def force(self, fit: Fit, driven: float) -> float:
        """Return the newtons that drive the wedge on at `driven` m."""
        normal = self.spread(fit, driven).pressure * fit.width * fit.travel
        return 2 * normal * (fit.wood.friction + self.slope / 2)

    def holding(self, fit: Fit, driven: float) -> float:
        """Return the newtons it takes to draw the seated tenon."""
        return self.spread(fit, driven).friction(fit.travel)

    def after(self, fit: Fit, driven: float, energy: float) -> float:
        """Return how far in, m, a blow that leaves the wedge `energy` J takes it.

        The force rises in a straight line from where the clearance is taken up until the
        cheeks crush, and then stays; the work under it is the energy.
        """
        free = max(-fit.interference_mm / 1000 / self.slope, 0.0)
        crushed = fit.wood.crush * fit.thickness / fit.wood.stiffness
        full = (crushed - fit.interference_mm / 1000) / self.slope
        work = energy + self._work(fit, free, full, max(driven, 0.0))
        low, high = max(driven, 0.0), self.length
        if self._work(fit, free, full, high) <= work:
            return max(low, high)
        for _half in range(60):
            middle = (low + high) / 2
            short = self._work(fit, free, full, middle) <= work
            low, high = (middle, high) if short else (low, middle)
        return low

    def _work(self, fit: Fit, free: float, full: float, driven: float) -> float:
        """Joules from the clearance's end to `driven` m: a trapezium, then a rectangle."""
        rising = max(min(driven, full), free)
        ramp = (self.force(fit, free) + self.force(fit, rising)) / 2 * (rising - free)
        return ramp + self.force(fit, full) * max(driven - max(full, free), 0.0)
