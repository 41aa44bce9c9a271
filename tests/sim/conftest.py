"""One stage for all tests of the picture: Panda3D allows one a process."""

from collections.abc import Iterator

import pytest

from sim.panda import open_stage
from sim.stage import Stage


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A small offscreen picture."""
    opened = open_stage("offscreen", (640, 360))
    yield opened
    opened.close()
