"""The asked accuracy of f0 on the takes of the bench, mir_eval judging.

A voiced frame that is left without a pitch counts as wrong here (mir_eval gets 0 Hz for it).
"""

import mir_eval
import numpy as np
import pytest

from audio import conditions, live, mpm, pitch
from audio.contour import midi
from audio.files import RATE
from bench import audio_set

EXCERPT = 6.0  # seconds of each take that are heard live


@pytest.fixture(scope="module", autouse=True)
def _data(eval_data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUIMO_EVAL_DATA", str(eval_data))
        yield


def accuracy(sung, times, hertz):
    judged = mir_eval.melody.evaluate(
        sung.times, np.nan_to_num(sung.hertz), times, np.nan_to_num(hertz)
    )
    return 100 * judged["Raw Pitch Accuracy"]


def offline(condition, speakers=False):
    found = []
    for sung in audio_set.heard(condition):
        f0 = pitch.track(sung.samples, speakers)
        found.append((sung, f0.times, f0.values))
    return found


@pytest.fixture(scope="module")
def clean():
    return offline("clean")


@pytest.fixture(scope="module")
def room():
    return offline("room")


def mean(found):
    return np.mean([accuracy(*one) for one in found])


def test_clean(clean):
    assert mean(clean) >= 99
    assert accuracy(*clean[0]) >= 97  # the real singer


def test_in_the_room(room):
    assert mean(room) >= 91
    assert accuracy(*room[0]) >= 94


def test_beside_a_flute_the_second_opinion_is_needed_and_enough():
    assert mean(offline("leak", speakers=True)) >= 93
    assert mean(offline("leak")) < 93


def test_live():
    found = []
    for sung in audio_set.takes():
        heard = live.Analyser(speakers=False).push(sung.samples[: int(EXCERPT * RATE)])
        known = sung.times <= heard.times[-1]
        part = audio_set.Sung(sung.name, sung.samples, sung.times[known], sung.hertz[known], ())
        found.append((part, heard.times, heard.hertz))
    assert mean(found) >= 98


def test_the_bench_judges_as_mir_eval_does(clean, room):
    for sung, times, hertz in [*clean, *room]:
        own = 100 * np.mean(audio_set.right(sung, times, hertz))
        assert own == pytest.approx(accuracy(sung, times, hertz), abs=0.3)


def test_the_phrases_have_all_that_makes_a_voice_hard_to_follow():
    rises, swings, turns = [], [], []
    for sung in audio_set.takes()[1:]:
        assert len(sung.notes) == audio_set.NOTES
        pitches = midi(sung.hertz)
        assert np.isnan(sung.hertz[int(sung.notes[0][0] * 1000) :]).mean() > 0.03  # consonants
        for onset, duration, pitch_sung in sung.notes:
            a, b = round(1000 * onset), round(1000 * (onset + duration))
            bend = pitches[a : b - 80] - pitch_sung  # what leads to the next note left out
            rises.append(bend[5] < -0.7 and np.isnan(pitches[a - 5]))
            if duration > 0.65:
                swings.append(np.nanmax(bend[400:]) - np.nanmin(bend[400:]) > 0.5)
                turns.append(np.nanmax(bend) > 1.7)
    assert sum(rises) >= 10  # scoops up to a note after silence
    assert sum(swings) >= 0.7 * len(swings) and len(swings) >= 15  # vibrato or a turn
    assert sum(turns) >= 0.4 * len(turns)  # 擞 or 豁


def level(x):
    return 10 * np.log10(np.mean(np.square(x, dtype=np.float64)))


def test_the_talk_is_ten_decibels_below_the_voice():
    rng, t = np.random.default_rng(0), np.arange(2 * RATE) / RATE
    voice = 0.1 * np.sin(2 * np.pi * 300 * t)
    mixed = conditions._mixed(voice, conditions.babble(len(voice), rng), conditions.BABBLE_DB)
    assert level(mixed - voice) - level(voice) == pytest.approx(-10, abs=0.5)


def test_the_room_dies_away_by_sixty_decibels_in_its_time():
    tail = np.square(conditions._tail(np.random.default_rng(0)))
    left = np.cumsum(tail[::-1])[::-1]  # Schroeder: the energy still to come
    fall = 10 * np.log10(left / left[0])
    at = [np.flatnonzero(fall < db)[0] / RATE for db in (-5, -35)]
    assert 2 * (at[1] - at[0]) == pytest.approx(0.6, abs=0.03)


def test_a_condition_moves_nothing_in_time():
    click = np.zeros(RATE, np.float32)
    click[4000] = 0.5
    heard = conditions.room(click, np.random.default_rng(1))
    assert len(heard) == len(click) and heard.dtype == np.float32
    assert np.argmax(np.abs(heard)) == 4000


def test_the_flute_sounds_an_octave_above_its_notes():
    quiet = 1e-3 * np.ones(2 * RATE, np.float32)
    heard = conditions.leak(quiet, [(0.5, 1.0, 62.0)], np.random.default_rng(0))[RATE // 2 :]
    found = mpm.periods(heard, np.arange(0.2, 0.9, 0.05))
    assert np.median(midi(found.hertz)) == pytest.approx(74, abs=0.1)
