"""Landmarks of a picture brought to the one skeleton: axes, sides, and what was not seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motion.landmarks import HAND, SEEN, Hand, Person, joints, matched, room, several
from motion.notices import LASTS, Lasting, hindrance
from motion.skeleton import JOINTS
from motion.whereabouts import LENS, Path, distance

RNG = np.random.default_rng(5)
# who stands upright before the camera and faces it: mediapipe's x right, y down, z away
BODY = np.zeros((33, 3))
BODY[0] = 0.0, -0.68, -0.15
BODY[[7, 8]] = (0.08, -0.65, 0.0), (-0.08, -0.65, 0.0)
BODY[[11, 12]] = (0.2, -0.5, 0.0), (-0.2, -0.5, 0.0)
BODY[[13, 14]] = (0.25, -0.25, 0.05), (-0.25, -0.25, 0.05)
BODY[[15, 16]] = (0.3, 0.0, -0.2), (-0.3, 0.0, -0.2)
BODY[[23, 24]] = (0.1, 0.0, 0.0), (-0.1, 0.0, 0.0)
BODY[[25, 26]] = (0.1, 0.4, -0.05), (-0.1, 0.4, -0.05)
BODY[[27, 28]] = (0.1, 0.85, 0.0), (-0.1, 0.85, 0.0)
BODY[[31, 32]] = (0.12, 0.9, -0.15), (-0.12, 0.9, -0.15)
ASPECT = 4 / 3


def person(away=(0.0, 0.0, 3.0), seen=None, world=BODY):
    """A body in the picture of a pinhole camera that stands at 0 and looks along z."""
    placed = world + np.array(away)
    image = LENS * placed[:, :2] / placed[:, 2:] + np.array([ASPECT / 2, 0.5])
    return Person(image, world, np.ones(33) if seen is None else seen)


def hand(wrist, score=0.9):
    world = RNG.normal(0, 0.04, (21, 3))
    return Hand(np.tile(np.asarray(wrist), (21, 1)), world, score)


def at(positions, joint):
    return positions[JOINTS.index(joint)]


def test_axes_are_ours():
    positions, confidence = joints(person(), {})
    assert at(positions, "nose")[1] == pytest.approx(-0.15)  # he looks along -y
    assert at(positions, "left_wrist") == pytest.approx([0.3, -0.2, 0.0])  # his left at +x
    assert at(positions, "head") == pytest.approx([0.0, 0.0, 0.65])  # z up, between the ears
    assert at(positions, "neck") == pytest.approx([0.0, 0.0, 0.5])
    assert at(positions, "right_toe") == pytest.approx([-0.12, -0.15, -0.9])
    body = [k for k, joint in enumerate(JOINTS) if "_hand_" not in joint]
    assert (confidence[body] == 1).all() and (np.delete(confidence, body) == 0).all()
    assert np.isnan(np.delete(positions, body, axis=0)).all()


@given(st.lists(st.floats(0, 1), min_size=33, max_size=33))
def test_what_is_not_surely_seen_is_nan_and_only_that(seen):
    positions, confidence = joints(person(seen=np.array(seen)), {})
    assert np.array_equal(np.isnan(positions).any(axis=1), confidence == 0)
    assert ((confidence == 0) | (confidence >= SEEN)).all()
    assert (confidence[JOINTS.index("neck")] > 0) == (min(seen[11], seen[12]) >= SEEN)
    assert (confidence[JOINTS.index("head")] > 0) == (min(seen[7], seen[8]) >= SEEN)


def test_a_hand_is_put_to_the_bodys_wrist():
    found = hand((0, 0))
    positions, confidence = joints(person(), {"left": found})
    wrist = at(positions, "left_wrist")
    assert at(positions, "left_hand_wrist") == pytest.approx(wrist)
    for part, k in (("thumb_tip", 4), ("index_proximal", 5), ("little_tip", 20)):
        there = at(positions, f"left_hand_{part}") - wrist
        assert there == pytest.approx(room(found.world[k] - found.world[0]))
    unseen = [f"left_hand_{j}" for j in ("palm", "index_metacarpal", "little_metacarpal")]
    assert all(np.isnan(at(positions, joint)).all() for joint in unseen)
    assert confidence[JOINTS.index("left_hand_index_tip")] == 0.9
    assert len(HAND) == 21 and len(set(HAND)) == 21


@pytest.mark.parametrize("wrist", [0.1, 0.0])
def test_a_hand_that_is_found_shows_its_wrist_but_not_beyond_the_picture(wrist):
    seen = np.ones(33)
    seen[15] = wrist
    positions, confidence = joints(person(seen=seen), {"left": hand((0, 0))})
    for joint in ("left_wrist", "left_hand_index_tip"):
        assert np.isnan(at(positions, joint)).all() == (wrist == 0)
        assert confidence[JOINTS.index(joint)] == (0.9 if wrist else 0)


def test_a_hand_belongs_to_the_nearest_wrist_and_one_far_off_to_nobody():
    body = person()
    left, right = hand(body.image[15] + 0.01), hand(body.image[16] - 0.01)
    assert matched(body, [right, left]) == {"left": left, "right": right}
    assert matched(body, [right]) == {"right": right}
    assert matched(body, [hand(body.image[15] + 0.3)]) == {}
    near, nearer = hand(body.image[15] + 0.02), hand(body.image[15] + 0.01)
    assert matched(body, [near, nearer])["left"] is nearer


def test_a_second_person_counts_where_he_is_as_near():
    first = person()
    assert not several([]) and not several([first])
    assert several([first, person((0.8, 0.0, 3.0))])
    assert several([person((0.8, 0.0, 3.0)), first])
    assert not several([first, person((0.02, 0.0, 3.0))])  # found twice
    assert not several([first, person((0.8, 0.0, 9.0))])  # walks by in the background


@given(st.floats(-1, 1), st.floats(-0.5, 0.5), st.floats(1.5, 8), st.floats(-3, 3))
def test_where_a_body_stands_is_found_through_the_assumed_lens(right, down, away, turned):
    c, s = np.cos(turned), np.sin(turned)
    world = BODY @ np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]).T
    found = distance(person((right, down, away), world=world), ASPECT)
    assert found == pytest.approx([right, away, -down], abs=1e-6)


def test_where_too_little_or_nonsense_is_seen_nothing_is_told():
    few = np.zeros(33)
    few[:5] = 1
    assert np.isnan(distance(person(seen=few), ASPECT)).all()
    noise = Person(RNG.random((33, 2)), BODY, np.ones(33))
    assert np.isnan(distance(noise, ASPECT)).all()


def test_another_lens_stretches_the_way_to_the_camera_only():
    body = person((0.6, 0.0, 3.0))
    wide = Person((body.image - [ASPECT / 2, 0.5]) * 0.8 + [ASPECT / 2, 0.5], body.world, body.seen)
    right, away, up = distance(wide, ASPECT)
    assert right == pytest.approx(0.6, abs=0.03) and up == pytest.approx(0, abs=0.03)
    assert away == pytest.approx(3.0 / 0.8, rel=0.03)


def test_a_path_begins_at_0_follows_and_stays_where_nothing_is_told():
    path = Path()
    assert path.put(0.0, np.full(3, np.nan)) == pytest.approx(0)
    assert path.put(0.1, np.array([1.0, 3.0, 0.0])) == pytest.approx(0)
    for k in range(60):
        last = path.put(0.2 + k / 30, np.array([2.0, 3.5, 0.0]))
    assert last == pytest.approx([1.0, 0.5, 0.0], abs=0.01)
    assert path.put(9.0, np.full(3, np.nan)) == pytest.approx(last)


def test_what_hinders():
    whole = joints(person(), {})[1]
    assert hindrance(whole, 0.5, False) is None and hindrance(whole, 0.01, False) is None
    assert hindrance(whole, 0.5, True) == "two_people"
    assert hindrance(None, 0.5, False) == "nobody" and hindrance(None, 0.01, False) == "dark"
    below = np.ones(33)
    below[25:] = 0
    half = joints(person(seen=below), {})[1]
    assert hindrance(half, 0.5, False) == "half_body" and hindrance(half, 0.01, False) == "dark"


def test_a_notice_comes_and_goes_only_where_it_lasts():
    lasting = Lasting()
    assert [lasting.put(t, "nobody") for t in (0.0, LASTS / 2, LASTS)] == [None, None, "nobody"]
    assert lasting.put(LASTS + 0.1, None) == "nobody"
    assert lasting.put(LASTS + 0.2, "nobody") == "nobody"
    assert lasting.put(2.0, None) == "nobody" and lasting.put(2.0 + LASTS, None) is None
