"""A window for each test of a room, on the one stage of all tests."""

from pathlib import Path

import pytest
from panda3d.core import NodePath

from lessons import registry
from motion.eyes_messages import FileCamera
from sim.app import App
from sim.rooms import movement_stage, movement_takes, reading, rehearsal, singing, workshop
from tests.sim.danced import Unpainted
from tests.sim.driving import click, enter
from tests.sim.eyes import StubEyes
from tests.sim.stubs import StubEars, StubJudge

LIBRARY = registry.library()


@pytest.fixture
def app(stage, monkeypatch, tmp_path):
    """A window of its own on the shared stage, with an empty folder of the user's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(reading.webbrowser, "open", lambda _page: True)
    monkeypatch.setattr(workshop, "Speaker", Silent)
    made = App(stage, LIBRARY, clock=lambda: 0.0)
    yield made
    made.leave()


class Silent:
    """A loudspeaker that keeps what it was to play."""

    def __init__(self):
        self.played = []
        self.play = self.played.append

    def close(self):
        """Nothing is held."""


class Bare:
    """Nothing hangs behind the pages: drawing the courtyard takes longer than all the rest."""

    def __init__(self, stage):
        stage.world.hide()
        self.close = stage.world.show

    def frame(self):
        """Nothing to draw anew."""


@pytest.fixture
def heard(app, monkeypatch):
    """A window whose ears and judge do what a test tells them."""
    monkeypatch.setattr(rehearsal, "Hanging", Bare)
    monkeypatch.setattr(singing, "_pad", lambda: None)
    app._ears, app.judge = StubEars(), StubJudge()
    app.introduced = True
    return app


@pytest.fixture
def room(heard):
    """The page of a sung lesson, its printed text chosen."""
    entered = enter(heard, "kunqu/bubujiao")
    click(entered, "choice:score")
    return entered


@pytest.fixture
def before_film(app, monkeypatch):
    """A window whose eyes and judge do what a test tells them; a film stands for the camera."""
    monkeypatch.setattr(movement_stage.place, "build", lambda: NodePath("place"))
    monkeypatch.setattr(movement_stage, "PaintedPlace", Unpainted)
    monkeypatch.setattr(movement_takes, "Speaker", Silent)
    app.camera = FileCamera(Path("film.npz"))
    app._eyes, app._ears, app.judge = StubEyes(), StubEars(), StubJudge()
    return app
