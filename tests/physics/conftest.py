import os
from pathlib import Path

import numpy as np
import pytest

from bench.mujoco_world import MujocoWorld
from content.errors import Refusal
from physics.pose import Pose
from physics.shape import Body, Box
from physics.timber import bracket
from physics.timber.part import Part
from physics.timber.sizes import Sizes, read
from physics.world import World

PARTS_FILE = "content/packs/xiangshan/paike/parts.yaml"


@pytest.fixture(scope="session")
def parts_file(root: Path) -> Path:
    return root / PARTS_FILE


@pytest.fixture(scope="session")
def sizes(parts_file: Path) -> Sizes:
    return read(parts_file)


@pytest.fixture(scope="session")
def parts(sizes: Sizes) -> dict[str, Part]:
    return {part.name: part for part in bracket.parts(sizes)}


@pytest.fixture
def ground() -> Body:
    """A large flat body whose top is at z = 0."""
    return Body((Box.between((-2, -2, -0.2), (2, 2, 0)),), 1.0, np.zeros(3), np.eye(3))


@pytest.fixture
def cube() -> Body:
    """A 2 kg cube of 100 mm, standing on z = 0."""
    half = np.full(3, 0.05)
    inertia = np.eye(3) * 2 * 0.1**2 / 6
    box = Box(np.array([0, 0, 0.05]), half, np.eye(3))
    return Body((box,), 2.0, np.array([0, 0, 0.05]), inertia)


@pytest.fixture
def origin() -> Pose:
    return Pose()


@pytest.fixture(params=[World, MujocoWorld], ids=["pybullet", "mujoco"])
def make_engine(request):
    """A maker of worlds, once for each engine; skipped (in CI: failed) where it is missing."""
    try:
        request.param().close()
    except Refusal as refusal:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(str(refusal))
    return request.param
