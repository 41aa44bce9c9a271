"""Faults sung on purpose are read back; what is free costs nothing. Figures: issues 2 and 3."""

from dataclasses import replace

import numpy as np
import pytest

from audio import conditions, faults, onset, pitch, swell, synth
from audio.grade import grade

FLAT = 5  # of 18 notes: 30 %
LATE = 4  # of 18 notes: 25 %
FEW = 3  # phrases, where each of them is compared with itself; the bench sings all


def _hit(performances, pick, n, value):
    return [
        getattr(p.grade.notes[i], value)
        for seed, p in enumerate(performances)
        for i in pick(seed, n)
        if not p.grade.notes[i].missing
    ]


@pytest.mark.parametrize(("cents", "ms"), [(30, 50), (50, 100), (100, 200)])
def test_flat_and_late_notes_are_read_back_beside_each_other(sing, pick, cents, ms):
    def change(notes, low, behind):
        return faults.late(faults.flat(notes, low, cents), behind, ms / 1000)

    performances = sing(change, FLAT, LATE, first=4)
    late = _hit(performances, pick, LATE, "late_ms")
    assert len(late) == LATE * len(performances)
    assert np.median(late) == pytest.approx(ms, abs=10)
    flat = _hit(performances, pick, FLAT, "cents")
    assert len(flat) == FLAT * len(performances)
    assert np.median(flat) == pytest.approx(-cents, abs=5)
    assert np.percentile(np.abs(np.array(flat) + cents), 90) < 12
    others = [
        abs(n.cents)
        for seed, p in enumerate(performances)
        for i, n in enumerate(p.grade.notes)
        if i not in pick(seed, FLAT) and not n.missing
    ]
    assert np.median(others) < 5
    if cents >= 50:
        lows = [f for p in performances for f in p.grade.notes if f.pitch_cost > 0.1]
        assert len(lows) >= 0.9 * len(flat)


@pytest.mark.parametrize("ms", [50, 100, 200])
def test_late_notes_are_read_back_in_a_room_full_of_talk(phrases, pick, ms):
    read = []
    for seed, phrase in enumerate(phrases[:4]):
        rng = np.random.default_rng(seed)
        which = pick(seed, LATE)
        notes = faults.late(faults.adorned(phrase.plain(), rng), which, ms / 1000)
        samples = conditions.room(synth.sing(notes, rng).samples, np.random.default_rng(seed))
        heard = pitch.track(samples), onset.onsets(samples)
        found = grade(phrase.notes, *heard, loudness=swell.loudness(samples))
        read += [found.notes[i].late_ms for i in which if not found.notes[i].missing]
    assert len(read) >= 0.9 * LATE * 4
    assert np.median(read) == pytest.approx(ms, abs=25)


def test_notes_left_out_are_found_and_no_others(sing, pick):
    performances = sing(faults.left_out, 3)
    lost = [p.grade.notes[i].missing for s, p in enumerate(performances) for i in pick(s, 3)]
    kept = [
        n.missing
        for s, p in enumerate(performances)
        for i, n in enumerate(p.grade.notes)
        if i not in pick(s, 3)
    ]
    assert np.mean(lost) >= 0.9
    assert np.mean(kept) <= 0.02


def test_a_perfect_rendition_misses_nothing(as_written, bare):
    for performances in (as_written, bare):
        assert not any(n.missing for p in performances for n in p.grade.notes)
        assert np.median([p.grade.cents_median for p in performances]) < 3
        assert np.median([p.grade.late_ms_median for p in performances]) < 10


def test_ornaments_cost_nothing(as_written, bare):
    for adorned, plain in zip(as_written, bare, strict=True):
        assert adorned.grade.score >= plain.grade.score - 0.5


def test_against_a_reference_with_ornaments_who_sings_them_is_a_fifth_above_who_does_not(
    as_written, bare
):
    scores = []
    for adorned, plain in zip(as_written, bare, strict=True):
        turns = {n.index: n.turn for n in adorned.sung if n.turn}
        notes = [
            replace(n, ornaments=(turns[i],) if i in turns else ())
            for i, n in enumerate(adorned.phrase.notes)
        ]
        scores.append([grade(notes, p.f0, p.onsets).score for p in (adorned, plain)])
        assert scores[-1][0] > 95
        assert len(turns) < 2 or scores[-1][0] >= 1.2 * scores[-1][1]
        assert min(adorned.grade.score, plain.grade.score) >= 95
    own, less = np.mean(scores, axis=0)
    assert own >= 1.2 * less, scores


@pytest.mark.parametrize(("semitones", "ratio"), [(-7, 0.85), (7, 1.3), (12, 0.85)])
def test_another_key_and_another_tempo_cost_nothing(sing, as_written, semitones, ratio):
    def change(notes):
        return faults.stretched(faults.transposed(notes, semitones), ratio)

    for moved, home in zip(sing(change, first=FEW), as_written[:FEW], strict=True):
        assert moved.grade.score == pytest.approx(home.grade.score, rel=0.01)
        assert moved.grade.key == pytest.approx(semitones, abs=0.05)
        assert moved.grade.octave == round(semitones / 12)
        assert moved.grade.ratio == pytest.approx(ratio, rel=0.005)


def test_breaths_cost_nothing(sing, as_written):
    performances = sing(lambda notes: faults.breathed(notes, {6, 12}, 0.8), first=FEW)
    for paused, home in zip(performances, as_written[:FEW], strict=True):
        assert paused.grade.score >= home.grade.score * 0.99
        assert not any(n.missing for n in paused.grade.notes)


def test_added_notes_cost_next_to_nothing(sing, as_written):
    performances = sing(lambda notes: faults.embroidered(notes, {2, 5, 9, 14}, 2.0), first=FEW)
    for fuller, home in zip(performances, as_written[:FEW], strict=True):
        assert fuller.grade.score >= home.grade.score * 0.97
        assert not any(n.missing for n in fuller.grade.notes)


def test_the_same_take_gets_the_same_grade_to_the_bit(as_written):
    take = as_written[0]
    assert repr(grade(take.phrase.notes, take.f0, take.onsets)) == repr(take.grade)


def test_singing_another_phrase_is_not_scored_like_this_one(as_written):
    for own in as_written[:3]:
        for other in as_written:
            if other is not own:
                wrong = grade(own.phrase.notes, other.f0, other.onsets)
                assert wrong.score is None and wrong.likeness < 0.6
