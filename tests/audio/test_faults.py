"""What the faults do to a list of notes."""

import numpy as np
import pytest

from audio import faults


@pytest.fixture
def notes():
    return faults.plain([0.0, 1.0, 2.0, 3.0], [1.0] * 4, [62, 64, 62, 67], {0, 2})


def test_plain_notes_leave_room_for_the_consonant(notes):
    assert [n.index for n in notes] == [0, 1, 2, 3]
    assert notes[0].onset == faults.START
    assert notes[1].duration == pytest.approx(1 - faults.CONSONANT)
    assert notes[0].duration == 1.0


def test_flat(notes):
    assert [n.pitch for n in faults.flat(notes, {1}, 50)] == [62, 63.5, 62, 67]


def test_a_late_note_ends_on_time_and_the_one_before_is_held(notes):
    late = faults.late(notes, {1}, 0.1)
    assert late[1].onset == pytest.approx(notes[1].onset + 0.1)
    assert late[1].onset + late[1].duration == pytest.approx(notes[1].onset + notes[1].duration)
    assert late[0].duration == pytest.approx(1.1)
    assert late[2] == notes[2]


def test_left_out_and_transposed(notes):
    assert [n.index for n in faults.left_out(notes, {0, 3})] == [1, 2]
    assert faults.transposed(notes, 7)[3].pitch == 74


def test_stretched_keeps_the_consonants(notes):
    slow = faults.stretched(notes, 2.0)
    assert np.diff([n.onset for n in slow]) == pytest.approx([2, 2, 2])
    assert slow[2].consonant == faults.CONSONANT
    assert slow[1].duration == pytest.approx(2 - 2 * faults.CONSONANT)


def test_breath_moves_all_that_follows(notes):
    assert [n.onset for n in faults.breathed(notes, {2}, 0.5)] == pytest.approx([0.5, 1.5, 3, 4])


def test_embroidery_fills_the_last_third(notes):
    fuller = faults.embroidered(notes, {0}, 2)
    assert [n.index for n in fuller] == [0, None, 1, 2, 3]
    assert fuller[1].pitch == 64 and fuller[1].onset == pytest.approx(0.5 + 2 / 3)


def test_rubato_keeps_the_order_and_the_same_state_gives_the_same(notes):
    a = faults.rubato(notes, np.random.default_rng(1), 0.3, 2.0)
    assert a == faults.rubato(notes, np.random.default_rng(1), 0.3, 2.0)
    assert all(x.onset < y.onset for x, y in zip(a, a[1:], strict=False))
    assert a[3].onset != pytest.approx(notes[3].onset, abs=0.01)


def test_adorned_keeps_pitch_and_place(notes):
    rich = faults.adorned(notes, np.random.default_rng(0))
    assert [(n.onset, n.pitch, n.duration) for n in rich] == [
        (n.onset, n.pitch, n.duration) for n in notes
    ]
    assert any(n.vibrato[0] > 0 for n in rich)
