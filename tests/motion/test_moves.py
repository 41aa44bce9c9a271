"""Written poses on a body: where limbs point, lengths kept, mirrored, timed, on the floor."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import load
from content.model import Basis, Status, Text
from content.movement import FORMAT, Hand, Keyframe, Lean, Limb, Movement, Pose
from motion.body import STANDARD
from motion.features import directions
from motion.motion import Motion
from motion.moves import marks, performed, posed
from motion.skeleton import BONES, HANDS, JOINTS, PELVIS, SIDES, mirrored
from motion.synthetic import body, dance

OWN = ("ceyao", "huxi", "quxi", "shengbi", "shenkai", "wanzhi", "zhouhuan", "zhuanyao")
FINGERS = ("thumb", "index", "middle", "ring", "little")
seeds = st.integers(0, 2**32 - 1)


def own(root, name: str) -> Movement:
    return load(root / f"content/packs/kunqu/huodong/{name}.yaml", Movement, FORMAT)


def at(pose: Pose, joint: str, on=STANDARD):
    return posed(pose, on)[JOINTS.index(joint)]


def pointing(pose: Pose, bone: str):
    start, end = BONES[bone]
    along = at(pose, end) - at(pose, start)
    return along / np.linalg.norm(along)


def written(*frames: Keyframe) -> Movement:
    name = Text(zh_CN="一", en="one")
    basis = Basis.of(Status.CONFIRMED, "made-up")
    return Movement(format=1, id="yi", title=name, say=name, bpm=60, keyframes=frames, basis=basis)


def in_a_mirror(pose: Pose) -> Pose:
    """The same with left and right changed, and every turn and bend to the other side."""
    said = {mirrored(name): value for name, value in pose if value is not None}
    for part in ("trunk", "head"):
        if part in said:
            lean = said[part]
            said[part] = Lean(turn=-lean.turn, forward=lean.forward, side=-lean.side)
    return Pose(**said)


def a_pose(seed: int) -> Pose:
    return dance(np.random.default_rng(seed), 1, hands=True).keyframes[0].pose


@pytest.mark.parametrize(
    ("limb", "points"),
    [
        (Limb(lift=0), (0, 0, -1)),
        (Limb(lift=90), (1, 0, 0)),
        (Limb(lift=90, forward=90), (0, -1, 0)),
        (Limb(lift=90, forward=180), (-1, 0, 0)),
        (Limb(lift=90, forward=-90), (0, 1, 0)),
        (Limb(lift=180), (0, 0, 1)),
    ],
)
def test_a_limb_points_where_it_is_said_to(limb, points):
    pose = Pose(arms=limb)
    for bone in ("left_upper_arm", "left_forearm"):
        assert pointing(pose, bone) == pytest.approx(points, abs=1e-9)
    assert pointing(pose, "right_forearm") == pytest.approx(points * np.array([-1, 1, 1]), abs=1e-9)


@pytest.mark.parametrize(
    ("lean", "way"),
    [(Lean(forward=30), (0, -0.5)), (Lean(side=30), (0.5, 0)), (Lean(forward=-30), (0, 0.5))],
)
def test_a_trunk_leans_where_it_is_said_to(lean, way):
    pose = Pose(trunk=lean)
    neck, hips = at(pose, "neck"), (at(pose, "left_hip") + at(pose, "right_hip")) / 2
    assert (neck - hips)[:2] == pytest.approx(np.multiply(way, STANDARD.trunk), abs=1e-9)


def test_a_trunk_turns_to_its_left_and_carries_the_arms():
    pose = Pose(trunk=Lean(turn=90), arms=Limb(lift=90))
    assert pointing(pose, "left_forearm") == pytest.approx([0, 1, 0], abs=1e-9)
    assert (at(pose, "nose") - at(pose, "head"))[0] == pytest.approx(STANDARD.nose)
    assert pointing(pose, "hips") == pytest.approx([1, 0, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("hand", "palm"),
    [
        (Hand(lift=0), (-1, 0, 0)),
        (Hand(lift=90), (0, 0, -1)),
        (Hand(lift=90, palm=90), (0, -1, 0)),
        (Hand(lift=90, palm=180), (0, 0, 1)),
        (Hand(lift=90, forward=90), (0, 0, -1)),
        (Hand(lift=90, forward=90, palm=90), (-1, 0, 0)),
        (Hand(lift=180), (1, 0, 0)),
    ],
)
def test_a_palm_looks_where_it_is_said_to(hand, palm):
    """A finger that is bent goes to the palm's side."""
    pose = Pose(arms=hand, hands=hand.model_copy(update={"curl": 90}))
    knuckle, next_ = (
        at(pose, f"left_hand_middle_{joint}") for joint in ("proximal", "intermediate")
    )
    assert (next_ - knuckle) / np.linalg.norm(next_ - knuckle) == pytest.approx(palm, abs=1e-9)
    thumb = at(pose, "left_hand_index_proximal") - at(pose, "left_hand_little_proximal")
    along = pointing(pose, "left_hand")
    assert np.dot(np.cross(palm, along), thumb) > 0.05  # a left hand, not a right one


def test_hands_that_are_not_named_are_not_seen():
    seen = ~np.isnan(posed(Pose())).any(axis=1)
    assert [j for j, s in zip(JOINTS, seen, strict=True) if not s] == list(HANDS)
    one = ~np.isnan(posed(Pose(left_hand=Hand(lift=10)))).any(axis=1)
    assert sum(one) == sum(seen) + len(HANDS) // 2


@settings(max_examples=30)
@given(seeds)
def test_every_bone_keeps_its_length(seed):
    rng = np.random.default_rng(seed)
    grown = body(rng)
    motion = performed(dance(rng, 4, hands=True), grown)
    for bone, (start, end) in (*BONES.items(), ("nose", ("head", "nose"))):
        if not bone.endswith(FINGERS):  # those bend
            length = getattr(grown, bone.removeprefix("left_").removeprefix("right_"))
            far = np.linalg.norm(motion.of(end) - motion.of(start), axis=1)
            assert far == pytest.approx(length)


@settings(max_examples=30)
@given(seeds)
def test_a_mirrored_pose_is_the_pose_in_a_mirror(seed):
    pose = a_pose(seed)
    still = Motion(np.zeros(1), JOINTS, posed(pose)[None], np.ones((1, len(JOINTS))))
    other = posed(in_a_mirror(pose))
    for joint in JOINTS:
        assert still.mirror().of(joint)[0] == pytest.approx(other[JOINTS.index(joint)], abs=1e-9)


@settings(max_examples=20)
@given(seeds, st.sampled_from([0.5, 0.8, 1.25, 2.0]))
def test_a_tempo_changes_when_and_nothing_else(seed, tempo):
    movement = dance(np.random.default_rng(seed), 4)
    plain, other = performed(movement, rate=30 / tempo), performed(movement, tempo=tempo)
    assert other.times * tempo == pytest.approx(plain.times)
    assert np.nan_to_num(other.positions) == pytest.approx(np.nan_to_num(plain.positions))
    assert marks(movement, tempo).beats == pytest.approx(np.arange(5) / tempo)


@settings(max_examples=20)
@given(seeds)
def test_keyframes_are_reached_and_the_way_between_is_smooth(seed):
    movement = dance(np.random.default_rng(seed), 5)
    motion = performed(movement, rate=60)
    for frame in movement.keyframes:
        shown = motion.positions[round(frame.at * 60)]
        assert np.nan_to_num(shown) == pytest.approx(np.nan_to_num(posed(frame.pose)), abs=1e-6)
    speed = np.linalg.norm(np.diff(np.nan_to_num(motion.positions), axis=0), axis=2) * 60
    assert speed[0].max() < 0.5 and speed[-1].max() < 0.5  # comes from rest and to rest
    assert np.abs(np.diff(speed, axis=0)).max() < 1.0  # m/s from frame to frame: no jump


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0.001, 2)), min_size=1, max_size=4))
def test_whatever_passes_the_check_can_be_danced(spans):
    """Holds of any length, however short the way between."""
    at, frames = 0.0, []
    for k, (hold, way) in enumerate([*spans, (0.0, 0.0)]):
        frames.append(Keyframe(at=at, hold=hold, pose=Pose(arms=Limb(lift=90 * (k % 2)))))
        at += hold + way
    motion = performed(written(*frames))
    assert np.isfinite(motion.of("left_wrist")).all()


def test_a_pose_that_is_held_stands_quite_still():
    movement = written(
        Keyframe(at=0, pose=Pose()),
        Keyframe(at=1, hold=2, pose=Pose(arms=Limb(lift=90))),
        Keyframe(at=4, pose=Pose()),
    )
    held = performed(movement).between(1.0, 3.0).positions
    assert np.nan_to_num(held) == pytest.approx(np.nan_to_num(np.repeat(held[:1], 61, 0)))
    found = marks(movement)
    assert found.holds == ((1.0, 3.0),) and found.keyframes == (0.0, 1.0, 4.0)
    assert found.beats == (0.0, 1.0, 2.0, 3.0, 4.0)


def test_an_arm_that_hangs_is_raised_straight_to_where_it_goes():
    """Which side an arm is on that hangs straight down says nothing: it makes no detour."""
    movement = written(
        Keyframe(at=0, pose=Pose(arms=Limb(lift=0))),
        Keyframe(at=2, pose=Pose(arms=Limb(lift=90, forward=90))),
    )
    along = directions(performed(movement), ["left_upper_arm"])[:, 0]
    assert along[:, 0] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("name", OWN)
def test_the_warm_up_stands_on_the_floor_and_moves_at_a_learners_pace(root, name):
    movement = own(root, name)
    motion = performed(movement)
    for side in SIDES:
        ankle, toe = motion.of(f"{side}_ankle"), motion.of(f"{side}_toe")
        assert np.ptp(ankle[:, :2], axis=0).max() < 0.03  # the feet stay where they are
        assert toe[:, 2].min() > -0.01 and ankle[:, 2].max() < STANDARD.ankle + 0.01
    ways = np.diff(np.nan_to_num(motion.positions), axis=0)
    assert np.linalg.norm(ways, axis=2).max() * 30 < 1.8  # m/s
    pelvis = motion.of(PELVIS) - (motion.of("left_ankle") + motion.of("right_ankle")) / 2
    assert np.abs(pelvis[:, :2]).max() < 0.08  # balanced over the feet


def test_a_body_of_any_size_points_the_same_way(root):
    movement = own(root, "zhuanyao")
    bones = [bone for bone in BONES if not bone.endswith(("hand", "foot", *FINGERS))]
    bodies = [body(np.random.default_rng(seed)) for seed in range(3)]
    shown = [directions(performed(movement, each), bones) for each in bodies]
    assert shown[1] == pytest.approx(shown[0]) and shown[2] == pytest.approx(shown[0])
