"""The grade and its formula, on exact pitch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.grade import grade
from audio.graded import ReferenceNote
from audio.ornament import JUDGED
from content.model import Status
from content.stream import Stream

ONSETS = [0.0, 0.8, 1.4, 2.4, 3.2, 4.0, 5.0, 5.8, 6.6, 7.6]
LENGTHS = [0.8, 0.6, 1.0, 0.8, 0.8, 1.0, 0.8, 0.8, 1.0, 0.9]
PITCHES = [62, 66, 64, 69, 66, 64, 62, 59, 57, 62]
NONE = Stream(np.empty(0), np.empty(0), np.empty(0))


def notes(status=Status.CONFIRMED, statuses=None):
    return [
        ReferenceNote(o, d, p, statuses[i] if statuses else status)
        for i, (o, d, p) in enumerate(zip(ONSETS, LENGTHS, PITCHES, strict=True))
    ]


def sung(late=(), flat=(), skip=(), by=0.0, key=0.0):
    times = np.arange(0, 10, 0.01)
    hertz = np.full(len(times), np.nan)
    for i, (o, d, p) in enumerate(zip(ONSETS, LENGTHS, PITCHES, strict=True)):
        if i in skip:
            continue
        a = 0.5 + o + (by if i in late else 0)
        p = p + key - (by if i in flat else 0)
        hertz[(times >= a - 1e-9) & (times < 0.5 + o + d - 0.05)] = 440 * 2 ** ((p - 69) / 12)
    return Stream(times, hertz, np.where(np.isnan(hertz), 0, 0.95))


def test_perfect_is_a_hundred():
    found = grade(notes(), sung(), NONE)
    assert found.score == pytest.approx(100)
    assert found.coverage == 1 and found.pitch == 1 and found.timing == 1
    assert found.withheld is None and found.octave == 0
    assert found.key == pytest.approx(0, abs=0.01)
    assert found.ratio == pytest.approx(1, abs=0.002)
    assert all(abs(n.cents) < 1 and abs(n.late_ms) < 11 for n in found.notes)


def test_one_note_flat_costs_its_share():
    found = grade(notes(), sung(flat={3}, by=0.5), NONE)
    assert found.notes[3].cents == pytest.approx(-50, abs=1)
    # 50 cents are half way from 30 to 70; the note is 0.8 of 8.5 s
    assert 100 - found.score == pytest.approx(100 * 0.5 * 0.8 / sum(LENGTHS), abs=0.2)
    assert found.notes[3].pitch_cost == pytest.approx(100 - found.score, abs=0.05)


def test_one_late_note_costs_its_share():
    found = grade(notes(), sung(late={4}, by=0.34), NONE)
    assert found.notes[4].late_ms == pytest.approx(340, abs=12)
    assert 100 - found.score == pytest.approx(50 * 0.5 / len(ONSETS), abs=0.15)


def test_timing_that_an_editor_guessed_costs_nothing_but_is_told():
    guessed = [Status.INFERRED if i == 4 else Status.CONFIRMED for i in range(10)]
    found = grade(notes(statuses=guessed), sung(late={4}, by=0.34), NONE)
    assert found.notes[4].late_ms == pytest.approx(340, abs=12)
    assert found.score == pytest.approx(100)


def test_without_any_graded_timing_pitch_stands_alone():
    found = grade(notes(Status.UNRESOLVED), sung(late={2}, flat={3}, by=0.5), NONE)
    assert np.isnan(found.timing)
    assert 100 - found.score == pytest.approx(100 * 0.5 * 0.8 / sum(LENGTHS), abs=0.2)


def test_a_missing_note_costs_its_length():
    found = grade(notes(), sung(skip={2}), NONE)
    assert [i for i, n in enumerate(found.notes) if n.missing] == [2]
    assert found.coverage == pytest.approx(1 - 1.0 / sum(LENGTHS))
    assert found.score == pytest.approx(100 * found.coverage, abs=0.1)
    assert np.isnan(found.notes[2].cents)


def test_below_three_quarters_the_score_is_withheld():
    found = grade(notes(), sung(skip={1, 4, 8}), NONE)
    assert found.coverage == pytest.approx(1 - 2.4 / sum(LENGTHS))
    assert found.score is None and found.withheld == "coverage"


@pytest.mark.parametrize("key", [-12, 12])
def test_the_octave_is_reported(key):
    found = grade(notes(), sung(key=key), NONE)
    assert found.score == pytest.approx(100, abs=0.1)
    assert found.key == pytest.approx(key, abs=0.02) and found.octave == key // 12


def test_silence_and_no_reference():
    quiet = Stream(np.arange(5) / 10, np.full(5, np.nan), np.zeros(5))
    found = grade(notes(), quiet, NONE)
    assert found.score is None and found.withheld == "voice"
    assert all(n.missing for n in found.notes) and found.coverage == 0
    assert grade([], sung(), NONE).withheld == "voice"


@settings(max_examples=15, deadline=None)
@given(st.floats(-13, 13), st.sets(st.integers(0, 9), max_size=3), st.floats(0.3, 1))
def test_the_key_changes_no_note(key, flat, by):
    home = grade(notes(), sung(flat=flat, by=by), NONE)
    away = grade(notes(), sung(flat=flat, by=by, key=key), NONE)
    assert away.key - home.key == pytest.approx(key, abs=0.01)
    assert [n.missing for n in away.notes] == [n.missing for n in home.notes]
    assert [n.cents for n in away.notes] == pytest.approx(
        [n.cents for n in home.notes], abs=0.5, nan_ok=True
    )


def test_losses_add_up():
    found = grade(notes(), sung(skip={2}, flat={3, 7}, late={5}, by=0.5), NONE)
    lost = sum(n.pitch_cost + n.timing_cost + n.mark_cost for n in found.notes)
    assert 100 - found.score == pytest.approx(lost, abs=1e-6)
    parts = 100 * found.coverage * found.pitch * (1 + found.timing) / 2
    assert found.score == pytest.approx(parts, abs=1e-6)


def test_where_the_delay_is_not_known_pitch_stands_alone():
    take = sung(late={2}, flat={3}, by=0.5)
    found = grade(notes(), take, NONE, timing_trusted=False)
    assert np.isnan(found.timing) and not found.timing_trusted
    assert found.score == pytest.approx(100 * found.pitch)
    assert found.pitch == grade(notes(), take, NONE).pitch
    assert all(n.timing_cost == 0 for n in found.notes)


def test_a_third_of_the_notes_a_quarter_tone_flat_is_no_good_take():
    found = grade(notes(), sung(flat={1, 4, 7}, by=0.5), NONE)
    assert 80 < found.score < 90


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.integers(0, 12), st.sampled_from([0, 1, 3, 40, 600]))
def test_anything_heard_against_anything_asked_gives_a_grade(seed, n, frames):
    rng = np.random.default_rng(seed)
    asked = [
        ReferenceNote(
            float(o), float(rng.choice([0.0, 0.02, 0.5])), float(rng.uniform(40, 80)),
            list(Status)[rng.integers(4)], tuple(rng.choice(JUDGED, 2)), bool(rng.random() < 0.5),
            bool(rng.random() < 0.3), curve=tuple(rng.normal(0, 1, rng.integers(0, 30))),
        )
        for o in np.cumsum(rng.uniform(0.01, 0.6, n))
    ]  # fmt: skip
    times = np.cumsum(rng.uniform(0.005, 0.012, frames))
    hertz = np.repeat(rng.uniform(80, 800, frames // 20 + 1), 20)[:frames]
    hertz[rng.random(frames) < rng.choice([0, 0.5, 0.95])] = np.nan
    heard = Stream(times, hertz, rng.random(frames))
    beside = Stream(times, rng.normal(-30, 10, frames), np.ones(frames))
    found = grade(asked, heard, NONE, loudness=beside, breath=beside)
    assert len(found.notes) == n
    assert (found.score is None) == (found.withheld is not None)
    assert found.score is None or 0 <= found.score <= 100


def test_a_sound_too_short_to_be_a_note_is_no_note():
    click = Stream(
        np.arange(300) / 100, np.where(np.arange(300) == 150, 220.0, np.nan), np.ones(300)
    )
    found = grade(notes(), click, NONE)
    assert found.score is None and all(n.missing for n in found.notes)
