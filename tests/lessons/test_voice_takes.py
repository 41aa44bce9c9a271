"""Takes of an opening: teachers, other texts, devices, bad recordings."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile as sf

from audio import faults, files
from audio.files import RATE, RecordingError
from content.errors import Refusal
from content.model import Status
from content.reference import Reference
from content.score import Ornament
from content.take import Take
from lessons import advice, advice_voice
from lessons.scorers import voice
from tests.lessons.singing import as_sung, write


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
