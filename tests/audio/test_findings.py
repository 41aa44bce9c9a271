"""From a grade to findings: one a note, neighbours together, costliest first."""

from dataclasses import replace

import numpy as np
import pytest

from audio.findings import find
from audio.graded import Grade, NoteGrade, ReferenceNote
from audio.marks import FULL_CENTS, FULL_MS
from audio.proportion import Proportion
from audio.vibrato import NONE
from content.model import Status

C, I = Status.CONFIRMED, Status.INFERRED  # noqa: E741
WORDS = ["裊 六", "裊 工", "晴 工", "絲 五", "吹 五", "來 六"]


def note(cents=0.0, late=0.0, pitch_cost=0.0, timing_cost=0.0, **marked):
    missing = bool(np.isnan(cents))
    told = {"mark_cost": 0.0, "ornaments": (), "breath": None} | marked
    return NoteGrade(
        missing, 1.0, 1.5, cents, late, 0.9, pitch_cost, timing_cost, vibrato=NONE, **told
    )


def graded(notes, withheld=None, octave=0, free=False, drifting=False, trusted=True):
    return Grade(
        notes=tuple(notes), coverage=0.6 if withheld else 1.0, likeness=0.5,
        key=12.0 * octave, octave=octave, ratio=1.0, lag=0.0, tempo_free=free,
        cents_median=0.0, late_ms_median=0.0, pitch=1.0, timing=1.0,
        drift=-30.0, drifting=drifting, adorned=1.0, free=Proportion(np.empty(0), 1.0, 0),
        timing_trusted=trusted, score=None if withheld else 90.0, withheld=withheld,
    )  # fmt: skip


def asked(*timing):
    return [ReferenceNote(float(i), 1.0, 62.0, t) for i, t in enumerate(timing)]


def test_nothing_wrong_nothing_said():
    notes = [note(cents=FULL_CENTS, late=FULL_MS)] * 6
    assert find(asked(*[C] * 6), WORDS, graded(notes), other=False) == ()


def test_neighbours_with_one_trouble_are_one_finding():
    notes = [note()] * 2 + [note(-50, pitch_cost=1.0), note(-70, pitch_cost=2.0)] + [note()] * 2
    (found,) = find(asked(*[C] * 6), WORDS, graded(notes), other=False)
    assert found.cause == "voice.low" and found.direction == "low"
    assert found.where.id == "2-3 晴 工" and found.where.span == (2.0, 4.0)
    assert found.value == -60 and found.unit == "cents" and found.cost == 3.0
    assert found.tolerance == FULL_CENTS


def test_one_finding_a_note_the_costlier_trouble():
    notes = [note()] * 5 + [note(40, late=300, pitch_cost=0.1, timing_cost=0.9)]
    (found,) = find(asked(*[C] * 6), WORDS, graded(notes), other=False)
    assert found.cause == "voice.late" and found.where.id == "5 來 六" and found.value == 300


def test_inferred_timing_is_never_a_finding():
    notes = [note(late=500)] * 6
    assert find(asked(*[I] * 6), WORDS, graded(notes), other=False) == ()


@pytest.mark.parametrize(("off", "cause", "times"), [(0.8, "long", 2.23), (-0.8, "short", 0.45)])
def test_a_length_of_its_phrase_that_cost_points_is_told(off, cause, times):
    notes = [replace(n, free=True) for n in asked(*[C] * 6)]
    sung = [note()] * 2 + [note(late=900, timing_cost=3.0)] + [note(late=900)] * 3
    shape = Proportion(np.array([0, 0.3, off, 0.1, -off, np.nan]), 0.9, 5)
    (found,) = find(notes, WORDS, replace(graded(sung), free=shape), other=False)
    assert (found.cause, found.where.id, found.value) == (f"voice.{cause}", "2 晴 工", times)
    assert found.cost == 3.0 and found.direction == "off"


def test_late_beats_run_on_over_ungraded_notes_between():
    notes = [note(late=200, timing_cost=1.0)] * 6
    (found,) = find(asked(C, I, C, I, C, I), WORDS, graded(notes), other=False)
    assert found.where.id.startswith("0-4 ") and found.cost == 3.0


def test_missing_notes_are_counted_and_the_costliest_comes_first():
    lost = note(np.nan, np.nan, pitch_cost=5.0)
    notes = [note(90, pitch_cost=1.0), note(), lost, lost, note(), note()]
    first, second = find(asked(*[C] * 6), WORDS, graded(notes), other=False)
    assert (first.cause, first.value, first.unit) == ("voice.missing", 2, "notes")
    assert second.cause == "voice.high"


def test_against_another_text_nothing_is_wrong():
    notes = [note(-50, pitch_cost=1.0), note(np.nan, np.nan, pitch_cost=1.0)] + [note()] * 4
    found = find(asked(*[C] * 6), WORDS, graded(notes), other=True)
    assert {f.cause for f in found} == {"voice.low.differs", "voice.missing.differs"}


@pytest.mark.parametrize("why", ["coverage", "voice"])
def test_a_withheld_score_has_one_finding_that_says_why(why):
    (found,) = find(asked(*[C] * 6), WORDS, graded([note()] * 6, withheld=why), other=False)
    assert found.cause == f"voice.{why}" and found.where.kind == "whole"
    assert found.value == 0.6 and found.tolerance == 0.75


def test_another_text_is_said_with_its_likeness():
    (found,) = find(asked(*[C] * 6), WORDS, graded([note()] * 6, withheld="text"), other=False)
    assert (found.cause, found.measure, found.value) == ("voice.text", "likeness", 0.5)


def test_remarks_on_the_whole_cost_nothing():
    found = find(asked(*[C] * 6), WORDS, graded([note()] * 6, octave=1, free=True), other=False)
    assert [f.cause for f in found] == ["voice.octave", "voice.swing"]
    assert all(f.cost == 0 for f in found)


def test_without_words_the_number_stands_alone():
    notes = [note(-50, pitch_cost=1.0)] + [note()] * 5
    (found,) = find(asked(*[C] * 6), [""] * 6, graded(notes), other=False)
    assert found.where.id == "0"


def test_a_note_too_brief_to_be_meant_is_nobodys_fault():
    asked_for = [ReferenceNote(0.0, 0.1, 62.0, C), ReferenceNote(0.1, 1.0, 62.0, C)]
    off = [note(-80, pitch_cost=1.0)] * 2
    (found,) = find(asked_for, WORDS, graded(off), other=False)
    assert found.where.id == "1 裊 工"


def test_a_turn_that_was_not_heard_is_named_and_never_a_style_mark():
    lost = note(mark_cost=4.0, ornaments=(("擞", False), ("叠", True)))
    (found,) = find(asked(*[C] * 6), WORDS, graded([note()] * 5 + [lost]), other=False)
    assert (found.cause, found.direction, found.value) == ("voice.turn.sou", "missing", 1)
    assert found.where.id == "5 來 六" and found.cost == 4


@pytest.mark.parametrize(("breath", "way"), [("absent", "missing"), ("early", "early")])
def test_a_breath_that_was_not_taken_in_its_place(breath, way):
    lost = note(mark_cost=2.0, breath=breath)
    (found,) = find(asked(*[C] * 6), WORDS, graded([lost] + [note()] * 5), other=False)
    assert (found.cause, found.direction) == (f"voice.breath.{breath}", way)
    kept = note(breath="present")
    assert not find(asked(*[C] * 6), WORDS, graded([kept] * 6), other=False)


def test_two_different_marks_on_neighbours_are_two_findings():
    turns = [note(mark_cost=2.0, ornaments=((kind, False),)) for kind in "擞擞豁"]
    found = find(asked(*[C] * 3), WORDS[:3], graded(turns), other=False)
    assert [f.cause for f in found] == ["voice.turn.sou", "voice.turn.huo"]
    assert found[0].value == 2 and found[0].where.id.startswith("0-1 ")


def test_drift_and_an_unknown_delay_are_remarks():
    late = [note(late=500, timing_cost=1.0)] * 6
    found = find(asked(*[C] * 6), WORDS, graded(late, drifting=True, trusted=False), other=False)
    assert [f.cause for f in found] == ["voice.drift", "voice.timing"]
