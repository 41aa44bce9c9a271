"""Dry fit 会榫: how a part goes together with each of its mates, measured on the solids as cut.

The room on both sides of a joint together, or by how much its tenon is too thick for it, decides
by the law of the fit whether it slides, has to be driven, or jams.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from physics.engine import GRAVITY
from physics.pose import Array
from physics.timber import gauges, solids
from physics.timber.cutting_drive import SWING
from physics.timber.design import Design, Place
from physics.timber.fit import RATTLE_MM, Fit, depth_after
from physics.timber.part import Part
from physics.timber.solids import Solid
from physics.tools.striking import StrikingTool, impulse

Kind = Literal["lies", "loose", "sliding", "driving", "jam"]
GOES: tuple[Kind, ...] = ("lies", "sliding")
LEAST_M = 1e-6  # m that a blow counts for at least, so that a count has an end
_SLAB = 1e-9  # m3; less wood in wood than this is rounding


@dataclass(frozen=True)
class Joining:
    """How a part goes into one mate (`bearer`, a place).

    `room_mm`: what both sides leave free together, below 0: so much too thick; NaN where nothing
    holds the part sideways and it only lies. `drawn_mm`: what the drawing leaves free. `fit`: the
    law of a joint that presses.
    """

    part: str
    bearer: str
    room_mm: float
    drawn_mm: float
    fit: Fit | None = None

    @property
    def kind(self) -> Kind:
        """What comes of it. Loose is what has more room than was drawn and rattles by that."""
        if math.isnan(self.room_mm):
            return "lies"
        if self.fit is not None:
            return "driving" if self.fit.kind == "driving" else "jam"
        return "loose" if self.room_mm - self.drawn_mm > RATTLE_MM else "sliding"

    @property
    def newtons(self) -> tuple[float, float]:
        """Friction half way in and at the shoulder; inf where it jams, 0 where it slides."""
        if self.fit is None:
            return 0.0, 0.0
        return self.fit.friction(self.fit.travel / 2), self.fit.friction(self.fit.travel)

    def blows(self, kilograms: float, tool: StrikingTool) -> int | None:
        """Return how many whole blows of a tool would take a part of so many kg home from the
        mouth, its own weight helping; None where it need not or cannot be driven. Whether the
        mate would split by that is not asked."""
        if self.fit is None or self.kind == "jam":
            return None
        energy = impulse(tool, SWING, kilograms) ** 2 / 2 / kilograms
        depth, count = 0.0, 0
        while depth < self.fit.travel:
            deeper = depth_after(self.fit, depth, energy, kilograms * GRAVITY)
            depth, count = max(deeper, depth + LEAST_M), count + 1
        return count


def joinings(design: Design, place: str, part: Part) -> tuple[Joining, ...]:
    """Try a part, as it is cut now, with the mates of a place; these are as drawn."""
    return tuple(_joinings(design, design.place(place), part))


def goes(found: tuple[Joining, ...]) -> bool:
    """Whether every joint of a part goes together by hand and holds it."""
    return all(joining.kind in GOES for joining in found)


def _joinings(design: Design, place: Place, part: Part) -> Iterator[Joining]:
    drawn = {p.name: p for p in design.parts}
    own, now = (solids.moved(p.solid, place.pose) for p in (drawn[place.name], part))
    for name in place.bearers:
        mate = solids.moved(drawn[name].solid, design.place(name).pose)
        should = _room(own, mate, place)
        if part.solid is drawn[place.name].solid:
            yield Joining(place.name, name, 1000 * should, 1000 * should)
            continue
        fit = _fit(now, mate, place)
        room = -fit.interference_mm if fit else 1000 * _room(now, mate, place)
        yield Joining(place.name, name, room, 1000 * should, fit)


def _room(body: Solid, mate: Solid, place: Place) -> float:
    """Return the room (m) across its tightest level way, both sides together; NaN: it only lies."""
    found = []
    for across in _level(place):
        ways = [gauges.free(body, mate, side * across) for side in (1.0, -1.0)]
        if max(ways) < gauges.FREE:
            found.append(sum(ways))
    return min(found, default=math.nan)


def _fit(body: Solid, mate: Solid, place: Place) -> Fit | None:
    """Return the fit of a tenon that is too thick, by the wood that would be in wood: a thin slab
    on each cheek. None where the two share nothing."""
    slabs = [s for s in body.within(mate).lumps() if s.volume > _SLAB]
    if not slabs:
        return None
    deep = max(_extent(slab, np.array(place.entry)) for slab in slabs)
    wide = [_width(slab, deep) for slab in slabs]
    middles = [np.mean(slab.bounds or (), axis=0) for slab in slabs]
    across = [abs(float(way @ (m - middles[0]))) for way in _level(place) for m in middles]
    too_thick = sum(s.volume / (w * deep) for s, w in zip(slabs, wide, strict=True))
    return Fit(1000 * too_thick, max(across), max(wide), deep)


def _width(slab: Solid, deep: float) -> float:
    """Return the width (m) of a flat slab `deep` m deep, from its volume and all its surface."""
    faces = slab.area - 2 * slab.volume / deep
    return (faces + math.sqrt(max(faces**2 - 16 * deep * slab.volume, 0.0))) / (4 * deep)


def _level(place: Place) -> list[Array]:
    """The level ways along a part and across it (3,), in the design's frame."""
    ways = [np.array([*place.pose.matrix[:2, k], 0.0]) for k in (0, 1)]
    return [way / np.linalg.norm(way) for way in ways]


def _extent(solid: Solid, way: Array) -> float:
    along = solids.mesh(solid)[0] @ way
    return float(along.max() - along.min())
