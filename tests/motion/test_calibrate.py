"""Arms out: lengths, yaw and what was seen; nothing is told by another pose."""

import numpy as np
import pytest

from motion import calibrate
from motion.motion import Motion
from motion.skeleton import BONES
from tests.motion.test_files import STANDING


def body(frames: int = 45, noise: float = 0.0, **moved: tuple[float, float, float]) -> Motion:
    """A T-pose at 30 frames a second, with some joints elsewhere."""
    places = {**STANDING, **moved}
    positions = np.tile(np.array(list(places.values()), float), (frames, 1, 1))
    positions += np.random.default_rng(3).normal(0, noise, positions.shape) if noise else 0
    seen = ~np.isnan(positions[..., 0])
    return Motion(np.arange(frames) / 30, tuple(places), positions, seen.astype(float)).canonical()


def turned(motion: Motion, angle: float) -> Motion:
    cos, sin = np.cos(angle), np.sin(angle)
    positions = motion.positions @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]).T
    return Motion(motion.times, motion.joints, positions, motion.confidence)


@pytest.mark.parametrize("angle", [-0.6, 0.0, 0.4, 3.0])
@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_lengths_and_yaw_are_those_of_the_body(angle: float, noise: float) -> None:
    found = calibrate.found(turned(body(noise=noise), angle))
    assert found is not None
    assert found.yaw == pytest.approx(angle, abs=0.05)
    for bone, length in (("left_upper_arm", 0.25), ("right_forearm", 0.25), ("left_shank", 0.4)):
        assert found.lengths[bone] == pytest.approx(length, abs=0.02)
    straight = calibrate.applied(turned(body(), found.yaw), found)
    np.testing.assert_allclose(straight.positions, body().positions, atol=2 * noise + 1e-9)


def test_it_turns_where_it_stood() -> None:
    away = turned(body(), 0.5)
    away = Motion(away.times, away.joints, away.positions + [3.0, 2.0, 0], away.confidence)
    found = calibrate.found(away)
    assert found is not None
    straight = calibrate.applied(away, found)
    np.testing.assert_allclose(straight.of("pelvis"), away.of("pelvis"), atol=1e-9)
    arm = straight.of("left_wrist") - straight.of("pelvis")
    np.testing.assert_allclose(arm, body().of("left_wrist") - body().of("pelvis"), atol=1e-9)


OTHERS = {
    "arms hang": body(left_wrist=(0.2, 0, 0.9), left_elbow=(0.2, 0, 1.15)),
    "one arm up": body(right_wrist=(-0.45, 0, 1.7)),
    "arms ahead": body(left_elbow=(0.2, -0.25, 1.42), left_wrist=(0.2, -0.5, 1.42)),
    "arms crossed": body(left_elbow=(0, 0, 1.42), left_wrist=(-0.3, 0, 1.42)),
    "too short": body(frames=10),
    "one frame": body(frames=1),
    "nobody": body(noise=np.nan),
    "nothing": body(frames=0),
    "one arm unseen": body(left_wrist=(np.nan, np.nan, np.nan)),
}


@pytest.mark.parametrize("what", list(OTHERS))
def test_another_pose_tells_nothing(what: str) -> None:
    assert calibrate.found(OTHERS[what]) is None


def test_arms_that_wave_are_not_held() -> None:
    motion = body()
    positions = motion.positions.copy()
    k = motion.joints.index("left_wrist")
    positions[:, k, 2] += 0.1 * np.sin(2 * np.pi * 3 * motion.times)
    waving = Motion(motion.times, motion.joints, positions, motion.confidence)
    assert calibrate.found(waving) is None


def test_the_pose_is_found_amid_others() -> None:
    before, pose = OTHERS["arms hang"], body()
    times = np.concatenate([before.times, before.times[-1] + 1 / 30 + pose.times])
    positions = np.concatenate([before.positions, pose.positions])
    seen = np.concatenate([before.confidence, pose.confidence])
    assert calibrate.found(Motion(times, pose.joints, positions, seen)) is not None


def test_what_was_not_seen_is_named() -> None:
    whole = calibrate.found(body())
    assert whole is not None and whole.missing == ("feet", "hands")
    assert set(whole.lengths) >= {"trunk", "shoulders", "left_thigh"}
    assert "left_foot" in BONES and "left_foot" not in whole.lengths
    nowhere = (np.nan, np.nan, np.nan)
    half = calibrate.found(body(left_knee=nowhere, left_hip=nowhere, head=nowhere))
    assert half is not None and half.missing == ("head", "legs", "feet", "hands")
    assert "left_thigh" not in half.lengths and "head" not in half.seen
