"""Braces by one key in the yard's room, driven as the window drives it."""

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from physics.pose import Pose, about
from physics.timber import pavilion_braces
from physics.timber.design import Bracing
from tests.sim import yards
from tests.sim.driving import frames, region
from tests.sim.test_bench_yard import _entered, named, over, remark, until

COLUMN = "column_left"


def braced():
    """Columns that stand, without the beam, and one brace with one spot."""
    whole = yards.standing()
    sizes = SimpleNamespace(column=0.18, head=yards.DRUM + yards.COLUMN)
    brace = pavilion_braces.braces(sizes, 420.0)[0]
    foot = np.array([-yards.HALF - pavilion_braces.FOOT, 0.0, 0.0])
    spot = brace.standing(Pose.of(foot, about(2, math.pi)))
    head = tuple(pavilion_braces.head(sizes, brace).tolist())
    pin = tuple(map(tuple, pavilion_braces.pin(sizes, brace).tolist()))
    lies = {
        "beam": yards.design().start["beam"],
        brace.name: pavilion_braces.lying(brace, np.array([0.0, -1.0])),
    }
    return replace(
        whole,
        parts=(*whole.parts, brace),
        start={**whole.start, **lies},
        bracing=Bracing((brace.name,), head, pin, {COLUMN: (spot,)}),
    )


@pytest.fixture
def room(app, monkeypatch):
    entered = _entered(app, monkeypatch, braced())
    until(entered, lambda: entered.bench.calm and len(entered.bench.seated) == 4)
    frames(entered, 2)
    return entered


def test_one_key_braces_the_column_and_knocks_the_brace_off(room):
    region(room, "key:c")  # the slip has a button for it
    over(room, COLUMN)
    frames(room)
    room.press("c")
    frames(room)
    assert room.bench.braced == {"xiecheng_1": COLUMN}
    assert remark(room).startswith("A brace leans on")
    ((inside, outside),) = room.sight.state(room.bench.view(), None, 0.0).pegs
    axis = np.array(room.bench.pose(COLUMN).at)[:2]
    inside, outside = (np.linalg.norm(np.array(end[:2]) - axis) for end in (inside, outside))
    assert inside < 0.18 / 2 < outside  # through the head into the column
    over(room, COLUMN)
    frames(room)
    room.press("c")
    frames(room)
    assert remark(room).startswith("All braces are in use")
    brace = room.bench.pose("xiecheng_1")
    middle = brace.out(np.array(room.bench.design.bracing.head) / 2)
    room.point(*room.shop._app.stage.project(tuple(middle.tolist())))
    frames(room)
    room.press("c")
    frames(room, 2)
    assert not room.bench.braced and named(room, "brace.knocked")
    assert remark(room).startswith("The brace is knocked off")
