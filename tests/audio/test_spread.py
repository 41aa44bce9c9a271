"""Several takes of one master: their middle is the reference, their spread the tolerance."""

import numpy as np
import pytest

from audio.grade import grade
from audio.spread import CENTS_FLOOR, WIDE, Heard, Lineage, OtherText, recorded, together
from content.stream import Stream

ONSETS = np.array([0.0, 0.8, 1.4, 2.4, 3.2, 4.0, 5.0, 5.8, 6.6, 7.6])
LENGTHS = np.array([0.8, 0.6, 1.0, 0.8, 0.8, 1.0, 0.8, 0.8, 1.0, 0.9])
PITCHES = np.array([62, 66, 64, 69, 66, 64, 62, 59, 57, 62])
NONE = Stream(np.empty(0), np.empty(0), np.empty(0))


def sung(cents=None, late=None, key=0.0, pitches=PITCHES, skip=()):
    times = np.arange(0, 10, 0.01)
    hertz = np.full(len(times), np.nan)
    cents, late = cents or {}, late or {}
    for i, (o, d, p) in enumerate(zip(ONSETS, LENGTHS, pitches, strict=True)):
        if i in skip:
            continue
        a = 0.5 + o + late.get(i, 0)
        level = p + key + cents.get(i, 0) / 100
        within = (times >= a - 1e-9) & (times < 0.5 + o + d - 0.08)
        hertz[within] = 440 * 2 ** ((level - 69) / 12)
    return Heard(Stream(times, hertz, np.where(np.isnan(hertz), 0, 0.95)), NONE)


def test_one_take_is_its_own_reference():
    one = together(Lineage((sung(),)))
    assert one == recorded(sung()) and {n.cents_spread for n in one} == {0.0}
    assert [n.pitch for n in one] == pytest.approx(PITCHES, abs=0.01)
    assert len(one[0].curve) == pytest.approx(72, abs=2)


def test_what_a_master_does_differently_each_time_is_tolerated():
    takes = (sung(), sung({3: -70}, {5: 0.24}), sung({3: 50}, {5: -0.1}, key=1.0))
    found = together(Lineage(takes))
    assert found[3].cents_spread > 100 and found[5].ms_spread > 200
    assert found[1].cents_spread == WIDE * CENTS_FLOOR
    learner = sung({3: -55, 1: -55}, key=-3)
    strict, lenient = (
        grade(notes, learner.f0, learner.onsets) for notes in (recorded(takes[0]), found)
    )
    assert lenient.notes[3].pitch_cost == 0 < strict.notes[3].pitch_cost
    assert lenient.notes[1].pitch_cost == pytest.approx(strict.notes[1].pitch_cost, rel=0.1)


def test_the_middle_of_the_takes_is_the_reference():
    found = together(Lineage((sung({4: 60}), sung(), sung(), sung())))
    assert found[4].pitch == pytest.approx(PITCHES[4], abs=0.02)


def test_a_note_that_most_takes_leave_out_is_not_of_the_piece():
    full, without = sung(), sung(skip={2})
    assert len(together(Lineage((full, without, without)))) == 9
    assert len(together(Lineage((full, without, full)))) == 10


def test_another_text_is_never_mixed_in():
    other = sung(pitches=PITCHES[::-1] + np.array([0, 5, -3, 4, 0, -5, 2, 7, -4, 1]))
    with pytest.raises(OtherText) as caught:
        together(Lineage((sung(), sung(), other)))
    assert caught.value.index == 2


def test_onsets_of_the_middle_still_rise():
    takes = [sung(late={2: 0.25}), sung(late={2: -0.3}), sung(late={2: -0.35})]
    found = together(Lineage(tuple(takes)))
    onsets = [n.onset for n in found]
    assert onsets == sorted(onsets) and all(n.duration > 0 for n in found)
