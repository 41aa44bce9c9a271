"""The camera, files of pictures, and the landmarks that are found in them.

The only file that knows OpenCV and mediapipe. Pictures stay in it and in memory.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")  # a missing camera is ours to say
import cv2

from content.errors import Refusal
from content.texts import _
from motion.landmarks import Found, Hand, Picture, covered, several
from motion.models import Bundles
from motion.results import hands_of, people
from motion.unneeded import without

# It would draw diagrams, which takes most of its start, and look for microphones, which are
# the ears' to open.
with without("matplotlib", "matplotlib.pyplot", "sounddevice"):
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

SIZE = (640, 480)  # asked of a camera
TALLEST = 720  # pixels; a taller picture is made smaller before it is looked at
RATE = 30.0  # pictures a second of a file that has no clock
BROKEN = 0.5  # of a film's length: one that ends before that is no whole one
OLDEST = 0.5  # seconds a picture may be on its way to us
HANDS_EVERY = 2  # pictures
OTHERS_EVERY = 30  # pictures; to look for a second person costs as much as a look
OTHERS_AT = 1  # not with the hands
NOWHERE = "http://127.0.0.1:9"  # the port that by convention discards; nobody listens there


class Finder:
    """Finds one person and his hands in picture after picture."""

    def __init__(self, bundles: Bundles) -> None:
        keep_here()
        self._bundles = bundles
        self._others = _pose(bundles, vision.RunningMode.IMAGE)
        self._pose, self._hands = self._trackers()
        self._looks, self._stamp, self._with_hands = 0, -1, True

    def begin(self, hands: bool) -> None:
        """Begin anew: what follows owes nothing to what was seen before."""
        if self._looks:
            self._close_trackers()
            self._pose, self._hands = self._trackers()
        self._looks, self._stamp, self._with_hands = 0, -1, hands

    def find(self, picture: Picture, seconds: float) -> Found:
        """Return what is found in (H, W, 3) RGB at `seconds`, which rise."""
        picture = _small(picture)
        image = _image(picture)
        self._stamp = max(self._stamp + 1, round(seconds * 1000))
        aspect = picture.shape[1] / picture.shape[0]
        found = people(self._pose.detect_for_video(image, self._stamp), aspect)
        hands: Sequence[Hand] | None = None
        others: bool | None = None
        if self._with_hands and self._looks % HANDS_EVERY == 0:
            hands = hands_of(self._hands.detect_for_video(image, self._stamp), aspect)
        if found and self._looks % OTHERS_EVERY == OTHERS_AT:
            rest = _image(covered(picture, found[0]))  # near people hide each other from it
            others = several(found + people(self._others.detect(rest), aspect))
        self._looks += 1
        light = float(picture[::8, ::8].mean()) / 255
        return Found(aspect, light, found[0] if found else None, hands, others)

    def close(self) -> None:
        """Let go of the models."""
        self._close_trackers()
        self._others.close()

    def _trackers(self) -> tuple[Any, Any]:
        options = vision.HandLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(self._bundles.hands)),
            running_mode=vision.RunningMode.VIDEO,
            num_hands=2,
        )
        pose = _pose(self._bundles, vision.RunningMode.VIDEO)
        return pose, vision.HandLandmarker.create_from_options(options)

    def _close_trackers(self) -> None:
        self._pose.close()
        self._hands.close()


def keep_here() -> None:
    """Let nothing of this process leave the machine over HTTPS, till it ends.

    mediapipe sends its makers how it is used (its "Privacy Notice") and cannot be told not to;
    but it goes through a proxy where one is named, so one is named that is not there.
    """
    os.environ["https_proxy"] = NOWHERE
    for exempt in ("no_proxy", "NO_PROXY"):
        os.environ.pop(exempt, None)


def _pose(bundles: Bundles, mode: Any) -> Any:
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(bundles.pose)),
        running_mode=mode,
    )
    return vision.PoseLandmarker.create_from_options(options)


def _image(data: Picture) -> Any:
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=data)


def _small(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    if height <= TALLEST:
        return picture
    size = (max(1, round(width * TALLEST / height)), TALLEST)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def happened(camera: Any, now: float) -> float:
    """Return when (s, monotonic clock) the picture that came `now` was taken.

    Video4Linux tells it on that very clock; of other drivers it is not known, and is `now`.
    """
    told = float(camera.get(cv2.CAP_PROP_POS_MSEC)) / 1000
    return told if sys.platform == "linux" and 0 <= now - told < OLDEST else now


def opened(index: int) -> Any:
    """Open a camera. Raises Refusal where there is none."""
    camera = cv2.VideoCapture(index)
    if not camera.isOpened():
        sentence = _("There is no camera here, or another program holds it. Plug one in, close "
                     "that program, or let the program see a video (--camera FILE).")  # fmt: skip
        raise Refusal(sentence)
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, SIZE[0])
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, SIZE[1])
    return camera


def size_of(source: Any) -> tuple[int, int]:
    """Return width and height of what a camera or file gives, in pixels."""
    width, height = cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT
    return int(source.get(width)), int(source.get(height))


class Video:
    """A video file as a strip. Raises Refusal where it cannot be seen."""

    def __init__(self, path: Path) -> None:
        self._video = cv2.VideoCapture(str(path))
        self._rate = self._video.get(cv2.CAP_PROP_FPS) or RATE
        self._path, self._at, self._second = path, -1, -1.0
        # some recorders leave out how many there are, which then comes as 0 or less
        self.seconds = max(0.0, self._video.get(cv2.CAP_PROP_FRAME_COUNT) / self._rate)
        self.size = size_of(self._video)
        if not self._video.isOpened():
            raise unseen(path)

    def grab(self) -> float | None:
        """Go to the next picture; its second is the file's own, or counted where it has none.

        Raises Refusal where the file breaks off.
        """
        if not self._video.grab():
            self._refuse_broken()
            return None
        self._at += 1
        told = self._video.get(cv2.CAP_PROP_POS_MSEC) / 1000
        self._second = told if told > self._second else self._second + 1 / self._rate
        return self._second

    def take(self) -> Picture:
        """Return the picture."""
        good, picture = self._video.retrieve()
        if not good:
            raise unseen(self._path)
        return rgb(picture)

    def close(self) -> None:
        """Let go of the file."""
        self._video.release()

    def _refuse_broken(self) -> None:
        """Refuse a file of which most is not there; how long it is may be an estimate."""
        if self._at < 0:
            raise unseen(self._path)
        seen = (self._at + 1) / self._rate
        if seen < BROKEN * self.seconds:
            sentence = _("{file}: it breaks off after {seen:.1f} of {all:.1f} seconds; give a "
                         "whole copy.")  # fmt: skip
            raise Refusal(sentence.format(file=self._path, seen=seen, all=self.seconds))


def picture_of(path: Path) -> Picture:
    """Return the picture of a file. Raises Refusal where it holds none."""
    try:
        return rgb(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR))
    except (OSError, cv2.error) as e:
        raise unseen(path) from e


def rgb(picture: Any) -> Picture:
    """Return a picture of OpenCV's, blue first, as ours."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def unseen(path: Path) -> Refusal:
    """Return what is said of a file that holds no pictures."""
    sentence = _("{file}: no pictures can be read from it; give a video that other programs play.")
    return Refusal(sentence.format(file=path))
