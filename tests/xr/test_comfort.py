import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from physics.pose import Pose, about
from sim.vr.comfort import (
    BLINK_S,
    MOST_M,
    Place,
    Rig,
    Stick,
    heading,
    raised,
    rim,
    stood,
    turned,
)

METRES = st.floats(-3, 3)
ANGLES = st.floats(-math.pi, math.pi)
RIGS = st.builds(Rig, st.tuples(METRES, METRES, METRES), ANGLES, st.floats(-0.5, 0.5))


@st.composite
def heads(draw):
    at = np.array([draw(METRES), draw(METRES), draw(st.floats(0.8, 1.9))])
    tilt = about(0, draw(st.floats(-1.2, 1.2))) @ about(1, draw(st.floats(-0.5, 0.5)))
    return Pose.of(at, about(2, draw(ANGLES)) @ tilt)


@given(RIGS, heads(), ANGLES)
def test_a_turn_leaves_the_head_where_it_is(rig, head, by):
    after = turned(rig, head, by)
    assert after.pose.then(head).at == pytest.approx(rig.pose.then(head).at, abs=1e-9)
    turn = heading(after.pose.then(head)) - heading(rig.pose.then(head))
    assert math.remainder(turn - by, math.tau) == pytest.approx(0, abs=1e-6)


@given(RIGS, heads(), st.builds(Place, st.tuples(METRES, METRES, METRES), ANGLES))
def test_one_stands_over_the_place_and_faces_as_it_does(rig, head, place):
    seen = stood(rig, head, place).pose.then(head)
    assert seen.at[:2] == pytest.approx(place.at[:2], abs=1e-9)
    assert math.remainder(heading(seen) - place.heading, math.tau) == pytest.approx(0, abs=1e-6)
    assert seen.at[2] == pytest.approx(place.at[2] + rig.raised + head.at[2])


@given(RIGS, heads(), st.lists(st.floats(-1, 1), max_size=5))
def test_the_floor_stays_level_whatever_is_asked(rig, head, steps):
    for by in steps:
        rig = raised(turned(rig, head, by), by)
        assert abs(rig.raised) <= MOST_M
        assert rig.pose.matrix[:, 2] == pytest.approx([0, 0, 1])


def test_without_a_head_the_play_space_itself_goes():
    rig = stood(Rig(), None, Place((1, 2, -0.78), 0.5))
    assert rig.at == (1, 2, -0.78)
    assert turned(rig, None, 0.25).heading == pytest.approx(0.75)


def test_a_face_turned_to_the_floor_still_has_a_heading():
    down = Pose.of(np.zeros(3), about(2, 0.7) @ about(0, -math.pi / 2))
    up = Pose.of(np.zeros(3), about(2, 0.7) @ about(0, math.pi / 2))
    assert heading(down) == pytest.approx(0.7)
    assert heading(up) == pytest.approx(0.7)


def test_a_stick_held_aside_steps_once():
    stick, steps = Stick(), []
    for right in (0.2, 0.8, 1.0, 0.9, 0.5, 0.8, 0.3, -0.75, -1.0, math.nan, 0.0):
        stick, step = stick.pushed(right)
        steps.append(step)
    assert steps == [0, 1, 0, 0, 0, 0, 0, -1, 0, 0, 0]


def test_the_rim_opens_again():
    assert rim(0.0) == 1.0
    assert 0 < rim(BLINK_S / 2) < 1
    assert rim(BLINK_S) == rim(math.inf) == 0.0


def test_the_board_stands_before_its_place():
    board = Place((1.0, 2.0, -0.78), math.pi / 2, ahead=1.6).board
    assert board.at == pytest.approx((1.0 - 1.6, 2.0, -0.78 + 1.35))
    assert heading(board) == pytest.approx(math.pi / 2)
