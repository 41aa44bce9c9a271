"""The parts of the free yard as a stock: brought out of the catalogue, put back, kept."""

from collections import Counter

from lessons.arts.building_catalogue import Catalogue
from lessons.arts.building_file import Piece, Saved
from lessons.arts.raising_site import Site
from lessons.arts.raising_table import Table
from physics.pose import Pose
from physics.timber.design import Design


class Stock:
    """Brings parts to a table and takes them away. Each has a name that no other ever had."""

    def __init__(self, table: Table, site: Site, yard: Design, catalogue: Catalogue) -> None:
        self._table = table
        self._site = site
        self._first = yard.spare[0]
        self._catalogue = catalogue
        self._made: Counter[str] = Counter()

    def free(self, kind: str) -> Pose | None:
        """Return where one more part of a kind can be laid; None where the yard is full."""
        entry = self._catalogue[kind]
        own = Pose((*self._first, entry.lies.at[2]), entry.lies.turn)
        return self._table.free_place(entry.part, own)

    def bring(self, kind: str, pose: Pose) -> str:
        """Lay down one more part of a kind; return its name."""
        self._made[kind] += 1
        name = f"{kind}#{self._made[kind]}"
        self._table.add(self._catalogue[kind].made(name), pose)
        self._table.disturb(name)
        return name

    def take(self, part: str) -> None:
        """Take a part out of the yard, with its pegs."""
        self._site.forget(part)
        self._table.remove(part)

    def replace(self, saved: Saved) -> int:
        """Lay out a building in the place of what is there; return how many parts it has."""
        for part in tuple(self._table.parts):
            self.take(part)
        names = [self.bring(piece.kind, piece.pose) for piece in saved.parts]
        for name, piece in zip(names, saved.parts, strict=True):
            if piece.pegged_to:
                self._site.drive(name, tuple(names[to] for to in piece.pegged_to))
        return len(names)

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


def _piece(kind: str, pose: Pose, pegged_to: list[int]) -> Piece:
    return Piece(kind=kind, at=pose.at, turn=pose.turn, pegged_to=tuple(pegged_to))
