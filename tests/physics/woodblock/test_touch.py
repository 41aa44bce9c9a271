"""The tool in the hand: in the world of bodies as on a plane, where there is no engine."""

import math
import os

import pytest

from content.errors import Refusal
from physics.woodblock.touch import MOST_NEWTONS, QUICKEST, Plane
from physics.woodblock.touch_world import WorldTouch
from physics.world import World

SIDE, TICK = 0.256, 1 / 240


def bodies():
    try:
        return WorldTouch(World(), SIDE)
    except Refusal as refusal:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(str(refusal))
        raise


@pytest.fixture
def world():
    touch = bodies()
    yield touch
    touch.close()


@pytest.fixture(params=["plane", "world"])
def touch(request):
    if request.param == "world":
        return request.getfixturevalue("world")
    return Plane(SIDE)


def held(touch, x, y, push, ticks):
    for _tick in range(ticks):
        found = touch.lead(x, y, push, TICK)
    return found


@pytest.mark.parametrize("push", [1.0, 8.0, 30.0, 80.0])
def test_a_tool_at_rest_presses_with_what_the_hand_pushes(touch, push):
    found = held(touch, 0.1, 0.12, push, 120)
    assert found.newtons == pytest.approx(push, rel=0.03)
    assert (found.x, found.y) == pytest.approx((0.1, 0.12), abs=1e-4)


def test_both_agree_on_a_slow_stroke(world):
    plane, ends = Plane(SIDE), []
    for touch in (world, plane):
        held(touch, 0.05, 0.05, 20.0, 60)
        way = [touch.lead(0.05 + 0.0005 * k, 0.05, 20.0, TICK) for k in range(240)]
        ends.append((way[-1].x, sum(c.newtons for c in way) / len(way)))
        assert math.isclose(way[-1].y, 0.05, abs_tol=1e-4)
    assert ends[0][0] == pytest.approx(ends[1][0], abs=0.002), "the hand hardly draws it behind"
    assert ends[0][1] == pytest.approx(ends[1][1], rel=0.05)


@pytest.mark.parametrize("place", [(-0.02, 0.1), (0.1, SIDE + 0.02), (5.0, 5.0)])
def test_nothing_is_felt_beside_the_block(touch, place):
    assert held(touch, *place, 30.0, 60).newtons == 0


def test_over_the_edge_the_push_ends_and_comes_back(touch):
    held(touch, 0.02, 0.1, 20.0, 60)
    assert held(touch, -0.03, 0.1, 20.0, 120).newtons == 0
    back = held(touch, 0.03, 0.1, 20.0, 120)
    assert back.newtons == pytest.approx(20.0, rel=0.05)
    assert back.x == pytest.approx(0.03, abs=1e-3)


def test_a_jump_of_the_mouse_neither_tunnels_nor_flies(touch):
    held(touch, 0.02, 0.02, 30.0, 60)
    at = 0.02
    for _tick in range(120):
        found = touch.lead(0.24, 0.02, 30.0, TICK)
        assert found.x - at <= 3 * QUICKEST * TICK
        at = found.x
        assert found.newtons < 3 * MOST_NEWTONS
    assert held(touch, 0.24, 0.02, 30.0, 60).newtons == pytest.approx(30.0, rel=0.05)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_presses_on_nothing(touch, bad):
    held(touch, 0.1, 0.1, 20.0, 60)
    for numbers in ((bad, 0.1, 20.0), (0.1, bad, 20.0), (0.1, 0.1, bad)):
        found = held(touch, *numbers, 30)
        assert math.isfinite(found.x + found.y) and found.newtons < 1
    assert held(touch, 0.1, 0.1, 20.0, 60).newtons == pytest.approx(20.0, rel=0.03)
    touch.lift()
    assert math.isfinite(touch.lead(bad, bad, bad, TICK).x)


def test_a_lifted_tool_comes_down_anywhere(touch):
    held(touch, 0.02, 0.02, 20.0, 30)
    touch.lift()
    found = held(touch, 0.2, 0.21, 20.0, 30)
    assert (found.x, found.y) == pytest.approx((0.2, 0.21), abs=1e-3)
    assert found.newtons == pytest.approx(20.0, rel=0.05)


def test_the_same_leading_gives_the_same_bits():
    runs = []
    for _run in range(2):
        touch = bodies()
        runs.append([touch.lead(0.02 + 0.001 * k, 0.05, 5 + k % 9, TICK) for k in range(150)])
        touch.close()
    assert runs[0] == runs[1]


def test_who_told_it_is_named(world):
    assert world.engine.startswith("pybullet ") and Plane(SIDE).engine == "plane 1"
