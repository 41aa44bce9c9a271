"""Speech without words: where, how fast, how loud, how high, and whose voice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import conditions, pitch
from audio.files import RATE
from audio.gibberish import Spoken, speak
from audio.lines import places
from audio.speech import PAUSE, loudness, sounding, speech
from audio.spoken import telling
from audio.timbre import LARGE, effect, timbre
from content.stream import Stream

COUNTS = (7, 5, 9, 7, 4, 11, 6, 8)
VOICES = ((55.0, 1.0), (60.0, 1.18))  # the narrator, and a role of a smaller head


def heard(lines, seed, room=False):
    """Return where each line begins, and the streams of what is heard."""
    rng = np.random.default_rng(seed)
    samples, starts = speak(lines, rng)
    samples = conditions.room(samples, rng) if room else samples
    return starts, (loudness(samples), pitch.track(samples), timbre(samples))


def two_voices(seed):
    rng = np.random.default_rng(100 + seed)
    return [
        Spoken(n, float(rng.uniform(0.4, 1.0)), float(rng.uniform(3.7, 4.3)), *VOICES[i % 2])
        for i, n in enumerate(COUNTS)
    ]


@pytest.fixture(scope="module")
def told():
    """(room?) → (lines, starts, what was told of them) of three takes."""
    out = {False: [], True: []}
    for room, takes in out.items():
        for seed in range(3):
            lines = two_voices(seed)
            starts, streams = heard(lines, seed, room)
            takes.append((lines, starts, telling(*streams, COUNTS)))
    return out


def test_every_line_is_found_where_it_was_spoken(told):
    for lines, starts, result in told[False]:
        assert result.coverage == 1 and all(s.place.alone for s in result.lines)
        assert [s.place.start for s in result.lines] == pytest.approx(starts, abs=0.06)
        assert [s.pause for s in result.lines[:-1]] == pytest.approx(
            [line.pause for line in lines[:-1]], abs=0.06
        )


def test_most_lines_are_found_in_a_room_full_of_talk(told):
    found = [
        abs(s.place.start - start) < 0.25
        for _lines, starts, result in told[True]
        for s, start in zip(result.lines, starts, strict=True)
        if s.place.found and s.place.alone
    ]
    assert len(found) >= 22 and sum(found) >= 0.9 * 24  # of 24 lines


def test_pace_and_pitch_are_read_back(told):
    for lines, _starts, result in told[False]:
        for line, s in zip(lines, result.lines, strict=True):
            assert s.pace == pytest.approx(line.rate, rel=0.12)
            assert s.sounding.pitch == pytest.approx(line.pitch, abs=1.5)
            assert 1.5 < s.sounding.reach < 9
        mean = np.sum(COUNTS) / sum(n / line.rate for n, line in zip(COUNTS, lines, strict=True))
        assert result.pace == pytest.approx(mean, rel=0.06)


def test_a_change_of_voice_is_told_from_a_change_of_words(told):
    for _lines, _starts, result in told[False]:
        changes = np.array([(s.pitch_change, s.voice_change) for s in result.lines[1:]])
        long = np.minimum(COUNTS[1:], COUNTS[:-1]) >= 6  # in a few words chance sounds as much
        assert (changes[:, 0] > LARGE).all() and (changes[long, 1] > LARGE).all() and long.any()
    same = []
    for seed in range(3):
        _starts, streams = heard([Spoken(n) for n in COUNTS], 50 + seed)
        same += [(s.pitch_change, s.voice_change) for s in telling(*streams, COUNTS).lines[1:]]
    assert len(same) == 21 and np.mean(np.array(same) >= LARGE) <= 0.05


def test_pitch_alone_and_voice_alone_are_told_apart():
    lines = [Spoken(9), Spoken(9, pitch=60), Spoken(9, pitch=60, size=1.25)]
    _starts, streams = heard(lines, 7)
    _first, second, third = telling(*streams, (9, 9, 9)).lines
    assert second.pitch_change > LARGE > third.pitch_change
    assert third.voice_change > LARGE


def test_the_level_stands_above_the_room():
    for gain in (1.0, 0.1, 0.03):
        _starts, (level, f0, _colour) = heard([Spoken(8, loud=gain)], 3)
        result = speech(level, f0)
        got = sounding(level, f0, result.floor, *result.spans[0])
        if gain == 1.0:
            first = got.level
        assert got.level - first == pytest.approx(20 * np.log10(gain), abs=1.5)


@pytest.mark.parametrize("fades", [0.0, 8.0, 16.0])
def test_a_sinking_end_is_heard(fades):
    _starts, (level, f0, _colour) = heard([Spoken(8, loud=0.3, fades=fades)], 4)
    result = speech(level, f0)
    got = sounding(level, f0, result.floor, *result.spans[0])
    assert got.level - got.ending == pytest.approx(fades * 0.75, abs=3.5)


def test_lines_that_run_together_are_heard_but_not_told_apart():
    lines = [Spoken(7), Spoken(6, pause=0.0), Spoken(8), Spoken(5)]
    _starts, streams = heard(lines, 9)
    result = telling(*streams, (7, 6, 8, 5))
    assert result.coverage == 1
    assert [s.place.alone for s in result.lines] == [True, False, False, True]
    assert result.lines[1].pause == 0
    assert np.isnan(result.lines[2].voice_change) and np.isnan(result.lines[1].pace)


def test_a_breath_inside_a_line_stays_inside():
    lines = [Spoken(7), Spoken(4, pause=0.3), Spoken(5), Spoken(6)]
    _starts, streams = heard(lines, 10)
    result = telling(*streams, (7, 9, 6))
    assert result.coverage == 1 and all(s.place.alone for s in result.lines)
    assert result.lines[1].pace == pytest.approx(4.0, rel=0.12)


def test_long_lines_with_a_pause_at_every_comma_are_found():
    clauses = ([6, 5, 7, 6], [5, 6, 7], [6, 7], [7], [4, 5, 6, 5], [3], [6, 6, 5])
    rng = np.random.default_rng(21)
    lines, first = [], []
    for words in clauses:
        first.append(len(lines))
        lines += [Spoken(n, float(rng.uniform(0.3, 0.6)), 4.5) for n in words[:-1]]
        lines.append(Spoken(words[-1], float(rng.uniform(0.5, 0.9)), 4.5))
    starts, streams = heard(lines, 21)
    result = telling(*streams, [sum(words) for words in clauses])
    assert [s.place.start for s in result.lines] == pytest.approx(
        [starts[i] for i in first], abs=0.06
    )


def test_a_line_left_out_is_missing():
    lines = [Spoken(n) for i, n in enumerate(COUNTS) if i != 5]
    _starts, streams = heard(lines, 12)
    result = telling(*streams, COUNTS)
    assert [i for i, s in enumerate(result.lines) if not s.place.found] == [5]


@pytest.mark.parametrize("samples", [0, 100, RATE, 3 * RATE])
def test_silence_and_noise_are_no_speech(samples):
    for gain in (0.0, 1e-3, 0.1):
        noise = gain * np.random.default_rng(0).standard_normal(samples)
        level = loudness(noise.astype(np.float32))
        f0 = Stream(level.times, np.full(len(level.times), np.nan), level.confidence)
        assert len(speech(level, f0).spans) == 0


def test_loudness_is_in_decibels_of_full_scale():
    t = np.arange(RATE) / RATE
    for amplitude in (1.0, 0.1, 0.001):
        level = loudness((amplitude * np.sin(2 * np.pi * 200 * t)).astype(np.float32))
        assert level.values[50] == pytest.approx(20 * np.log10(amplitude) - 3.01, abs=0.2)


def test_effect_is_none_for_one_voice_and_counts_spreads():
    rng = np.random.default_rng(0)
    a = rng.standard_normal((4000, 3))
    assert effect(a[:2000], a[2000:], 10, 10) == 0
    assert effect(a, a + 2.0, 1000, 1000) == pytest.approx(2.0, rel=0.05)
    assert np.isnan(effect(a, a[:1], 10, 10)) and np.isnan(effect(a, a, 1, 10))


spans = st.lists(st.tuples(st.floats(0.13, 6), st.floats(PAUSE, 3)), min_size=0, max_size=12)


@settings(max_examples=40, deadline=None)
@given(spans, st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_places_are_in_order_and_inside_what_was_spoken(lengths, counts):
    at, made = 0.0, []
    for length, pause in lengths:
        made.append((at, at + length))
        at += length + pause
    found = places(np.array(made).reshape(-1, 2), counts)
    assert len(found) == len(counts)
    there = [p for p in found if p.found]
    assert all(a.start <= b.start for a, b in zip(there, there[1:], strict=False))
    assert all(0 <= p.start < p.end <= at and p.voiced <= p.end - p.start + 1e-9 for p in there)
