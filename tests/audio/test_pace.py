"""Where a singer will be, by the notes last begun."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.pace import FASTEST, SLOWEST, Pace


def learned(onsets, seconds, ratio=1.0):
    pace = Pace(ratio)
    for onset, second in zip(onsets, seconds, strict=True):
        pace.begun(float(onset), float(second))
    return pace


@pytest.mark.parametrize("ratio", [0.6, 1.0, 1.7])
def test_an_even_pace_is_found_after_a_few_notes(ratio):
    onsets = 0.7 * np.arange(6)
    pace = learned(onsets, 3.0 + ratio * onsets)
    assert pace.ratio == pytest.approx(ratio, abs=0.03)
    assert pace.second(4.2) == pytest.approx(3.0 + ratio * 4.2, abs=0.05)


def test_one_note_alone_is_gone_on_from_at_the_pace_expected():
    pace = learned([2.0], [5.0], ratio=1.5)
    assert pace.ratio == pytest.approx(1.5)
    assert pace.second(3.0) == pytest.approx(6.5)


def test_who_slows_down_is_expected_to_slow_down_further():
    onsets = 0.6 * np.arange(8)
    seconds = onsets + 0.05 * onsets**2
    error = learned(onsets, seconds).second(4.8) - (4.8 + 0.05 * 4.8**2)
    assert abs(error) < 0.02


def test_the_last_word_on_a_note_counts():
    pace = learned([0.0, 1.0], [0.0, 1.0])
    pace.begun(1.0, 1.08)
    assert pace.second(1.0) == pytest.approx(1.08, abs=0.02)


@given(
    st.lists(st.tuples(st.floats(0.05, 4), st.floats(0.01, 8)), min_size=1, max_size=20),
    st.floats(-5, 5),
    st.floats(0, 3),
)
def test_time_goes_forward_whatever_was_sung(steps, begin, ahead):
    onsets, seconds = np.cumsum(steps, axis=0).T
    pace = learned(onsets, seconds)
    assert FASTEST <= pace.ratio <= SLOWEST
    at = float(onsets[-1]) + begin
    passed = pace.second(at + ahead) - pace.second(at)
    assert FASTEST * ahead - 1e-6 <= passed <= SLOWEST * ahead + 1e-6


@given(
    st.lists(st.tuples(st.floats(0.05, 4), st.floats(0.01, 8)), min_size=1, max_size=20),
    st.floats(-5, 5),
)
def test_position_and_second_are_one_the_inverse_of_the_other(steps, begin):
    onsets, seconds = np.cumsum(steps, axis=0).T
    pace, at = learned(onsets, seconds), float(onsets[-1]) + begin
    assert pace.position(pace.second(at)) == pytest.approx(at, abs=1e-6)
