from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from physics.timber.freedom import (
    DIRECTIONS,
    Lock,
    Slide,
    locks,
    pieces_of,
    short_grain,
    slides,
)
from physics.timber.voxels import EMPTY, Grid

CELL = np.array([0.01, 0.02, 0.04])
owners = arrays(np.int8, st.tuples(*[st.integers(1, 4)] * 3), elements=st.integers(-1, 2))


def grid(owner):
    return Grid(np.asarray(owner, np.int8), CELL)


def moved_free(owner, group, direction):
    """By brute force: the group, moved cell by cell out of the grid, meets no other part."""
    cells = [c for c in np.ndindex(owner.shape) if owner[c] in group]
    others = {c for c in np.ndindex(owner.shape) if owner[c] not in (*group, EMPTY)}
    steps = range(1, max(owner.shape) + 1)
    return all(
        tuple(np.add(c, np.multiply(k, direction))) not in others for c in cells for k in steps
    )


@given(owners)
def test_slides_are_what_brute_force_finds(owner):
    found = slides(grid(owner))
    parts = range(int(owner.max()) + 1)
    groups = chain.from_iterable(combinations(parts, n) for n in range(1, len(parts)))
    for group in groups:
        for d in DIRECTIONS:
            inside = [s.parts for s in found if s.direction == d and s.parts <= set(group)]
            covered = set().union(*inside) == set(group)
            assert covered == moved_free(owner, group, d), (group, d)


@given(owners)
def test_locks_are_what_brute_force_finds(owner):
    found = {(k.part, k.by, k.direction): k.cells for k in locks(grid(owner))}
    for d in DIRECTIONS:
        for part in range(3):
            for by in {0, 1, 2} - {part}:
                hit = {
                    c
                    for c in np.ndindex(owner.shape)
                    if owner[c] == by and behind(owner, c, d, part)
                }
                assert found.get((part, by, d), 0) == len(hit)


def behind(owner, cell, direction, part):
    back = [tuple(np.subtract(cell, np.multiply(k, direction))) for k in range(1, 5)]
    inside = [c for c in back if all(0 <= v < n for v, n in zip(c, owner.shape, strict=True))]
    return any(owner[c] == part for c in inside)


def test_a_tenon_slides_along_its_entry_only():
    owner = np.zeros((3, 3, 3))
    owner[1, 1, 1:] = 1
    found = slides(grid(owner))
    assert Slide(frozenset({1}), (0, 0, 1)) in found and len(found) == 2
    assert Lock(1, 0, (1, 0, 0), 2) in locks(grid(owner))


def test_a_key_frees_two_parts_together():
    """Part 2 lies in the way of part 1: upward they go together, 1 never alone."""
    owner = np.zeros((3, 3, 4))
    owner[1, 1, 1] = 1
    owner[1, 1, 2:] = 2
    up = {s.parts for s in slides(grid(owner)) if s.direction == (0, 0, 1)}
    assert up == {frozenset({2}), frozenset({1, 2})}


def test_what_is_closed_in_all_round_cannot_be_put_together():
    owner = np.zeros((3, 3, 3))
    owner[1, 1, 1] = 1
    assert slides(grid(owner)) == ()
    owner[1, 1, 2] = EMPTY
    assert slides(grid(owner))


def test_pieces_hang_together_by_faces():
    wood = np.zeros((2, 2, 1), bool)
    assert pieces_of(wood) == 0
    wood[0, 0] = wood[1, 1] = True
    assert pieces_of(wood) == 2
    wood[0, 1] = True
    assert pieces_of(wood) == 1


def brute_frail(wood, axis, shortest):
    """Cells whose run along the grain is short, counted cell by cell."""
    frail = np.zeros(wood.shape, bool)
    for cell in zip(*np.nonzero(wood), strict=True):
        ends = []
        for way in (1, -1):
            at = list(cell)
            while 0 <= at[axis] < wood.shape[axis] and wood[tuple(at)]:
                at[axis] += way
            ends.append(at[axis])
        leaves = ends[0] == wood.shape[axis] or ends[1] < 0
        frail[cell] = not leaves and (ends[0] - ends[1] - 1) * CELL[axis] < shortest - 1e-9
    return frail


@given(arrays(bool, st.tuples(*[st.integers(1, 5)] * 3)), st.integers(0, 2), st.integers(1, 4))
def test_short_grain_is_what_brute_force_finds(wood, axis, cells):
    shortest = cells * CELL[axis]
    found = short_grain(grid(np.where(wood, 0, EMPTY)), 0, axis, shortest)
    frail = brute_frail(wood, axis, shortest)
    np.testing.assert_array_equal(
        np.logical_or.reduce([f.cells for f in found] or [np.zeros(wood.shape, bool)]), frail
    )
    faces = 0.0
    for c in zip(*np.nonzero(frail), strict=True):
        for d in DIRECTIONS:
            n = tuple(np.add(c, d))
            there = all(0 <= v < s for v, s in zip(n, wood.shape, strict=True)) and wood[n]
            if there and not frail[n]:
                faces += np.prod(np.delete(CELL, np.flatnonzero(d)[0]))
    assert sum(f.area for f in found) == pytest.approx(faces)


def test_a_cheek_left_too_short_hangs_by_short_grain():
    """A beam along x with a lap near its end: the lip beyond it is three cells long."""
    owner = np.full((12, 4, 6), EMPTY)
    owner[1:11, :, 1:3] = 0
    owner[8:11, :, 3:5] = 0
    (lip,) = short_grain(grid(owner), 0, 0, 0.05)
    assert lip.cells.sum() == 3 * 4 * 2 and lip.length == pytest.approx(0.03)
    assert lip.area == pytest.approx(3 * 4 * 0.01 * 0.02)
    assert short_grain(grid(owner), 0, 0, 0.03) == ()
