"""A live camera in the room of a movement: step in, arms out, what hinders the eyes."""

import numpy as np
import pytest

from motion.eyes_messages import EyesNews, LiveCamera
from sim.rooms.movement_ready import Ready
from tests.sim.danced import count
from tests.sim.driving import enter, frames, shown
from tests.sim.eyes import WARM_UP, hidden, warm_up
from tests.sim.eyes import frames as part


@pytest.fixture
def window(before_film):
    """A window before a live camera."""
    before_film.camera = LiveCamera()
    return before_film


def arms_out():
    """A second of outstretched arms."""
    motion = part(warm_up(), 0, 40)
    for side, way in (("left", 1.0), ("right", -1.0)):
        shoulder = motion.of(f"{side}_shoulder").copy()
        for joint, far in (("elbow", 0.3), ("wrist", 0.55)):
            k = motion.joints.index(f"{side}_{joint}")
            motion.positions[:, k] = shoulder + np.array([way * far, 0.0, 0.0])
    return motion


def news(motion):
    """What the eyes say of a body that nothing hinders."""
    return EyesNews(motion, (), "watching", float(motion.times[-1]), None)


def test_a_live_camera_waits_for_the_body_and_its_arms(window):
    room = enter(window, WARM_UP)
    eyes = window._eyes
    eyes.show(hidden(warm_up(), "left_knee", "left_ankle"))
    eyes.notice = "half_body"
    room.press("space")
    frames(room, 90)
    assert room.moves.ready.phase == "step_in" and "half" in shown(room, "notice").sentence
    eyes.notice = None
    frames(room, 60)
    assert room.moves.ready.phase == "arms_out" and shown(room, "far").words == "Arms out"
    assert "left knee" in shown(room, "notice").sentence
    eyes.show(arms_out())
    frames(room)
    assert room.moves.ready.phase == "counting" and room.moves.ready.calibration is not None
    count(room)
    assert room.practice.place.doing == "listening"
    room.press("k")
    assert room.moves.ready.calibration is None


def test_eyes_that_begin_anew_are_measured_anew():
    ready = Ready(live=True)
    ready.begin()
    for k in range(30):
        ready.frame(0.1, news(part(warm_up(), 3 * k, 3 * k + 3)))
    assert ready.phase == "arms_out"
    assert not ready.frame(0.1, news(part(warm_up(), 0, 3)))  # the camera was plugged in again
    ready.frame(0.1, news(arms_out()))
    assert ready.phase == "counting"


def test_who_cannot_be_seen_is_told_and_may_go_on(window):
    room = enter(window, WARM_UP)
    window._eyes.state, window._eyes.trouble = "trouble", "there is no camera."
    frames(room)
    assert "no camera" in shown(room, "notice").sentence
    room.press("p")
    frames(room)
    assert room.outcome.showing.playing
    room.press("p")
    window._eyes.state, window._eyes.trouble = "watching", None  # it was plugged in
    room.press("space")
    frames(room)
    assert room.moves.ready.busy and not room.deck.shows("notice")


@pytest.mark.parametrize("what", ["nobody", "two_people", "dark", "half_body"])
def test_every_hindrance_has_its_slip(window, what):
    room = enter(window, WARM_UP)
    window._eyes.notice = what
    frames(room)
    assert shown(room, "notice").sentence


def test_models_that_are_fetched_are_told(window):
    room = enter(window, WARM_UP)
    frames(room)
    window._eyes.state, window._eyes.fetched = "starting", 0.4
    frames(room)
    assert "40 %" in shown(room, "notice").sentence
