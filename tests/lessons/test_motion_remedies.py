from typing import get_args

import pytest

from lessons.advice_motion import WAYS
from lessons.motion_remedies import remedy
from motion.graded import Direction
from motion.skeleton import BONES, SIDES

# What of a remedy must be there, and what would send the pupil the other way.
FITS = [
    ("left_upper_arm", "forward", "forward", "back"),
    ("right_upper_arm", "back", "back", "forward"),
    ("left_upper_arm", "lower", "sink", "rise"),
    ("left_upper_arm", "outward", "Open", "in from"),
    ("left_upper_arm", "inward", "in from", "Open"),
    ("left_forearm", "higher", "rise", "sink"),
    ("right_forearm", "lower", "sink", "rise"),
    ("right_forearm", "back", "back", "forward"),
    ("trunk", "forward", "forward", "back"),
    ("trunk", "back", "back", "forward"),
    ("trunk", "inward", "to that side", "tall"),
    ("left_thigh", "forward", "Bend", "Straighten"),
    ("left_thigh", "back", "Straighten", "Bend"),
    ("left_shank", "back", "Bend", "Straighten"),
    ("left_shank", "forward", "Straighten", "Bend"),
    ("left_shank", "outward", "farther out", "farther in"),
    ("left_foot", "higher", "rise", "sink"),
]


@pytest.mark.parametrize(("bone", "way", "there", "not_there"), FITS)
def test_a_remedy_fits_the_way(bone, way, there, not_there):
    said = remedy(bone, way)
    assert there in said and not_there not in said


@pytest.mark.parametrize("way", get_args(Direction))
def test_every_bone_has_one_whole_sentence_for_every_way(way):
    for bone in (*BONES, ""):
        said = remedy(bone, way)
        assert said[0].isupper() and said.endswith(".") and said.count(".") == 1


def test_both_sides_are_told_the_same_and_a_limb_never_only_to_go_slowly():
    for bone in ("upper_arm", "forearm", "thigh", "shank", "foot", "hand", "index"):
        for way in WAYS:
            left, right = (remedy(f"{side}_{bone}", way) for side in SIDES)
            assert left == right != remedy("", way)
