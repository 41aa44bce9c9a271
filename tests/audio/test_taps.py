"""Taps against 板眼: early and late in ms, beats without a tap, taps without a beat."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.metre import Beat
from audio.taps import Tap, grade
from content.model import Status

N = 12
BEATS = [Beat(i * 1.6, None, None, Status.CONFIRMED) for i in range(N)]
TIMES = np.array([b.time for b in BEATS])
NAMED = [Beat(i * 1.6, None, "yan" if i % 4 else "ban", Status.CONFIRMED) for i in range(N)]


def tapped(times, kind=None):
    return [Tap(float(t), kind) for t in times]


@settings(max_examples=25)
@given(st.floats(0.6, 1.7), st.floats(0, 20), st.integers(0, 2**31))
def test_any_even_tempo_from_any_second_is_right(ratio, start, seed):
    unsteady = 0.015 * np.random.default_rng(seed).standard_normal(N)
    found = grade(BEATS, tapped(start + ratio * TIMES + unsteady))
    assert found.score == pytest.approx(100)
    assert found.ratio == pytest.approx(ratio, rel=0.01)
    assert not found.extra and found.coverage == 1
    assert found.late_ms_median < 30


@pytest.mark.parametrize("ms", [-300, -150, 150, 300])
def test_one_tap_off_the_beat_is_read_to_a_few_milliseconds(ms):
    times = 3 + 1.1 * TIMES
    times[5] += ms / 1000
    found = grade(BEATS, tapped(times))
    assert found.beats[5].late_ms == pytest.approx(ms, abs=5)
    assert found.beats[5].cost > 0 and found.score < 100
    others = [b.late_ms for i, b in enumerate(found.beats) if i != 5]
    assert np.abs(others).max() < 15


def test_against_the_programs_own_beats_all_late_is_late():
    struck = 4.0 + TIMES
    found = grade(BEATS, tapped(struck + 0.2), struck)
    assert [b.late_ms for b in found.beats] == pytest.approx([200.0] * N)
    assert found.score == pytest.approx(100 * (400 - 200) / 320)
    assert grade(BEATS, tapped(struck + 0.2)).score == pytest.approx(100)


def test_beats_that_no_source_confirms_have_no_score():
    guessed = [Beat(b.time, None, None, Status.UNRESOLVED) for b in BEATS]
    found = grade(guessed, tapped(3 + TIMES))
    assert found.score is None and found.withheld == "unresolved" and found.coverage == 1
    assert grade([BEATS[0], *guessed[1:]], tapped(3 + TIMES)).score == pytest.approx(100)


def test_missing_and_added_taps_cost_and_shift_nothing():
    times = np.delete(2 + TIMES, [3, 8])
    found = grade(BEATS, tapped(np.append(times, 2 + TIMES[6] + 0.5)))
    assert [i for i, b in enumerate(found.beats) if b.missing] == [3, 8]
    assert found.extra == (pytest.approx(2 + TIMES[6] + 0.5),)
    assert max(abs(b.late_ms) for b in found.beats if not b.missing) < 1e-6
    assert found.score == pytest.approx(100 * (N - 2) / (N + 1))


def test_the_costs_and_the_extra_taps_add_up_to_what_is_lost():
    times = 2 + TIMES
    times[4] += 0.3
    taps = tapped(np.append(np.delete(times, 9), 2 + TIMES[1] + 0.6))
    found = grade(BEATS, taps)
    lost = sum(b.cost for b in found.beats) + 100 / (N + 1)
    assert found.score == pytest.approx(100 - lost)


def test_tapping_along_with_the_count_costs_nothing():
    struck = 8 + TIMES
    counted = struck[0] - 1.6 * np.arange(4, 0, -1)
    assert grade(BEATS, tapped([*counted, *struck]), struck).score == pytest.approx(100)


def test_a_bounce_is_one_tap():
    times = 1 + TIMES
    assert grade(BEATS, tapped([*times, *(times + 0.03)])).score == pytest.approx(100)


def test_ban_and_yan_exchanged_cost_half_where_it_is_known_which_is_which():
    all_ban = tapped(TIMES, "ban")
    found = grade(NAMED, all_ban)
    assert [b.other_hand for b in found.beats] == [i % 4 != 0 for i in range(N)]
    assert found.score == pytest.approx(100 * (3 + 9 * 0.5) / N)
    assert grade(BEATS, all_ban).score == pytest.approx(100)


def test_a_beat_that_was_only_guessed_is_asked_for_but_not_timed():
    guessed = [Beat(b.time, None, None, Status.INFERRED) for b in BEATS[:2]] + BEATS[2:]
    times = TIMES.copy()
    times[1] += 0.35
    found = grade(guessed, tapped(times))
    assert found.score == pytest.approx(100)
    assert found.beats[1].late_ms == pytest.approx(350, abs=10)


def test_nothing_is_scored_on_too_little():
    assert grade(BEATS, tapped(TIMES[:2])).withheld == "few"
    assert grade(BEATS, tapped(TIMES[:4])).withheld == "coverage"
    assert grade([], tapped(TIMES)).withheld == "free"
    assert grade(BEATS, []).score is None


def test_random_tapping_scores_less_than_even_tapping():
    rng = np.random.default_rng(3)
    scores = []
    for _ in range(20):
        found = grade(BEATS, tapped(np.sort(rng.uniform(0, TIMES[-1], N))), TIMES)
        scores.append(found.score or 0.0)
    assert np.mean(scores) < 50


@given(st.lists(st.floats(-1e3, 1e5), max_size=40), st.booleans())
def test_no_taps_break_it(times, struck):
    found = grade(BEATS, tapped(times), TIMES if struck else None)
    assert found.score is None or 0 <= found.score <= 100
    assert len(found.beats) == N


def test_beats_that_keep_to_no_clock_are_refused():
    with pytest.raises(ValueError, match="clock"):
        grade([Beat(1.0, None, None, Status.CONFIRMED, free=True)] * 3, tapped(TIMES))
