"""Where a learner is: other tempi, stops, places begun again, half a body, nobody at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.motion_follow import halved, learner, warming_up
from content.movement import Keyframe, Pose
from motion import follow_kernels as inner
from motion import synthetic
from motion.features import directions
from motion.follow import PACES, TRUNK, Follower, _changes
from motion.graded import Marks
from motion.moves import performed
from motion.reference import MotionReference, build
from motion.skeleton import BONES, JOINTS

BONE = ("left_upper_arm", "right_forearm", "left_thigh", "hips")
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def reference():
    return build((performed(synthetic.dance(np.random.default_rng(5), 12)),))


def places(reference, motion):
    follower = Follower(reference)
    return [
        follower.put(t, p) for t, p in zip(motion.times.tolist(), motion.positions, strict=True)
    ]


def seconds(found):
    return np.array([place.seconds for place in found])


@pytest.mark.parametrize("seed", [101, 102])
def test_a_learner_is_followed_through_stops_and_restarts(seed):
    one = learner(seed, stops=5, restarts=3)
    off = np.abs(one.told() - one.truth)
    off = off[~np.isnan(off)]
    assert np.median(off) <= 0.033 and np.percentile(off, 95) <= 0.1


def test_half_a_body_is_followed_too():
    one = halved(learner(103, stops=2, restarts=1))
    assert np.nanmedian(np.abs(one.told() - one.truth)) <= 0.033


@pytest.mark.parametrize("name", ["shengbi", "zhouhuan", "wanzhi"])
def test_the_warm_up_is_followed(name):
    one = warming_up(name, 104)
    off = np.abs(one.told() - one.truth)
    assert np.median(off) <= 0.05 and np.percentile(off, 90) <= 0.5


@pytest.mark.parametrize("rate", [10.0, 15.0, 60.0])
def test_any_rate_of_frames_will_do(reference, rate):
    motion = performed(synthetic.dance(np.random.default_rng(5), 12), rate=rate)
    assert np.abs(seconds(places(reference, motion)) - motion.times).max() < 0.1


def test_who_begins_again_is_found_and_who_stops_is_waited_for(reference):
    route = np.concatenate(
        [np.arange(0, 8, 1 / 30), np.full(60, 8.0), np.full(18, np.nan), np.arange(3, 9, 1 / 30)]
    )
    take = synthetic.danced(reference.ghost, route)
    found = places(reference, take)
    told = seconds(found)
    assert told[299] == pytest.approx(8.0, abs=0.1)
    again = np.flatnonzero(np.isnan(route))[-1]
    assert np.abs(told - route)[again + 15 :].max() < 0.1
    assert all(place.sure for place in found[again + 15 :])


def test_nobody_goes_on_as_before_and_is_not_sure(reference):
    seen = places(reference, reference.ghost.between(0, 6))
    hidden = synthetic.unseen(reference.ghost, JOINTS, 4.0, 6.0)
    unseen = places(reference, hidden.between(0, 6))
    assert seen[-1].sure and not unseen[-1].sure
    assert unseen[150].seconds == pytest.approx(5.0, abs=0.3)


@pytest.mark.parametrize(("name", "other"), [("zhouhuan", "quxi"), ("ceyao", "shengbi")])
def test_another_movement_is_not_taken_for_this_one(name, other):
    one, take = warming_up(name, 104), warming_up(other, 105).take  # both begin by standing
    assert np.mean([place.sure for place in places(one.reference, take)]) < 0.5
    assert np.mean([place.sure for place in places(one.reference, one.take)]) > 0.7


def test_a_reference_that_stands_still_has_no_places():
    still = synthetic.dance(np.random.default_rng(0), 2)
    frames = tuple(Keyframe(at=beat, pose=Pose()) for beat in range(3))
    stood = performed(still.model_copy(update={"keyframes": frames}))
    found = places(MotionReference((stood,), Marks()), stood)
    assert not any(place.sure for place in found)
    assert np.isfinite(seconds(found)).all()


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_whatever_is_put_a_place_of_the_reference_is_told(reference, seed):
    rng = np.random.default_rng(seed)
    follower, time = Follower(reference), 0.0
    for _ in range(30):
        joints = rng.normal(0, 1, (len(JOINTS), 3)) * rng.choice([0.0, 1.0, 1e6])
        joints[rng.random(len(JOINTS)) < rng.choice([0.0, 0.5, 1.0])] = np.nan
        time += float(rng.choice([-1.0, 0.0, 0.03, 5.0, 4000.0]))
        told = follower.put(time, joints).seconds
        assert 0 <= told <= reference.duration


def test_a_gap_in_the_reference_is_bridged(reference):
    gone = synthetic.unseen(reference.ghost, ("left_elbow", "left_wrist"), 3.0, 3.5)
    holed = MotionReference((gone,), Marks())
    told = seconds(places(holed, reference.ghost))
    assert np.abs(told - reference.ghost.times).max() < 0.15


@settings(max_examples=20)
@given(seeds, st.floats(-3, 3))
def test_a_frame_looks_as_it_is_described_whichever_way_one_faces(seed, yaw):
    rng = np.random.default_rng(seed)
    motion = performed(synthetic.dance(rng, 1)).between(0, 0)
    ends = np.array([[JOINTS.index(joint) for joint in BONES[bone]] for bone in BONE])
    seen, wanted = np.empty((2, len(BONE) + 1, 3))
    inner.look(synthetic.yawed(motion, yaw).positions[0], TRUNK, ends, seen)
    across = motion.of("left_shoulder") - motion.of("right_shoulder")
    facing = synthetic.yawed(motion, -float(np.arctan2(across[0, 1], across[0, 0])))
    wanted = directions(facing, (*BONE, "trunk"))[0]
    assert seen == pytest.approx(wanted, abs=1e-9)


def test_time_may_pass_at_once_or_bit_by_bit():
    """Belief is neither made nor lost, however long nothing was seen."""
    belief = np.full((len(PACES), 50), 1 / 50 / len(PACES))
    for passed in (0.01, 0.033, 0.5, 2.0):
        change = _changes(passed)
        assert change.min() >= 0 and change.sum(axis=1) == pytest.approx(1.0)
        likely = np.full(50, 1 / 50)
        inner.go_on(belief, np.empty_like(belief), change, PACES * passed * 30, likely, 0.1)
        assert belief.sum() == pytest.approx(1.0) and belief.min() >= 0
