"""What several takes of one master teach."""

from dataclasses import replace

import numpy as np
import pytest

from content.errors import Refusal
from motion import synthetic
from motion.features import angles
from motion.graded import Marks
from motion.model import ALONE, FLOOR
from motion.moves import performed
from motion.reference import build


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def master():
    return performed(synthetic.dance(rng(), 6))


def test_one_take_is_allowed_the_stated_default(master):
    model = build([master]).model
    assert (model.tolerance == ALONE).all()
    assert model.weights.sum() == pytest.approx(1)


def test_takes_that_agree_are_allowed_what_a_camera_cannot_tell(master):
    takes = [synthetic.noisy(master, rng(k), 0.005) for k in range(3)]
    assert (build(takes).model.tolerance == FLOOR).all()


def test_a_bone_that_the_master_varies_is_allowed_more(master):
    takes = [master] + [synthetic.turned(master, "left_forearm", 40, rng(k)) for k in range(3)]
    model = build(takes).model
    allowed = dict(zip(model.bones, model.tolerance.mean(axis=0), strict=True))
    assert allowed["left_forearm"] > 1.3 * allowed["right_forearm"]


def test_the_median_leaves_out_one_odd_take(master):
    takes = [synthetic.noisy(master, rng(k), 0.005) for k in range(4)]
    takes.append(synthetic.turned(master, "right_upper_arm", 60, rng(1)))
    model, alone = build(takes).model, build([master]).model
    assert np.nanmean(angles(model.curve, alone.curve)) < 4


def test_the_ghost_is_a_take_and_the_one_most_like_the_others(master):
    odd = synthetic.turned(master, "right_upper_arm", 60, rng(1))
    likely = [synthetic.noisy(master, rng(k), 0.005) for k in range(3)]
    reference = build([odd, *likely])
    assert any(reference.ghost is take for take in likely)
    assert reference.duration == pytest.approx(master.times[-1])


def test_what_moves_weighs_most(master):
    model = build([master]).model
    weights = dict(zip(model.bones, model.weights, strict=True))
    assert weights["left_upper_arm"] > 3 * weights["left_shank"]


def test_a_teachers_weight_and_holds_are_kept(master):
    marks = Marks(weights={"left_upper_arm": 3.0}, holds=((1.0, 2.0),))
    plain, marked = build([master]).model, build([master], marks).model
    at = plain.bones.index("left_upper_arm")
    assert marked.weights[at] > 1.5 * plain.weights[at]
    assert marked.holds == ((1.0, 2.0),)


def test_a_pose_that_nobody_moves_in_is_a_reference(master):
    still = replace(master, positions=np.repeat(master.positions[:1], len(master.times), axis=0))
    model = build([still]).model
    assert np.isfinite(model.weights).all()
    assert model.holds == ()


def test_a_bone_that_is_never_seen_is_not_judged(master):
    legs = tuple(joint for joint in master.joints if "knee" in joint or "ankle" in joint)
    model = build([synthetic.unseen(master, legs, 0, 99)]).model
    assert not {"left_thigh", "left_shank", "left_foot"} & set(model.bones)


def test_bad_takes_are_refused_in_words(master):
    none = replace(master, positions=master.positions * np.nan)
    with pytest.raises(Refusal, match="1 to 5 takes"):
        build([])
    with pytest.raises(Refusal, match="1 to 5 takes"):
        build([master] * 6)
    with pytest.raises(Refusal, match="Nobody is seen in take 2"):
        build([master, none])
    with pytest.raises(Refusal, match="Take 1 shows too little"):
        build([master.between(0, 0.1)])
