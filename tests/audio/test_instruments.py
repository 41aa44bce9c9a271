"""The stand-in instruments: in tune, without clicks, and the same to the bit."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from audio import mpm, onset, pitch
from audio.files import RATE as HEARD
from audio.instruments import perform, player
from audio.tone import RATE, Tone, hertz
from tests.audio.by_ear import strongest

TUNED = ("曲笛", "三弦", "琵琶")
ALL = (*TUNED, "板", "单皮鼓")
RUN = [Tone(0.05 + 0.3 * i, 0.3, 58 + (5 * i) % 17, slur=i % 3 > 0) for i in range(16)]


def level(sound):
    return np.sqrt(np.mean(np.square(sound)))


@pytest.mark.parametrize("instrument", TUNED)
@pytest.mark.parametrize("midi", [50, 57.3, 62, 69, 76, 86])
def test_a_note_has_the_pitch_it_names(instrument, midi):
    sound = perform(instrument, [Tone(0.0, 1.0, midi)], 3)
    part = sound[round(0.08 * RATE) : round(0.58 * RATE)]
    cents = 1200 * np.log2(strongest(part, hertz(midi)) / hertz(midi))
    assert abs(cents) < 1


@pytest.mark.parametrize("instrument", TUNED)
def test_its_periods_are_heard_within_three_cents(instrument):
    tones = [Tone(0.2 + 0.8 * i, 0.8, p) for i, p in enumerate((57, 62, 64, 69, 71, 74))]
    sound = soxr.resample(perform(instrument, tones, 1), RATE, HEARD).astype(np.float32)
    for tone in tones:
        starts = np.arange(tone.onset + 0.15, tone.onset + 0.5, 0.02)
        frames = [sound[round(s * HEARD) :][: mpm.WINDOW] for s in starts]
        cents = 1200 * np.log2(mpm.of_frames(np.array(frames)).hertz / hertz(tone.pitch))
        assert abs(np.median(cents)) < 3


@pytest.mark.parametrize("instrument", ALL)
def test_the_same_seed_sounds_the_same_to_the_bit(instrument):
    once, again, other = (perform(instrument, RUN, seed) for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


@pytest.mark.parametrize(("instrument", "most"), [
    ("曲笛", 0.07), ("三弦", 0.25), ("琵琶", 0.25), ("板", 0.2), ("单皮鼓", 0.1),
])  # fmt: skip
def test_nothing_clicks_and_nothing_clips(instrument, most):
    # a steady flute at the highest note of the run moves by 0.067 from sample to sample
    sound = perform(instrument, RUN, 5)
    assert np.abs(np.diff(sound, prepend=0.0)).max() < most
    assert 0.1 < np.abs(sound).max() < 0.6
    assert np.abs(sound[: round(0.05 * RATE)]).max() == 0
    assert np.abs(sound[-100:]).max() < 0.003


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(ALL),
    st.lists(st.integers(0, 3000), min_size=1, max_size=12),
    st.integers(0, 9000),
)
def test_blocks_of_any_size_sound_the_same(instrument, sizes, release):
    def sounded(cuts):
        hand = player(instrument, 0)
        hand.strike(Tone(0, 1, 62, roll=True))
        parts, at = [], 0
        for cut in sorted({*cuts, release, 12000}):
            parts.append(hand.sound(cut - at))
            at = cut
            if cut == release:
                hand.release()
        return np.concatenate(parts)

    assert np.array_equal(sounded(np.cumsum(sizes).clip(0, 12000).tolist()), sounded([]))


def test_a_slur_is_one_breath_and_a_new_word_another():
    def weakest(slur):
        tones = [Tone(0, 0.5, 62), Tone(0.5, 0.5, 66, slur=slur)]
        sound = perform("曲笛", tones, 0)
        frames = sound[round(0.3 * RATE) : round(0.8 * RATE)].reshape(-1, 480)
        return np.sqrt(np.mean(frames**2, axis=1)).min() / level(frames)

    assert weakest(slur=True) > 0.8
    assert weakest(slur=False) < 0.3


def test_a_note_begun_before_the_last_one_ended_sounds_on():
    sound = perform("曲笛", [Tone(0, 0.6, 62), Tone(0.5, 1.0, 66)], 0)
    assert level(sound[round(0.9 * RATE) : round(1.4 * RATE)]) > 0.05


def test_a_slur_glides_between_its_notes():
    sound = perform("曲笛", [Tone(0, 0.5, 62), Tone(0.5, 0.5, 66, slur=True)], 0)
    heard = pitch.track(soxr.resample(sound, RATE, HEARD).astype("f4"))
    midi = 69 + 12 * np.log2(heard.values / 440)
    between = (midi > 62.4) & (midi < 65.6)
    when = heard.times[between]
    assert len(when) and when.min() > 0.48 and when.max() < 0.60


def test_a_pluck_rings_until_the_finger_lies_on_it():
    for instrument in ("三弦", "琵琶"):
        free = perform(instrument, [Tone(0, 2.0, 62)], 0)
        short = perform(instrument, [Tone(0, 0.3, 62)], 0)
        late = slice(round(0.5 * RATE), round(0.6 * RATE))
        assert level(free[late]) > 0.05 * level(free[: round(0.1 * RATE)])
        assert level(short[late]) < 0.1 * level(free[late])


def test_a_string_left_alone_stands_still():
    for instrument in ("三弦", "琵琶"):
        hand = player(instrument, 0)
        hand.strike(Tone(0, 1, 62))
        hand.sound(RATE)
        hand.release()
        hand.sound(12 * RATE)
        assert not hand.sound(480).any()


def test_the_skin_of_the_sanxian_dies_sooner_than_the_pipa_rings():
    kept = {}
    for instrument in ("三弦", "琵琶"):
        sound = perform(instrument, [Tone(0, 2.0, 62)], 0)
        kept[instrument] = level(sound[RATE : RATE + 4800]) / level(sound[:4800])
    assert kept["三弦"] < 0.5 * kept["琵琶"]


def test_lunzhi_is_a_row_of_plucks():
    def plucks(roll):
        sound = perform("琵琶", [Tone(0.2, 1.7, 69, roll=roll)], 0)
        return len(onset.onsets(soxr.resample(sound, RATE, HEARD).astype("f4")).times)

    assert plucks(roll=False) == 1
    assert 15 <= plucks(roll=True) <= 22


def test_a_breath_comes_before_the_flute_is_full():
    sound = perform("曲笛", [Tone(0.1, 1.0, 69)], 0)
    at = lambda s: level(sound[round(s * RATE) : round((s + 0.01) * RATE)])  # noqa: E731
    assert at(0.10) < 0.05 * at(0.5)
    assert at(0.2) > 0.9 * at(0.5)


@pytest.mark.parametrize("instrument", ALL)
@pytest.mark.parametrize("midi", [0, 20, 115, 140])
def test_a_pitch_that_no_string_has_is_no_fault(instrument, midi):
    sound = perform(instrument, [Tone(0.0, 0.3, midi)], 0)
    assert np.isfinite(sound).all() and 0.01 < np.abs(sound).max() < 1
