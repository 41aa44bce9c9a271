"""The voice scorer: from a score or a recording to an Assessment and its JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest
import soundfile as sf

from audio import faults, files, synth
from audio.files import RATE, RecordingError
from content import texts
from content.assessment import Assessment
from content.errors import Refusal
from content.library import SHIPPED, open_library
from content.model import Status
from content.reference import Reference
from content.score import Ornament
from content.take import Take
from lessons import advice, advice_voice
from lessons.scorers import voice

KEYS = {
    "score", "withheld", "coverage", "key_semitones", "tempo_ratio", "pitch_cents_median",
    "onset_ms_median", "notes", "findings",
}  # fmt: skip
NOTE_KEYS = {
    "index", "lyric", "ref_onset_s", "take_onset_s", "cents", "late_ms", "timing_status", "missing",
    "ornaments_asked", "ornaments_heard", "breath", "vibrato_hz", "vibrato_cents",
}  # fmt: skip
SWING, PERIOD = 0.08, 30.0  # a living tempo: a twelfth faster and slower, over half a minute


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


@pytest.fixture(scope="session")
def aria():
    library = open_library((SHIPPED,))
    return library.score(library.lesson("kunqu/bubujiao").score)


def as_sung(score, notes=None, start=0, stop=None):
    """The notes of a score as the test voice sings them."""
    asked = (notes or voice.score_notes(score))[start:stop]
    words = [n.syllable for n in score.notes][start:stop]
    begins = {i for i in range(len(words)) if i == 0 or words[i] != words[i - 1]}
    first = asked[0].note.onset
    return faults.plain(
        [a.note.onset - first for a in asked],
        [a.note.duration for a in asked],
        [a.note.pitch for a in asked],
        begins,
    )


def write(folder, notes, seed=0, name="take.flac"):
    path = folder / name
    sf.write(path, synth.sing(notes, np.random.default_rng(seed)).samples, RATE)
    return path


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


@pytest.fixture(scope="session")
def opening(aria):
    """The score of the first beats after the free opening, short enough to sing quickly."""
    first = aria.free_until
    notes = tuple(n.model_copy(update={"onset": n.onset - first}) for n in aria.notes[10:28])
    spans = tuple(
        s.model_copy(update={"onset": s.onset - first})
        for s in aria.spans
        if first <= s.onset < aria.notes[28].onset
    )
    return aria.model_copy(
        update={"notes": notes, "spans": spans, "free_until": 0.0, "tempo_bpm": 54.0}
    )


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
    notes = as_sung(aria, start=10, stop=40)
    assessment, _ = voice.grade_files(aria, write(tmp_path, notes))
    assert assessment.score is None and assessment.withheld == "coverage"
    assert assessment.rank < 0 and assessment.coverage < 0.4
    (finding,) = assessment.findings
    assert "75 %" in advice_voice.SENTENCES[finding.cause](finding)


def test_another_aria_in_the_same_mode_is_no_score(aria, tmp_path):
    library = open_library((SHIPPED,))
    whole = library.score(library.lesson("kunqu/zuifugui").score)
    other = whole.model_copy(update={"notes": whole.notes[:60]})
    sung = write(tmp_path, faults.adorned(as_sung(other), np.random.default_rng(3)))
    assessment, _ = voice.grade_files(other, sung)
    wrong, _ = voice.grade_files(aria.model_copy(update={"notes": aria.notes[10:70]}), sung)
    assert wrong.score is None and wrong.withheld in ("coverage", "text")
    assert wrong.rank < assessment.rank


@pytest.mark.parametrize("kind", ["adorned", "fuller"])
def test_what_1746_does_not_carry_costs_nothing(opening, tmp_path, kind):
    bare = as_sung(opening)
    rng = np.random.default_rng(1)
    sung = {
        "adorned": lambda: faults.adorned(bare, rng),
        "fuller": lambda: faults.embroidered(bare, {4, 10, 15}, 2),
    }[kind]()
    for text in ("score", "other"):
        assessment, _ = voice.grade_files(opening, write(tmp_path, sung), text)
        assert assessment.score > 97, assessment.findings


def test_against_another_text_it_differs_and_is_not_wrong(opening, tmp_path):
    sung = faults.left_out(faults.flat(as_sung(opening), {5}, 80), {12})
    assessment, _ = voice.grade_files(opening, write(tmp_path, sung), "other")
    assert assessment.findings
    for finding in assessment.findings:
        sentence = advice.sentence(finding, "1746")
        assert "differs from 1746 here" in sentence and "wrong" not in sentence


def test_a_teacher_recording_is_its_own_best_take(opening, tmp_path):
    rng = np.random.default_rng(2)
    teacher = write(tmp_path, faults.adorned(as_sung(opening), rng), 1, "teacher.wav")
    same, _ = voice.grade_files(teacher, teacher)
    assert same.score > 98 and {i["lyric"] for i in same.items} == {None}
    assert {i["timing_status"] for i in same.items} == {Status.DERIVED.value}
    pupil = faults.flat(faults.transposed(as_sung(opening), -4), {3, 9}, 60)
    other, _ = voice.grade_files(teacher, write(tmp_path, pupil, 3))
    assert 70 < other.score < same.score
    assert other.references == ("teacher.wav",)


def test_the_scorer_judges_a_take_of_the_house(opening, tmp_path):
    assert voice.NEEDS == ("recording",)
    streams = voice.listen(files.read(write(tmp_path, as_sung(opening))).samples)
    reference = Reference("r", opening.home, opening.school, opening.edition, score=opening)
    take = Take("kunqu/bubujiao", "hash", "0.1", streams=streams)
    assessment = voice.score(reference, take)
    assert assessment == voice.score(reference, take)
    assert assessment.lesson == "kunqu/bubujiao" and assessment.scorer == "voice"
    assert assessment.score == pytest.approx(100, abs=1)


def test_a_bad_recording_on_either_side_is_refused(opening, tmp_path):
    take, text = write(tmp_path, as_sung(opening)), tmp_path / "text.wav"
    text.write_text("no sound")
    for asked, sung in ((opening, text), (text, take), (take, text)):
        with pytest.raises(RecordingError, match=r"text\.wav"):
            voice.grade_files(asked, sung)


def test_a_reference_without_a_voice_is_refused(tmp_path, opening):
    noise = tmp_path / "noise.wav"
    sf.write(noise, 0.1 * np.random.default_rng(0).standard_normal(3 * RATE), RATE)
    with pytest.raises(RecordingError, match=r"noise\.wav.*no singing"):
        voice.grade_files(noise, write(tmp_path, as_sung(opening)))
    assessment, _ = voice.grade_files(opening, noise)
    assert assessment.withheld in ("voice", "coverage") and assessment.score is None


def test_two_attempts_in_one_recording_are_said_and_the_better_is_judged(opening, tmp_path):
    first = faults.flat(as_sung(opening), set(range(0, 18, 2)), 60)
    end = first[-1].onset + first[-1].duration + 1.5
    second = [replace(n, onset=n.onset + end) for n in as_sung(opening)]
    assessment, _ = voice.grade_files(opening, write(tmp_path, [*first, *second]))
    (said,) = [f for f in assessment.findings if f.cause == "voice.attempts"]
    assert said.value == 2 and said.where.span[0] > end and said.cost == 0
    assert assessment.score > 95
    assert advice_voice.SENTENCES[said.cause](said).startswith("You sang it 2 times")


def test_over_a_device_of_unknown_delay_pitch_alone_is_judged(opening, tmp_path):
    beats = [i for i, n in enumerate(voice.score_notes(opening)) if n.note.graded]
    sung = faults.flat(faults.late(as_sung(opening), set(beats[1:3]), 0.3), {6}, 50)
    streams = voice.listen(files.read(write(tmp_path, sung)).samples)
    reference = Reference("r", opening.home, opening.school, opening.edition, score=opening)
    take = Take("kunqu/bubujiao", "hash", "0.1", streams=streams)
    trusted, _ = voice.judge(reference, take)
    assessment, _ = voice.judge(reference, take, timing_trusted=False)
    (late,) = [m for m in assessment.measures if m.name == "onset_ms_median"]
    assert (late.value, late.score, late.withheld) == (None, None, "timing")
    assert all(i["late_ms"] is None for i in assessment.items)
    causes = {f.cause for f in assessment.findings}
    assert "voice.timing" in causes and "voice.late" not in causes
    assert assessment.score > trusted.score


def test_marks_of_the_score_are_asked_only_where_a_source_confirms_them(opening):
    def marked(status):
        ornaments = (Ornament(kind="擞", status=status), Ornament(kind="橄榄", status=status))
        first = opening.notes[0].model_copy(update={"ornaments": ornaments, "breath": status})
        score = opening.model_copy(update={"notes": (first, *opening.notes[1:])})
        return voice.score_notes(score)[0].note

    known, guessed = marked(Status.CONFIRMED), marked(Status.INFERRED)
    assert known.ornaments == ("擞",) and known.breath
    assert guessed.ornaments == () and not guessed.breath


def test_several_takes_of_one_teacher_are_one_reference(opening, tmp_path):
    takes = [
        write(tmp_path, faults.flat(as_sung(opening), {3}, cents), i, f"teacher{i}.wav")
        for i, cents in enumerate((0, 60, -60))
    ]
    pupil = write(tmp_path, faults.flat(as_sung(opening), {3}, 50), 7)
    one, _ = voice.grade_files(takes[0], pupil)
    several, _ = voice.grade_files(takes, pupil)
    assert several.references == ("teacher0.wav + teacher1.wav + teacher2.wav",)
    assert any(f.cause == "voice.low" for f in one.findings)
    assert not any(f.cause == "voice.low" for f in several.findings)
    assert several.score > one.score


def test_a_take_of_another_text_among_the_teachers_is_refused(opening, tmp_path):
    same = write(tmp_path, as_sung(opening), 1, "a.wav")
    other = [replace(n, pitch=62 + (i * 5) % 13) for i, n in enumerate(as_sung(opening))]
    with pytest.raises(Refusal, match=r"Recording 2 .* another text"):
        voice.grade_files([same, write(tmp_path, other, 2, "b.wav")], same)
