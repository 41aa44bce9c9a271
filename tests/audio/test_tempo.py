"""The line from the reference's time to the singer's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.tempo import line

X = np.array([0, 0.5, 1.2, 2.0, 2.7, 3.7, 4.4, 5.2, 6.0, 6.4, 7.4, 8.2, 9.0, 9.7, 10.5, 11.5])
N = len(X)
EVEN, QUIET = np.ones(N), np.zeros(N)


@settings(max_examples=40)
@given(st.floats(0.5, 2), st.floats(-3, 30), st.integers(0, 2**31))
def test_an_even_tempo_is_read_exactly_with_a_quarter_of_the_notes_late(ratio, lag, seed):
    rng = np.random.default_rng(seed)
    late = np.zeros(N)
    late[rng.choice(N, 4, replace=False)] = 0.1
    noise = 0.004 * rng.standard_normal(N)
    found = line(X, lag + ratio * X + late + noise, QUIET, EVEN)
    assert not found.free
    assert found.ratio == pytest.approx(ratio, abs=0.004)
    assert lag + ratio * X == pytest.approx(found.at, abs=0.025)


def test_missing_notes_still_have_a_place():
    sung = 1 + 1.1 * X
    sung[[0, 4, 5, 15]] = np.nan
    found = line(X, sung, QUIET, EVEN)
    assert found.at == pytest.approx(1 + 1.1 * X, abs=1e-6)


def test_a_breath_makes_nothing_late_but_a_late_note_stays_late():
    sung, silence = 1 + X.copy(), np.zeros(N)
    sung[7:] += 0.8
    silence[7] = 0.9
    sung[11] += 0.2
    silence[11] = 0.27
    found = line(X, sung, silence, EVEN)
    late = sung - found.at
    assert late[11] == pytest.approx(0.2, abs=0.01)
    assert np.delete(late, 11) == pytest.approx(np.zeros(N - 1), abs=0.01)
    assert found.ratio == pytest.approx(1, abs=1e-3)


def test_stolen_time_after_a_breath_is_not_forgiven_twice():
    sung, silence = 1 + X.copy(), np.zeros(N)
    silence[7] = 0.4  # a breath taken from the note before: everything stays on time
    assert line(X, sung, silence, EVEN).at == pytest.approx(sung, abs=1e-6)


def test_a_gap_closed_after_a_note_left_out_is_not_early():
    sung = 1 + X.copy()
    sung[6] = np.nan
    sung[7:] -= X[7] - X[6]
    late = sung - line(X, sung, QUIET, EVEN).at
    assert np.delete(late, 6) == pytest.approx(np.zeros(N - 1), abs=0.01)


def test_a_swinging_tempo_is_told_and_followed():
    x = np.arange(0, 90, 0.8)
    sung = x + 1.5 * np.sin(2 * np.pi * x / 40)
    found = line(x, sung, np.zeros(len(x)), np.ones(len(x)))
    assert found.free
    assert np.median(np.abs(sung - found.at)) < 0.1
    assert line(x, 2 + 1.2 * x, np.zeros(len(x)), np.ones(len(x))).free is False


def test_guessed_onsets_do_not_bend_the_line():
    weight, sung = np.full(N, 0.2), X.copy()
    weight[::3] = 1.0
    rng = np.random.default_rng(0)
    guessed = weight < 1
    sung[guessed] += rng.uniform(-0.3, 0.3, guessed.sum())
    assert sung[::3] == pytest.approx(line(X, sung, QUIET, weight).at[::3], abs=0.05)


@pytest.mark.parametrize("found", [0, 1, 2, 3])
def test_next_to_nothing_found(found):
    sung = np.full(N, np.nan)
    sung[:found] = X[:found] + 2
    at = line(X, sung, QUIET, EVEN)
    assert np.isfinite(at.ratio)
    if found:
        assert at.at[0] == pytest.approx(2, abs=0.01)


def test_a_single_late_beat_is_told_where_the_tempo_swings():
    rng = np.random.default_rng(3)
    read, others = [], []
    for _ in range(20):
        x = np.cumsum(rng.choice([0.35, 0.5, 0.7, 1.0, 1.4], 80))
        swing = 0.08 * np.sin(2 * np.pi * np.arange(0, x[-1] + 1, 0.01) / 30 + rng.uniform(0, 6))
        y = np.interp(x, np.arange(len(swing)) / 100, np.cumsum(1 + swing) / 100)
        one = int(rng.integers(2, 78))
        y[one] += 0.25
        late = y - line(x, y, np.zeros(80), np.where(rng.random(80) < 0.4, 1.0, 0.2)).at
        read.append(late[one])
        others.append(np.delete(late, one))
    assert np.median(read) == pytest.approx(0.25, abs=0.02)
    assert np.percentile(np.abs(np.array(read) - 0.25), 90) < 0.08
    assert np.percentile(np.abs(others), 99) < 0.12


@pytest.mark.parametrize("at", [1, 2, N - 2, N - 1])
def test_a_long_breath_beside_the_first_or_last_note_makes_nothing_late(at):
    sung, silence = 1 + X.copy(), np.zeros(N)
    sung[at:] += 0.5
    silence[at] = 0.5
    assert sung == pytest.approx(line(X, sung, silence, EVEN).at, abs=0.02)
    silence[at] = 0.0  # without a breath it is the one or two notes that are off
    assert np.max(np.abs(sung - line(X, sung, silence, EVEN).at)) > 0.4
