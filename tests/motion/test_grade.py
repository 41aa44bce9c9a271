"""A take beside its reference: golden cases, what may never happen, and what is withheld."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from motion import synthetic
from motion.grade import grade
from motion.graded import Marks
from motion.motion import Motion
from motion.moves import performed
from motion.reference import MotionReference, build
from motion.skeleton import BODY, JOINTS
from tests.motion.danced import ARM, body_of, danced, rng

seeds = st.integers(0, 2**16)
NEAR = ("neck", "shoulder", "hip")  # by these one knows where a body faces: they may be mistaken
FAR_ONES = tuple(joint for joint in BODY if not joint.endswith(NEAR))


@pytest.fixture(scope="module")
def master() -> Motion:
    return danced()


@pytest.fixture(scope="module")
def reference(master: Motion) -> MotionReference:
    return build([master])


GOLDEN = {
    "own": (lambda m: m, 99.9, 100.0),
    "another body, turned, trembling": (
        lambda m: synthetic.noisy(
            synthetic.yawed(body_of(performed(synthetic.dance(rng(), 8), synthetic.body(rng(5)))),
                            0.5), rng(5)),
        95.0, 100.0,
    ),
    "waits, then dances": (
        lambda m: Motion(
            np.arange(len(m.times) + 45) / 30, m.joints,
            np.concatenate([np.repeat(m.positions[:1], 45, axis=0), m.positions]),
            np.concatenate([m.confidence[:45], m.confidence])),
        97.0, 100.0,
    ),
    "half as fast": (lambda m: replace(m, times=2 * m.times), 97.0, 100.0),
    "upper arm off by 25": (lambda m: synthetic.turned(m, "left_upper_arm", 25, rng(1)), 70, 97),
    "upper arm off by 60": (lambda m: synthetic.turned(m, "left_upper_arm", 60, rng(1)), 30, 80),
    "in the mirror": (lambda m: m.mirror(), 0.0, 60.0),
    "backwards": (lambda m: replace(m, positions=m.positions[::-1].copy()), 0.0, 50.0),
    "another movement": (lambda m: danced(7), 0.0, 50.0),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_a_take_earns_what_it_should(name: str, master: Motion, reference: MotionReference) -> None:
    take, least, most = GOLDEN[name]
    score = grade(reference, take(master)).score
    assert score is not None
    assert least <= score <= most


def _frames(motion: Motion, count: int) -> Motion:
    return Motion(
        motion.times[:count], motion.joints, motion.positions[:count], motion.confidence[:count]
    )


def _still(motion: Motion) -> Motion:
    return replace(motion, positions=np.repeat(motion.positions[:1], len(motion.times), axis=0))


BAD = {
    "no frame": (lambda m: _frames(m, 0), "few_frames"),
    "two frames": (lambda m: _frames(m, 2), "few_frames"),
    "two hours": (lambda m: replace(m, times=m.times * 7200 / m.times[-1]), "too_long"),
    "NaN everywhere": (lambda m: replace(m, positions=m.positions * np.nan), "not_seen"),
    "all in one point": (lambda m: replace(m, positions=m.positions * 0), "not_seen"),
    "other joints": (
        lambda m: Motion(m.times, ("tail", "wing"), m.positions[:, :2], m.confidence[:, :2]),
        "other_joints",
    ),
    "one side of a body": (
        lambda m: body_of(m, tuple(j for j in BODY if not j.startswith("left_"))), "half_seen",
    ),
    "head and hands": (lambda m: body_of(m, ("head", "left_wrist", "right_wrist")), "other_joints"),
    "nobody moves": (_still, "no_movement"),
    "nobody moves and the camera trembles": (
        lambda m: synthetic.noisy(_still(m), rng()), "no_movement",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_take_is_withheld_with_its_reason(
    name: str, master: Motion, reference: MotionReference
) -> None:
    take, reason = BAD[name]
    graded = grade(reference, take(master))
    assert graded.withheld == reason
    assert graded.score is None
    assert not any(graded.scores.values())
    assert graded.faults == graded.late == ()


def test_numbers_that_are_none_are_not_seen(master: Motion, reference: MotionReference) -> None:
    wild = np.where(rng().random(master.positions.shape) < 0.01, np.inf, master.positions)
    score = grade(reference, replace(master, positions=wild)).score
    assert score is not None
    assert score > 90


@given(seeds)
@settings(max_examples=10)
def test_ones_own_take_is_the_best(seed: int) -> None:
    own = danced(seed, 4)
    graded = grade(build([own]), own)
    assert graded.score == pytest.approx(100, abs=0.1)
    assert graded.distance == pytest.approx(0, abs=0.1)
    assert graded.shape_deg == pytest.approx(0, abs=0.1)
    assert graded.faults == graded.late == ()


@given(seeds, st.integers(0, 60), st.floats(0.2, 3.0))
@settings(max_examples=15)
def test_what_is_not_seen_of_a_right_take_costs_nothing(
    master: Motion, reference: MotionReference, seed: int, start: int, seconds: float
) -> None:
    joints = tuple(rng(seed).choice(FAR_ONES, 4, replace=False).tolist())
    graded = grade(reference, synthetic.unseen(master, joints, start / 10, start / 10 + seconds))
    assert graded.faults == ()
    assert graded.score is None or graded.score > 98


def test_who_hides_a_wrong_arm_for_a_while_wins_little(
    master: Motion, reference: MotionReference
) -> None:
    wrong = synthetic.turned(master, "left_upper_arm", 40, rng(4))
    hidden = synthetic.unseen(wrong, ARM, 1.0, 3.0)
    before, after = grade(reference, wrong).score, grade(reference, hidden).score
    assert before is not None and after is not None
    assert after <= before + 2


@given(st.permutations(range(len(BODY))))
@settings(max_examples=5)
def test_the_order_of_joints_does_not_matter(
    master: Motion, reference: MotionReference, order: list[int]
) -> None:
    take = synthetic.noisy(master, rng(3))
    mixed = Motion(
        take.times, tuple(take.joints[k] for k in order), take.positions[:, order],
        take.confidence[:, order],
    )  # fmt: skip
    assert grade(reference, mixed).score == grade(reference, take).score


@given(st.permutations(range(4)))
@settings(max_examples=5)
def test_the_order_of_takes_does_not_matter(master: Motion, order: list[int]) -> None:
    takes = [synthetic.noisy(master, rng(k)) for k in range(4)]
    one, other = build(takes), build([takes[k] for k in order])
    take = synthetic.noisy(master, rng(9))
    assert grade(one, take).score == pytest.approx(grade(other, take).score)
    assert grade(one, take).distance == pytest.approx(grade(other, take).distance)


def test_where_one_stands_and_how_tall_one_is_does_not_matter(
    master: Motion, reference: MotionReference
) -> None:
    take = synthetic.noisy(master, rng(3))
    moved = synthetic.yawed(replace(take, positions=1.15 * take.positions + 3.0), -0.5)
    assert grade(reference, moved).score == pytest.approx(grade(reference, take).score, abs=0.1)


def test_a_bone_that_a_teacher_leaves_out_is_not_judged(master: Motion) -> None:
    marks = Marks(weights={"left_upper_arm": 0.0, "left_forearm": 0.0})
    wrong = synthetic.turned(master, "left_upper_arm", 60, rng(1))
    heeded = grade(build([master]), wrong).scores["shape"]
    left_out = grade(build([master], marks), wrong).scores["shape"]
    assert heeded < 80
    assert left_out > 97


def test_every_bone_tells_how_long_it_was_seen(master: Motion, reference: MotionReference) -> None:
    half = synthetic.unseen(master, ARM, 0.0, float(master.times[-1]) / 2)
    bones = grade(reference, half).bones
    assert bones["left_forearm"] == pytest.approx(0.5, abs=0.1)
    assert bones["right_forearm"] == 1.0
    assert "head" not in bones


def test_whole_hands_are_compared_too() -> None:
    own = performed(synthetic.dance(rng(2), 4, hands=True))
    graded = grade(build([own]), own)
    assert own.joints == JOINTS
    assert graded.bones["left_index"] == 1.0
    assert graded.score == pytest.approx(100, abs=0.1)


def wild(draw: np.random.Generator) -> Motion:
    """What no camera should give: few joints, most unseen, far away, frozen, cut, another clock."""
    motion = danced(int(draw.integers(9)), int(draw.integers(1, 5)))
    kept = draw.choice(len(BODY), int(draw.integers(3, len(BODY))), replace=False)
    positions = motion.positions[:, kept] * draw.choice([1.0, 1.0, 1.0, 0.0, 1e-12, 1e12])
    positions[draw.random(positions.shape[:2]) < draw.choice([0.0, 0.3, 0.9, 0.99])] = np.nan
    if draw.random() < 0.2:
        positions[:] = positions[:1]
    frames = int(draw.integers(len(positions) + 1)) if draw.random() < 0.3 else len(positions)
    clock = motion.times[:frames] * draw.choice([1.0, 1.0, 0.01, 3.0, 30.0])
    names = tuple(BODY[k] for k in kept)
    return Motion(clock, names, positions[:frames], np.ones((frames, len(kept))))


@given(seeds)
@settings(max_examples=60)
def test_whatever_comes_a_score_or_a_reason_is_given(seed: int) -> None:
    draw = rng(seed)
    marks = Marks((1.0,), ((0.5, 1.0), (90.0, 91.0)), {"left_forearm": 0.0}, (0.0, 1.0))
    try:
        reference = build([wild(draw) for _ in range(int(draw.integers(1, 3)))], marks)
    except Refusal:
        reference = build([danced(0, 2)], marks)
    graded = grade(reference, wild(draw), on_beat=bool(draw.random() < 0.5))
    assert (graded.score is None) == (graded.withheld is not None)
    assert graded.score is None or 0 <= graded.score <= 100 + 1e-9


def test_a_scrap_of_a_movement_is_not_judged(master: Motion, reference: MotionReference) -> None:
    length = float(master.times[-1])
    scrap = grade(reference, master.between(0.0, 0.2 * length))
    assert (scrap.score, scrap.withheld, scrap.faults) == (None, "few_frames", ())
    assert not np.isnan(scrap.distance)
    assert grade(reference, master.between(0.0, 0.9 * length)).score is not None


def test_head_and_hands_alone_have_a_distance_and_no_mark(
    master: Motion, reference: MotionReference
) -> None:
    alone = grade(reference, body_of(master, ("head", "left_wrist", "right_wrist")))
    assert (alone.score, alone.withheld, alone.held) == (None, "other_joints", ())
    assert np.isnan(alone.timing_ms) and alone.coverage == 0
