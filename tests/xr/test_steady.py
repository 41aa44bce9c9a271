"""Hands that are lost from sight, or followed otherwise, neither drop nor press anything."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headset.moment import HandState
from physics.pose import Pose, about
from sim.vr.palm import Palm
from sim.vr.steady import CLOSES, DOUBT_S, HOLD_S, OPENS, Steady, pressed

FRAME = 1 / 60
HERE = Pose((0.1, 0.2, 1.0))
OPEN = HandState("controller", HERE, HERE)
CLOSED = replace(OPEN, squeeze=1.0)
LOST = HandState()
NAN = replace(CLOSED, grip=Pose((math.nan, 0.0, 0.0)))


def fingers(hand):
    return replace(hand, kind="fingers")


def after(steady, hand, seconds):
    """Show one hand for a while; return the palms of all frames."""
    frames = round(seconds / FRAME)
    return [steady.frame({"right": hand}, FRAME)["right"] for _ in range(frames)]


@pytest.fixture
def steady():
    made = Steady()
    after(made, OPEN, 0.1)
    assert after(made, CLOSED, 0.1)[-1].squeeze
    return made


@given(st.lists(st.floats(0, 1)))
def test_what_trembles_between_the_edges_neither_closes_nor_opens(values):
    state = False
    for value in values:
        now = pressed(value, state)
        assert now == state or (value >= CLOSES if now else value <= OPENS)
        state = now


def test_no_number_changes_nothing():
    assert pressed(math.nan, True) and not pressed(math.nan, False)


@pytest.mark.parametrize("lost", [LOST, NAN, replace(CLOSED, grip=None)])
def test_a_lost_hand_stays_a_second_then_is_nowhere_and_holds_on(steady, lost):
    palms = after(steady, replace(lost, trigger=1.0), 3.0)
    there = [p.pose is not None for p in palms]
    assert there == sorted(there, reverse=True)
    assert sum(there) * FRAME == pytest.approx(HOLD_S, abs=1.5 * FRAME)
    assert all(p.pose in (HERE, None) and p.aim is None for p in palms)
    assert all(p.squeeze and not p.trigger for p in palms)


@pytest.mark.parametrize("seconds", [FRAME, 0.3, 3.0])
def test_a_hand_that_comes_back_grips_anew_once(steady, seconds):
    after(steady, LOST, seconds)
    back = after(steady, CLOSED, 0.2)
    assert [p.anew for p in back] == [True] + [False] * (len(back) - 1)
    assert all(p.squeeze for p in back)
    assert not after(steady, OPEN, FRAME)[0].squeeze  # seen closed, then open: it is believed


@pytest.mark.parametrize("lost", [0.0, 0.3, 3.0])
def test_controller_and_fingers_take_turns_in_mid_hold(steady, lost):
    after(steady, LOST, lost)
    first = after(steady, fingers(OPEN), 0.5)  # the first frames tell of an open hand
    assert first[0].anew and first[0].kind == "fingers" and all(p.squeeze for p in first)
    assert all(p.squeeze for p in after(steady, fingers(CLOSED), 0.1))
    assert not after(steady, fingers(OPEN), FRAME)[0].squeeze


def test_fingers_that_stay_open_let_go_in_the_end(steady):
    palms = after(steady, fingers(OPEN), 1.5)
    closed = sum(p.squeeze for p in palms)
    assert closed * FRAME == pytest.approx(DOUBT_S, abs=1.5 * FRAME)
    assert not palms[-1].squeeze


def test_an_open_hand_that_is_lost_comes_back_open(steady):
    after(steady, OPEN, 0.1)
    after(steady, LOST, 0.5)
    assert not any(p.squeeze for p in after(steady, OPEN, 0.1))


def test_a_trigger_counts_only_once_it_was_seen_open(steady):
    pulled = replace(CLOSED, trigger=1.0)
    assert after(steady, pulled, 0.1)[-1].trigger
    after(steady, LOST, 0.1)
    assert not any(p.trigger for p in after(steady, pulled, 0.5))
    after(steady, CLOSED, FRAME)
    assert after(steady, pulled, FRAME)[0].trigger


def test_a_stick_steps_once_for_each_push():
    steady = Steady()
    pushed = replace(OPEN, stick=(0.9, 0.0))
    assert sum(p.step for p in after(steady, pushed, 0.5)) == 1
    after(steady, OPEN, 0.1)
    assert sum(p.step for p in after(steady, replace(OPEN, stick=(-1.0, 0.0)), 0.5)) == -1


def test_a_hand_nobody_tells_of_is_nowhere():
    palms = Steady().frame({}, FRAME)
    assert palms == {"left": Palm("left"), "right": Palm("right")}


def test_a_palm_stands_in_the_scene_as_the_play_space_does():
    rig = Pose.of(np.array([1.0, 2.0, 0.5]), about(2, math.pi / 2))
    palm = Palm("left", HERE, squeeze=True).within(rig)
    assert palm.pose.at == pytest.approx((0.8, 2.1, 1.5)) and palm.aim is None and palm.squeeze
    assert palm.pose.matrix == pytest.approx(about(2, math.pi / 2))


NUMBERS = st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0, math.nan])
POSES = st.sampled_from([None, HERE, NAN.grip, Pose((0.0, math.inf, 0.0))])
HANDS = st.builds(
    HandState, kind=st.sampled_from(["none", "controller", "fingers"]), grip=POSES, aim=POSES,
    squeeze=NUMBERS, trigger=NUMBERS, stick=st.tuples(NUMBERS, NUMBERS),
)  # fmt: skip


@given(st.lists(st.tuples(HANDS, st.sampled_from([0.0, 0.02, 0.3, 1.2])), max_size=40))
def test_a_grip_opens_only_by_a_hand_that_is_seen_open_and_trusted(frames):
    """Whatever a runtime tells: no number but finite ones, no grip that opens by losing sight."""
    steady, before = Steady(), Palm("right")
    kind, trusted, doubt = "none", True, 0.0
    for hand, elapsed in frames:
        palm = steady.frame({"right": hand}, elapsed)["right"]
        seen = hand.kind != "none" and hand.grip is HERE
        for pose in (palm.pose, palm.aim):
            assert pose in (None, HERE)
        assert palm.pull in (0.0, 0.2, 0.5, 0.7, 1.0)
        if not seen or hand.kind != kind:
            trusted, doubt = False, 0.0
        if seen:
            kind = hand.kind
            doubt += elapsed
            trusted = trusted or (hand.squeeze > OPENS) or not before.squeeze
        if before.squeeze and not palm.squeeze:
            assert seen and not hand.squeeze > OPENS
            assert trusted or doubt >= DOUBT_S - 1e-3
        if not before.squeeze and palm.squeeze:
            assert seen and hand.squeeze >= CLOSES
        assert not palm.trigger or seen
        before = palm
