"""A movement on another body: directions kept, lengths taken, feet on the floor."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as slow
from hypothesis import strategies as st

from motion.features import directions
from motion.motion import Array, Motion
from motion.moves import performed
from motion.retarget import lengths_of, retarget
from motion.skeleton import BONES, JOINTS, SIDES
from motion.synthetic import body, dance

WHOLE = (
    "trunk", "head", "shoulders", "hips",
    *(f"{side}_{bone}" for side in SIDES
      for bone in ("upper_arm", "forearm", "thigh", "shank", "foot")),
)  # fmt: skip
SEEDS = st.integers(0, 2**16)


def danced(seed: int, hands: bool = False) -> Motion:
    rng = np.random.default_rng(seed)
    return performed(dance(rng, 4, hands), rate=10.0)


def soles(motion: Motion) -> Array:
    feet = [motion.of(f"{side}_{joint}")[:, 2] for side in SIDES for joint in ("ankle", "toe")]
    return np.min(feet, axis=0)


@slow(max_examples=12)
@given(SEEDS)
def test_bones_point_as_they_did_and_are_as_long_as_asked(seed: int) -> None:
    motion = danced(seed)
    other = performed(dance(np.random.default_rng(1), 1), body(np.random.default_rng(seed)))
    wanted = {bone: lengths_of(other)[bone] for bone in WHOLE}
    made = retarget(motion, wanted)
    np.testing.assert_allclose(directions(made, WHOLE), directions(motion, WHOLE), atol=1e-9)
    found = lengths_of(made)
    assert all(found[bone] == pytest.approx(wanted[bone]) for bone in WHOLE)


@slow(max_examples=12)
@given(SEEDS, st.floats(0.8, 1.2))
def test_the_lowest_foot_and_the_hips_go_by_the_measure_of_the_legs(seed: int, size: float) -> None:
    motion = danced(seed)
    wanted = {bone: size * metres for bone, metres in lengths_of(motion).items()}
    made = retarget(motion, wanted)
    floor = soles(motion).min()
    assert soles(made).min() == pytest.approx(floor)
    high = made.of("pelvis")[:, 2] - floor
    np.testing.assert_allclose(high, size * (motion.of("pelvis")[:, 2] - floor), atol=1e-9)


def test_shorter_shins_alone_leave_no_one_hanging_in_the_air() -> None:
    motion = danced(3)
    made = retarget(motion, {"left_shank": 0.33, "right_shank": 0.33})
    assert soles(made).min() == pytest.approx(soles(motion).min())


def test_a_body_of_the_same_lengths_moves_as_before() -> None:
    motion = danced(5, hands=True)
    made = retarget(motion, lengths_of(motion))
    np.testing.assert_allclose(made.positions, motion.positions, atol=1e-9)


def test_hands_grow_with_the_arm_and_hang_at_the_wrist() -> None:
    motion = danced(5, hands=True)
    own = lengths_of(motion)
    made = retarget(motion, {"left_forearm": 1.2 * own["left_forearm"]})
    grown = made.of("left_hand_index_tip") - made.of("left_wrist")
    before = motion.of("left_hand_index_tip") - motion.of("left_wrist")
    np.testing.assert_allclose(grown, 1.2 * before, atol=1e-9)


def test_what_was_not_seen_is_not_invented() -> None:
    motion = danced(7)
    positions = motion.positions.copy()
    gone = [JOINTS.index(f"right_{joint}") for joint in ("hip", "knee", "ankle", "toe")]
    positions[:, gone] = np.nan
    made = retarget(replace(motion, positions=positions), {"right_thigh": 0.5, "trunk": 0.4})
    assert np.isnan(made.of("right_knee")).all()
    np.testing.assert_array_equal(made.of("neck"), motion.of("neck"))  # no hips: it stays
    nothing = retarget(replace(motion, positions=np.full_like(positions, np.nan)), {"trunk": 0.4})
    assert np.isnan(nothing.positions).all()


def test_a_bone_that_no_one_has_and_one_never_seen_change_nothing() -> None:
    motion = danced(9)
    made = retarget(motion, {"tail": 1.0, "trunk": float("nan")})
    np.testing.assert_allclose(made.positions, motion.positions, atol=1e-9)
    assert set(lengths_of(motion)) == set(BONES)
