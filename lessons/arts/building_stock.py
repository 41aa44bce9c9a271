"""The parts of the free yard as a stock: brought out of the catalogue, put back, kept."""

from collections import Counter
from collections.abc import Callable, Mapping

from content.errors import Refusal
from lessons.arts import building_file
from lessons.arts.building_catalogue import Catalogue
from lessons.arts.building_file import Piece, Saved
from lessons.arts.building_found import Found
from lessons.arts.raising_handwork import Handwork, Say, Value
from lessons.arts.raising_inputs import known
from lessons.arts.raising_site import Site
from lessons.arts.raising_table import Table
from physics.pose import Pose


class Stock:
    """Brings parts to a table and takes them away. Each has a name that no other ever had."""

    def __init__(
        self,
        table: Table,
        site: Site,
        hand: Handwork,
        found: Found,
        catalogue: Catalogue,
        say: Say,
    ) -> None:
        self._table, self._site, self._hand, self._found = table, site, hand, found
        self._catalogue = catalogue
        self._say = say
        self._made: Counter[str] = Counter()
        self.acts: Mapping[str, Callable[[Value], None]] = {
            "work.add": self._add,
            "work.take": self._take,
            "work.load": self._load,
        }

    def blocked(self, part: str) -> bool:
        """Whether another part lies on this one, and say so."""
        by = None if part in self._found.design.props else self._found.on(part)
        if by:
            self._say("part.blocked", part=part, by=by, cause="bears")
        return by is not None

    def saved(self) -> Saved:
        """Return everything that lies in the yard, to be kept."""
        number = {part: k for k, part in enumerate(self._table.parts)}
        pegs = self._site.pegs
        return Saved(
            parts=tuple(
                _piece(part.kind, self._table.pose(name), [number[b] for b in pegs.get(name, ())])
                for name, part in self._table.parts.items()
            )
        )

    def _add(self, value: Value) -> None:
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in self._catalogue or self._site.trying:
            return
        place = self._free(kind)
        if place is None or len(self._table.parts) >= building_file.MOST:
            self._say("work.full", why="ground" if place is None else "parts")
            return
        self._site.remember()
        name = self._bring(kind, place)
        self._found.look(self._hand.held)
        self._say("part.added", part=name)

    def _take(self, value: Value) -> None:
        part = known(value, self._table.parts)
        if part is None or self._site.trying or self.blocked(part):
            return
        if part == self._hand.held:
            self._hand.let_go("taken")
        self._site.remember()
        self._remove(part)
        self._found.look(self._hand.held)
        self._say("part.taken", part=part)

    def _load(self, value: Value) -> None:
        """Put a kept building in the place of what is here."""
        if self._site.trying:
            return
        try:
            saved = building_file.checked(value, self._catalogue)
        except Refusal as refusal:
            self._say("work.refused", why=str(refusal))
            return
        self._hand.let_go("undone")
        self._site.remember()
        self._replace(saved)
        self._found.look(None)
        self._say("work.loaded", parts=len(saved.parts), pegged=list(self._site.pegged))

    def _free(self, kind: str) -> Pose | None:
        """Return where one more part of a kind can be laid; None where the yard is full."""
        entry = self._catalogue[kind]
        x, y = self._found.design.spare[0]
        own = Pose((x, y, entry.lies.at[2]), entry.lies.turn)
        return self._table.free_place(entry.part, own)

    def _bring(self, kind: str, pose: Pose) -> str:
        """Lay down one more part of a kind; return its name."""
        self._made[kind] += 1
        name = f"{kind}#{self._made[kind]}"
        self._table.add(self._catalogue[kind].made(name), pose)
        self._table.disturb(name)
        return name

    def _remove(self, part: str) -> None:
        """Take a part out of the yard, with its pegs."""
        self._site.forget(part)
        self._table.remove(part)

    def _replace(self, saved: Saved) -> None:
        """Lay out a building in the place of what is there."""
        for part in tuple(self._table.parts):
            self._remove(part)
        names = [self._bring(piece.kind, piece.pose) for piece in saved.parts]
        for name, piece in zip(names, saved.parts, strict=True):
            if piece.pegged_to:
                self._site.drive(name, tuple(names[to] for to in piece.pegged_to))


def _piece(kind: str, pose: Pose, pegged_to: list[int]) -> Piece:
    return Piece(kind=kind, at=pose.at, turn=pose.turn, pegged_to=tuple(pegged_to))
