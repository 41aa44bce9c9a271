"""Bodies that are shown as nobody saw them: the shadow at the learner's size, head and hands."""

from dataclasses import replace

import numpy as np
import pytest

from content.movement import Pose
from motion import calibrate, synthetic
from motion.moves import performed, posed
from motion.reference import build
from motion.retarget import lengths_of
from motion.skeleton import JOINTS, LIMBS
from sim.rooms.movement_bodies import Shadow, clothed

HEAD_AND_HANDS = [JOINTS.index(j) for j in ("head", "nose", "left_wrist", "right_wrist")]


@pytest.fixture(scope="module")
def reference():
    return build([performed(synthetic.dance(np.random.default_rng(1), 4))])


@pytest.fixture(scope="module")
def learner(reference):
    lengths = {bone: 0.8 * metres for bone, metres in lengths_of(reference.ghost).items()}
    return calibrate.Calibration(lengths, 0.0, np.zeros(2), JOINTS)


def test_the_shadow_has_the_learner_s_bones_and_the_master_s_directions(reference, learner):
    led = Shadow().of(reference, learner)
    own, sized = lengths_of(reference.ghost), lengths_of(led)
    for bone in LIMBS:
        assert sized[bone] == pytest.approx(0.8 * own[bone], rel=1e-6)
    assert np.array_equal(led.times, reference.ghost.times)


def test_who_was_not_measured_is_led_by_the_dancer_as_he_is(reference):
    assert Shadow().of(reference, None) is reference.ghost


def test_a_shadow_is_sized_once_and_anew_for_another_learner(reference, learner):
    shadow = Shadow()
    first = shadow.of(reference, learner)
    assert shadow.of(reference, learner) is first
    assert shadow.of(reference, replace(learner)) is not first


def test_a_body_is_put_around_head_and_hands(reference):
    pose = np.full((len(JOINTS), 3), np.nan)
    whole = reference.ghost.positions[0]
    pose[HEAD_AND_HANDS] = whole[HEAD_AND_HANDS]
    body = clothed(pose)
    for joint in ("left_elbow", "right_knee", "left_hip", "right_shoulder"):
        assert np.isfinite(body[JOINTS.index(joint)]).all()
    assert np.array_equal(body[HEAD_AND_HANDS], pose[HEAD_AND_HANDS])


def test_what_a_camera_missed_stays_missed():
    pose = posed(Pose())
    pose[JOINTS.index("left_elbow")] = np.nan
    assert np.isnan(clothed(pose)[JOINTS.index("left_elbow")]).all()
    nobody = np.full_like(pose, np.nan)
    assert np.isnan(clothed(nobody)).all()
