"""The accompaniment goes with the singer, decided 150 ms before it sounds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.accompany import Accompanist, Stem, Strand
from audio.align import Melody
from audio.follow_takes import drifting
from audio.melody import Part
from audio.place import Place
from audio.tone import RATE, Tone
from bench import audio_accompany as measure
from tests.audio.by_ear import clicks

AHEAD = 0.150  # seconds between decision and sound
LAG = 0.120  # seconds until a frame is a place
HOP = 0.016
NONE = np.empty(0)


def part(lengths, free=False, starts=(0,)):
    lengths = np.array(lengths, float)
    pitches = 62.0 + np.arange(len(lengths)) * 2 % 11
    melody = Melody(np.cumsum(lengths) - lengths, lengths, pitches)
    return Part(melody, np.full(len(lengths), free), np.array(starts))


def strand(p, instrument="板"):
    m = p.melody
    rows = zip(m.onsets, m.lengths, m.pitches, strict=True)
    return Strand(instrument, tuple(Tone(float(o), float(n), float(k)) for o, n, k in rows))


def places(p, sung, end, rng=None):
    """What the follower tells of a singer who begins note i at `sung[i]` (rising)."""
    onsets, out, ratio, before = p.melody.onsets, [], 1.0, -1
    told = np.array(sung) + (rng.normal(0, 0.012, len(sung)) if rng is not None else 0.0)
    for time in np.arange(0, end, HOP):
        note = int(np.searchsorted(told, time, "right")) - 1
        if note != before and note >= 2:
            back = max(0, note - 4)
            ratio = float((told[note] - told[back]) / (onsets[note] - onsets[back]))
        before = note
        if note < 0:
            out.append(Place(time, -1, 0.9, False, 1.0, float(onsets[0]), 0.0))
            continue
        following = onsets[min(note + 1, len(onsets) - 1)]
        at = min(onsets[note] + (time - told[note]) / ratio, max(following, onsets[note]))
        out.append(Place(time, note, 0.9, False, ratio, float(at), 0.0))
    return out


def played(hand, told, end, block=480):
    """The sound of an accompanist who hears of each place LAG late and is rendered AHEAD."""
    sounds, made, k = [], 0, 0
    while made < end * RATE:
        while k < len(told) and told[k].time + LAG <= made / RATE - AHEAD:
            hand.place(told[k])
            k += 1
        sounds.append(hand.render(block))
        made += block
    return np.concatenate(sounds)


def level(sound, start, end):
    return float(np.sqrt(np.mean(sound[round(start * RATE) : round(end * RATE)] ** 2)))


def warped(p, first, last, start=0.6):
    """Onsets of a singer whose pace goes from `first` to `last` times the reference's."""
    u = np.linspace(0, 1, 2000)
    clock = u * p.melody.grid[-1]
    passed = np.cumsum(first + (last - first) * u) * clock[1]
    return start + np.interp(p.melody.onsets, clock, passed)


def make(p, *instruments, beats=NONE, seed=0):
    return Accompanist(p, [strand(p, i) for i in instruments], beats, seed)


def lengths(seed, n=24):
    return np.random.default_rng(seed).choice([0.4, 0.5, 0.7, 1.0, 1.4], n)


@pytest.mark.parametrize(("first", "last"), [(1.0, 1.0), (0.8, 1.4), (1.4, 0.8)])
def test_it_is_with_a_singer_whose_pace_drifts(first, last):
    errors, n = [], 0
    for seed in range(3):
        p = part(lengths(seed))
        sung = warped(p, first, last)
        told = places(p, sung, sung[-1] + 1, np.random.default_rng(seed))
        struck = clicks(played(make(p, "板"), told, sung[-1] + 1))
        errors += [np.abs(struck - s).min() for s in sung]
        n += len(struck)
    assert np.median(errors) <= 0.060
    assert n >= 0.9 * 3 * 24
    assert n <= 3 * 24  # nothing twice


def test_it_is_with_a_voice_that_is_heard_and_followed_as_in_a_lesson():
    followed = measure.takes(lambda notes, _rng: drifting(notes, 0.8, 1.4), phrases=2)
    late = measure.errors(followed, measure.begun)
    assert len(late) == 36
    assert np.nanmedian(np.abs(late)) <= 0.060
    assert np.isnan(late).mean() <= 0.1


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 4000), min_size=1, max_size=20), st.integers(0, 3))
def test_the_size_of_the_blocks_does_not_matter(sizes, seed):
    p = part(lengths(seed, 6), free=bool(seed % 2))
    sung = warped(p, 0.9, 1.2, 0.2)
    told = places(p, sung, 3.0)[:: 1 + seed]
    stem = Stem(np.sin(np.arange(4 * RATE) / 20).astype(np.float32))

    def sounded(cuts):
        lines = [strand(p, i) for i in ("曲笛", "三弦", "板")]
        hand, sounds, at, k = Accompanist(p, [*lines, stem], NONE, 1), [], 0, 0
        arrivals = [round((t.time + LAG) * RATE) for t in told]
        for cut in sorted({*cuts, *arrivals, 3 * RATE}):
            sounds.append(hand.render(cut - at))
            at = cut
            while k < len(told) and arrivals[k] <= at:
                hand.place(told[k])
                k += 1
        return np.concatenate(sounds)

    assert np.array_equal(sounded(np.cumsum(sizes).clip(0, 3 * RATE).tolist()), sounded([]))


def test_before_anybody_sings_it_is_silent():
    p = part([1.0, 1.0])
    stem = Stem(np.ones(2 * RATE, np.float32))
    hand = Accompanist(p, [strand(p, "曲笛"), strand(p, "三弦"), stem], NONE, 0)
    told = places(p, [9.0, 10.0], 2.0)
    assert np.abs(played(hand, told, 2.0)).max() == 0


def test_in_san_ban_no_note_sounds_before_the_singers_and_none_is_left_behind():
    rng = np.random.default_rng(3)
    p = part(lengths(3, 16), free=True, starts=(0, 8))
    freely = p.melody.lengths * np.exp(rng.normal(0, 0.5, 16)) + rng.choice([0, 0, 0.8], 16)
    gaps = np.maximum(freely, 0.2)
    sung = 0.5 + np.cumsum(gaps) - gaps
    struck = clicks(played(make(p, "板"), places(p, sung, sung[-1] + 1), sung[-1] + 1))
    assert len(struck) == 16
    late = struck - sung
    assert late.min() > 0
    assert late.max() < LAG + AHEAD + 0.05


def test_in_san_ban_the_note_is_held_while_the_singer_holds_it():
    p = part([1.0, 1.0, 1.0], free=True)
    sound = played(make(p, "曲笛"), places(p, [0.3, 1.3, 4.2], 6), 6)
    assert level(sound, 3.0, 4.0) > 0.9 * level(sound, 0.8, 1.2) > 0.05


def test_who_stands_still_for_long_is_waited_for_in_silence():
    p = part([1.0, 1.0, 1.0], free=True)
    told = places(p, [0.3, 1.3, 12.0], 13.5)
    sound = played(make(p, "曲笛"), told, 13.5)
    assert level(sound, 8.0, 12.0) < 1e-4
    assert level(sound, 12.6, 13.2) > 0.05


def test_a_metred_singer_who_pauses_is_not_left_behind():
    p = part([0.8] * 10)
    sung = 0.5 + p.melody.onsets + np.where(np.arange(10) >= 5, 1.5, 0.0)
    struck = clicks(played(make(p, "板"), places(p, sung, 11), 11))
    after = [np.abs(struck - s).min() for s in sung[6:]]
    assert max(after) < 0.1
    assert np.sum((struck > sung[4] + 0.3) & (struck < sung[5] - 0.05)) <= 1  # then it waits


def test_notes_that_the_singer_has_passed_are_not_played_late():
    p = part([0.6] * 16)
    sung = 0.5 + p.melody.onsets
    told = places(p, sung, 10)
    told = [x for x in told if not 2.0 < x.time < 5.0]  # nothing is heard for three seconds
    ahead = [replace(x, time=x.time - 1.2) for x in told if x.time >= 5.0]  # and notes left out
    told = [x for x in told if x.time < 2.0] + ahead
    struck = clicks(played(make(p, "板"), told, 9))
    after = struck[struck > 5.0]
    expected = sung[sung - 1.2 > 4.9] - 1.2
    assert len(after) <= len(expected) + 1
    assert np.diff(struck).min() > 0.3  # no row of notes to catch up
    assert max(np.abs(expected - s).min() for s in after) < 0.15


def test_a_lost_singer_is_waited_for_and_joined_at_the_next_beat():
    p = part([0.5] * 24)
    sung = 0.5 + p.melody.onsets
    told = [replace(x, lost=3.0 < x.time < 6.0) for x in places(p, sung, 12.5)]
    beats = np.array([0.0, 4.0, 8.0])
    struck = clicks(played(make(p, "板", beats=beats), told, 12.5))
    assert not np.any((struck > 3.8) & (struck < 8.2))
    assert struck[struck > 6.0][0] == pytest.approx(0.5 + 8.0, abs=0.06)


def test_a_follower_that_goes_astray_for_a_moment_does_not_turn_its_head():
    p = part([0.5] * 24)
    sung = 0.5 + p.melody.onsets
    straight = places(p, sung, 12.5)
    mad = [
        replace(x, note=20, score_time=10.2) if 4.0 < x.time < 4.5 else x for x in straight
    ]  # fmt: skip
    calm = played(make(p, "板"), straight, 12.5)
    assert clicks(played(make(p, "板"), mad, 12.5)) == pytest.approx(clicks(calm), abs=0.03)


def test_who_begins_again_is_found_again():
    p = part([0.6] * 12, starts=(0, 6))
    sung = 0.5 + p.melody.onsets
    again = [replace(x, time=x.time + 6.0) for x in places(p, sung, 8.0)]
    told = [x for x in places(p, sung, 6.0) if x.time < 5.0] + [x for x in again if x.note >= 0]
    struck = clicks(played(make(p, "板"), told, 13))
    after = struck[struck > 7.8]
    assert len(after) >= 8
    assert max(np.abs(6.0 + sung - s).min() for s in after) < 0.08


def test_a_count_in_goes_before_and_then_it_waits():
    p = part([0.6] * 6)
    counted = Strand("板", tuple(Tone(0.6 * k, 0.1, 0) for k in range(-4, 6)))
    hand = Accompanist(p, [counted], NONE, 0)
    struck = clicks(played(hand, [], 8))
    assert struck == pytest.approx(0.6 * np.arange(5), abs=0.012)  # four counts and the first note
    hand = Accompanist(p, [counted], NONE, 0)
    sung = 2.4 + p.melody.onsets * 1.1
    struck = clicks(played(hand, places(p, sung, 7), 7))
    assert struck[:4] == pytest.approx(0.6 * np.arange(4), abs=0.012)
    assert [np.abs(struck - s).min() for s in sung] == pytest.approx(np.zeros(6), abs=0.12)


def test_what_follows_the_last_note_is_played_to_its_end():
    for free in (False, True):
        p = part([0.6] * 5, free=free)
        after = Strand("板", tuple(Tone(0.6 * k, 0.1, 0) for k in range(9)))
        hand = Accompanist(p, [after], NONE, 0)
        struck = clicks(played(hand, places(p, 0.5 + p.melody.onsets, 8), 8))
        assert np.diff(struck[-4:]) == pytest.approx([0.6] * 3, abs=0.1)
        assert len(struck) >= 8


def test_a_recorded_line_goes_with_the_singer_too():
    p = part([0.7] * 14)
    click = np.exp(-np.arange(400) / 60.0) * np.sin(np.arange(400))
    recorded = np.zeros(round(10.5 * RATE), np.float32)
    for onset in p.melody.onsets:
        recorded[round(onset * RATE) : round(onset * RATE) + 400] += 0.5 * click
    sung = warped(p, 0.9, 1.3)
    hand = Accompanist(p, [Stem(recorded)], NONE, 0)
    sound = played(hand, places(p, sung, sung[-1] + 1), sung[-1] + 1)
    errors = [np.abs(clicks(sound) - s).min() for s in sung[2:]]
    assert np.median(errors) < 0.06


def test_an_instrument_left_out_is_not_heard():
    p = part([0.7] * 6)
    told = places(p, 0.4 + p.melody.onsets, 5)
    one, other, two = (
        played(make(p, *who), told, 5) for who in (["三弦"], ["琵琶"], ["三弦", "琵琶"])
    )
    assert level(one, 1, 4) > 0.01 and level(other, 1, 4) > 0.01
    assert level(two, 1, 4) > max(level(one, 1, 4), level(other, 1, 4))


def test_tones_out_of_order_are_refused():
    with pytest.raises(ValueError, match="order"):
        Strand("曲笛", (Tone(1.0, 1.0, 62), Tone(0.0, 1.0, 62)))
    with pytest.raises(ValueError, match="order"):
        Strand("曲笛", (Tone(0.0, 1.0, 62), Tone(float("nan"), 1.0, 62)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.booleans())
def test_whatever_the_follower_says_the_sound_is_finite_and_bounded(seed, free):
    rng = np.random.default_rng(seed)
    p = part(np.maximum(rng.uniform(-0.1, 1.0, 8), 0.0) + 1e-3, free=free)
    hand = make(p, "曲笛", "三弦", "板", seed=seed)
    for k in range(60):
        hand.place(Place(
            float(k * 0.02 + rng.normal(0, 0.05)), int(rng.integers(-1, 8)), rng.random(),
            bool(rng.random() < 0.2), float(rng.uniform(0.4, 3)), float(rng.uniform(-1, 9)), 0.0,
        ))  # fmt: skip
        sound = hand.render(int(rng.integers(0, 2000)))
        assert np.isfinite(sound).all() and (np.abs(sound) < 1).all()
