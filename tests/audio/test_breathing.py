"""Breath at a marked 气口: present, early, absent."""

from dataclasses import replace

import numpy as np
import pytest

from audio import breath, faults, onset, pitch, synth
from audio.breathing import breaths
from audio.contour import Contour
from audio.files import RATE
from audio.grade import grade
from audio.reading import Read
from content.stream import Stream


def take(*silences, onsets=(0.5, 2.0, 3.5)):
    """Three notes, silent where told."""
    pitch = np.full(500, 62.0)
    for a, b in ((0, onsets[0]), *silences):
        pitch[round(a * 100) : round(b * 100)] = np.nan
    on = np.array(onsets)
    return Contour(pitch, np.ones(500)), Read(on, on + 1.0, on, on, on, on)


def taken(*silences, sigh=None):
    heard, sung = take(*silences)
    stream = None
    if sigh:
        times = np.arange(0, 5, 0.01)
        values = ((times >= sigh[0]) & (times < sigh[1])).astype(float)
        stream = Stream(times, values, np.ones(500))
    return breaths(heard, stream, sung, np.array([True, False, True]))


def test_present_absent_early():
    assert taken((1.6, 2.0)) == ("present", None, None)
    assert taken() == ("absent", None, None)
    assert taken((1.1, 1.5)) == ("early", None, None)
    assert taken((1.1, 1.4), (1.7, 2.0)) == ("present", None, None)


def test_a_consonant_is_no_breath_but_a_short_one_that_is_heard_is():
    assert taken((1.9, 2.0)) == ("absent", None, None)
    assert taken((1.9, 2.0), sigh=(1.9, 2.0)) == ("present", None, None)
    assert taken((1.9, 2.0), sigh=(0.1, 0.3)) == ("absent", None, None)


def test_before_a_note_that_is_missing_nothing_is_said():
    heard, sung = take()
    sung.onset[1] = np.nan
    assert breaths(heard, None, sung, np.array([True, True, False])) == (None, None, None)


@pytest.mark.parametrize("ms", [200, 400, 900])
def test_a_breath_before_the_next_word_is_present(ms):
    assert taken((2.0 - ms / 1000, 2.0))[0] == "present"


@pytest.mark.parametrize(("breathed", "told"), [(True, "present"), (False, "absent")])
def test_a_voice_that_breathes_where_it_is_marked(phrases, breathed, told):
    rng, marks = np.random.default_rng(2), {4, 8, 12}
    notes = faults.adorned(phrases[2].plain(), rng)
    if breathed:
        notes = faults.breathed(notes, {i + 1 for i in marks}, 0.35)
    samples = synth.sing(notes, rng).samples.copy()
    for note in notes if breathed else ():
        if note.index and note.index - 1 in marks:
            end = int((note.onset - note.consonant - 0.05) * RATE)
            air = 0.02 * rng.standard_normal(RATE // 5) * np.hanning(RATE // 5)
            samples[end - RATE // 5 : end] += air.astype(np.float32)
    f0 = pitch.track(samples)
    asked = [replace(n, breath=i in marks) for i, n in enumerate(phrases[2].notes)]
    heard = breath.breaths(samples, f0)
    found = grade(asked, f0, onset.onsets(samples), breath=heard)
    assert [found.notes[i].breath for i in sorted(marks)] == [told] * 3
    assert (found.adorned, found.score > 95) == ((1.0, True) if breathed else (0.0, False))
