"""The voice scorer: from a score or a recording to an Assessment and its JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest

from audio import faults
from content.assessment import Assessment
from content.library import SHIPPED, open_library
from content.model import Status
from lessons import advice_voice
from lessons.scorers import voice
from tests.lessons.singing import as_sung, write

KEYS = {
    "score", "withheld", "coverage", "key_semitones", "tempo_ratio", "pitch_cents_median",
    "onset_ms_median", "notes", "findings",
}  # fmt: skip


NOTE_KEYS = {
    "index", "lyric", "ref_onset_s", "take_onset_s", "cents", "late_ms", "timing_status", "missing",
    "ornaments_asked", "ornaments_heard", "breath", "vibrato_hz", "vibrato_cents",
}  # fmt: skip


QUICK = {"tempo_bpm": 72.0}  # twice the pace of the stage, where no note is looked at closely
SWING, PERIOD = 0.08, 30.0  # a living tempo: a twelfth faster and slower, over half a minute


@pytest.fixture(scope="session")
def whole(aria, tmp_path_factory):
    """The whole aria with ornaments, breaths, a swinging tempo, two notes flat and one missing."""
    rng = np.random.default_rng(8)
    notes = faults.adorned(as_sung(aria), rng)
    notes = faults.left_out(faults.flat(notes, {31, 32}, 60), {111})
    notes = faults.breathed(notes, {25, 59, 97}, 0.7)
    notes = faults.transposed(faults.rubato(notes, rng, SWING, PERIOD), -3)
    path = write(tmp_path_factory.mktemp("aria"), notes)
    return voice.grade_files(aria, path, lesson="kunqu/bubujiao", lesson_hash="abc")


def test_a_whole_aria_sung_as_a_singer_sings_it(whole, aria):
    assessment, _curve = whole
    assert len(assessment.items) == len(aria.notes) == 143
    assert [i["index"] for i in assessment.items] == list(range(143))
    assert [i["index"] for i in assessment.items if i["missing"]] == [111]
    assert assessment.score > 90 and assessment.withheld is None
    view = voice.voice_view(assessment)
    assert view["key_semitones"] == pytest.approx(-3, abs=0.05)
    assert view["tempo_ratio"] == pytest.approx(1, abs=0.08)
    assert view["pitch_cents_median"] < 5
    flat = [assessment.items[i]["cents"] for i in (31, 32)]
    assert flat == pytest.approx([-60, -60], abs=6)
    (low,) = [f for f in assessment.findings if f.cause == "voice.low"]
    assert low.where.id.startswith("31-32 漾 工")


def test_the_free_opening_costs_nothing_but_is_shown(aria, tmp_path):
    notes = as_sung(aria, stop=28)
    slow = [replace(n, duration=n.duration) for n in notes]
    pushed = [0.0, 0.5, -0.4, 0.6, 0.3, -0.3, 0.5, 0.2, -0.3, 0.4]
    slow = faults.fitted(
        [replace(n, onset=n.onset + (pushed[n.index] if n.index < 10 else 0)) for n in slow]
    )
    part = aria.model_copy(update={"notes": aria.notes[:28]})
    assessment, _ = voice.grade_files(part, write(tmp_path, slow))
    free = assessment.items[:10]
    assert {i["timing_status"] for i in free} == {Status.INFERRED.value}
    assert max(abs(i["late_ms"]) for i in free) > 200
    assert assessment.score > 97


def test_only_the_start_of_a_marked_beat_is_graded(aria):
    statuses = [v.note.timing for v in voice.score_notes(aria)]
    starts = {s.onset for s in aria.spans if s.onset >= aria.free_until}
    for note, status in zip(aria.notes, statuses, strict=True):
        assert status.gradable == (note.onset in starts)


def test_json_is_exactly_what_was_promised(whole):
    view = json.loads(json.dumps(voice.voice_view(whole[0]), allow_nan=False))
    assert set(view) == KEYS
    assert all(set(n) == NOTE_KEYS for n in view["notes"])
    lost = view["notes"][111]
    assert lost["missing"] and lost["cents"] is None and lost["take_onset_s"] is None
    assert lost["late_ms"] is None and lost["lyric"] == "雲"
    assert Assessment.model_validate_json(whole[0].model_dump_json()) == whole[0]


def test_the_score_is_the_product_of_its_measures(whole):
    marks = {m.name: m.score for m in whole[0].measures if m.score is not None}
    coverage, pitch, timing = (
        marks[name] / 100 for name in ("coverage", "pitch_cents_median", "onset_ms_median")
    )
    product = 100 * coverage * pitch * (1 + timing) / 2
    assert whole[0].score == pytest.approx(product, abs=1e-6)


def test_findings_are_one_a_note_and_the_costliest_first(whole):
    costs = [f.cost for f in whole[0].findings]
    assert costs == sorted(costs, reverse=True)
    taken = [i for f in whole[0].findings if f.where.kind == "note" for i in _indices(f)]
    assert len(taken) == len(set(taken))


def _indices(finding):
    first, _, last = finding.where.id.split(" ")[0].partition("-")
    return range(int(first), int(last or first) + 1)


def test_the_curve_lies_on_the_notes_however_the_tempo_swung(whole):
    _assessment, curve = whole
    reference = (curve.times - curve.lag_s) / curve.tempo_ratio
    near = []
    for asked in curve.notes:
        middle = asked.note.onset + asked.note.duration / 2
        inside = np.abs(reference - middle) < asked.note.duration / 4
        heard = curve.semitones[inside] - (asked.note.pitch - voice.SHANG)
        if np.isfinite(heard).any():
            near.append(abs(np.nanmedian(heard)))
    assert np.mean(np.array(near) < 0.5) > 0.95


def test_a_part_of_the_aria_is_withheld_and_says_why(aria, tmp_path):
    aria = aria.model_copy(update=QUICK)
    notes = as_sung(aria, start=10, stop=40)
    assessment, _ = voice.grade_files(aria, write(tmp_path, notes))
    assert assessment.score is None and assessment.withheld == "coverage"
    assert assessment.rank < 0 and assessment.coverage < 0.4
    (finding,) = assessment.findings
    assert "75 %" in advice_voice.SENTENCES[finding.cause](finding)


def test_another_aria_in_the_same_mode_is_no_score(aria, tmp_path):
    library = open_library((SHIPPED,))
    whole = library.score(library.lesson("kunqu/zuifugui").score)
    other = whole.model_copy(update={"notes": whole.notes[:60], **QUICK})
    sung = write(tmp_path, faults.adorned(as_sung(other), np.random.default_rng(3)))
    assessment, _ = voice.grade_files(other, sung)
    wrong, _ = voice.grade_files(
        aria.model_copy(update={"notes": aria.notes[10:70], **QUICK}), sung
    )
    assert wrong.score is None and wrong.withheld in ("coverage", "text")
    assert wrong.rank < assessment.rank
