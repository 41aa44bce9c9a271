"""What a learner's hand does to the parts: grips, carries, turns, taps, lets go.

What makes no sense is passed over: a log or a device must not stop a lesson.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.raising_hand import Carrier, Goal
from lessons.arts.raising_inputs import known, number
from lessons.arts.raising_site import Site
from lessons.arts.raising_table import Table
from physics.timber.design import Design

Say = Callable[..., None]
Value = Mapping[str, Any]


class Handwork:
    """One hand at the parts of a table. `carrier`: the grip there is; `tool`: what it taps with,
    one of STRIKERS; `say` takes an event's name and value."""

    def __init__(self, table: Table, site: Site, say: Say) -> None:
        self._table = table
        self._site = site
        self._say = say
        self.carrier: Carrier | None = None
        self.tool = next(iter(STRIKERS))
        self.acts: Mapping[str, Callable[[Value], None]] = {
            "hand.move": self._move,
            "hand.turn": self._turn,
            "hand.down": self.down,
            "hand.tool": self._take,
            "hand.release": lambda _: self.let_go("let_go"),
        }

    @property
    def held(self) -> str | None:
        """The part in the hand."""
        return self.carrier.grasp.part if self.carrier else None

    @property
    def lifting(self) -> bool:
        """Whether the held part is still on its way up."""
        return self.carrier is not None and self.carrier.lifting

    def advance(self, eases: Sequence[Goal]) -> None:
        """Pull for one substep; `eases` are the places that the guiding hand may ease to."""
        if self.carrier and (why := self.carrier.advance(eases)):
            self.let_go(why)

    def grip(self, value: Value, design: Design) -> bool:
        """Take hold of a part of a design; say so, or why not. Return whether it is held now."""
        part, point = known(value, self._table.parts), number(value.get("point"), 3)
        if part is None or point is None or self.carrier or self._site.trying:
            return False
        if part not in design.temporary and (by := self._table.on_top(part)):
            self._say("part.blocked", part=part, by=by, cause="bears")
            return False
        self._site.remember()
        self._site.free(part)
        self.carrier = Carrier(self._table.world, self._table.grasp(part, point), design.room)
        self._say("part.gripped", part=part)
        return True

    def tap(self, value: Value) -> bool:
        """Tap a part with a hand that holds none; return whether it was tapped."""
        part = known(value, self._table.parts)
        point, direction = number(value.get("point"), 3), number(value.get("direction"), 3)
        if part is None or point is None or direction is None or not direction.any():
            return False
        if self.carrier or self._site.trying:
            return False
        self._site.remember()
        self._table.wake_all()
        given = self._table.tap(part, point, direction, STRIKERS[self.tool])
        self._say("part.tapped", part=part, tool=self.tool, impulse=round(given, 4))
        return True

    def down(self, _: Value) -> None:
        """Begin to set down what is held."""
        if self.carrier:
            self.carrier.lower()

    def let_go(self, why: str) -> None:
        """Open the hand."""
        if self.carrier:
            part = self.carrier.grasp.part
            self.carrier.release()
            self.carrier = None
            self._table.disturb(part)
            self._say("part.released", part=part, why=why)

    def _take(self, value: Value) -> None:
        tool = value.get("tool")
        if isinstance(tool, str) and tool in STRIKERS:
            self.tool = tool
            self._say("tool.taken", tool=tool)

    def _move(self, value: Value) -> None:
        to, lift = value.get("to"), number([value.get("lift", 0.0)], 1)
        if not self.carrier or not isinstance(to, list | tuple) or len(to) != 3 or lift is None:
            return
        across, up = number(to[:2], 2), number([to[2]], 1)
        if across is not None:
            height = None if up is None else float(up[0])
            self.carrier.move((float(across[0]), float(across[1]), height), float(lift[0]))

    def _turn(self, value: Value) -> None:
        radians = number([value.get("rad")], 1)
        if self.carrier and radians is not None:
            self.carrier.turn(str(value.get("axis")), float(radians[0]))
