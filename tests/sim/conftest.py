"""One stage for all tests of the picture: Panda3D allows one a process."""

from collections.abc import Iterator

import pytest

from lessons import registry
from sim.app import App
from sim.panda import open_stage
from sim.rooms import reading
from sim.stage import Stage

LIBRARY = registry.library()


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A small offscreen picture."""
    opened = open_stage("offscreen", (640, 360))
    yield opened
    opened.close()


@pytest.fixture
def app(stage, monkeypatch, tmp_path):
    """A window of its own on the shared stage, with an empty folder of the user's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(reading.webbrowser, "open", lambda _page: True)
    made = App(stage, LIBRARY, clock=lambda: 0.0)
    yield made
    made.leave()
