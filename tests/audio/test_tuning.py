"""Key and drift are told apart from notes that are out of tune."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.tuning import tuning

ONSETS = np.arange(60) * 0.8
LENGTHS = np.full(60, 0.8)


@settings(max_examples=40)
@given(st.floats(-14, 14), st.floats(-90, 90), st.integers(0, 99))
def test_a_slow_drift_is_followed_and_single_notes_stay_wrong(key, drift, seed):
    rng = np.random.default_rng(seed)
    wrong = rng.choice(60, 15, replace=False)
    off = key + drift / 6000 * ONSETS + 0.02 * rng.standard_normal(60)
    off[wrong] -= 0.6
    found = tuning(off, LENGTHS, ONSETS)
    cents = 100 * (off - found.at)
    if abs(drift) > 50:
        assert found.drifting and found.drift == pytest.approx(drift, abs=12)
        assert cents[wrong] == pytest.approx(-60, abs=12)
        assert np.median(np.abs(np.delete(cents, wrong))) < 5


def test_a_steady_key_with_flat_notes_does_not_drift():
    off = np.full(60, -2.0)
    off[40:55] -= 0.5
    found = tuning(off, LENGTHS, ONSETS)
    assert not found.drifting and found.key == pytest.approx(-2, abs=0.02)
    assert found.at == pytest.approx(-2, abs=0.02)


def test_a_fast_slide_is_no_drift_and_a_short_phrase_tells_none():
    off = -0.05 * ONSETS
    assert not tuning(off, LENGTHS, ONSETS).drifting
    assert np.isnan(tuning(off[:12], LENGTHS[:12], ONSETS[:12]).drift)
    assert np.isnan(tuning(np.full(60, np.nan), LENGTHS, ONSETS).drift)
