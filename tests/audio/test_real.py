"""Real singing: an annotated singer, and jingju teachers with their students."""

import numpy as np
import pytest

from audio.grade import grade
from audio.graded import ReferenceNote
from audio.notes import notes
from content.model import Status

PAIRS = ("01", "02", "03", "04")


def rank(found):
    return -1.0 if found.score is None else found.score


@pytest.mark.parametrize("name", ["A1", "A2"])
def test_a_singer_is_read_as_annotators_do(listen, eval_data, name):
    folder = eval_data / "audio/vocadito"
    rows = np.loadtxt(folder / f"Annotations/Notes/vocadito_1_notes{name}.csv", delimiter=",")
    asked = [ReferenceNote(t, d, 69 + 12 * np.log2(h / 440), Status.DERIVED) for t, h, d in rows]
    found = grade(asked, *listen(folder / "Audio/vocadito_1.wav"))
    onsets = np.array([n.onset for n in found.notes])
    late = np.abs(onsets - rows[:, 0]) * 1000
    assert found.cents_median <= 5
    assert np.nanpercentile(np.abs([n.cents for n in found.notes]), 90) <= 22
    assert np.nanpercentile(late, 90) <= 45
    assert np.nanmedian(late) <= 12
    assert np.mean(np.isnan(onsets)) <= 0.03
    assert found.score > 98


@pytest.fixture(scope="module")
def jingju(listen, eval_data):
    folder = eval_data / "audio/smc2016"
    heard = {
        (pair, who): listen(folder / pair / f"{who}.mp3")
        for pair in PAIRS
        for who in ("teacher", "student")
    }
    references = {
        pair: [
            ReferenceNote(n.onset, n.duration, n.pitch, Status.DERIVED)
            for n in notes(*heard[pair, "teacher"])
        ]
        for pair in PAIRS
    }
    return heard, references


@pytest.mark.parametrize("pair", PAIRS)
def test_teacher_above_student_above_another_phrase(jingju, pair):
    heard, references = jingju
    own = grade(references[pair], *heard[pair, "teacher"])
    student = grade(references[pair], *heard[pair, "student"])
    others = [
        grade(references[pair], *heard[other, who])
        for other in PAIRS
        if other != pair
        for who in ("teacher", "student")
    ]
    assert own.score > 97 and own.cents_median < 3
    assert student.score is not None and student.coverage > 0.85
    assert own.score - student.score > 5
    assert all(rank(student) > rank(o) for o in others)
    assert all(o.withheld in ("coverage", "text") for o in others)
    assert student.coverage > max(o.coverage for o in others)
    assert student.likeness > 0.1 + max(o.likeness for o in others)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_student_sings_lower_as_the_research_found(jingju, pair):
    heard, references = jingju
    student = grade(references[pair], *heard[pair, "student"])
    assert -2.7 <= student.key <= -1.4
    assert 0.8 <= student.ratio <= 1.35
