"""A take beside its reference: time, the beat, keyframes and held poses."""

from dataclasses import replace

import numpy as np
import pytest

from content.library import open_library
from motion import synthetic
from motion.grade import grade
from motion.graded import Marks
from motion.motion import Motion
from motion.moves import performed
from motion.reference import MotionReference, build
from motion.skeleton import JOINTS
from tests.motion.danced import ARM, danced, rng


@pytest.fixture(scope="module")
def master() -> Motion:
    return danced()


@pytest.fixture(scope="module")
def reference(master: Motion) -> MotionReference:
    return build([master])


@pytest.fixture(scope="module")
def held() -> Motion:
    """A movement that stands still for two seconds in its middle."""
    whole = danced()
    at = np.concatenate([np.arange(100), np.full(60, 100), np.arange(100, len(whole.times))])
    return Motion(np.arange(len(at)) / 30, whole.joints, whole.positions[at], whole.confidence[at])


def test_on_the_beat_a_late_take_loses_time(master: Motion, reference: MotionReference) -> None:
    late = replace(master, times=master.times + 0.4)
    assert grade(reference, late).scores["timing"] == 100
    graded = grade(reference, late, on_beat=True)
    assert graded.timing_ms == pytest.approx(400, abs=40)
    assert graded.late[0].direction == "late"
    assert graded.scores["timing"] < 80
    assert graded.scores["shape"] == pytest.approx(100, abs=0.5)


def test_on_the_beat_time_is_judged_at_the_beats(master: Motion) -> None:
    hurried = master.times + 0.3 * np.sin(np.pi * master.times) ** 2 / np.pi  # right at each second
    marks = Marks(beats=tuple(float(beat) for beat in range(8)))
    take = replace(master, times=hurried)
    at_beats = grade(build([master], marks), take, on_beat=True)
    throughout = grade(build([master]), take, on_beat=True)
    assert at_beats.timing_ms < 0.6 * throughout.timing_ms


def test_a_keyframe_counts_more(master: Motion) -> None:
    wrong = synthetic.turned(master, "left_upper_arm", 60, rng(1))
    early = master.times < 2
    take = replace(
        master, positions=np.where(early[:, None, None], wrong.positions, master.positions)
    )
    there, elsewhere = Marks(keyframes=(1.0,)), Marks(keyframes=(6.0,))
    plain, missed, kept = (
        grade(build([master], marks), take).scores["shape"] for marks in (Marks(), there, elsewhere)
    )
    assert missed < plain - 1
    assert kept > plain


def test_a_hold_is_found_and_held_against(held: Motion) -> None:
    reference = build([held])
    ((start, end),) = reference.model.holds
    assert (start, end) == pytest.approx((100 / 30, 160 / 30), abs=0.3)
    own = grade(reference, held)
    assert own.scores["hold"] == pytest.approx(100, abs=0.1)
    assert own.held[0].seconds == pytest.approx(2, abs=0.4)
    passed = grade(reference, danced())
    assert passed.scores["hold"] < 20
    assert passed.score < own.score - 10


def paused(whole: Motion, at: int, frames: int) -> Motion:
    """The movement standing still for so many frames ahead of one of its own."""
    kept = np.concatenate([np.arange(at), np.full(frames, at - 1), np.arange(at, len(whole.times))])
    clock = np.arange(len(kept)) / 30
    return Motion(clock, whole.joints, whole.positions[kept], whole.confidence[kept])


def test_a_hold_at_the_very_end_is_held_against(master: Motion) -> None:
    whole = paused(master, len(master.times), 60)
    reference = build([whole])
    ((_, end),) = reference.model.holds
    assert end == pytest.approx(10)
    for take in (whole, synthetic.noisy(replace(whole, times=1.3 * whole.times), rng(2))):
        assert grade(reference, take).scores["hold"] > 90
        assert grade(reference, take).late == ()
    left = grade(reference, paused(master, len(master.times), 10))
    assert left.scores["hold"] < 40
    ended = grade(reference, master)
    assert ended.scores["hold"] < 20
    assert ended.score < 95


def warm_up(name: str) -> Motion:
    return performed(open_library().movement("kunqu/huodong", f"{name}.yaml"))


def test_who_moves_slowly_does_not_hold() -> None:
    own = warm_up("huxi")
    reference = build([own], Marks(holds=((7.8, 11.4),)))
    for take in (own, synthetic.noisy(own, rng(1))):
        graded = grade(reference, take)
        assert graded.held[0].seconds < 6.5
        assert graded.scores["hold"] > 90
        assert graded.late == ()


@pytest.mark.parametrize(("name", "seed"), [("ceyao", 0), ("zhuanyao", 1), ("huxi", 1)])
def test_an_arm_off_beside_a_hidden_wrist_is_not_late(name: str, seed: int) -> None:
    own = warm_up(name)
    draw = rng(seed)
    wrong = synthetic.noisy(synthetic.turned(own, "left_upper_arm", 40, draw), draw)
    hand = tuple(j for j in JOINTS if j.startswith(("right_wrist", "right_hand")))
    graded = grade(build([own]), synthetic.unseen(wrong, hand, 0, 99))
    assert graded.late == ()
    assert [fault.bone for fault in graded.faults] == ["left_upper_arm"]


def test_who_comes_late_where_something_moves_is_told() -> None:
    own = warm_up("shengbi")
    clock = own.times + np.exp(-((own.times - 6.3) ** 2))
    graded = grade(build([own]), synthetic.noisy(replace(own, times=clock), rng(1)))
    assert [fault.direction for fault in graded.late] == ["late"]
    assert graded.late[0].start < 6.3 < graded.late[0].end
    assert graded.late[0].cost < 5


def test_a_hold_that_trembles_is_worth_less(held: Motion) -> None:
    wrists = [held.joints.index(joint) for joint in ARM]
    shaken = held.positions.copy()
    shaken[100:160, wrists] += 0.1 * np.sin(np.arange(60) / 3)[:, None, None]
    graded = grade(build([held]), replace(held, positions=shaken))
    assert graded.held[0].sway > 0.04
    assert graded.scores["hold"] < 70
