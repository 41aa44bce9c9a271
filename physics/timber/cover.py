"""Fewer convex pieces for the same wood.

Pieces that were split off a timber lie side by side. Here they may overlap, as long as none of
them leaves the wood: a few large pieces then do for many small ones, and an engine has fewer
pairs of them to look at.
"""

from dataclasses import replace

import numpy as np

from physics.shape import Hull, Piece
from physics.timber import solids, split
from physics.timber.part import Part
from physics.timber.solids import Solid

OUTSIDE = 1e-7  # share of the wood's volume that rounding puts before its surface


def fewer(part: Part) -> Part:
    """Return the part with as few pieces as were found; their union stays what it was."""
    return replace(part, body=replace(part.body, pieces=covering(part.solid, part.body.pieces)))


def covering(solid: Solid, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return convex pieces within `solid` that cover all that `pieces` cover, greedily few."""
    groups = _groups(solid, pieces)
    left, found = frozenset(range(len(pieces))), list[frozenset[int]]()
    while left:
        best = max(groups, key=lambda group: len(group & left))
        found.append(best)
        left -= best
    return tuple(_whole([pieces[k] for k in sorted(group)]) for group in _needed(found))


def _groups(solid: Solid, pieces: tuple[Piece, ...]) -> list[frozenset[int]]:
    """Return sets of pieces whose common hull lies in the wood, grown from every pair of them."""
    order = sorted(range(len(pieces)), key=lambda k: -split.volume(pieces[k].points))
    fits = {
        frozenset((i, j))
        for n, i in enumerate(order)
        for j in order[:n]
        if _within(solid, [pieces[i], pieces[j]])
    }
    seeds = [*(frozenset((k,)) for k in order), *sorted(fits, key=sorted)]
    found = dict.fromkeys(_grown(solid, pieces, seed, order, fits) for seed in seeds)
    return list(found)


def _grown(
    solid: Solid,
    pieces: tuple[Piece, ...],
    seed: frozenset[int],
    order: list[int],
    fits: set[frozenset[int]],
) -> frozenset[int]:
    group = seed
    for k in order:
        beside = k not in group and all(frozenset((k, other)) in fits for other in group)
        if beside and _within(solid, [pieces[each] for each in (*group, k)]):
            group |= {k}
    return group


def _within(solid: Solid, pieces: list[Piece]) -> bool:
    return solids.convex(_hull(pieces)).cut(solid).volume <= OUTSIDE * solid.volume


def _needed(groups: list[frozenset[int]]) -> list[frozenset[int]]:
    """Drop the groups whose pieces are all in others."""
    kept = list(groups)
    for group in groups:
        others = frozenset[int]().union(*(other for other in kept if other is not group))
        if group <= others:
            kept.remove(group)
    return kept


def _whole(pieces: list[Piece]) -> Piece:
    return pieces[0] if len(pieces) == 1 else split.as_piece(_hull(pieces).points)


def _hull(pieces: list[Piece]) -> Hull:
    return Hull(np.vstack([piece.points for piece in pieces]))
