"""Courses of bodies and of any numbers, and how alike they are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.stream import Stream
from motion import synthetic
from motion.course import JUDGED, REACHES, of_body, of_stream, sampled, smoothed, ticks
from motion.features import reaches
from motion.generic import beside
from motion.likeness import compare, likened, nearest
from motion.motion import Motion
from motion.moves import performed

seeds = st.integers(0, 2**16)
EVEN = np.ones(len(JUDGED + REACHES))


def rng(seed=0):
    return np.random.default_rng(seed)


def danced(seed=0, seconds=6):
    return performed(synthetic.dance(rng(seed), seconds))


def apart(one, other):
    return compare(likened(of_body(one)), likened(of_body(other)), EVEN).distance


def test_gaps_are_not_guessed_and_single_frames_are_filled():
    times = np.array([0.0, 0.1, 0.2, 1.0, 1.1])
    found = sampled(np.arange(5.0), times, np.array([0.0, 0.15, 0.2, 0.6, 1.0, 1.05, 1.1]))
    assert found == pytest.approx([0, 1.5, 2, np.nan, 3, 3.5, 4], nan_ok=True)
    lost = np.array([1.0, np.nan, 3.0, np.nan, np.nan, np.nan, np.nan])
    even = np.arange(7) * 0.1
    assert smoothed(lost, even, 0.22) == pytest.approx([1, 2, 3, 3] + [np.nan] * 3, nan_ok=True)


def test_ticks_keep_both_ends():
    assert ticks(np.array([3.0, 5.0]))[[0, -1]].tolist() == [3.0, 5.0]


def test_a_reach_is_in_ones_own_arms():
    motion = danced()
    tall = Motion(motion.times, motion.joints, 1.3 * motion.positions, motion.confidence)
    assert reaches(tall) == pytest.approx(reaches(motion), nan_ok=True)


@given(seeds)
@settings(max_examples=10)
def test_a_movement_is_nearer_to_itself_by_another_than_to_another(seed):
    movement = synthetic.dance(rng(seed), 6)
    other = performed(movement, synthetic.body(rng(seed + 1)))
    route = synthetic.route(float(other.times[-1]), rng(seed))
    seen = synthetic.noisy(synthetic.danced(other, route), rng(seed))
    assert apart(performed(movement), seen) < 0.5 * apart(performed(movement), danced(seed + 1))


@given(seeds)
@settings(max_examples=5)
def test_both_are_as_far_from_each_other(seed):
    one, other = danced(seed, 4), danced(seed + 1, 4)
    assert apart(one, other) == pytest.approx(apart(other, one), rel=0.1)


def test_who_turns_right_about_is_compared_as_he_faces():
    def circling(motion, start):
        way = start + 2 * np.pi * motion.times / motion.times[-1]
        turn = np.array([[np.cos(way), -np.sin(way)], [np.sin(way), np.cos(way)]])
        flat = np.einsum("ijt,tkj->tki", turn, motion.positions[:, :, :2])
        positions = np.concatenate([flat, motion.positions[:, :, 2:]], axis=2)
        return Motion(motion.times, motion.joints, positions, motion.confidence)

    one, again = circling(danced(), 0.0), synthetic.noisy(circling(danced(), 1.0), rng(1))
    assert apart(one, again) < 0.3 * apart(one, circling(danced(5), 0.0))


def test_waiting_at_both_ends_is_left_out():
    motion = danced()
    waits = Motion(
        np.arange(len(motion.times) + 120) / 30, motion.joints,
        np.concatenate([np.repeat(motion.positions[:1], 60, axis=0), motion.positions,
                        np.repeat(motion.positions[-1:], 60, axis=0)]),
        np.ones((len(motion.times) + 120, len(motion.joints))),
    )  # fmt: skip
    assert apart(motion, waits) < 2
    alignment = compare(likened(of_body(motion)), likened(of_body(waits)), EVEN)
    assert alignment.at[0] == pytest.approx(30, abs=4)
    assert alignment.at[-1] == pytest.approx(30 + len(of_body(motion).times), abs=4)


@pytest.mark.parametrize(
    "joints", [("head", "left_wrist", "right_wrist"), ("left_shoulder", "left_elbow", "left_wrist")]
)
def test_few_joints_still_tell_movements_apart(joints):
    def few(motion):
        kept = [motion.joints.index(joint) for joint in joints]
        return Motion(motion.times, joints, motion.positions[:, kept], motion.confidence[:, kept])

    again = synthetic.noisy(danced(), rng(1))
    assert apart(few(danced()), few(again)) < 0.5 * apart(few(danced()), few(danced(5)))


def test_nothing_in_common_is_no_distance():
    motion = danced(0, 2)
    none = Motion(motion.times, motion.joints, motion.positions * np.nan, motion.confidence)
    assert np.isnan(apart(motion, none))


def test_what_cannot_be_compared_is_no_nearest():
    near, far = (compare(likened(of_body(danced())), likened(of_body(danced(k))), EVEN)
                 for k in (1, 2))  # fmt: skip
    none = replace(near, distance=float("nan"))
    assert nearest([none, near, far]) == pytest.approx((near.distance + far.distance) / 2)
    assert np.isnan(nearest([none]))


def wave(speed, seed=0, height=1.0):
    times = np.linspace(0, 4, 120)
    values = np.stack([height * np.sin(speed * times), np.cos(2 * times)], axis=1)
    return Stream(times, values + rng(seed).normal(0, 0.05, values.shape), np.ones(120))


def test_any_numbers_lie_beside_their_references():
    references = [wave(3, seed) for seed in range(5)]
    like, unlike = beside(references, wave(3, 9)), beside(references, wave(3, 9, height=0.4))
    assert like.distance < unlike.distance
    assert like.beyond < 1.5 < unlike.beyond
    assert np.isnan(beside(references[:1], wave(3, 9)).beyond)


def test_one_column_is_a_course_too():
    stream = Stream(np.arange(30) / 30, np.arange(30.0), np.ones(30))
    assert of_stream(stream).values.shape[1:] == (1, 3)


def test_no_reference_is_named():
    with pytest.raises(ValueError, match="no reference"):
        beside([], wave(3))
