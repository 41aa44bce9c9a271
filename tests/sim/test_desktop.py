"""Mouse and keys become inputs of the bench; one table tells what each does."""

import math

import pytest

from sim.desktop import Hands, keys

# keys that the room takes, not the hands
ROOMS = {"v", "escape", "x", "b", "=", "-", "arrow_left", "tab", "shift-tab", "shift-arrow_left",
         "drag"}  # fmt: skip


class Eye:
    def __init__(self):
        self.seen = ("gong", (0.0, 0.0, 0.1))
        self.plane = (0.1, 0.2, 0.3)

    def pick(self, x, y):
        return self.seen

    def inward(self, part, point):
        return (0.0, 1.0, 0.0)

    def plane_point(self, x, y, z):
        return self.plane


class Bench:
    def __init__(self):
        self.held = None
        self.ghost = True
        self.assist = False
        self.tool = "mallet"

    def aim_height(self, part):
        return 0.3


@pytest.fixture
def bench():
    return Bench()


@pytest.fixture
def eye():
    return Eye()


@pytest.fixture
def hands(eye, bench):
    return Hands(eye, bench)


def did(hands):
    return [(e.name, dict(e.value)) for e in hands.poll(0)]


def test_a_click_grips_what_is_seen_and_then_sets_it_down(hands, bench):
    hands.press("mouse1")
    assert did(hands) == [("hand.grip", {"part": "gong", "point": [0.0, 0.0, 0.1]})]
    bench.held = "gong"
    hands.press("mouse1")
    assert did(hands) == [("hand.down", {})]


def test_a_click_on_nothing_does_nothing(hands, eye):
    eye.seen = None
    hands.press("mouse1")
    hands.press("t")
    assert did(hands) == []


@pytest.mark.parametrize("key", ["t", "mouse3"])
def test_an_empty_hand_taps_square_to_the_face_it_points_at(hands, bench, key):
    hands.press(key)
    tapped = {"part": "gong", "point": [0.0, 0.0, 0.1], "direction": [0.0, 1.0, 0.0]}
    assert did(hands) == [("hand.tap", tapped)]
    bench.held = "gong"
    hands.press(key)
    assert did(hands) == ([] if key == "t" else [("hand.release", {})])


def test_mallet_and_axe_take_turns(hands, bench):
    for tool in ("axe", "mallet"):
        hands.press("k")
        assert did(hands) == [("hand.tool", {"tool": tool})]
        bench.tool = tool


def test_the_pointer_carries_only_what_is_held(hands, bench, eye):
    hands.move(0.1, 0.1)
    assert did(hands) == []
    bench.held = "gong"
    hands.move(0.2, 0.1)
    hands.press("page_up")
    assert [v["lift"] for _name, v in did(hands)] == [0.0, 0.02]
    eye.plane = None
    hands.move(0.3, 0.1)
    assert did(hands) == []


def test_turns_are_steps_of_15_and_1_degrees(hands, bench):
    bench.held = "gong"
    for key in ("q", "e", "shift-q"):
        hands.press(key)
    assert [round(math.degrees(v["rad"])) for _name, v in did(hands)] == [15, -15, 1]


def test_ghost_and_guiding_hand_turn_to_what_they_are_not(hands):
    hands.press("g")
    hands.press("h")
    assert did(hands) == [("guide.ghost", {"on": False}), ("guide.assist", {"on": True})]


def test_the_table_names_every_key_that_does_something(hands):
    assert {k.name for k in keys()} - ROOMS == set(hands._does)
