"""The accompaniment goes with the singer, decided 150 ms before it sounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.accompany import Accompanist, Stem, Strand
from audio.follow_takes import drifting
from audio.place import Place
from audio.tone import RATE, Tone
from bench import audio_accompany as measure
from tests.audio.accompanying import (
    LAG,
    NONE,
    lengths,
    level,
    make,
    part,
    places,
    played,
    strand,
    warped,
)
from tests.audio.by_ear import clicks


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
