"""The dry fit 会榫 and paring 修榫: a part is tried with its mates before it is raised.

What is tried is measured, never staged: the solids as they are cut say what presses. What makes
no sense is passed over; what cannot be just now is said.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.raising_handwork import Handwork
from lessons.arts.raising_inputs import known
from lessons.arts.raising_table import Table
from physics.timber import dry_fit
from physics.timber.design import Delivered, Design
from physics.timber.dry_fit import Joining
from physics.timber.part import Part

SHAVING_MM = 0.2  # off each cheek with one stroke; this program's own
THINNEST = 0.004  # m; a tenon is pared no farther below its drawing
Value = Mapping[str, Any]
Say = Callable[..., None]


class DryFit:
    """What was tried of one attempt. `say` takes an event's name and value; `remember` keeps a
    moment to come back to; `hand` holds what a joint would be driven with. Delivered parts lie on
    the table as they were delivered."""

    def __init__(
        self, table: Table, design: Design, say: Say, remember: Callable[[], None], hand: Handwork
    ) -> None:
        self._table, self._design, self._hand = table, design, hand
        self._say, self._remember = say, remember
        self._thick: Mapping[str, Delivered] = {d.part: d for d in design.delivered}
        self._cuts: dict[str, list[Part]] = {}  # by part, as it is after so many strokes
        self._found: dict[tuple[str, int], tuple[Joining, ...]] = {}
        self._tried: set[tuple[str, int]] = set()
        for part, came in self._thick.items():
            self._cuts[part] = [came.cut(came.thicker)]
            table.recut(self._cuts[part][0])

    def acts(self, busy: Callable[[str], str | None]) -> dict[str, Callable[[Value], None]]:
        """Return the acts by their input; `busy` tells why a part cannot be worked on now."""
        return {"fit.try": lambda v: self._try(v, busy), "fit.pare": lambda v: self._pare(v, busy)}

    @property
    def marked(self) -> frozenset[str]:
        """The fitted parts that went together with their mates as they are cut now: such a part
        bears its position mark."""
        return frozenset(part for part in self.tried if dry_fit.goes(self.joints(part)))

    @property
    def tried(self) -> frozenset[str]:
        """The fitted parts that were tried as they are cut now, with no joint that presses."""
        tried = (part for part in self._design.fitted if self._key(part) in self._tried)
        return frozenset(p for p in tried if not any(j.fit for j in self.joints(p)))

    def presses(self, part: str) -> bool:
        """Whether a joint of a part has less room than was drawn, by more than half a stroke."""
        stroke = 2 * SHAVING_MM
        return any(j.drawn_mm - j.room_mm > stroke / 2 for j in self.joints(part))

    def joints(self, part: str) -> tuple[Joining, ...]:
        """Measure a part of a place, as it is cut now, against its mates."""
        key = self._key(part)
        if key not in self._found:
            self._found[key] = dry_fit.joinings(self._design, part, self._table.parts[part])
        return self._found[key]

    def _key(self, part: str) -> tuple[str, int]:
        """The part and how often it was pared; undoing leads back to an earlier cut."""
        now = self._table.parts[part]
        cuts = self._cuts.get(part, [now])
        return part, next(n for n, cut in enumerate(cuts) if cut is now)

    def _try(self, value: Value, busy: Callable[[str], str | None]) -> None:
        part = known(value, self._table.parts)
        if part is None:
            return
        places = {p.name: p for p in self._design.places}
        why = "stands" if busy(part) == "stands" else None
        if part not in places or not places[part].bearers:
            why = "ground"
        if why:
            self._say("fit.refused", part=part, act="try", cause=why)
            return
        found = self.joints(part)
        self._tried.add(self._key(part))
        tool, mass = self._hand.tool, self._table.parts[part].body.mass
        told = [
            _told(joining) | {"blows": joining.blows(mass, STRIKERS[tool])} for joining in found
        ]
        self._say("fit.tried", part=part, joints=told, goes=dry_fit.goes(found), tool=tool)

    def _pare(self, value: Value, busy: Callable[[str], str | None]) -> None:
        part = known(value, self._table.parts)
        if part is None:
            return
        came = self._thick.get(part)
        why = busy(part) or (None if came else "right")
        strokes = self._key(part)[1] + 1
        thicker = came.thicker - strokes * 2 * SHAVING_MM / 1000 if came else 0.0
        if came is None or why or thicker < -THINNEST:
            self._say("fit.refused", part=part, act="pare", cause=why or "thin")
            return
        self._remember()
        if strokes == len(self._cuts[part]):
            self._cuts[part].append(came.cut(thicker))
        self._table.recut(self._cuts[part][strokes])
        taken = round(strokes * 2 * SHAVING_MM, 1)
        self._say("part.pared", part=part, at=came.bearer, strokes=strokes, taken_mm=taken)


def _told(joining: Joining) -> dict[str, object]:
    """Return one joint as it stands in an event: None for what is not there, or knows no end."""
    half, home = joining.newtons
    lies, drives = joining.kind == "lies", joining.kind == "driving"
    return {
        "with": joining.bearer,
        "kind": joining.kind,
        "room_mm": None if lies else round(joining.room_mm, 2),
        "drawn_mm": None if lies else round(joining.drawn_mm, 2),
        "half_n": round(half) if drives else None,
        "home_n": round(home) if drives else None,
    }
