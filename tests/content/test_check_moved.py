from collections.abc import Callable
from pathlib import Path

import pytest

from content.check import check
from content.library import SHIPPED, open_library
from content.movement import Stills

Breaking = Callable[[str, str, str, str], list[str]]


@pytest.fixture
def broken(shelf: Path) -> Breaking:
    """Replace text in a file of a Kunqu pack and return what check says."""

    def breaking(pack: str, file: str, old: str, new: str) -> list[str]:
        path = shelf / "kunqu" / pack / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(p) for p in check(path.parent)]

    return breaking


@pytest.mark.parametrize(
    ("pack", "file", "old", "new", "sentence"),
    [
        ("huodong", "lesson.yaml", "movement: huxi.yaml", "movement: hu.yaml", "there is no file"),
        ("huodong", "lesson.yaml", "movement: huxi.yaml", "movement: ../x.yaml", "leaves the pack"),
        ("huodong", "lesson.yaml", "    movement: huxi.yaml\n", "", "has no “movement” to be judg"),
        ("huodong", "lesson.yaml", "sees: [legs]", "sees: [ears]", "it can be: hands, legs, feet"),
        ("huodong", "huxi.yaml", "bpm: 50", "bpm: 5", "“bpm” has to be at least 20, not “5”"),
        ("huodong", "huxi.yaml", "  - at: 0\n", "  - at: 1\n", "has to be at beat 0"),
        ("shenduan", "shanbang.yaml", "lift: 72", "lift: 720", "has to be at most 180"),
        ("shenduan", "shanbang.yaml", "left_arm", "left_arn", "did you mean “left_arm”?"),
        ("shenduan", "lesson.yaml", "stills: shanbang.yaml", "stills: no.yaml", "there is no file"),
        ("taxi", "lesson.yaml", "after: [pai_xiu]", "after: [pai_xi]", "did you mean “pai_xi"),
        ("taxi", "lesson.yaml", "syllables: [0, 4]", "syllables: [0, 400]", "this score has 0 to"),
        ("bubujiao", "lesson.yaml", "    syllables: [0, 4]",
         "    sees: [feet]\n    syllables: [0, 4]", "“sees” is for a step that the scorer “motion"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_file_and_line(
    broken: Breaking, pack: str, file: str, old: str, new: str, sentence: str
) -> None:
    found = broken(pack, file, old, new)
    assert any(sentence in line for line in found), found
    assert all(line.partition(":")[2][:1].isdigit() for line in found)


def test_a_step_is_the_programs_or_a_masters(broken: Breaking) -> None:
    found = broken(
        "huodong", "lesson.yaml", "    movement: huxi.yaml\n",
        "    movement: huxi.yaml\n    slot: {zh_CN: 等老师, en: waits}\n",
    )  # fmt: skip
    assert len(found) == 1 and "keep one" in found[0]


def test_a_damaged_movement_keeps_its_lesson_on_the_board(shelf: Path) -> None:
    (shelf / "kunqu" / "huodong" / "huxi.yaml").write_text("{", encoding="utf-8")
    board = {e.lesson.id: e for e in open_library((shelf,)).lessons({"camera"})}
    assert not board["kunqu/huodong"].ready
    assert "huxi.yaml" in str(board["kunqu/huodong"].why_not)
    assert board["kunqu/shenduan"].ready


def test_another_movement_is_another_lesson(shelf: Path) -> None:
    before = open_library((shelf,)).lesson_hash("kunqu/huodong")
    path = shelf / "kunqu" / "huodong" / "huxi.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("bpm: 50", "bpm: 51"))
    assert open_library((shelf,)).lesson_hash("kunqu/huodong") != before


def test_no_pose_from_words_is_called_known_or_performed() -> None:
    library = open_library()
    for folder in sorted(SHIPPED.glob("kunqu/*/lesson.yaml")):
        lesson = library.lesson(f"kunqu/{folder.parent.name}")
        for name in {step.stills for step in lesson.steps if step.stills}:
            stills: Stills = library.stills(lesson.id, name)
            for still in stills.stills:
                assert not still.basis.status.gradable
                assert "无人演示" in still.title.zh_CN and "no performer" in still.title.en


def test_every_waiting_step_names_its_role_and_asks_for_a_lineage() -> None:
    library = open_library()
    for entry in library.lessons(set()):
        if entry.lesson.scorer != "motion":
            continue
        for step in entry.lesson.steps:
            if step.slot is not None:
                assert step.home is not None and step.movement is None
                assert step.home.zh_CN in step.slot.zh_CN
                assert "师承" in step.slot.zh_CN and "lineage" in step.slot.en


def test_only_a_lesson_that_has_a_figure_speaks_of_one() -> None:
    drawn, plain = 0, 0
    for entry in open_library().lessons(set()):
        if entry.lesson.scorer != "motion" or not any(step.slot for step in entry.lesson.steps):
            continue
        figure = any(step.stills for step in entry.lesson.steps)
        facts = " ".join(fact.text.zh_CN for fact in entry.lesson.facts)
        assert ("图是照文字画的" in facts) == figure, entry.lesson.id
        assert "不计分" in facts and "影子" in facts, entry.lesson.id
        drawn, plain = drawn + figure, plain + (not figure)
    assert drawn and plain
