"""A key for a voice: the nearest that fits, and where none does the one in the middle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.rehearse import key_for


@pytest.mark.parametrize(("low", "high", "key"), [
    (57.0, 69.0, 0), (59.9, 65.1, 0), (59.5, 64.9, 0), (62.2, 67.7, 2), (50.0, 58.6, -7),
])  # fmt: skip
def test_the_key_for_five_semitones_from_60(low, high, key):
    assert key_for(np.array([60.0, 65.0]), low, high) == key


@given(st.lists(st.integers(40, 90), min_size=1, max_size=30), st.integers(40, 70),
       st.integers(5, 24))  # fmt: skip
def test_the_key_fits_the_voice_where_any_does_and_moves_no_more_than_it_must(notes, low, wide):
    high, pitches = low + wide, np.array(notes, float)
    key = key_for(pitches, low, high)
    moved = pitches + key
    if np.ptp(pitches) <= wide:
        assert low <= moved.min() and moved.max() <= high
        nearer = [k for k in range(-abs(key) + 1, abs(key))]
        assert not any(low <= pitches.min() + k and pitches.max() + k <= high for k in nearer)
    else:
        assert abs((moved.max() - high) - (low - moved.min())) <= 1
