"""The bone that is wrong is blamed, and no other; where it should go is said in its own terms."""

import numpy as np
import pytest

from content.movement import Keyframe, Limb, Pose
from motion import synthetic
from motion.blame import PHASE, faults, offs, way
from motion.grade import grade
from motion.model import Model
from motion.moves import performed
from motion.reference import build
from motion.skeleton import BODY, LIMBS

BONES = ("trunk", *LIMBS)


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def movement():
    return synthetic.dance(rng(), 9)


@pytest.fixture(scope="module")
def reference(movement):
    return build([synthetic.noisy(performed(movement), rng(k)) for k in range(3)])


@pytest.mark.parametrize("bone", LIMBS)
def test_the_turned_bone_is_blamed_alone(movement, reference, bone):
    take = performed(movement, synthetic.body(rng(4)))
    wrong = synthetic.noisy(synthetic.turned(take, bone, 25, rng(5)), rng(6))
    blamed = {fault.bone for fault in grade(reference, wrong).faults}
    assert blamed == {bone}


def test_a_clean_take_of_another_body_is_not_blamed(movement, reference):
    for seed in range(6):
        take = performed(movement, synthetic.body(rng(seed)))
        seen = synthetic.noisy(synthetic.yawed(take, 0.4), rng(seed))
        assert grade(reference, seen).faults == ()


@pytest.fixture
def standing():
    """Nine seconds in which the arms hang and the rest stands, allowed 12 degrees."""
    times = np.arange(136) / 15
    pose = np.tile([0.0, 0.0, -1.0], (len(BONES), 1))
    pose[0] = [0.0, 0.0, 1.0]
    curve = np.tile(pose, (len(times), 1, 1))
    weights = np.full(len(BONES), 1 / len(BONES))
    return Model(BONES, times, curve, np.full(curve.shape[:2], 12.0), weights, ())


def lifted(model, bones, degrees, toward=(1.0, 0.0, 0.0), when=slice(None)):
    """The model's curve with bones turned towards an axis."""
    curve = model.curve.copy()
    angle = np.radians(degrees)
    for bone in bones:
        b = BONES.index(bone)
        curve[when, b] = np.cos(angle) * curve[when, b] + np.sin(angle) * np.array(toward)
    return curve


def test_a_bone_within_the_masters_spread_is_not_blamed(standing):
    assert faults(standing, lifted(standing, ["left_forearm"], 11)) == ()
    (fault,) = faults(standing, lifted(standing, ["left_forearm"], 30))
    assert (fault.bone, fault.direction) == ("left_forearm", "inward")
    assert fault.degrees == pytest.approx(30, abs=1)
    assert fault.tolerance == pytest.approx(12)
    assert (fault.start, fault.end) == pytest.approx((0, 9))


def test_a_forearm_that_was_carried_along_is_not_blamed(standing):
    (fault,) = faults(standing, lifted(standing, ["left_upper_arm", "left_forearm"], 40))
    assert fault.bone == "left_upper_arm"


def test_a_forearm_that_points_right_is_not_blamed_for_its_arm(standing):
    (fault,) = faults(standing, lifted(standing, ["left_upper_arm"], 40))
    assert fault.bone == "left_upper_arm"


def test_both_arms_are_blamed_where_both_are_off(standing):
    found = faults(standing, lifted(standing, ["left_upper_arm", "right_upper_arm"], 40))
    assert {fault.bone for fault in found} == {"left_upper_arm", "right_upper_arm"}


def test_an_arm_off_as_a_whole_is_blamed_above_its_forearm(standing):
    whole = offs(standing, lifted(standing, ["left_upper_arm", "left_forearm"], 25))[0]
    alone = offs(standing, lifted(standing, ["left_forearm"], 25))[0]
    upper, fore = BONES.index("left_upper_arm"), BONES.index("left_forearm")
    assert whole.beyond[upper] > 1.3 * alone.beyond[fore] > 1
    assert whole.beyond[fore] < 0.2
    assert alone.beyond[upper] < alone.beyond[fore] / 1.2


def test_a_turn_in_one_limb_that_all_others_share_is_nobodys(standing):
    three = ["left_upper_arm", "right_upper_arm", "left_thigh"]
    assert faults(standing, lifted(standing, three, 25)) == ()


@pytest.mark.parametrize("degrees", [20, 60, 120])
def test_the_turn_is_told_as_large_as_it_is(standing, degrees):
    off = offs(standing, lifted(standing, ["left_forearm"], degrees))[0]
    assert off.degrees[BONES.index("left_forearm")] == pytest.approx(degrees, rel=0.03)


def test_where_the_whole_body_is_off_no_bone_is_singled_out(standing):
    assert faults(standing, lifted(standing, BONES, 25)) == ()


def test_where_everything_is_far_off_it_is_told(standing):
    assert faults(standing, lifted(standing, [b for b in BONES if "forearm" not in b], 80))


def test_a_fault_lasts_as_long_as_it_lasted(standing):
    off = lifted(standing, ["right_upper_arm"], 45, when=slice(0, 45))
    (fault,) = faults(standing, off)
    assert (fault.start, fault.end) == pytest.approx((0, PHASE), abs=0.2)
    whole = faults(standing, lifted(standing, ["right_upper_arm"], 45))
    assert whole[0].cost > fault.cost


def test_a_moment_is_no_fault(standing):
    assert faults(standing, lifted(standing, ["right_upper_arm"], 90, when=slice(20, 30))) == ()


def test_what_was_hardly_seen_is_not_blamed(standing):
    off = lifted(standing, ["right_upper_arm"], 60)
    off[::2, BONES.index("right_upper_arm")] = np.nan
    assert faults(standing, off) == ()
    assert np.isnan(offs(standing, off)[0].degrees[BONES.index("right_upper_arm")])


@pytest.mark.parametrize(
    ("bone", "needed", "said"),
    [
        ("left_forearm", (0.1, 0.0, 0.9), "higher"),
        ("left_forearm", (0.1, 0.0, -0.9), "lower"),
        ("left_forearm", (0.1, -0.9, 0.2), "forward"),
        ("left_forearm", (0.1, 0.9, 0.2), "back"),
        ("left_forearm", (0.9, 0.1, 0.2), "outward"),
        ("left_forearm", (-0.9, 0.1, 0.2), "inward"),
        ("right_thigh", (-0.9, 0.1, 0.2), "outward"),
        ("right_thigh", (0.9, 0.1, 0.2), "inward"),
        ("trunk", (-0.9, 0.1, 0.2), "outward"),
    ],
)
def test_a_way_is_said_from_the_learners_own_body(bone, needed, said):
    assert way(bone, np.array(needed)) == said


def sideways(lift):
    """Both arms lifted to the side and a little on, the left one by `lift` degrees at first."""
    right = Limb(lift=90, forward=0)
    frames = tuple(
        Keyframe(at=beat, pose=Pose(left_arm=Limb(lift=lift + more, forward=0),
                                    left_forearm=Limb(lift=lift + more, forward=0),
                                    right_arm=right, right_forearm=right))
        for beat, more in ((0, 0), (2, 20), (4, 0))
    )  # fmt: skip
    return performed(synthetic.dance(rng(), 4).model_copy(update={"keyframes": frames}))


def test_an_arm_too_low_is_told_higher():
    (fault,) = grade(build([sideways(90)]), sideways(50)).faults
    assert (fault.bone, fault.direction) == ("left_upper_arm", "higher")
    (fault,) = grade(build([sideways(50)]), sideways(90)).faults
    assert (fault.bone, fault.direction) == ("left_upper_arm", "lower")


def test_the_head_is_never_blamed(movement, reference):
    take = performed(movement)
    head = take.positions.copy()
    head[:, [BODY.index("head"), BODY.index("nose")]] += [0.3, 0.3, -0.2]
    moved = type(take)(take.times, take.joints, head, take.confidence)
    graded = grade(reference, moved)
    assert graded.faults == ()
    assert graded.score == pytest.approx(grade(reference, take).score)


def test_bones_are_ranked_though_few_are_blamed(movement, reference):
    wrong = synthetic.turned(performed(movement), "left_upper_arm", 40, rng(1))
    graded = grade(reference, wrong)
    by = list(graded.standing_out.values())
    assert next(iter(graded.standing_out)) == "left_upper_arm"
    assert by == sorted(by, reverse=True)
    assert {fault.bone for fault in graded.faults} < set(graded.standing_out)
