"""The arm that was not seen: it reaches the hand with its own lengths, and hangs as arms do."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from motion.arms import Stature, completed, elbow
from motion.motion import Array, Motion
from motion.moves import performed
from motion.skeleton import BODY, JOINTS, SIDES
from motion.synthetic import dance

UPPER, FORE = 0.28, 0.25
COORDINATE = st.floats(-0.6, 0.6)
PLACES = st.tuples(COORDINATE, COORDINATE, COORDINATE)
TRACKED = ("head", "nose", "left_wrist", "right_wrist")


def bent_to(*wrist: float, side: str = "left") -> Array:
    return elbow(np.zeros((1, 3)), np.array([wrist]), UPPER, FORE, side)[0]


@given(PLACES, st.sampled_from(SIDES))
def test_the_bones_keep_their_lengths_and_reach_what_is_in_reach(
    place: tuple[float, float, float], side: str
) -> None:
    far = float(np.linalg.norm(place))
    if far < 0.05:
        return
    joint = bent_to(*place, side=side)
    np.testing.assert_allclose(np.linalg.norm(joint), UPPER, rtol=1e-3)
    if far < UPPER + FORE - 1e-3:
        np.testing.assert_allclose(np.linalg.norm(place - joint), FORE, rtol=1e-3)
    else:  # straight towards it
        assert joint @ place > 0.99 * UPPER * far


@given(PLACES)
def test_left_and_right_mirror_each_other(place: tuple[float, float, float]) -> None:
    x, y, z = place
    if np.linalg.norm(place) < 0.05:
        return
    np.testing.assert_allclose(
        bent_to(x, y, z, side="left") * [-1, 1, 1], bent_to(-x, y, z, side="right"), atol=1e-9
    )


def test_an_elbow_hangs_below_a_hand_held_before_the_breast() -> None:
    joint = bent_to(0.0, -0.35, -0.05)
    assert joint[2] < -0.1


def test_an_elbow_lies_outside_of_a_raised_hand() -> None:
    assert bent_to(0.05, -0.2, 0.3)[0] > 0.03


def test_an_end_not_seen_gives_no_elbow() -> None:
    assert np.isnan(bent_to(np.nan, 0.0, 0.0)).all()


def tracked(seed: int) -> tuple[Motion, Motion]:
    """A whole dance, and what a headset and two hands tell of it."""
    whole = performed(dance(np.random.default_rng(seed), 4), rate=10.0)
    known = np.isin(JOINTS, TRACKED)
    return whole, replace(
        whole,
        positions=np.where(known[:, None], whole.positions, np.nan),
        confidence=np.where(known, whole.confidence, 0.0),
    )


def test_a_head_and_two_hands_get_a_body_that_no_one_vouches_for() -> None:
    whole, seen = tracked(2)
    made = completed(seen)
    body = made.positions[:, : len(BODY)]
    assert np.isfinite(body).all()
    for joint in TRACKED:
        np.testing.assert_array_equal(made.of(joint), whole.of(joint))
    filled = [k for k, joint in enumerate(BODY) if joint not in TRACKED]
    assert (made.confidence[:, filled] == 0).all()
    lengths = np.linalg.norm(made.of("left_elbow") - made.of("left_shoulder"), axis=1)
    np.testing.assert_allclose(lengths, Stature().upper_arm, rtol=1e-3)


def test_who_sinks_bends_the_knees_and_keeps_the_feet_down() -> None:
    _whole, seen = tracked(2)
    steady = np.repeat(seen.positions[:1], 2, axis=0)
    steady[1, :, 2] -= 0.3
    two = Motion(np.array([0.0, 1.0]), JOINTS, steady, np.repeat(seen.confidence[:1], 2, axis=0))
    made = completed(two)
    ankles, knees = made.of("left_ankle")[:, 2], made.of("left_knee")
    np.testing.assert_allclose(ankles[0], ankles[1])
    hips = made.of("left_hip")
    assert knees[1, 1] < hips[1, 1] - 0.15  # forward
    assert abs(knees[0, 1] - hips[0, 1]) < 0.05


def test_nothing_grows_below_a_head_that_is_not_seen() -> None:
    _whole, seen = tracked(3)
    blind = seen.positions.copy()
    blind[:, JOINTS.index("head")] = np.nan
    made = completed(replace(seen, positions=blind))
    assert np.isnan(made.of("neck")).all() and np.isnan(made.of("left_knee")).all()


def test_what_was_seen_of_the_body_stays_as_it_was() -> None:
    whole, _seen = tracked(4)
    made = completed(whole)
    np.testing.assert_array_equal(made.positions, whole.positions)
    np.testing.assert_array_equal(made.confidence, whole.confidence)
