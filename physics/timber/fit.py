"""The law of a fit: how a tenon of a given interference goes into its mortise.

A tenon too thick by d presses on both cheeks with p0 = E d / t, so that at depth s the friction
is F(s) = 2 mu p0 w s, against the motion or, at rest, against what pulls (Coulomb). The engine
keeps the true clearance and never this force: overlapping bodies give no resistance that rises
with depth.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics.timber.joint import Joint
from physics.timber.wood import FIR, Species

SUBSTEPS = 32  # within one step: depth after a row of blows is then the same at every rate
RATTLE_MM = 0.5  # inferred; more clearance than this is felt as a loose joint
Kind = Literal["loose", "sliding", "driving", "jam"]


@dataclass(frozen=True)
class Fit:
    """How tight one joint is.

    `interference_mm`: tenon minus mortise, below 0 a clearance; `thickness` and `width` m of
    the tenon across and along its cheeks; `travel` m from the first touch to the shoulder.
    Raises Refusal for sizes that no joint can have.
    """

    interference_mm: float
    thickness: float
    width: float
    travel: float
    wood: Species = FIR

    def __post_init__(self) -> None:
        sizes = (self.thickness, self.width, self.travel)
        thinner = abs(self.interference_mm) / 1000 < self.thickness
        if not (all(0 < size < math.inf for size in sizes) and thinner):
            sentence = _(
                "No joint has a tenon {thickness:g} m thick, {width:g} m wide and {travel:g} m "
                "long with {fit:g} mm of interference. Correct the sizes."
            )
            raise Refusal(
                sentence.format(
                    thickness=self.thickness,
                    width=self.width,
                    travel=self.travel,
                    fit=self.interference_mm,
                )
            )

    @classmethod
    def of(cls, joint: Joint, wood: Species = FIR) -> Self:
        """Return the fit of a joint by its own sizes; its clearance counts on both cheeks.

        The cheeks are the wider sides along the entry. Raises Refusal as the sizes do.
        """
        wood_or_room = np.vstack([piece.points for piece in joint.tenon or joint.mortise])
        across = np.ptp(wood_or_room, axis=0)[np.abs(joint.entry) < 0.5]
        thickness, width = float(across.min()), float(across.max())
        return cls(-2000 * joint.clearance, thickness, width, joint.travel, wood)

    @property
    def pressure(self) -> float:
        """Pa on each cheek; 0 with clearance."""
        return self.wood.stiffness * max(self.interference_mm, 0.0) / 1000 / self.thickness

    @property
    def kind(self) -> Kind:
        """Whether the joint rattles, slides, has to be driven, or asks more than wood bears."""
        if self.interference_mm < -RATTLE_MM:
            return "loose"
        if self.interference_mm <= 0:
            return "sliding"
        return "driving" if self.pressure <= self.wood.crush * (1 + 1e-9) else "jam"

    def friction(self, depth: float) -> float:
        """Return the newtons of friction at a depth in m; inf inside a joint that jams."""
        if depth <= 0:
            return 0.0
        if self.kind == "jam":
            return math.inf
        return 2 * self.wood.friction * self.pressure * self.width * min(depth, self.travel)

    def spread(self, more_mm: float) -> "Fit":
        """Return the fit of a tenon that a wedge has made this much thicker.

        The pressure stays at what the wood bears: beyond that the cheeks crush and give way.
        """
        most = self.wood.crush * self.thickness / self.wood.stiffness * 1000
        thicker = min(self.interference_mm + more_mm, most)
        return replace(self, interference_mm=max(self.interference_mm, thicker))


@dataclass(frozen=True)
class Drive:
    """How far a tenon is in (`depth` m, below 0 = not yet at the mouth) and its `speed` m/s.

    `landed`: N s that the shoulder took in the last step, when it came home.
    """

    fit: Fit
    depth: float = 0.0
    speed: float = 0.0
    landed: float = 0.0

    @property
    def seated(self) -> bool:
        """Whether the shoulder bears."""
        return self.depth >= self.fit.travel

    def blow(self, impulse: float, mass: float) -> "Drive":
        """Take one blow of N s along the entry, on a part of `mass` kg.

        Raises ValueError where one of them is no number or the mass not above 0.
        """
        if not (math.isfinite(impulse) and 0 < mass < math.inf):
            raise ValueError(f"a blow of {impulse} N s on {mass} kg")
        return replace(self, speed=self.speed + impulse / mass)

    def step(self, force: float, mass: float, seconds: float) -> "Drive":
        """Go on under a steady force in N along the entry, everything but the fit's friction.

        Raises ValueError where one of them is no number or mass or time not above 0.
        """
        if not (math.isfinite(force) and 0 < mass < math.inf and 0 < seconds < math.inf):
            raise ValueError(f"a step of {seconds} s under {force} N with {mass} kg")
        depth, speed, landed, h = self.depth, self.speed, 0.0, seconds / SUBSTEPS
        for _step in range(SUBSTEPS):
            wish = speed + force / mass * h
            most = self.fit.friction(depth) / mass * h
            after = 0.0 if abs(wish) <= most else wish - math.copysign(most, wish)
            before, depth, speed = depth, depth + (speed + after) / 2 * h, after
            if depth >= self.fit.travel and speed >= 0:
                landed += mass * speed if before < self.fit.travel else 0.0
                depth, speed = self.fit.travel, 0.0
        return replace(self, depth=depth, speed=speed, landed=landed)


def depth_after(fit: Fit, depth: float, energy: float, force: float = 0.0) -> float:
    """Return the closed form: m reached from `depth` >= 0 by a blow that leaves `energy` J.

    Work k/2 (x2 - s2) - F (x - s) = energy with k s = F(s), solved for x and held at the
    shoulder; `force` N acts along the entry all the while (a part's own weight).
    """
    k = fit.friction(fit.travel) / fit.travel
    if k == 0:
        return fit.travel
    if k == math.inf:
        return max(depth, 0.0)
    reached = (force + math.sqrt((force - k * depth) ** 2 + 2 * k * energy)) / k
    return min(reached, fit.travel)
