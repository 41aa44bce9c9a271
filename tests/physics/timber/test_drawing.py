"""Solids drawn square from each side: what is seen, what is hidden, what looks alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from physics.pose import Pose, about
from physics.timber import drawing, members, solids
from physics.timber.drawing_lines import merged, split, without


def of(solid, face="front", pose=None):
    found = drawing.views(solid, pose or Pose())
    return next(v for v in found if face in v.faces)


def length(lines):
    return float(np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1).sum())


def stepped():
    """A block 60 x 40 x 50 mm with a groove 20 wide and 10 deep in its back."""
    block = solids.box((0, 0, 0), (0.06, 0.04, 0.05))
    return block.cut(solids.box((0.02, 0.03, -1), (0.04, 1, 1)))


def test_a_block_is_four_lines_a_side_and_opposite_sides_are_one_drawing():
    found = drawing.views(solids.box((0, 0, 0), (0.1, 0.2, 0.3)), Pose())
    assert [v.faces for v in found] == [("front", "back"), ("top", "bottom"), ("right", "left")]
    assert [v.size for v in found] == [(0.1, 0.3), (0.1, 0.2), (0.2, 0.3)]
    assert all(len(v.seen) == 4 and len(v.hidden) == 0 for v in found)


def test_a_groove_in_the_back_is_dashed_from_the_front_and_plain_from_behind():
    front, back = of(stepped()), of(stepped(), "back")
    assert front is not back
    assert (len(front.seen), len(front.hidden)) == (4, 2)
    assert length(front.hidden) == pytest.approx(0.1)
    assert (len(back.seen), len(back.hidden)) == (6, 0)
    assert drawing.measures(front) == ([0.0, 0.02, 0.04, 0.06], [0.0, 0.05])


def test_a_line_is_dashed_only_where_wood_is_before_it():
    low = solids.box((0, 0, 0), (0.02, 0.1, 0.01))
    high = solids.box((0.005, -0.05, 0), (0.015, -0.02, 0.03))
    view = of(solids.joined([low, high]))
    level = view.hidden[np.abs(view.hidden[:, :, 1] - 0.01).max(axis=1) < 1e-6]
    assert np.sort(level[0, :, 0]).tolist() == pytest.approx([0.005, 0.015])


def test_a_round_post_is_its_outline_and_no_flats():
    view = of(solids.convex(members.column("c", 0.2, 1.0).stock))
    assert len(view.seen) == 4 and view.size == pytest.approx((0.2, 1.0))


def test_a_part_turned_by_a_hair_is_drawn_straight():
    pose = Pose.of(np.array([0.3, 0.1, 0.2]), about(1, 0.003))
    one, other = of(stepped()), of(solids.moved(stepped(), pose), pose=pose)
    assert other.size == pytest.approx(one.size, abs=1e-6)
    assert length(other.hidden) == pytest.approx(length(one.hidden), abs=1e-5)


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 4), min_size=1, max_size=6))
def test_splitting_and_joining_keep_every_line(numbers):
    lines = np.array(numbers).reshape(-1, 2, 2)
    lines = lines[np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1) > 1e-3]
    if not len(lines):
        return
    deep = np.concatenate([lines, np.zeros((*lines.shape[:2], 1))], axis=2)
    pieces = split(deep)[:, :, :2]
    assert length(pieces) == pytest.approx(length(lines))
    assert length(merged(pieces)) == pytest.approx(length(merged(lines)), abs=1e-4)
    assert length(without(pieces, lines)) < 1e-4


def test_lines_that_go_on_are_one_and_what_is_covered_is_left_out():
    row = np.array([[[0, 0], [1, 0]], [[1, 0], [2, 0]], [[0, 1], [1, 1]]], float)
    assert len(merged(row)) == 2
    left = without(row, np.array([[[0.5, 0], [1.5, 0]]]))
    assert length(left) == pytest.approx(2.0) and len(left) == 3
