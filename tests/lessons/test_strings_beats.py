"""Strokes beside beats that sounded, and where none did."""

from dataclasses import replace

import numpy as np
import pytest

from content.event import SUBSTEPS_PER_SECOND, Event
from content.reference import Reference
from lessons import advice
from lessons.scorers import strings
from tests.lessons.plucks import NAME, causes, measures, pattern, take


def between(ratio=1.0):
    """Eight open strokes, each halfway between two beats, and the beats as the program struck."""

    def change(i, fields):
        return {**fields, "onset": i + 0.5, "semitones": None}

    made = pattern(change, drill=[(0, 0, 0.5)] * 8)
    beat = 60 / made.tempo_bpm * ratio
    beats = [2.0 + k * beat for k in range(8)]
    struck = tuple(Event(round(t * SUBSTEPS_PER_SECOND), "ban.struck") for t in beats)
    return made, beat, np.array(beats), struck


def placed(made, onsets, struck, **options):
    heard = replace(take([(t, 50.0) for t in onsets]), inputs=struck)
    return strings.judge(Reference("r", NAME, NAME, NAME, pattern=made), heard, **options)


@pytest.mark.parametrize("ratio", [1.0, 1.7])
def test_beside_beats_that_sounded_strokes_are_held_against_them(ratio):
    made, beat, beats, struck = between(ratio)
    right = placed(made, beats + beat / 2, struck)
    assert right.score == pytest.approx(100) and measures(right)["stroke_ms"].value < 5
    on = placed(made, beats, struck)
    assert on.score < 10 and on.items[3]["late_ms"] == pytest.approx(-500 * beat, abs=5)
    assert causes(on) == {("strings.early", "0-7")}
    late = placed(made, beats + beat / 2 + 0.12, struck)
    assert measures(late)["stroke_ms"].value == pytest.approx(120, abs=5) and late.score < 80
    assert all(f.cause != "strings.unplaced" for x in (right, on, late) for f in x.findings)


def test_beside_beats_a_stroke_left_out_at_either_end_moves_no_other():
    made, beat, beats, struck = between()
    for gone in (0, 7):
        found = placed(made, np.delete(beats + beat / 2, gone), struck)
        assert [i["index"] for i in found.items if i["missing"]] == [gone]
        assert found.score == pytest.approx(100 - 100 / 8)


def test_without_a_beat_evenness_alone_is_judged_and_the_report_says_so():
    made, beat, beats, struck = between()
    for inputs in ((), struck[:-1]):  # a beat that is not there leaves no place to be sure of
        for onsets in (beats, beats + beat / 2):
            found = placed(made, onsets, inputs)
            assert found.score == pytest.approx(100) and causes(found) == set()
            assert measures(found)["stroke_ms"].value is None
            assert measures(found)["evenness_ms"].score == pytest.approx(100)
            (finding,) = found.findings
            assert (finding.cause, finding.where.kind, finding.cost) == (
                "strings.unplaced", "whole", 0,
            )  # fmt: skip
            assert "evenness alone" in advice.sentence(finding)
    loose = placed(made, beats, struck, timing_trusted=False)
    assert measures(loose)["evenness_ms"].score is None and not loose.findings
