"""Fewer convex pieces for the same wood.

Pieces that were split off a timber lie side by side. Here they may overlap, as long as none of
them leaves the wood: a few large pieces then do for many small ones, and an engine has fewer
pairs of them to look at.
"""

from dataclasses import replace

import numpy as np

from physics.pose import Array
from physics.shape import Hull, Piece
from physics.timber import solids, split
from physics.timber.part import Part
from physics.timber.solids import Solid

OUTSIDE = 1e-7  # share of the wood's volume that rounding puts before its surface

Group = frozenset[int]  # pieces, by their number


def fewer(part: Part) -> Part:
    """Return the part with as few pieces as were found; their union stays what it was."""
    return replace(part, body=replace(part.body, pieces=covering(part.solid, part.body.pieces)))


def covering(solid: Solid, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return convex pieces within `solid` that cover all that `pieces` cover, greedily few."""
    wood = _Wood(solid, pieces)
    groups, left, found = wood.groups(), frozenset(range(len(pieces))), list[Group]()
    while left:
        best = max(groups, key=lambda group: len(group & left))
        found.append(best)
        left -= best
    return tuple(wood.whole(group) for group in _needed(found))


class _Wood:
    """The pieces of one timber, and which of them are convex together within it."""

    def __init__(self, solid: Solid, pieces: tuple[Piece, ...]) -> None:
        self._solid = solid
        self._most = OUTSIDE * solid.volume
        self._pieces = pieces
        self._known: dict[Group, bool] = {}

    def groups(self) -> list[Group]:
        """Return sets of pieces whose common hull lies in the wood, grown from every pair."""
        order = sorted(range(len(self._pieces)), key=self._size, reverse=True)
        alone = [frozenset((k,)) for k in order]
        pairs = [frozenset((i, j)) for n, i in enumerate(order) for j in order[:n]]
        seeds = [*alone, *(pair for pair in pairs if self._holds(pair))]
        return list(dict.fromkeys(self._grown(seed, order) for seed in seeds))

    def whole(self, group: Group) -> Piece:
        """Return the pieces of a group as one."""
        if len(group) == 1:
            return self._pieces[min(group)]
        return split.as_piece(self._points(group))

    def _size(self, k: int) -> float:
        return split.volume(self._pieces[k].points)

    def _grown(self, seed: Group, order: list[int]) -> Group:
        group = seed
        for k in order:
            beside = k not in group and all(self._holds(frozenset((k, each))) for each in group)
            if beside and self._holds(group | {k}):
                group |= {k}
        return group

    def _holds(self, group: Group) -> bool:
        """Whether the common hull of some pieces lies in the wood."""
        if group not in self._known:
            self._known[group] = self._within(group)
        return self._known[group]

    def _within(self, group: Group) -> bool:
        hull = solids.convex(Hull(self._points(group)))
        return hull.cut(self._solid).volume <= self._most

    def _points(self, group: Group) -> Array:
        return np.vstack([self._pieces[k].points for k in sorted(group)])


def _needed(groups: list[Group]) -> list[Group]:
    """Drop the groups whose pieces are all in others."""
    kept = list(groups)
    for group in groups:
        if group <= frozenset[int]().union(*(other for other in kept if other is not group)):
            kept.remove(group)
    return kept
