"""Pictures from camera, video and folder, and what is found in them."""

import json
import os
import socket
import subprocess
import sys
import threading
import time

import cv2
import numpy as np
import pytest

from content.errors import Refusal
from motion import live as lives
from motion import webcam
from motion.folder import Folder
from motion.landmarks import SEEN, joints, matched
from motion.notices import DARK


@pytest.fixture(scope="module")
def finder(bundles):
    made = webcam.Finder(bundles)
    yield made
    made.close()


def test_landmarks_are_those_of_the_published_solution(finder, astronaut, root):
    golden = json.loads((root / "tests/golden/astronaut_pose.json").read_text())
    finder.begin(False)
    person = finder.find(astronaut, 0.0).person
    apart = np.linalg.norm(person.world - np.array(golden["world"]), axis=1)
    assert apart.mean() < 0.002 and apart.max() < 0.005
    inside = person.seen > 0
    assert np.abs(person.seen - golden["visibility"])[inside].max() < 0.01


def test_an_astronaut_is_seen_from_the_hips_up(finder, astronaut):
    finder.begin(True)
    found = finder.find(astronaut, 0.0)
    assert found.aspect == 1 and found.light > DARK
    assert found.person.image[0] == pytest.approx([0.43, 0.25], abs=0.05)
    positions, confidence = joints(found.person, matched(found.person, found.hands))
    assert confidence[1] > SEEN and (confidence[13:17] == 0).any()  # her feet are not there


def test_hands_and_others_are_looked_for_now_and_then(finder, astronaut):
    finder.begin(True)
    founds = [finder.find(astronaut, k / 30) for k in range(4)]
    assert [f.hands is not None for f in founds] == [True, False, True, False]
    assert [f.several for f in founds] == [None, False, None, None]
    finder.begin(False)
    assert finder.find(astronaut, 0.0).hands is None


def test_two_people_are_noticed_and_nobody_is_nobody(finder, pair, astronaut):
    finder.begin(False)
    assert [finder.find(pair, k / 30).several for k in range(2)] == [None, True]
    finder.begin(False)
    assert finder.find(np.full_like(astronaut, 128), 0.0).person is None
    assert finder.find((astronaut * 0.02).astype(np.uint8), 0.1).light < DARK


def test_hands_are_put_to_their_own_wrists(finder, eval_data):
    picture = Folder(eval_data / "motion" / "people")
    seconds = [picture.grab() for _ in range(4)]
    assert seconds == pytest.approx([0, 1 / 30, 2 / 30, 3 / 30])
    finder.begin(True)
    found = finder.find(picture.take(), 0.0)  # a man in a kitchen, both hands before him
    hands = matched(found.person, found.hands)
    assert set(hands) == {"left", "right"}
    assert hands["right"].image[0, 1] < hands["left"].image[0, 1]  # he raises the right one


def test_what_is_found_again_owes_nothing_to_before(finder, astronaut, pair):
    finder.begin(False)
    first = [finder.find(p, k / 30).person.world for k, p in enumerate([astronaut, pair])]
    finder.begin(False)
    again = [finder.find(p, k / 30).person.world for k, p in enumerate([astronaut, pair])]
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))


def test_a_video_is_a_strip_of_pictures_with_their_seconds(film, astronaut):
    video = webcam.Video(film([astronaut] * 5))
    times, pictures = [], []
    while (second := video.grab()) is not None:
        times.append(second)
        pictures.append(video.take())
    video.close()
    assert np.allclose(np.diff(times), 1 / 30, atol=0.002) and len(times) == 5
    assert video.size == (512, 512) and video.seconds == pytest.approx(5 / 30)
    assert np.abs(pictures[0].astype(int) - astronaut).mean() < 5  # red is red


def test_what_holds_no_pictures_is_named(tmp_path):
    (tmp_path / "a.avi").write_bytes(b"no video")
    with pytest.raises(Refusal, match="a.avi: no pictures"):
        webcam.Video(tmp_path / "a.avi")
    with pytest.raises(Refusal, match="no pictures"):
        Folder(tmp_path)
    for data in (b"", b"no picture"):
        (tmp_path / "b.png").write_bytes(data)
        with pytest.raises(Refusal, match="b.png: no pictures"):
            Folder(tmp_path)


def test_a_large_picture_is_made_smaller_only_to_be_looked_at(finder, astronaut):
    finder.begin(False)
    large = cv2.resize(astronaut, (1600, 1600))
    found = finder.find(large, 0.0)
    assert found.aspect == 1 and found.person.image[0] == pytest.approx([0.43, 0.25], abs=0.05)


def test_a_film_that_breaks_off_is_named(film, astronaut, tmp_path):
    whole = film([astronaut] * 20).read_bytes()
    (tmp_path / "cut.avi").write_bytes(whole[: len(whole) // 4])
    video = webcam.Video(tmp_path / "cut.avi")
    with pytest.raises(Refusal, match=r"cut.avi: it breaks off after 0\.\d of 0\.7 seconds"):
        while video.grab() is not None:
            video.take()


def test_a_film_without_a_length_is_seen(monkeypatch, film, astronaut):
    class Endless:
        """Says of a film what a recorder in a browser writes."""

        def __init__(self, path):
            self.film = capture(path)

        def get(self, name):
            return -9.2e15 if name == cv2.CAP_PROP_FRAME_COUNT else self.film.get(name)

        def __getattr__(self, name):
            return getattr(self.film, name)

    capture = cv2.VideoCapture
    monkeypatch.setattr(webcam.cv2, "VideoCapture", Endless)
    video = webcam.Video(film([astronaut] * 3))
    assert video.seconds == 0 and [video.grab() is None for _ in range(4)][2:] == [False, True]


def test_a_picture_counts_from_when_it_was_taken(monkeypatch):
    class Told:
        def __init__(self, ms):
            self.get = lambda name: {cv2.CAP_PROP_POS_MSEC: ms}[name]

    monkeypatch.setattr(webcam.sys, "platform", "linux")
    assert webcam.happened(Told(99_950.0), 100.0) == pytest.approx(99.95)
    for nonsense in (0.0, -1.0, 12_000.0, 100_001.0):  # another clock, or none
        assert webcam.happened(Told(nonsense), 100.0) == 100.0
    monkeypatch.setattr(webcam.sys, "platform", "win32")
    assert webcam.happened(Told(99_950.0), 100.0) == 100.0


def test_the_eyes_open_neither_sound_nor_diagrams(root):
    asked = "import sys, motion.webcam; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=root
    )
    loaded = set(done.stdout.split())
    assert "mediapipe" in loaded and not {"sounddevice", "matplotlib"} & loaded


LOOK = """
import sys, time
import numpy as np
from motion import models, webcam
if sys.argv[1] == "talk":
    webcam.keep_here = lambda: None
finder = webcam.Finder(models.bundles(models.cache()))
finder.begin(True)
finder.find(np.zeros((240, 320, 3), np.uint8), 0.0)
finder.close()
time.sleep(0.5)
"""


def test_nothing_is_told_over_the_network(bundles, root):
    """Whoever listens at the proxy hears mediapipe call home, unless it is kept here."""
    assert heard_of("talk", root).startswith("CONNECT play.googleapis"), "it heeds no proxy now?"
    assert heard_of("here", root) == ""


def test_no_address_is_exempt(monkeypatch):
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "*")
    webcam.keep_here()
    assert os.environ["https_proxy"] == webcam.NOWHERE
    assert "no_proxy" not in os.environ and "NO_PROXY" not in os.environ


def heard_of(way, root):
    """Return what a process that looks at a picture says to its proxy first, if anything."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        ear.settimeout(30.0 if way == "talk" else 0.1)
        address = f"http://127.0.0.1:{ear.getsockname()[1]}"
        names = {"https_proxy": address, "HTTPS_PROXY": address, "no_proxy": "", "NO_PROXY": ""}
        look = subprocess.Popen(
            [sys.executable, "-c", LOOK, way], cwd=root, env=os.environ | names,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert way == "talk" or look.wait(60) == 0
            return _heard(ear)
        finally:
            look.kill()
            look.wait()


def _heard(ear):
    try:
        wire, _address = ear.accept()
    except TimeoutError:
        return ""
    with wire:
        wire.settimeout(10.0)
        return wire.recv(200).decode()


class Camera:
    """A camera of so many pictures that is then pulled out, or hangs."""

    hangs, plugged, pictures = False, True, 5

    def __init__(self, _index):
        self.left, self.hold = self.pictures, threading.Event()

    def isOpened(self):
        return True

    def set(self, _name, _value):
        pass

    def get(self, name):
        return webcam.SIZE[name == cv2.CAP_PROP_FRAME_HEIGHT]

    def read(self):
        if self.left == 0 and self.hangs:
            self.hold.wait(2.0)
        self.left -= 1
        time.sleep(0.01)
        if self.left == self.pictures - 2:
            return False, None  # it blinks
        return self.left >= 0 and self.plugged, np.full((480, 640, 3), (10, 20, 30), np.uint8)

    def release(self):
        pass


def read_out(live):
    """Read pictures till the camera is gone."""
    found = []
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if (new := live.read(0.0)) is not None:
            found.append(new)
        time.sleep(0.001)


def test_a_camera_gives_its_newest_picture_until_it_is_pulled_out(monkeypatch):
    monkeypatch.setattr(webcam.cv2, "VideoCapture", Camera)
    live = lives.Live(0)
    live.begin()
    time.sleep(0.08)
    second, picture = live.read(0.0)
    assert 0 < second < 0.4 and picture[0, 0].tolist() == [30, 20, 10]
    assert live.facts.lost >= 1 and live.facts.width == 640 and not live.ended
    with pytest.raises(Refusal, match="The camera is gone"):
        read_out(live)
    live.close()


def test_what_was_taken_before_a_take_is_not_in_it(monkeypatch):
    late = iter([0.3, 0.2, 0.0, -0.005, *[0.0] * 10**5])
    monkeypatch.setattr(webcam.cv2, "VideoCapture", Camera)
    monkeypatch.setattr(Camera, "pictures", 10**6)
    monkeypatch.setattr(webcam, "happened", lambda _camera, now: now - next(late))
    live = lives.Live(0)
    live.begin()
    seconds = []
    while len(seconds) < 5:
        if (new := live.read(0.0)) is not None:
            seconds.append(new[0])
    live.close()
    assert seconds[0] > 0 and np.all(np.diff(seconds) > 0)


def test_a_camera_that_hangs_is_gone_too(monkeypatch):
    monkeypatch.setattr(webcam.cv2, "VideoCapture", Camera)
    monkeypatch.setattr(Camera, "hangs", True)
    monkeypatch.setattr(lives, "PATIENCE", 0.3)
    live = lives.Live(0)
    with pytest.raises(Refusal, match="The camera is gone"):
        read_out(live)
    live.close()
