"""What may befall the eyes: no camera, a process that dies or hangs, nobody, two, darkness."""

import os
import signal
import time

import numpy as np
import pytest

from content import link
from content.errors import Refusal
from motion import eyes_sights, models, webcam
from motion.eyes import FileCamera, LiveCamera, Start, watch_file
from motion.landmarks import Found, Hand, Person
from motion.skeleton import JOINTS
from tests.motion.test_webcam import Camera


@pytest.fixture
def sway(tmp_path):
    """Ten seconds of kept motion."""
    times = np.arange(300) / 30
    positions = np.sin(times)[:, None, None] * np.ones((300, len(JOINTS), 3))
    positions[:, JOINTS.index("neck"), 2] += 3.0
    np.savez(tmp_path / "sway.npz", times=times, joints=np.array(JOINTS), positions=positions)
    return tmp_path / "sway.npz", positions


def seen_of(eyes, path):
    watching = eyes(FileCamera(path, paced=False))
    watching.start(Start(hands=False))
    watching.wait_until(60)
    return watching.poll(), watching.stop().motion


def test_no_camera_is_one_sentence(near, eyes, bundles, monkeypatch):
    class Nothing:
        def isOpened(self):
            return False

    monkeypatch.setattr(webcam.cv2, "VideoCapture", lambda _index: Nothing())
    watching = eyes(LiveCamera())
    watching.start(Start())
    watching.wait_until(1.0)
    news = watching.poll()
    assert news.state == "trouble" and "There is no camera here" in news.trouble
    assert not watching.ready and len(watching.stop().motion.times) == 0


def test_a_camera_that_is_pulled_out_leaves_what_was_seen(near, eyes, bundles, monkeypatch):
    monkeypatch.setattr(webcam.cv2, "VideoCapture", Camera)
    monkeypatch.setattr(Camera, "pictures", 10**6)
    watching = eyes(LiveCamera())
    watching.start(Start(hands=False))
    watching.wait_until(0.2)
    assert watching.poll().state == "watching"
    monkeypatch.setattr(Camera, "plugged", False)
    watching.wait_until(60)
    news = watching.poll()
    assert news.state == "trouble" and "The camera is gone" in news.trouble
    take = watching.stop()
    assert len(take.motion.times) > 0 and take.facts.name == "camera 0"


def test_a_file_that_is_none_is_one_sentence_and_another_try_runs(near, eyes, sway, tmp_path):
    path = tmp_path / "later.npz"
    watching = eyes(FileCamera(path, paced=False))
    watching.start(Start())
    watching.wait_until(1.0)
    assert "no such file" in watching.poll().trouble
    os.rename(sway[0], path)
    watching.start(Start())
    watching.wait_until(1.0)
    assert watching.poll().trouble is None and watching.stop().motion.times[-1] >= 0.95
    (tmp_path / "text.npz").write_text("no motion")
    with pytest.raises(Refusal, match="text.npz"):
        watch_file(tmp_path / "text.npz")


def test_models_that_cannot_be_fetched_are_one_sentence(near, eyes, film, astronaut, monkeypatch):
    def refuse(_folder, tell):
        tell(0.5)
        raise Refusal("The models of movement could not be fetched.")

    monkeypatch.setattr(eyes_sights.models, "bundles", refuse)
    watching = eyes(FileCamera(film([astronaut]), paced=False))
    watching.start(Start())
    watching.wait_until(1.0)
    shares = {news.fetched for news in watching._link.take()}
    assert 0.5 in shares and "could not be fetched" in watching.poll().trouble


def test_a_fault_of_ours_is_one_sentence_too(near, eyes, sway, monkeypatch):
    def read(_self, _until):
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("motion.strip.Reader.read", read)
    watching = eyes(FileCamera(sway[0], paced=False))
    watching.start(Start())
    watching.wait_until(1.0)
    assert "ZeroDivisionError" in watching.poll().trouble


def test_a_file_of_hours_is_refused_and_a_take_ends(near, eyes, sway, monkeypatch):
    monkeypatch.setattr(eyes_sights, "LONGEST", 5.0)
    with pytest.raises(Refusal, match="too long"):
        watch_file(sway[0])
    monkeypatch.setattr(eyes_sights, "LONGEST", 600.0)
    monkeypatch.setattr("motion.eyes_worker.LONGEST", 5.0)
    news, take = seen_of(eyes, sway[0])
    assert news.state == "ended" and take.times[-1] == pytest.approx(5.0)


def test_nobody_dark_two_people_and_half_a_body_are_noticed(
    near, eyes, bundles, film, astronaut, pair
):
    grey = np.full((240, 320, 3), 128, np.uint8)
    for picture, notice in (
        (grey, "nobody"),
        ((astronaut * 0.03).astype(np.uint8), "dark"),
        (pair, "two_people"),
        (astronaut, "half_body"),
    ):
        news, take = seen_of(eyes, film([picture] * 27))
        assert (news.notice, news.state, news.trouble) == (notice, "ended", None)
        seen = ~np.isnan(take.of("nose")[:, 0])
        assert len(take.times) == 27 and seen.all() == (notice == "half_body")
        assert seen.any() == (notice in ("two_people", "half_body"))


def test_nobody_knows_whose_joints_they_are_while_two_are_seen(near, eyes, film, pair):
    _news, take = seen_of(eyes, film([pair] * 60))
    seen = ~np.isnan(take.of("nose")[:, 0])
    assert not seen[30:].any()  # from when it has lasted


def test_a_process_that_dies_or_hangs_loses_nothing(eyes, sway, monkeypatch):
    path, positions = sway
    watching = eyes(FileCamera(path))
    watching.start(Start())  # nobody waits for the process
    assert not watching.ready and watching.poll().state == "starting"
    watching.wait_until(0.5)
    assert watching.ready
    os.kill(watching._link.pid, signal.SIGKILL)
    watching.wait_until(60)
    news = watching.poll()
    assert news.state == "trouble" and "ended unexpectedly" in news.trouble
    take = watching.stop().motion
    assert take.times[-1] >= 0.5
    frames = np.round(take.times * 30).astype(int)
    assert np.array_equal(take.positions, positions[frames])

    watching.start(Start())  # another process takes its place
    watching.wait_until(0.5)
    assert watching.poll().trouble is None
    monkeypatch.setattr(link, "SILENT", 1.0)
    os.kill(watching._link.pid, signal.SIGSTOP)
    watching.wait_until(60)
    news = watching.poll()
    assert news.state == "trouble" and "does not answer" in news.trouble
    assert watching.stop().motion.times[-1] >= 0.5


def test_models_that_hang_are_noticed(near, eyes, bundles, film, astronaut, monkeypatch):
    def hang(_self, _picture, _seconds):
        time.sleep(1.5)
        raise EOFError

    monkeypatch.setattr(webcam.Finder, "find", hang)
    watching = eyes(FileCamera(film([astronaut]), paced=False))
    watching.start(Start())
    while watching.poll().state == "starting":
        time.sleep(0.01)
    monkeypatch.setattr(link, "SILENT", 0.5)
    watching.wait_until(1.0)
    assert "does not answer" in watching.poll().trouble


def test_who_comes_back_has_not_the_hands_he_had_before(near, eyes, film, bundles, monkeypatch):
    """The hands are asked for in the first picture only; in the second nobody is there."""
    gone = Person(np.full((33, 2), 0.5), np.zeros((33, 3)), np.ones(33))
    hand = Hand(np.full((21, 2), 0.5), np.ones((21, 3)), 0.9)
    founds = [(gone, [hand]), (None, [hand]), (gone, None)]

    def find(_self, _picture, seconds):
        person, hands = founds[round(seconds * 30)]
        return Found(1.0, 0.5, person, hands, None)

    monkeypatch.setattr(webcam.Finder, "find", find)
    path = film([np.full((240, 320, 3), 128, np.uint8)] * 3)
    seen = np.isnan(seen_of(eyes, path)[1].of("left_hand_thumb_tip")[:, 0])
    assert seen.tolist() == [False, True, True]


def test_a_file_of_one_frame_and_one_without_a_length_are_watched(near, sway, tmp_path):
    with np.load(sway[0]) as file:
        one = {name: file[name] for name in file.files}
    one |= {name: one[name][:1] for name in ("times", "positions")}
    np.savez(tmp_path / "one.npz", **one)
    assert len(watch_file(tmp_path / "one.npz").times) == 1


def test_only_joints_cross_the_wire(near, eyes, bundles, film, astronaut, monkeypatch):
    sizes = []
    put = link.Link._put

    def spy(self, news):
        sizes.append(sum(np.size(v) for v in vars(news.frame).values()) if news.frame else 0)
        put(self, news)

    monkeypatch.setattr(link.Link, "_put", spy)
    seen_of(eyes, film([astronaut] * 3))
    assert max(sizes) == 4 * len(JOINTS) + 2


def test_models_are_where_the_program_keeps_what_it_can_fetch_again():
    assert models.cache().name == "models-0.10.21" and "shuimo" in str(models.cache())
