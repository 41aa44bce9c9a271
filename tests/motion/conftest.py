"""The models of movement, a person on pictures, and eyes that are closed in the end."""

import os

import cv2
import numpy as np
import pytest
import skimage.data

from content import texts
from content.errors import Refusal
from motion import eyes_link, models
from motion.eyes import Eyes
from tests import in_thread

NETWORK = {name: way for name, way in os.environ.items() if name.lower().endswith("_proxy")}


@pytest.fixture
def network(monkeypatch):
    """The network as it was before a Finder kept this process to itself."""
    monkeypatch.delenv("https_proxy", raising=False)
    for name, way in NETWORK.items():
        monkeypatch.setenv(name, way)


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


@pytest.fixture(scope="session")
def bundles():
    """The models as the program keeps them, fetched where they are not there yet."""
    try:
        return models.bundles(models.cache())
    except Refusal as refusal:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(refusal))


@pytest.fixture(scope="session")
def astronaut():
    """A person from the hips up, (512, 512, 3) RGB."""
    return skimage.data.astronaut()


@pytest.fixture(scope="session")
def pair(astronaut):
    """Two people beside each other."""
    return np.hstack([astronaut, astronaut[:, ::-1]])


@pytest.fixture
def film(tmp_path):
    """Write RGB pictures as a video of 30 a second and return its path."""

    def write(pictures, name="film.avi"):
        path = tmp_path / name
        size = pictures[0].shape[1::-1]
        video = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30.0, size)
        for picture in pictures:
            video.write(np.ascontiguousarray(picture[:, :, ::-1]))
        video.release()
        return path

    return write


@pytest.fixture
def near(monkeypatch):
    """Watch in this process."""
    monkeypatch.setattr(eyes_link, "hush", lambda: None)
    in_thread.use_threads(monkeypatch)


@pytest.fixture
def eyes():
    """Make eyes that are closed in the end."""
    made: list[Eyes] = []

    def make(camera):
        made.append(Eyes(camera))
        return made[-1]

    yield make
    for each in made:
        each.close()
