import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from physics.convex import planes
from physics.pose import Pose, about
from physics.shape import Box, Hull
from physics.tools.sweep import Target, sweep

BOARD = (Box.between((-0.2, -0.005, 0), (0.2, 0.005, 0.3)),)
AT = Target.of("board", BOARD, Pose())
AHEAD = np.array([0, 1.0, 0])


def across(target=AT, start=(0, -0.5, 0.1), end=(0, 0.5, 0.1), radius=0.02):
    return sweep(np.array(start, float), np.array(end, float), AHEAD, radius, [target])


def test_a_tool_never_flies_through_a_board():
    """At 5 m/s and 240 Hz a step is 21 mm: every step that reaches the board meets it."""
    step, met = 5 / 240, 0
    for start in np.arange(-0.1, 0.1, step):
        hit = across(start=(0, start, 0.1), end=(0, start + step, 0.1))
        met += hit is not None
    assert met == 1


def test_where_and_how_it_meets():
    hit = across()
    assert hit.part == "board"
    np.testing.assert_allclose(hit.point, (0, -0.005, 0.1), atol=1e-9)
    np.testing.assert_allclose(hit.normal, (0, -1, 0), atol=1e-12)
    assert hit.share == pytest.approx(0.495)


def test_the_rim_of_the_face_counts_and_beside_it_nothing():
    assert across(start=(0.215, -0.5, 0.1), end=(0.215, 0.5, 0.1)) is not None
    assert across(start=(0.225, -0.5, 0.1), end=(0.225, 0.5, 0.1)) is None
    assert across(end=(0, -0.01, 0.1)) is None


def test_a_thin_peg_anywhere_under_the_face_is_met():
    for x in np.linspace(-0.018, 0.018, 25):
        peg = Box.between((x - 0.003, 0, 0.097), (x + 0.003, 0.2, 0.103))
        assert across(Target.of("peg", (peg,), Pose())) is not None


def test_the_first_of_several_is_met():
    behind = Target.of("behind", BOARD, Pose((0, 0.1, 0)))
    hit = sweep(np.array([0, -0.5, 0.1]), np.array([0, 0.5, 0.1]), AHEAD, 0.02, [behind, AT])
    assert hit.part == "board"


def test_what_the_face_is_already_in_is_not_met_again():
    assert across(start=(0, 0, 0.1), end=(0, 0.1, 0.1)) is None


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_way_that_is_no_number_meets_nothing(bad):
    assert across(start=(0, bad, 0.1)) is None
    assert across(radius=bad) is None
    assert across(start=(0, 0.5, 0.1)) is None  # no way at all
    assert sweep(np.zeros(3), AHEAD, np.zeros(3), 0.02, [AT]) is None


@given(st.floats(0, 6), st.floats(-0.3, 0.3), st.sampled_from([0, 1, 2]))
@example(angle=2.2250738585e-313, shift=0.0, axis=0)  # all but along a face
def test_a_turned_part_is_met_where_it_is(angle, shift, axis):
    """Turning everything turns the hit and changes nothing else."""
    turn = about(axis, angle)
    straight = across(start=(shift, -0.5, 0.1), end=(shift, 0.5, 0.1))
    moved = Pose.of(np.array([1.0, 2, 3]), turn)
    ends = [moved.out(np.array([shift, y, 0.1])) for y in (-0.5, 0.5)]
    hit = sweep(*ends, turn @ AHEAD, 0.02, [AT.at(moved)])
    assert (hit is None) == (straight is None)
    if hit is not None:
        assert hit.share == pytest.approx(straight.share)
        np.testing.assert_allclose(hit.normal, turn @ straight.normal, atol=1e-9)


@given(st.lists(st.tuples(*[st.floats(-0.2, 0.2)] * 3), min_size=1, max_size=20))
def test_a_box_and_its_hull_have_the_same_inside(points):
    box = Box(np.array([0.01, 0, 0.02]), np.array([0.1, 0.05, 0.12]), about(2, 0.7))
    at = np.array(points)

    def inside(piece):
        normals, offsets = planes(piece)
        return (at @ normals.T - offsets).max(1)

    np.testing.assert_allclose(inside(box), inside(Hull(box.points)), atol=1e-9)
