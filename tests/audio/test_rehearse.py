"""One round of a loop: as long as asked, in the tempo and key asked, after the counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.accompany import Stem, Strand
from audio.instruments import perform
from audio.rehearse import Plan, key_for, one_round
from audio.tone import RATE, Tone, hertz
from tests.audio.by_ear import clicks, strongest

TUNE = tuple(Tone(0.5 * i, 0.5, 62 + 2 * (i % 4)) for i in range(12))


@pytest.mark.parametrize("slower", [1.0, 1.5, 2.0])
def test_a_round_counts_and_then_plays_the_phrase(slower):
    plan = Plan(1.0, 3.0, slower, count=4, beat=0.5)
    sound = one_round([Strand("板", TUNE)], plan, 0)
    assert len(sound) == round(plan.lasts * RATE) == round(4.0 * slower * RATE)
    assert clicks(sound) == pytest.approx(0.5 * slower * np.arange(8), abs=0.002)
    assert np.abs(sound[[0, -1]]).max() < 0.01


def test_slower_is_not_lower_and_a_key_is_exact():
    lines = [Strand("曲笛", (Tone(0.0, 1.0, 62),))]
    for plan in (Plan(0, 1, 2.0), Plan(0, 1, 2.0, key=5), Plan(0, 1, 1.0, key=-3)):
        sound = one_round(lines, plan, 0)[round(0.2 * RATE) : round(0.9 * RATE)]
        asked = hertz(62 + plan.key)
        assert strongest(sound, asked, within=30) == pytest.approx(asked, rel=0.0015)


def test_a_recorded_line_keeps_its_pitch_at_half_the_tempo_and_moves_with_the_key():
    stem = Stem(perform("曲笛", [Tone(0.0, 3.0, 66)], 0).astype(np.float32))
    for key in (0, 4, -5):
        sound = one_round([stem], Plan(0.5, 1.5, 2.0, key, count=2, beat=0.25), 0)
        assert len(sound) == 3 * RATE
        held, asked = sound[round(1.3 * RATE) : round(2.7 * RATE)], hertz(66 + key)
        assert strongest(held, asked, within=30) == pytest.approx(asked, rel=0.002)


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
