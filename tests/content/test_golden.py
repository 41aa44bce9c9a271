"""One file of each released format: what was written once is read for ever."""

from pathlib import Path

import numpy as np
import pytest

from content import assessment, correction, take
from content.assessment import Assessment
from content.correction import Correction
from content.event import Event
from content.lesson import Lesson
from content.library import load
from content.model import Document, Status
from content.movement import Movement, Stills
from content.pack import Pack
from content.pattern import Pattern
from content.schema import FORMATS, MODELS
from content.score import Score
from content.script import Script


@pytest.fixture
def golden(root: Path) -> Path:
    return root / "tests" / "golden"


def test_each_format_ever_released_has_its_file(golden: Path) -> None:
    others = {"take": take, "assessment": assessment, "correction": correction}
    newest = {**FORMATS, **{name: noun.FORMAT for name, noun in others.items()}}
    wanted = {f"{name}_v{n}" for name, top in newest.items() for n in range(1, top + 1)}
    assert wanted <= {path.stem for path in golden.iterdir()}


EACH = [(kind, n) for kind, newest in sorted(FORMATS.items()) for n in range(1, newest + 1)]


@pytest.mark.parametrize(("kind", "n"), EACH)
def test_documents_are_read_and_written_the_same(golden: Path, kind: str, n: int) -> None:
    model: type[Document] = MODELS[kind]
    document = load(golden / f"{kind}_v{n}.yaml", model, FORMATS[kind])
    assert model.model_validate_json(document.model_dump_json()) == document


def test_lesson(golden: Path) -> None:
    lesson = load(golden / "lesson_v1.yaml", Lesson, 1)
    assert lesson.steps[1].after == ("one",) and lesson.steps[0].syllables == (0, 0)
    assert lesson.facts[0].basis.status is Status.INFERRED
    assert lesson.pass_mark == 80


def test_a_lesson_of_movement(golden: Path) -> None:
    lesson = load(golden / "lesson_v3.yaml", Lesson, 3)
    move, wait = lesson.steps
    assert (move.movement, wait.stills, wait.sees) == ("arms.yaml", "words.yaml", ("feet", "hands"))
    assert wait.home is not None and wait.home.zh_CN == "闺门旦" and move.home is None


def test_a_lesson_with_spoken_lines_strokes_and_marks(golden: Path) -> None:
    lesson = load(golden / "lesson_v2.yaml", Lesson, 2)
    speak, play, mark = lesson.steps
    assert lesson.script == "script.yaml" and speak.lines == (0, 1) and not speak.marked
    assert (play.pattern, play.part, lesson.scorer_of(play)) == ("even.yaml", "上手", "strings")
    assert play.slot is not None and play.slot.en == "the teacher's interlude"
    assert mark.marks == "豁" and lesson.scorer_of(speak) == "speech"
    assert lesson.ladder is not None and lesson.ladder[0].zh_CN == "拍曲"


def test_a_movement_and_poses_from_words(golden: Path) -> None:
    movement = load(golden / "movement_v1.yaml", Movement, 1)
    assert movement.beats == 5 and movement.keyframes[1].hold == 1
    arm = movement.keyframes[1].pose.limb("left", "arm")
    assert arm is not None and (arm.lift, arm.forward) == (150, 20)
    (still,) = load(golden / "stills_v1.yaml", Stills, 1).stills
    hand = still.pose.hand("right")
    assert hand is not None and (hand.curl, hand.index) == (70, 0)
    assert still.basis.status is Status.INFERRED


def test_pack(golden: Path) -> None:
    pack = load(golden / "pack_v1.yaml", Pack, 2)
    assert pack.scores == ("example",) and not pack.assets[0].licence_seen
    assert load(golden / "pack_v2.yaml", Pack, 2).order == 30 < pack.order


def test_score(golden: Path) -> None:
    score = load(golden / "score_v1.yaml", Score, 2)
    assert [n.semitones for n in score.notes] == [7, -5]
    assert score.syllables[0].simp == "袅" and score.spans[0].length_status is Status.DERIVED
    assert score.format == 2 and score.metre is None and score.notation == "gongche"
    assert not any(n.ornaments or n.breath or n.variants for n in score.notes)


def test_score_with_marks(golden: Path) -> None:
    score = load(golden / "score_v2.yaml", Score, 2)
    (sung,) = score.syllables
    assert sung.tone is not None and (sung.tone.kind, sung.tone.yinyang) == ("上", "阴")
    assert sung.suzhou is not None and sung.suzhou.audio == "niao.flac"
    assert [o.kind for o in score.notes[1].ornaments] == ["罕", "带"]
    assert score.notes[1].breath is Status.UNRESOLVED
    assert score.notes[1].variants[0].gongche == "工"
    assert score.spans[0].mark == "头板" and score.metre is not None
    assert score.metre.kind == "一板三眼" and score.notation == "suzi"


def test_script(golden: Path) -> None:
    script = load(golden / "script_v1.yaml", Script, 1)
    assert [line.syllables for line in script.lines] == [4, 2]
    assert script.lines[0].pause_after is Status.INFERRED and script.lines[1].suzhou is not None


def test_pattern(golden: Path) -> None:
    pattern = load(golden / "pattern_v1.yaml", Pattern, 1)
    assert [pattern.midi(s) for s in pattern.strokes] == [50, None]
    assert pattern.strokes[1].rolled and pattern.notice is not None


def test_take(golden: Path) -> None:
    found = take.read(golden / "take_v1.take")
    assert found.inputs[1] == Event(480, "lesson.finish", {})
    assert (found.consent_id, found.ticks, found.device) == ("c-1", 480, {"rate_hz": 44100})
    np.testing.assert_array_equal(found.streams["f0"].values, [220.0, np.nan, 221.0, 222.5])


def test_assessment(golden: Path) -> None:
    text = (golden / "assessment_v1.json").read_text(encoding="utf-8")
    found = Assessment.model_validate_json(text)
    assert found.rank == 85.0 and found.parts[0].rank == -1.0
    assert found.worst()[0].where.span == (0.0, 1.5)
    assert found.model_dump_json(indent=1) + "\n" == text


def test_correction(golden: Path) -> None:
    text = (golden / "correction_v1.json").read_text(encoding="utf-8")
    said = Correction.model_validate_json(text)
    assert (said.aspect, said.score) == ("归韵", 70.0)
    assert said.at is not None and said.at.id == "0-1 裊/袅"
    assert said.model_dump_json(indent=1) + "\n" == text
