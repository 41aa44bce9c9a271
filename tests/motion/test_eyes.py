"""The eyes: pictures, videos and kept motion through process, models and take."""

import time

import numpy as np
import pytest

from content import take as takes
from motion import eyes_sights
from motion.eyes import Eyes, FileCamera, Start, watch_file
from motion.motion import Motion, join
from motion.reference import build
from motion.skeleton import JOINTS
from motion.smooth import OneEuro

STANDING = {
    "head": (0.0, 0.0, 1.65),
    "neck": (0.0, 0.0, 1.45),
    **{
        f"{side}_{joint}": (x * way, 0.0, z)
        for side, way in (("left", 1), ("right", -1))
        for joint, x, z in (
            ("shoulder", 0.2, 1.4),
            ("elbow", 0.25, 1.15),
            ("hip", 0.1, 0.9),
            ("knee", 0.1, 0.5),
            ("ankle", 0.1, 0.08),
        )
    },
}


@pytest.fixture
def kept(tmp_path):
    """Write a motion of 2 s: arms that rise, one hand never seen."""
    times = 5.0 + np.arange(60) / 30
    positions = np.random.default_rng(4).normal(0, 0.01, (60, len(JOINTS), 3)) + 1.0
    positions[:, JOINTS.index("neck"), 2] += 1.0
    positions[:, JOINTS.index("left_hand_thumb_tip")] = np.nan
    path = tmp_path / "kept.npz"
    np.savez(path, times=times, joints=np.array(JOINTS), positions=positions)
    return path, Motion(times, JOINTS, positions, (~np.isnan(positions[:, :, 0])).astype(float))


def shifted(picture, n):
    """A person who sinks: n pictures."""
    return [np.roll(picture, 4 * k, axis=0) for k in range(n)]


def test_a_video_is_seen_to_its_end(near, eyes, bundles, film, astronaut):
    watching = eyes(FileCamera(film(shifted(astronaut, 12)), paced=False))
    watching.start(Start())
    watching.wait_until(60)
    news = watching.poll()
    assert news.state == "ended" and news.trouble is None and watching.ready
    take = watching.stop()
    assert len(take.motion.times) == 12 and take.motion.joints == JOINTS
    assert np.allclose(np.diff(take.motion.times), 1 / 30, atol=0.002)
    nose = take.motion.of("nose")
    assert not np.isnan(nose).any() and nose[-1, 2] < nose[0, 2] - 0.01  # the path goes down
    assert take.facts.name == "film.avi" and take.facts.width == 512 and take.facts.lost == 0


def test_what_is_seen_does_not_depend_on_how_it_is_asked(near, eyes, bundles, film, astronaut):
    path, found = film(shifted(astronaut, 10)), []
    watching = eyes(FileCamera(path, paced=False))
    for step in (0.01, 1.0):
        watching.start(Start())
        for k in range(1, round(0.4 / step) + 2):
            watching.wait_until(k * step)
            assert watching.seconds == k * step
        found.append(watching.stop().motion)
    assert len(found[0].times) == 10
    assert np.array_equal(found[0].positions, found[1].positions, equal_nan=True)
    assert np.array_equal(found[0].times, found[1].times)


def test_a_film_of_the_street_is_followed(near, eyes, eval_data, bundles):
    watching = eyes(FileCamera(eval_data / "motion" / "people" / "video.avi", paced=False))
    watching.start(Start(hands=False))
    watching.wait_until(1.2)
    news, take = watching.poll(), watching.stop()
    assert news.state == "watching" and news.trouble is None
    seen = ~np.isnan(take.motion.positions[:, :, 0])
    assert len(take.motion.times) >= 60 and seen[:, JOINTS.index("left_hip")].mean() > 0.9
    up = take.motion.of("head")[:, 2] - take.motion.of("left_ankle")[:, 2]
    assert 1.2 < np.nanmedian(up) < 1.9  # metres, upright


def test_kept_motion_needs_no_models(near, eyes, kept, monkeypatch):
    monkeypatch.setattr(eyes_sights.models, "bundles", None)
    path, motion = kept
    watching = eyes(FileCamera(path, paced=False))
    for _turn in range(2):
        watching.start(Start())
        watching.wait_until(1.0)
        news = watching.poll()
        assert news.state == "watching" and news.notice is None
        watching.wait_until(60)
        assert watching.poll().state == "ended"
        take = watching.stop().motion
        assert np.allclose(take.times, motion.times - 5.0)
        assert np.array_equal(take.positions, motion.positions, equal_nan=True)


def test_a_take_of_ours_is_seen_again(near, eyes, kept, tmp_path):
    _path, motion = kept
    again = Motion(motion.times - 5.0, JOINTS, motion.positions, motion.confidence)
    path = tmp_path / "kept.take"
    takes.write(
        takes.Take(
            "kunqu/huodong", "0" * 64, "test", ticks=1, streams=again.streams(), consent_id="c-1"
        ),
        path,
    )
    seen = watch_file(path)
    assert np.allclose(seen.times, again.times)
    assert np.allclose(seen.positions, again.positions, atol=1e-4, equal_nan=True)


def test_a_clock_paces_what_is_seen_and_the_newest_counts(near, eyes, kept):
    path, _motion = kept
    watching = eyes(FileCamera(path))
    watching.start(Start())
    begun = time.monotonic()
    watching.wait_until(0.5)
    assert time.monotonic() - begun > 0.4
    assert watching.poll().state == "watching" and watching.seconds >= 0.5
    assert watching.stop().motion.times[-1] >= 0.5


def test_what_is_shown_is_steadied_and_what_is_kept_is_not(near, eyes, kept):
    path, motion = kept
    watching = eyes(FileCamera(path, paced=False))
    watching.start(Start())
    watching.wait_until(1.0)
    shown = watching.poll().frames
    watching.wait_until(60)
    shown, take = join([shown, watching.poll().frames]), watching.stop().motion
    steady = OneEuro(len(JOINTS))
    frames = zip(take.times.tolist(), take.positions, strict=True)
    steadied = [steady.put(second, positions) for second, positions in frames]
    assert np.allclose(shown.positions, steadied, equal_nan=True)
    assert np.array_equal(take.positions, motion.positions, equal_nan=True)
    tremble = [np.nanstd(np.diff(m.of("nose"), axis=0)) for m in (shown, take)]
    assert tremble[0] < 0.5 * tremble[1]


def test_where_in_the_movement_one_is_is_told(near, eyes, tmp_path):
    times = np.arange(90) / 30
    turned = np.array([[0.0, 0.0, np.sin(t), np.cos(t)] for t in times])
    ways = {"left_wrist": turned[:, [2, 0, 3]], "right_wrist": -turned[:, [3, 0, 2]]}
    positions = np.full((90, len(JOINTS), 3), np.nan)
    for joint, place in STANDING.items():
        positions[:, JOINTS.index(joint)] = place
    for joint, way in ways.items():
        elbow = STANDING[joint.replace("wrist", "elbow")]
        positions[:, JOINTS.index(joint)] = np.array(elbow) + 0.25 * way
    arms = Motion(times, JOINTS, positions, (~np.isnan(positions[:, :, 0])).astype(float))
    np.savez(tmp_path / "arms.npz", times=times, joints=np.array(JOINTS), positions=positions)
    watching = eyes(FileCamera(tmp_path / "arms.npz", paced=False))
    watching.start(Start(build([arms])))
    watching.wait_until(2.0)
    places = watching.poll().places
    assert len(places) == 61 and places[-1].sure
    assert places[-1].seconds == pytest.approx(2.0, abs=0.15)


def test_take_follows_take(near, eyes, kept):
    watching = eyes(FileCamera(kept[0], paced=False))
    assert len(watching.stop().motion.times) == 0
    for _turn in range(2):
        watching.start(Start())
        assert watching.poll().state == "starting"
        watching.wait_until(0.3)
        assert len(watching.poll().frames.times) and watching.poll().state == "watching"
        assert len(watching.poll().frames.times) == 0  # nothing is told twice
        assert watching.stop().motion.times[-1] == pytest.approx(0.3, abs=0.04)


def test_a_whole_file_is_watched_with_progress(near, bundles, film, astronaut):
    told = []
    motion = watch_file(film(shifted(astronaut, 6)), hands=False, tell=told.append)
    assert len(motion.times) == 6 and told[-1] == pytest.approx(1.0, abs=0.2)


def test_eyes_are_closed_before_they_came_up(kept):
    Eyes(FileCamera(kept[0])).close()
