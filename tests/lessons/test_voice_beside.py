"""Long notes beside the master's: the same recording lies on itself, a score has none."""

import numpy as np
import pytest
import soundfile

from audio import faults, synth
from content.take import Take
from lessons import registry
from lessons.asked import ask
from lessons.report import beside as drawn
from lessons.report.shapes import Polyline
from lessons.scorers import voice
from lessons.voice_notes import score_notes


@pytest.fixture(scope="module")
def asked():
    return ask(registry.library(), "kunqu/bubujiao", "xian_ting_yuan").reference


@pytest.fixture(scope="module")
def samples(asked):
    notes = [n.note for n in score_notes(asked.score)]
    sung = faults.plain(
        [n.onset for n in notes], [n.duration for n in notes], [n.pitch for n in notes], {0, 5, 8}
    )
    return synth.sing(faults.stretched(sung, 0.6), np.random.default_rng(6)).samples


def judged(reference, samples):
    return voice.judge(reference, Take("x", "", "", streams=voice.listen(samples)))[1]


def test_the_same_recording_lies_on_itself(samples, tmp_path):
    soundfile.write(tmp_path / "teacher.wav", samples, 16_000)
    curve = judged(voice.teacher([tmp_path / "teacher.wav"]), samples)
    assert 1 <= len(curve.beside) <= 3
    for note in curve.beside:
        both = note.tone_mine.values, note.tone_master.values
        assert np.nanmax(np.abs(both[0] - both[1])) < 0.5
        assert note.swell_master.values.max() == 0.0
    strokes = [s for s in drawn.page(curve.beside).shapes if isinstance(s, Polyline)]
    assert len(strokes) >= 4 * len(curve.beside)


def test_a_score_has_no_voice_to_lie_beside(asked, samples):
    assert judged(asked, samples).beside == ()
