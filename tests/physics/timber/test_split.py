import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.pose import about
from physics.shape import Box, Hull
from physics.timber import solids, split

STOCK = Box.between((-0.1, -0.1, 0), (0.1, 0.1, 1))
length = st.floats(0.01, 0.3)
place = st.floats(-0.15, 0.15)


def exactly(stock, voids):
    """Pieces of stock less voids, after the exact solid said that they are it."""
    pieces = split.less([stock], voids)
    solid = solids.convex(stock).cut(*map(solids.convex, voids))
    true = solids.fidelity(solid, pieces)
    assert true.volume_error < 1e-9 and true.intrusion < 1e-9 and true.missing < 1e-9
    assert sum(solids.convex(p).volume for p in pieces) == pytest.approx(solid.volume, rel=1e-9)
    return pieces


def test_a_square_mortise_leaves_boxes_only():
    pieces = exactly(STOCK, [Box.between((0.02, -0.03, 0.4), (0.2, 0.03, 0.6))])
    assert len(pieces) == 5 and all(isinstance(p, Box) for p in pieces)
    assert all(np.array_equal(p.turn, np.eye(3)) for p in pieces)


def test_a_turned_cut_through_a_turned_box_leaves_turned_boxes():
    turn = about(2, 0.3)
    stock = Box(np.zeros(3), np.array([0.3, 0.1, 0.1]), turn)
    slot = Box(turn @ [0, 0, 0.1], np.array([0.05, 0.2, 0.05]), turn)
    pieces = exactly(stock, [slot])
    assert len(pieces) == 3 and all(isinstance(p, Box) for p in pieces)


def test_what_is_not_touched_stays_the_same_thing():
    assert split.less([STOCK], [Box.between((1, 1, 1), (2, 2, 2))])[0] is STOCK
    beside = Box.between((0.1, -1, 0), (0.2, 1, 1))  # touches the face, takes nothing
    assert split.less([STOCK], [beside])[0] is STOCK


def test_what_lies_wholly_in_the_void_is_gone():
    assert split.less([STOCK], [Box.between((-1, -1, -1), (2, 2, 2))]) == ()


def test_boxes_side_by_side_become_one_and_others_stay():
    left, right = Box.between((0, 0, 0), (1, 1, 1)), Box.between((1, 0, 0), (3, 1, 1))
    above = Box.between((0, 0, 1), (1, 1, 2))
    found = split.merged([left, right, above])
    assert len(found) == 2 and above in found
    assert sum(solids.convex(p).volume for p in found) == pytest.approx(4)
    assert split.merged([left]) == (left,)


@settings(max_examples=40)
@given(
    boxes=st.lists(st.tuples(place, place, length, length, length), min_size=1, max_size=3),
    angle=st.floats(-0.5, 0.5),
)
def test_any_voids_leave_exactly_the_rest(boxes, angle):
    voids = [
        Box(np.array([x, y, 0.3 + k / 5]), np.array([a, b, c]), about(k % 3, angle))
        for k, (x, y, a, b, c) in enumerate(boxes)
    ]
    solid = solids.convex(STOCK).cut(*map(solids.convex, voids))
    true = solids.fidelity(solid, split.less([STOCK], voids))
    assert true.volume_error < 1e-5 and true.intrusion < 1e-5 and true.missing < 1e-5


def test_a_hull_that_is_a_box_is_found_out_and_a_wedge_is_not():
    turn = about(1, 0.7)
    points = Box(np.array([1.0, 2, 3]), np.array([0.1, 0.2, 0.3]), turn).points
    found = split.as_piece(points)
    assert isinstance(found, Box)
    assert np.prod(found.half) * 8 == pytest.approx(0.048, rel=1e-9)
    assert isinstance(split.as_piece(np.vstack([points[:6]])), Hull)
