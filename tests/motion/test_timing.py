"""When a take does what the reference does."""

import numpy as np
import pytest

from motion.timing import lags, late

TIMES = np.arange(0, 20, 1 / 15)


def test_on_the_beat_a_lag_is_the_difference_of_both_clocks():
    assert lags(TIMES, TIMES + 0.2, on_beat=True) == pytest.approx(np.full(len(TIMES), 0.2))


def test_a_free_tempo_costs_nothing():
    assert lags(TIMES, 3 + 1.4 * TIMES, on_beat=False) == pytest.approx(0 * TIMES, abs=1e-6)
    drifting = TIMES + 0.8 * np.sin(TIMES / 6)
    assert np.abs(lags(TIMES, drifting, on_beat=False)).max() < 0.1


def test_a_stumble_is_late_then_caught_up():
    stumbled = TIMES + 0.8 * np.exp(-(((TIMES - 10) / 0.8) ** 2))
    off = lags(TIMES, stumbled, on_beat=False)
    assert off[150] > 0.4
    fault = next(f for f in late(TIMES, off) if f.direction == "late")
    assert fault.start < 10 < fault.end
    assert fault.bone == ""


def test_what_has_no_counterpart_has_no_lag():
    ahead = np.where(TIMES < 2, np.nan, TIMES)
    off = lags(TIMES, ahead, on_beat=False)
    assert np.isnan(off[:29]).all()
    assert off[40:] == pytest.approx(0 * off[40:], abs=1e-6)
    assert np.isnan(lags(TIMES, np.full(len(TIMES), np.nan), on_beat=False)).all()


def test_who_is_a_little_off_for_a_moment_is_not_told():
    off = np.where((TIMES > 5) & (TIMES < 5.3), 0.9, 0.1)
    assert late(TIMES, off) == ()
