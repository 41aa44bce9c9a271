"""Learners that never were are what they are said to be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motion import synthetic
from motion.body import STANDARD
from motion.features import angles, directions
from motion.moves import performed
from motion.skeleton import BONES, HANDS, JOINTS

seeds = st.integers(0, 2**32 - 1)


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def motion():
    return performed(synthetic.dance(rng(), 8, hands=True))


@given(seeds)
def test_a_body_is_within_15_per_cent(seed):
    grown = synthetic.body(rng(seed))
    for name, length in vars(STANDARD).items():
        assert abs(getattr(grown, name) / length - 1) <= 0.15
    assert grown == synthetic.body(rng(seed)) != synthetic.body(rng(seed + 1))


def test_a_yaw_turns_all_directions_alike(motion):
    bones = tuple(BONES)
    before = directions(motion, bones)
    after = directions(synthetic.yawed(motion, np.pi / 2), bones)
    turned = np.stack([-before[..., 1], before[..., 0], before[..., 2]], axis=-1)
    assert after == pytest.approx(turned, abs=1e-9)


def test_noise_is_two_centimetres_and_leaves_hands_hands(motion):
    off = synthetic.noisy(motion, rng()).positions - motion.positions
    assert off.std() == pytest.approx(0.02, rel=0.02)
    wrist = [JOINTS.index("left_wrist")]
    hand = [k for k, joint in enumerate(JOINTS) if joint in HANDS and joint.startswith("left")]
    assert (off[:, hand] - off[:, wrist]).std() == pytest.approx(0.003, rel=0.05)


@settings(max_examples=20)
@given(seeds, st.sampled_from(synthetic.TURNED), st.floats(5, 40))
def test_a_bone_is_off_by_just_so_much_and_carries_what_hangs_on_it(seed, bone, degrees):
    motion = performed(synthetic.dance(rng(seed), 3, hands=True))
    turned = synthetic.turned(motion, bone, degrees, rng(seed))
    off = angles(directions(motion, tuple(BONES)), directions(turned, tuple(BONES)))
    assert off[:, list(BONES).index(bone)] == pytest.approx(degrees)
    moved = {name for name, far in zip(BONES, off.max(axis=0), strict=True) if far > 1e-6}
    side, _, part = bone.partition("_")
    chain = {"upper_arm": ("forearm",), "thigh": ("shank", "foot"), "shank": ("foot",)}
    hand = ("hand", "thumb", "index", "middle", "ring", "little")
    below = chain.get(part, ()) + (hand if part in ("upper_arm", "forearm", "hand") else ())
    assert moved == {bone, *(f"{side}_{each}" for each in below)}
    for joints in BONES.values():
        before, after = (np.subtract(m.of(joints[1]), m.of(joints[0])) for m in (motion, turned))
        if set(joints) <= set(JOINTS):
            assert np.linalg.norm(after, axis=1) == pytest.approx(np.linalg.norm(before, axis=1))


def test_what_is_out_of_sight_is_nan_and_not_sure(motion):
    hidden = synthetic.unseen(motion, ("left_knee", "nose"), 1.0, 2.0)
    knee = np.isnan(hidden.of("left_knee")).any(axis=1)
    assert (knee == ((motion.times >= 1) & (motion.times <= 2))).all()
    assert (hidden.confidence[knee][:, JOINTS.index("nose")] == 0).all()
    assert not np.isnan(hidden.of("right_knee")).any()


@settings(max_examples=30)
@given(seeds, st.floats(2, 60), st.sampled_from([15.0, 30.0]))
def test_a_route_goes_to_the_end_within_its_tempi(seed, length, rate):
    seconds = synthetic.route(length, rng(seed), rate)
    steps = np.diff(seconds)[:-1] * rate
    assert seconds[0] == 0 and seconds[-1] == length
    assert steps.min() >= 0.85 - 1e-9 and steps.max() <= 1.15 + 1e-9
    assert np.abs(np.diff(steps)).max(initial=0) < 0.3 * np.pi / (synthetic.DRIFT * rate)


@settings(max_examples=30)
@given(seeds)
def test_a_route_has_just_so_many_stops_and_restarts(seed):
    plain = synthetic.route(40.0, rng(seed))
    seconds = synthetic.interrupted(plain, rng(seed), stops=5, restarts=3)
    lost = np.isnan(seconds)
    again = np.flatnonzero(lost[:-1] & ~lost[1:])
    left = np.flatnonzero(~lost[:-1] & lost[1:])
    assert len(again) == 3
    assert all(seconds[b + 1] < seconds[a] for a, b in zip(left, again, strict=True))
    still = np.diff(seconds) == 0
    assert np.count_nonzero(still[1:] & ~still[:-1]) == 5 and 5 * 29 <= still.sum() <= 5 * 90
    assert seconds[-1] == 40.0


def test_what_is_danced_is_where_the_route_says(motion):
    route = np.array([0.0, 1.0, 1.05, np.nan, np.nan, 0.5])
    danced = synthetic.danced(motion, route)
    assert danced.positions[1] == pytest.approx(motion.positions[30])
    assert danced.positions[5] == pytest.approx(motion.positions[15])
    third = (2 * danced.positions[2] + danced.positions[5]) / 3
    assert danced.positions[3] == pytest.approx(third)
    assert danced.times == pytest.approx(np.arange(6) / 30)
