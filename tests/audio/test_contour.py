"""The pitch contour: even grid, short holes bridged, long ones left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from audio.contour import FPS, contour, midi, smooth
from content.stream import Stream


def test_a4_is_69():
    assert midi(np.array([440.0, 880.0])) == pytest.approx([69, 81])


def test_contour_is_linear_between_frames_and_keeps_long_holes():
    times = np.arange(0, 1, 0.016)
    hertz = 440 * 2 ** (times / 12)  # a semitone a second, upwards
    hertz[20:30] = np.nan
    hertz[40] = np.nan
    found = contour(Stream(times, hertz, np.where(np.isnan(hertz), 0.1, 0.9)))
    inside = found.voiced
    assert found.semitones[inside] == pytest.approx(69 + found.times[inside], abs=1e-6)
    hole = (found.times > times[19] + 0.02) & (found.times < times[30] - 0.02)
    assert not inside[hole].any()
    assert inside.mean() > 0.75
    assert (found.weight[~inside] == 0).all()


def test_a_hole_longer_than_the_bridge_stays():
    times = np.array([0.0, 0.01, 0.10, 0.11])
    found = contour(Stream(times, np.full(4, 220.0), np.ones(4)))
    assert found.voiced.tolist() == [True, True] + [False] * 8 + [True, True]


def test_nothing_heard():
    empty = contour(Stream(np.empty(0), np.empty(0), np.empty(0)))
    assert len(empty.semitones) == 0
    silent = contour(Stream(np.arange(5) / 10, np.full(5, np.nan), np.zeros(5)))
    assert not silent.voiced.any()


@settings(max_examples=30)
@given(
    hnp.arrays(float, st.integers(0, 60), elements=st.floats(-50, 50) | st.just(np.nan)),
    st.sampled_from([0.01, 0.05, 0.2, 3.0]),
)
def test_smooth_is_the_running_mean_of_what_was_seen(x, seconds):
    half = int(seconds * FPS) // 2
    wanted = [
        np.nan if np.isnan(v) else np.nanmean(x[max(0, i - half) : i + half + 1])
        for i, v in enumerate(x)
    ]
    assert smooth(x, seconds) == pytest.approx(np.array(wanted), nan_ok=True, abs=1e-9)
