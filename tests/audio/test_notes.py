"""The notes of a recording, found without a score."""

import mir_eval
import numpy as np
import pytest

from audio.contour import midi
from audio.notes import notes
from content.stream import Stream

NONE = Stream(np.empty(0), np.empty(0), np.empty(0))


def test_exact_notes_are_found(stream):
    asked = [(0.3, 1.0, 62.0), (1.0, 1.6, 66.2), (1.8, 2.6, 66.2), (2.6, 3.0, 59.0)]
    found = notes(stream(asked), NONE)
    assert [n.pitch for n in found] == pytest.approx([a[2] for a in asked], abs=0.02)
    assert [n.onset for n in found] == pytest.approx([a[0] for a in asked], abs=0.03)
    assert [n.duration for n in found] == pytest.approx([b - a for a, b, _p in asked], abs=0.04)


def test_vibrato_is_one_note():
    times = np.arange(0, 3, 0.01)
    hertz = 330 * 2 ** (0.8 / 12 * np.sin(2 * np.pi * 5.5 * times))
    found = notes(Stream(times, hertz, np.ones(len(times))), NONE)
    assert len(found) == 1
    assert found[0].pitch == pytest.approx(midi(np.array([330.0]))[0], abs=0.05)


def test_a_struck_onset_parts_a_held_pitch(stream):
    struck = Stream(np.array([0.9]), np.array([1.5]), np.array([1.0]))
    found = notes(stream([(0.3, 1.6, 64.0)]), struck)
    assert [n.onset for n in found] == pytest.approx([0.3, 0.9], abs=0.02)


def test_silence_has_no_notes(stream):
    assert notes(stream([(0.5, 0.52, 60.0)]), NONE) == ()
    assert notes(Stream(np.arange(9) / 9, np.full(9, np.nan), np.zeros(9)), NONE) == ()


def test_the_test_voice_is_segmented(bare):
    for performance in bare[:3]:
        found = notes(performance.f0, performance.onsets)
        asked = [(n.onset, n.onset + n.duration) for n in performance.sung]
        hertz = [440 * 2 ** ((n.pitch - 69) / 12) for n in performance.sung]
        f = _f_measure(np.array(asked), np.array(hertz), found)
        assert f > 0.9


def test_a_singer_is_segmented_as_annotators_do(listen, eval_data):
    f0, onsets = listen(eval_data / "audio/vocadito/Audio/vocadito_1.wav")
    found = notes(f0, onsets)
    for name in ("A1", "A2"):
        rows = annotated(eval_data, name)
        spans = np.stack([rows[:, 0], rows[:, 0] + rows[:, 2]], axis=1)
        assert _f_measure(spans, rows[:, 1], found) > 0.8  # the two agree by 0.86


def annotated(eval_data, name):
    folder = eval_data / "audio/vocadito/Annotations/Notes"
    return np.loadtxt(folder / f"vocadito_1_notes{name}.csv", delimiter=",")


def _f_measure(spans, hertz, found):
    heard = np.array([(n.onset, n.onset + n.duration) for n in found])
    pitch = np.array([440 * 2 ** ((n.pitch - 69) / 12) for n in found])
    return mir_eval.transcription.precision_recall_f1_overlap(
        spans, hertz, heard, pitch, offset_ratio=None
    )[2]
