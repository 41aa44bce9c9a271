"""Temporary braces: set against a standing column, knocked off again. What they then hold or let
fall is the physics' to say.

What makes no sense is passed over: a log or a device must not stop a lesson.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.raising_handwork import Handwork
from lessons.arts.raising_inputs import known
from lessons.arts.raising_site import Site, Standing
from lessons.arts.raising_table import Table
from physics.pose import Pose
from physics.timber.design import Bracing
from physics.tools.striking import effective_mass, impulse

KNOCK_SPEED = 2.5  # m/s; inferred, a swing from the wrist

Value = Mapping[str, Any]
Say = Callable[..., None]


class Braces:
    """The braces of one attempt. `say` takes an event's name and value."""

    def __init__(
        self, table: Table, site: Site, hand: Handwork, verdict: Standing, say: Say
    ) -> None:
        self._table, self._site, self._hand = table, site, hand
        self._verdict, self._say = verdict, say
        self.acts: Mapping[str, Callable[[Value], None]] = {
            "brace.set": self._set,
            "brace.knock": self._knock,
        }

    def _set(self, value: Value) -> None:
        """Lean a brace that is not in use on a column, where there is room, and tie it."""
        column = known(value, self._table.parts)
        if column is None or self._busy:
            return
        brace = next((b for b in self._design.parts if b not in self._site.pegged), None)
        if self._place(column) is None or brace is None:
            return
        spot = self._spot(column, brace)
        if spot is None:
            self._say("brace.refused", column=column)
            return
        self._site.remember()
        self._table.put(brace, spot)
        self._site.drive(brace, (column,))
        self._say("brace.set", part=brace, column=column)

    def _knock(self, value: Value) -> None:
        """Knock a brace that is tied aside at its head: the pin is out, and it may fall."""
        brace = known(value, self._table.parts)
        if brace is None or self._busy or brace not in self.steady:
            return
        self._site.remember()
        self._site.free(brace)
        body, pose = self._table.parts[brace].body, self._table.pose(brace)
        tool, aside = STRIKERS[self._hand.tool], pose.matrix[:, 1]
        head = np.array(self._design.head)
        met = effective_mass(body, pose, pose.out(head), aside)
        self._table.knock(brace, head, impulse(tool, KNOCK_SPEED, met) * aside)
        self._say("brace.knocked", part=brace)

    @property
    def _busy(self) -> bool:
        return self._hand.held is not None or self._site.trying

    @property
    def _design(self) -> Bracing:
        return self._verdict.design.bracing

    @property
    def steady(self) -> Mapping[str, str]:
        """By brace that is tied, the column it steadies."""
        return {b: on[0] for b, on in self._site.pegs.items() if b in self._design.parts}

    def _place(self, column: str) -> str | None:
        """The place in which a column rightly stands."""
        stands = self._verdict.standing
        return next((p for p, c in stands.items() if c == column and p in self._design.spots), None)

    def _spot(self, column: str, brace: str) -> Pose | None:
        """Where a brace can lean on a column as that stands now; None: nowhere is room."""
        name = self._place(column)
        if name is None:
            return None
        true, now = self._verdict.design.place(name).pose, self._table.pose(column)
        up = np.array([0.0, 0.0, self._level - true.at[2]])
        off = now.out(up) - true.out(up)
        off[2] = 0.0
        for pose in self._design.spots[name]:
            moved = Pose.of(np.array(pose.at) + off, pose.matrix)
            if self._table.clear(brace, moved, but=column):
                return moved
        return None

    @property
    def _level(self) -> float:
        """How high above the ground a brace is tied."""
        pose = next(iter(self._design.spots.values()))[0]
        return float(pose.out(np.array(self._design.head))[2])
