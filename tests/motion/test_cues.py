import time
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from content.library import open_library
from motion import moves
from motion.cues import MOST, cues, differences
from motion.graded import Direction, Fault
from motion.motion import Motion
from motion.reference import MotionReference, build
from motion.skeleton import BONES
from motion.words import part, words


def fault(bone: str, direction: Direction, cost: float) -> Fault:
    return Fault(bone, 0.0, 1.0, 30.0, 12.0, direction, 1.0, cost)


@pytest.fixture(scope="module")
def reference() -> MotionReference:
    movement = open_library().movement("kunqu/huodong", "shengbi.yaml")
    return build([moves.performed(movement)], moves.marks(movement))


def last(motion: Motion, end: float, seconds: float = 0.5) -> Motion:
    return motion.between(end - seconds, end)


def test_at_most_three_the_costliest_first_one_for_each_bone() -> None:
    found = [fault("left_forearm", "higher", c) for c in (1.0, 9.0)]
    found += [fault(b, "lower", 5.0) for b in ("right_forearm", "left_thigh", "trunk")]
    said = cues(found)
    assert len(said) == MOST
    assert (said[0].bone, said[0].direction) == ("left_forearm", "higher")
    assert len({cue.bone for cue in said}) == MOST
    assert cues([]) == ()


@pytest.mark.parametrize("direction", get_args(Direction))
def test_every_bone_has_words_for_every_way(direction: Direction) -> None:
    for bone in (*BONES, ""):
        said = words(bone, direction)
        assert said and "{" not in said
        assert part(bone)


def test_a_bone_that_is_none_has_no_words() -> None:
    with pytest.raises(KeyError):
        part("left_tail")


def test_who_moves_as_the_reference_hears_nothing(reference: MotionReference) -> None:
    for end in (1.0, 5.0, 9.0):
        seen = last(reference.ghost, end)
        assert differences(reference, seen, seen.times) == ()


def test_an_arm_that_stays_down_is_told_to_rise(reference: MotionReference) -> None:
    seen = last(reference.ghost, 4.0)
    down = last(reference.ghost, 0.5).positions[0]
    positions = seen.positions.copy()
    for joint in ("left_elbow", "left_wrist"):
        k = seen.joints.index(joint)
        positions[:, k] = down[k]
    (first, *_rest) = cues(differences(reference, replace(seen, positions=positions), seen.times))
    assert (first.bone, first.direction) in (
        ("left_upper_arm", "higher"), ("left_forearm", "higher"), ("left_upper_arm", "outward"),
    )  # fmt: skip
    assert first.words.startswith("left ")


def test_nothing_is_said_of_what_was_not_seen(reference: MotionReference) -> None:
    seen = last(reference.ghost, 4.0)
    blind = replace(seen, positions=np.full_like(seen.positions, np.nan))
    assert differences(reference, blind, seen.times) == ()
    assert differences(reference, seen.between(100, 200), np.empty(0)) == ()
    one = seen.between(seen.times[-1], seen.times[-1])
    assert differences(reference, one, one.times) == ()


def test_it_costs_a_frame_little(reference: MotionReference) -> None:
    seen = last(reference.ghost, 4.0)
    differences(reference, seen, seen.times)
    start = time.perf_counter()
    for _turn in range(50):
        cues(differences(reference, seen, seen.times))
    assert (time.perf_counter() - start) / 50 < 0.01
