"""A master's recorded accompaniment in the place of the flute: cut, slowed, moved to the key."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile
import soxr

from audio import pitch
from audio.accompany import Stem
from audio.contour import midi
from audio.instruments import perform
from audio.tone import RATE
from lessons import asked as asking
from lessons import comparing, playing, registry
from lessons.playing import Playing

LIBRARY = registry.library()


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """閒庭院 with a stem of the whole aria: here a flute stands for the master's."""
    path = tmp_path_factory.mktemp("stem") / "stem.wav"
    whole = asking.ask(LIBRARY, "kunqu/bubujiao")
    (flute,) = playing.flute(whole, Playing())
    tones = [t for t in flute.tones if t.onset < 60]
    soundfile.write(path, 0.3 * perform("曲笛", tones, 1), RATE)
    return replace(asking.ask(LIBRARY, "kunqu/bubujiao", "xian_ting_yuan"), stem=path)


def first_pitch(samples, seconds):
    """The median pitch of the first `seconds`, as a MIDI number."""
    part = soxr.resample(samples[: round(seconds * RATE)].astype(np.float32), RATE, 16_000)
    return float(np.nanmedian(midi(pitch.track(part).values)))


@pytest.mark.parametrize("how", [Playing(), Playing(tempo=0.5), Playing(key=-2)])
def test_a_stem_sounds_where_the_phrase_begins_in_tempo_and_key(asked, how):
    start, _clock = playing.start(asked, how, along=True, speakers=False)
    stem, *rest = start.lines
    assert isinstance(stem, Stem) and [line.instrument for line in rest] == ["板"]
    part = playing.part(asked, how)
    length = part.melody.onsets[-1] + part.melody.lengths[-1]
    assert len(stem.samples) / RATE == pytest.approx(length, rel=0.01)
    heard = first_pitch(stem.samples, part.melody.onsets[1])
    assert heard == pytest.approx(part.melody.pitches[0], abs=0.25)


def test_without_a_stem_the_flute_plays(asked):
    start, _clock = playing.start(replace(asked, stem=None), Playing(), True, False)
    assert [line.instrument for line in start.lines] == ["曲笛", "板"]


def test_a_private_text_is_not_played_to_another_texts_stem(asked):
    score = LIBRARY.score(asked.lesson.score)
    own = asking.ask(LIBRARY, "kunqu/bubujiao", "xian_ting_yuan", score=score)
    assert own.stem is None


def test_a_teachers_recording_is_heard_slower_at_its_own_pitch(asked):
    whole = replace(asked, recordings=(asked.stem,))
    plain, slow = (comparing.master(whole, how) for how in (Playing(), Playing(tempo=0.5)))
    assert len(slow) / len(plain) == pytest.approx(2.0, rel=0.01)
    assert first_pitch(slow, 4.0) == pytest.approx(first_pitch(plain, 2.0), abs=0.1)
