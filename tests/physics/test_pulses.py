import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physics.engine import RATE
from physics.pulses import APART, FULL_FORCE, FULL_IMPULSE, PERIOD, Touch, of_impulse

BLOWS = {30: 1.0, 75: 2.5, 140: 4.9}  # step -> N s


def script(step):
    """A stroke of 0.8 s: force and speed of a tenon that goes in ever harder."""
    t = step / RATE
    return (400 * t, 0.3) if t < 0.8 else (0.0, 0.0)


def log(frames, blows=BLOWS):
    """Play one second at so many pictures a second; return the pulses that were sent."""
    touch, sent, step = Touch("right"), [], 0
    for frame in range(1, frames + 1):
        while step < round(frame * RATE / frames):
            step += 1
            touch = touch.rubbed(*script(step), step / RATE, 1 / RATE)
            touch = touch.struck(blows.get(step, 0.0))
        touch, felt = touch.felt(step / RATE, over=frame >= frames - 1)
        sent += [felt] if felt else []
    return sent


def of_blows(sent):
    return [f for f in sent if f.pulse in {of_impulse(j) for j in BLOWS.values()}]


@pytest.mark.parametrize("frames", [45, 60, 72, 90, 120])
def test_the_sum_is_the_same_at_every_frame_rate(frames):
    sent = log(frames)
    blows = of_blows(sent)
    rubs = [f for f in sent if f not in blows]
    whole = sum(script(s)[0] for s in range(RATE)) / RATE
    felt = sum(f.pulse.amplitude * f.pulse.seconds for f in rubs) * FULL_FORCE
    assert felt == pytest.approx(whole, rel=1e-3)
    assert [f.pulse for f in blows] == [of_impulse(j) for j in BLOWS.values()]


@pytest.mark.parametrize("frames", [45, 120, 240])
def test_a_hand_gets_no_more_pulses_than_it_can_feel(frames):
    times = [f.at for f in log(frames, dict.fromkeys(range(1, 200), 0.5))]
    assert min(b - a for a, b in zip(times, times[1:], strict=False)) >= APART - 1e-9


def test_blows_too_close_to_tell_apart_are_one():
    touch, first = Touch("left").struck(1.0).felt(0.0)
    touch, none = touch.struck(1.0).felt(APART / 2)
    _, second = touch.struck(1.0).felt(APART * 1.01)
    assert none is None and first.pulse == of_impulse(1.0) and second.pulse == of_impulse(2.0)


def test_a_blow_goes_before_sliding_which_is_not_lost():
    touch = Touch("left").rubbed(100, 0.2, PERIOD, PERIOD).struck(2.0)
    touch, first = touch.felt(PERIOD)
    touch, second = touch.felt(2 * PERIOD)
    assert first.pulse == of_impulse(2.0)
    assert second.pulse.amplitude * second.pulse.seconds * FULL_FORCE == pytest.approx(3.0)
    assert touch.felt(1.0)[1] is None


@given(st.floats(-1e9, 1e9) | st.sampled_from([math.nan, math.inf, -math.inf]))
def test_a_pulse_is_never_more_than_full(impulse):
    pulse = of_impulse(impulse)
    assert 0 <= pulse.amplitude <= 1
    assert 0.010 <= pulse.seconds <= 0.030 + 1e-9 and 120 <= pulse.hertz <= 200


def test_harder_is_longer_and_deeper():
    light, hard = of_impulse(0.1), of_impulse(FULL_IMPULSE)
    assert hard.amplitude == 1 > light.amplitude
    assert hard.seconds > light.seconds and hard.hertz < light.hertz


def test_faster_sliding_sounds_higher_and_stronger_is_stronger():
    def pulse(force, speed):
        return Touch("left").rubbed(force, speed, PERIOD, PERIOD).felt(PERIOD)[1].pulse

    assert pulse(100, 0.4).hertz > pulse(100, 0.1).hertz
    assert pulse(200, 0.1).amplitude == pytest.approx(2 * pulse(100, 0.1).amplitude)
    assert pulse(1e6, 10).amplitude == 1


def test_cutting_pushes_back_with_the_work_of_the_wood():
    """1 mm2 of wood along 5 mm: 20 J/cm3 gives 20 N all the way."""
    _, felt = Touch("right").cut(1e-6 * 0.005, 0.005, PERIOD, PERIOD).felt(PERIOD)
    assert felt.pulse.amplitude == pytest.approx(20 / FULL_FORCE)


def test_what_is_no_number_is_not_felt():
    touch = Touch("right")
    for bad in (math.nan, math.inf, -1.0):
        touch = touch.struck(bad).cut(bad, 0.1, 1, 0.1).cut(1e-6, bad, 1, 0.1)
    touch = touch.rubbed(math.nan, 1, 1, 0.1).rubbed(1, math.inf, 1, 0.1).rubbed(1, 1, 1, math.nan)
    assert touch == Touch("right") and touch.felt(1.0, over=True)[1] is None
