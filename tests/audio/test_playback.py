"""Mine, the master's, both: what is cut, and where the two meet."""

import numpy as np
import pytest

from audio.mixer import TARGET, loudness
from audio.playback import BEFORE, Heard, alone, both
from audio.tone import RATE


def take(starts, length=0.4, rate=16_000, hertz=330.0, gain=0.3, seconds=6.0):
    """A take of tones that begin sharply at `starts` (NaN: not sung)."""
    t = np.arange(round(seconds * rate)) / rate
    on = sum(((t >= s) & (t < s + length)) for s in starts if not np.isnan(s))
    samples = (gain * on * np.sin(2 * np.pi * hertz * t)).astype(np.float32)
    starts = np.array(starts)
    return Heard(samples, rate, starts, starts + length)


def begins(sound):
    """Seconds at which the tones in a sound begin."""
    loud = np.abs(sound) > 0.25 * np.abs(sound).max()
    quiet = int(0.05 * RATE)
    at = np.flatnonzero(loud)
    return at[np.diff(at, prepend=-RATE) > quiet] / RATE


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_a_span_is_cut_out_at_its_notes(rate):
    sound = alone(take([1.0, 2.0, 3.0, 4.0], rate=rate), 1, 2)
    assert sound.dtype == np.float32
    assert begins(sound) == pytest.approx([BEFORE, BEFORE + 1.0], abs=0.003)
    assert len(sound) / RATE == pytest.approx(1.0 + 0.4 + BEFORE + 0.1, abs=0.001)
    assert abs(sound[0]) < 0.01 and abs(sound[-1]) < 0.01


def test_a_note_at_the_very_start_or_end_has_silence_around_it():
    sound = alone(take([0.0, 5.7]), 0, 1)
    assert begins(sound) == pytest.approx([BEFORE, BEFORE + 5.7], abs=0.003)


def test_what_was_not_sung_gives_no_sound():
    nothing = take([np.nan, np.nan, 1.0])
    assert len(alone(nothing, 0, 1)) == 0
    assert len(both(nothing, take([1.0, 2.0, 3.0]), 0, 1)) == 0


def test_quiet_and_loud_takes_sound_equally_loud():
    for gain in (0.02, 0.9):
        assert loudness(alone(take([1.0, 2.0], gain=gain), 0, 1)) == pytest.approx(TARGET, abs=1)


def test_both_meet_at_the_first_note_that_both_have():
    mine = take([np.nan, 1.3, 2.5], hertz=330.0)
    master = take([0.5, 1.0, 2.0], hertz=880.0)
    sound = both(mine, master, 0, 2)
    # the master begins half a second before they meet, then each goes at his own pace
    parts = [begins(_only(sound, h)) for h in (330.0, 880.0)]
    assert parts[1] == pytest.approx([BEFORE, BEFORE + 0.5, BEFORE + 1.5], abs=0.02)
    assert parts[0] == pytest.approx([BEFORE + 0.5, BEFORE + 1.7], abs=0.02)
    assert np.abs(sound).max() <= 1


def _only(sound, hertz):
    """What of the sound lies within 100 Hz of `hertz`."""
    spectrum = np.fft.rfft(sound)
    bins = np.fft.rfftfreq(len(sound), 1 / RATE)
    return np.fft.irfft(np.where(np.abs(bins - hertz) < 100, spectrum, 0), len(sound))
