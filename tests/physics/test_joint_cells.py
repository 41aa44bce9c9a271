"""The library's joints as cells: each comes out its own way and is locked every other."""

import numpy as np
import pytest

from physics.timber import solids
from physics.timber.freedom import DIRECTIONS, locks, pieces_of, short_grain, slides
from physics.timber.joints_cross import lap
from physics.timber.joints_dovetail import dovetail
from physics.timber.joints_post import column_head
from physics.timber.joints_tenon import blind, straight, wedge
from physics.timber.splitting import room_of
from physics.timber.voxels import sample

JOINTS = {
    "straight": straight(0.1, 0.04, 0.12, 0.0002),
    "driven": straight(0.1, 0.04, 0.12, -0.0002),
    "blind": blind(0.1, 0.04, 0.12, 0.0002, depth=0.176),
    "dovetail": dovetail(0.06, 0.06, 0.012, 0.1, 0.0003),
    "head": column_head(0.05, 0.05, 0.1, 0.0005),
    "lap": lap(0.06, 0.08, 0.1, 0.0005),
}


def cells(joint, count=24):
    """Part 0 receives, part 1 enters; a window about the joint that cuts both timbers off."""
    low, high = np.array([-0.08, -0.12, -0.12]), np.array([0.2, 0.12, 0.12])
    if joint.kind == "dakou":
        upper = solids.box((-0.3, -0.03, -0.05), (0.3, 0.03, 0.05))
        lower = solids.box((-0.04, -0.3, -0.05), (0.04, 0.3, 0.05))
        low = np.array([-0.12, -0.12, -0.12])
    else:
        upper = solids.box((-0.3, -0.05, -0.07), (0, 0.05, 0.07))
        lower = solids.box((0, -0.1, -0.1), (0.18, 0.1, 0.1))
    entering = solids.joined([upper.cut(*made(joint.relief)), *made(joint.tenon)])
    return sample([lower.cut(*made(joint.mortise)), entering], low, high, count)


def made(pieces):
    return [solids.convex(piece) for piece in pieces]


@pytest.mark.parametrize("name", JOINTS)
def test_a_joint_comes_out_against_its_entry_and_no_other_way(name):
    joint = JOINTS[name]
    grid = cells(joint, 48 if name == "dovetail" else 24)
    back = tuple(int(-v) for v in np.rint(joint.entry))
    assert [s.direction for s in slides(grid) if s.parts == {1}] == [back]
    held = {k.direction for k in locks(grid) if (k.part, k.by) == (1, 0)}
    assert held == set(DIRECTIONS) - {back}
    assert pieces_of(grid.of(0)) == pieces_of(grid.of(1)) == 1


def test_a_wedge_goes_out_the_way_it_came_or_aside():
    joint = wedge(0.08, 0.04, 0.014, 0.004, 0.0)
    tenon = solids.box((0, -0.06, -0.02), (0.1, 0.06, 0.02)).cut(*made(joint.mortise))
    low, high = np.array([-0.02, -0.03, -0.03]), np.array([0.12, 0.03, 0.03])
    found = slides(sample([tenon, joint.tenon], low, high, 48))
    ways = {s.direction for s in found if s.parts == {1}}
    assert ways == {(-1, 0, 0), (0, 0, 1), (0, 0, -1)}


def test_the_cheeks_of_a_mortise_at_a_timbers_end_are_short_grain():
    """The receiving timber runs along z and ends 40 mm above the tenon."""
    grid = cells(JOINTS["straight"])
    room = room_of(grid, holder=0, tenon=1, grain=2, entry=0)
    step = grid.cell[2]
    assert room.beyond == pytest.approx((0.04, 0.04), abs=step)
    assert room.depth == pytest.approx(0.18, abs=step)
    found = short_grain(grid, 0, 2, 0.06)
    assert sum(f.cells.sum() for f in found) > 0
    assert short_grain(grid, 0, 2, 0.03) == ()
