"""The second opinion: exact for what repeats, none for what does not, and deaf to a flute."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio import mpm
from audio.contour import midi
from audio.files import RATE
from audio.mpm import WINDOW, of_frames, periods


def voice(hertz, n=WINDOW, partials=8, phase=0.0):
    t = np.arange(n) / RATE
    return sum(np.sin(2 * np.pi * hertz * k * t + phase * k) / k for k in range(1, partials + 1))


@given(st.floats(80, 1000), st.floats(0, 6.28), st.integers(1, 8), st.floats(1e-3, 1))
def test_the_period_of_what_repeats(hertz, phase, partials, gain):
    found = of_frames(gain * voice(hertz, partials=partials, phase=phase)[None])
    assert abs(midi(found.hertz[0]) - midi(np.array(hertz))) < 0.1
    assert found.clarity[0] > 0.9


@given(st.floats(100, 600), st.floats(-1, 1))
def test_an_offset_changes_nothing(hertz, offset):
    frame = 0.1 * voice(hertz)[None]
    plain, moved = of_frames(frame), of_frames(frame + offset)
    assert moved.hertz == pytest.approx(plain.hertz, rel=1e-6)
    assert moved.power == pytest.approx(plain.power, rel=1e-4)


def test_power_is_the_mean_square():
    assert of_frames(0.5 * voice(200, partials=1)[None]).power[0] == pytest.approx(0.125, rel=1e-3)


def test_a_flute_an_octave_above_does_not_pull_it_up():
    both = voice(300)[None] + 0.5 * voice(600, partials=3, phase=1.0)[None]
    assert of_frames(both).hertz[0] == pytest.approx(300, rel=0.003)


def test_noise_is_not_clear_and_silence_has_no_period():
    noise = np.random.default_rng(0).standard_normal((200, WINDOW))
    assert np.percentile(of_frames(noise).clarity, 99) < 0.6
    silent = of_frames(np.zeros((2, WINDOW)))
    assert np.isnan(silent.hertz).all() and not silent.clarity.any() and not silent.power.any()


def test_frames_are_centred_on_their_times():
    """The pitch jumps at 1 s: just before it is the low one, just after the high one."""
    samples = np.concatenate([voice(200, RATE), voice(500, RATE)])
    half = WINDOW / 2 / RATE
    found = periods(samples, np.array([0.5, 1 - half, 1 + half, 1.5]))
    assert found.hertz == pytest.approx([200, 200, 500, 500], rel=0.005)


@pytest.mark.parametrize("n", [0, 1, 639, 640, 20_000])
def test_any_length_gives_a_frame_for_every_time(n):
    times = np.arange(0, n / RATE, 0.01)
    found = periods(voice(200, n) if n else np.zeros(0), times)
    assert len(found.hertz) == len(found.clarity) == len(found.power) == len(times)


def test_many_frames_are_the_same_as_one_by_one():
    rng = np.random.default_rng(1)
    frames = rng.standard_normal((7, mpm.WINDOW)) + voice(220)
    together = of_frames(frames)
    alone = [of_frames(frame[None]) for frame in frames]
    assert together.hertz == pytest.approx([a.hertz[0] for a in alone])
    assert together.clarity == pytest.approx([a.clarity[0] for a in alone])
