"""Joints are known by the names that others give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motion.names import known
from motion.skeleton import JOINTS

STYLES = {
    "left_shoulder": "LeftShoulder l_shoulder lShldr leftshoulder shoulder_left LEFT_SHOULDER",
    "left_elbow": "LeftElbow l_elbow lForeArm elbow.L left-elbow mixamorig:LeftForeArm",
    "left_wrist": "LeftWrist lwrist WristLeft LeftHand",
    "left_hip": "LeftUpLeg lThigh HipLeft L_Hip Bip01_L_Thigh",
    "left_knee": "LeftLeg lShin KneeLeft left_calf",
    "left_ankle": "LeftFoot lFoot AnkleLeft J_Bip_L_Foot",
    "left_toe": "LeftToeBase lToe left_foot_index ball_l LToe0",
    "left_hand_index_proximal": "left_index LeftHandIndex1 left_index_finger_mcp",
    "left_hand_thumb_tip": "LeftHandThumb4 left_thumb_tip",
    "left_hand_little_tip": "left_pinky_tip LeftHandPinky4",
    "neck": "Neck NECK Shoulder_Center SpineShoulder neck_01 J_Bip_C_Neck",
    "head": "Head mixamorig:Head",
}
EACH = [(name, joint) for joint, names in STYLES.items() for name in names.split()]


@pytest.mark.parametrize(("name", "joint"), [*EACH, ("right shoulder", "right_shoulder")])
def test_a_joint_is_known_by_many_names(name: str, joint: str) -> None:
    assert known([name])[joint] == (0,)


def test_the_skeletons_own_names_are_known_as_they_are() -> None:
    assert known(JOINTS) == {joint: (k,) for k, joint in enumerate(JOINTS)}


def test_what_else_is_there_tells_what_a_name_means() -> None:
    tree = known(["LeftShoulder", "LeftArm", "LeftForeArm", "LeftHand", "LeftFoot", "LeftToeBase"])
    assert tree["left_shoulder"] == (1,) and tree["left_wrist"] == (3,)
    assert tree["left_ankle"] == (4,) and tree["left_toe"] == (5,)
    kinect = known(["left_wrist", "left_hand", "left_ankle", "left_foot", "left_collar"])
    assert kinect == {
        "left_wrist": (0,), "left_hand_palm": (1,), "left_ankle": (2,), "left_toe": (3,),
    }  # fmt: skip
    coco = known(["left_ear", "right_ear", "left_shoulder", "right_shoulder"])
    assert coco["head"] == (0, 1) and coco["neck"] == (2, 3)


PIECES = "left right l r L. hand arm Leg foot index 1 4 tip hip _ Neck"
WORDS = st.sampled_from(PIECES.split())


@given(names=st.lists(st.lists(WORDS | st.text(max_size=6), max_size=4).map("_".join), max_size=9))
def test_any_names_are_known_or_not(names: list[str]) -> None:
    try:
        found = known(names)
    except ValueError as e:
        assert " / " in str(e)
        return
    assert set(found) <= set(JOINTS)
    assert all(0 <= i < len(names) for where in found.values() for i in where)
