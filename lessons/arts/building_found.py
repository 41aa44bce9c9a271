"""What stands in the free yard: which part lies on which, as it was found, not as planned."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lessons.arts.building_catalogue import Catalogue
from lessons.arts.raising_hand import Goal
from lessons.arts.raising_table import Table
from lessons.arts.raising_trials import Outcome
from physics.pose import Array, Pose
from physics.timber.design import Bracing, Design, Place

ABOVE = 0.25  # m that a carried part clears the highest one by
TRUE = np.cos(np.radians(5.0))  # a part that leans more bears none of its fits
TAKEN_M = 0.05  # a place is taken by a like part so near to it


class Found:
    """Keeps what stands. `standing`: what lies on other parts or bears some, from below up;
    `bearers`: by part, what it lies on."""

    def __init__(self, table: Table, yard: Design, catalogue: Catalogue) -> None:
        self._table = table
        self._yard = yard
        self._catalogue = catalogue
        self.tried: list[Outcome] = []
        self.bearers: Mapping[str, tuple[str, ...]] = {}
        self.look(None)

    def look(self, held: str | None) -> None:
        """See what lies on what, but for the part in the hand."""
        lying = self._table.lying(held)
        self.bearers = {part: self._under(part, lying) for part in lying}
        bearing = {b for under in self.bearers.values() for b in under}
        stands = [part for part in lying if part in bearing or self.bearers[part]]
        stands.sort(key=lambda part: lying[part].at[2])
        self.standing = {part: part for part in stands}
        self.seated = frozenset(stands)
        parts = self._table.parts
        tops = [lying[part].at[2] + parts[part].height for part in stands]
        self.design = replace(
            self._yard,
            parts=tuple(parts.values()),
            places=tuple(Place(p, lying[p], (p,), self.bearers[p]) for p in stands),
            room=replace(self._yard.room, carry=max(tops, default=0.0) + ABOVE),
            props=frozenset(p for p in parts if self._catalogue[parts[p].kind].prop),
            bracing=self._bracing(stands, lying),
        )

    def on(self, part: str) -> str | None:
        """Return a part that lies on this one."""
        return next((name for name, under in self.bearers.items() if part in under), None)

    def cluster(self, part: str) -> frozenset[str]:
        """Return what hangs together with a part: what it lies on, what lies on that, and on."""
        found, new = frozenset[str](), frozenset({part})
        while new:
            found |= new
            under = {b for name in new for b in self.bearers.get(name, ())}
            over = {name for name, below in self.bearers.items() if new.intersection(below)}
            new = frozenset(under | over) - found
        return found

    def holding(self, part: str) -> Design:
        """Return the design with room to carry a part, held at its middle, over everything."""
        bounds = self._table.parts[part].solid.bounds
        long = float(np.max(bounds[1] - bounds[0])) if bounds else 0.0
        room = self.design.room
        return replace(self.design, room=replace(room, carry=room.carry + long / 2))

    def goals(self, part: str) -> tuple[Goal, ...]:
        """Return where a part fits on those that lie there, and in how many ways it serves."""
        lying = self._table.lying(part)
        kind = self._table.parts[part].kind
        alike = [np.array(q.at) for n, q in lying.items() if self._table.parts[n].kind == kind]
        return tuple(
            (goal, fit.ways)
            for name, pose in lying.items()
            for fit in self._catalogue[kind].fits
            if fit.on == self._table.parts[name].kind and _true(pose, fit.upright)
            for goal in [pose.then(fit.pose)]
            if not any(float(np.linalg.norm(goal.at - at)) < TAKEN_M for at in alike)
        )

    def _bracing(self, stands: list[str], lying: Mapping[str, Pose]) -> Bracing:
        """Return the braces that lie in the yard, and where they can lean on what stands."""
        parts = self._table.parts
        known = next((e.bracing for e in self._catalogue.values() if e.bracing.parts), Bracing())
        spots = {}
        for part in stands:
            leans = self._catalogue[parts[part].kind].bracing.spots.get(parts[part].kind, ())
            if leans and lying[part].matrix[2, 2] > TRUE:
                foot = Pose((*lying[part].at[:2], 0.0), lying[part].turn)
                spots[part] = tuple(foot.then(lean) for lean in leans)
        braces = tuple(part for part in parts if parts[part].kind in known.parts)
        return replace(known, parts=braces, spots=spots)

    def _under(self, part: str, lying: Mapping[str, Pose]) -> tuple[str, ...]:
        """What stands like a rock touches nothing that the engine tells of: it lies as it did."""
        frozen = self._table.frozen(part)
        under = self.bearers.get(part, ()) if frozen else self._table.bearers(part)
        return tuple(name for name in under if name in lying)


def _true(pose: Pose, upright: Array) -> bool:
    return bool(pose.matrix[2] @ upright > TRUE)
