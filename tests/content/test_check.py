import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from content import texts
from content.check import check
from content.errors import Refusal
from content.library import SHIPPED, open_library
from content.schema import FORMATS, MODELS, fields_at, schema
from content.yamlfile import YamlError

PACKS = sorted(p.parent for p in SHIPPED.glob("*/*/pack.yaml"))


@pytest.fixture
def broken(paike: Path) -> Callable[[str, str, str], list[str]]:
    """Replace text in a file of the bracket's pack and return what check says."""

    def breaking(file: str, old: str, new: str) -> list[str]:
        path = paike / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(p) for p in check(paike)]

    return breaking


def line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize("folder", PACKS, ids=lambda p: p.name)
def test_the_shipped_packs_are_right(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("lesson.yaml", "minutes: 15", "minuts: 15", "“minuts” is not known; did you mean “minut"),
        ("lesson.yaml", "minutes: 15", "minutes: long", "“minutes” has to be a whole number, not"),
        ("lesson.yaml", "minutes: 15", "minutes: 90", "“minutes” has to be at most 60, not “90”"),
        ("lesson.yaml", "art: xiangshan", "art: opera", "it can be: kunqu, ciyue, pingtan, suju"),
        ("lesson.yaml", "needs: [physics]", "needs: physics", "“needs” has to be a list"),
        ("lesson.yaml", "needs: [physics]", "needs: [magic]", "“needs › 1” is “magic”; it can"),
        (
            "lesson.yaml",
            "pass_mark: 80",
            "pass_mark: yes",
            "“pass_mark” has to be a number, not “y",
        ),
        ("lesson.yaml", "id: xiangshan/paike", "id: Paike!", "write art/name in small letters"),
        ("lesson.yaml", "id: xiangshan/paike", "id: xiangshan/x", "make them agree"),
        ("lesson.yaml", "art: xiangshan", "art: kunqu", "has to begin with the art, “kunqu/”"),
        ("lesson.yaml", "scorer: timber", "scorer: timbre", "no scorer “timbre”; did you mean “ti"),
        ("lesson.yaml", "parts: [gong]", "parts: [gang]", "“gang” is in no file of parts; did you"),
        ("lesson.yaml", "after: [gong]", "after: [gongg]", "no step “gongg”; did you mean “gong”?"),
        ("lesson.yaml", "after: [zuodou]", "after: [sheng]", "does not come before this one"),
        ("lesson.yaml", "id: gong", "id: zuodou", "two steps are called “zuodou”"),
        ("lesson.yaml", "measure: gap_mm", "measure: gap_cm", "does not measure “gap_cm”; did you"),
        ("lesson.yaml", "tolerance: 1.0", "tolerance: 0", "a tolerance of 0 makes no sense for"),
        ("lesson.yaml", "tolerance: 1.0", "tolerance: 900", "a tolerance of 900 makes no sense"),
        ("lesson.yaml", "tolerance: 1.0", "tolerance: -1", "has to be at least 0, not “-1”"),
        ("lesson.yaml", "terms: [牌科", "terms: [牌可", "“牌可” is not in the glossary"),
        ("lesson.yaml", "source: project", "source: projekt", "no source of pack.yaml; did you m"),
        ("lesson.yaml", "status: derived", "status: sure", "it can be: confirmed, derived, infer"),
        (
            "lesson.yaml",
            "parts: parts.yaml",
            "parts: part.yaml",
            "part.yaml: there is no such file",
        ),
        ("lesson.yaml", "parts: parts.yaml", "parts: ../x.yaml", "leaves the pack"),
        ("lesson.yaml", "parts: parts.yaml", "parts: /etc/passwd", "leaves the pack"),
        ("lesson.yaml", "format: 1", "format: 7", "format 7 by a newer program"),
        ("lesson.yaml", "format: 1", "format: 0", "“format” has to be at least 1, not “0”"),
        ("lesson.yaml", "minutes: 15", "minutes: 15\nlevel: 1", "a second time; keep one"),
        ("lesson.yaml", "minutes: 15", "minutes: [15", "this is not YAML"),
        ("pack.yaml", "path: parts.yaml", "path: ../../x", "leaves the pack"),
        ("pack.yaml", "path: parts.yaml", "path: nix.yaml", "there is no file nix.yaml"),
        ("pack.yaml", "path: parts.yaml", "path: lesson.yaml", "says whose parts.yaml is; add one"),
        ("pack.yaml", "seen: true", "seen: maybe", "has to be true or false, not “maybe”"),
        ("pack.yaml", "sources:", "scores: [aria]\nsources:", "there is no file aria.yaml"),
        ("parts.yaml", "source: fayuan_rules", "source: nowhere", "“nowhere” is no source of pack"),
    ],
)
def test_each_fault_is_named_in_a_teachers_words(
    broken: Callable[[str, str, str], list[str]], file: str, old: str, new: str, sentence: str
) -> None:
    found = broken(file, old, new)
    assert any(sentence in problem for problem in found), found


def test_the_line_is_the_line_of_the_fault(paike: Path) -> None:
    path = paike / "lesson.yaml"
    line = line_of(path, "tolerance: 1.0")
    path.write_text(path.read_text().replace("tolerance: 1.0", "tolerance: 99", 1))
    (problem,) = check(paike)
    assert (problem.file, problem.line) == ("lesson.yaml", line)


def test_a_missing_field_is_told_at_the_thing_that_lacks_it(paike: Path) -> None:
    path = paike / "lesson.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("    why:", text.index("- id: gong"))
    path.write_text(text[:start] + text[text.index("    after: [zuodou]") :], encoding="utf-8")
    (problem,) = check(paike)
    assert problem.sentence == "“steps › 2 › why” is missing here"
    assert problem.line == line_of(path, "- id: gong")


def test_all_faults_of_all_files_come_at_once(paike: Path) -> None:
    for file, old, new in [
        ("lesson.yaml", "minutes: 15", "minutes: soon"),
        ("lesson.yaml", "parts: [gong]", "parts: [gang]"),
        ("lesson.yaml", "after: [gong]", "after: [roof]"),
        ("lesson.yaml", "terms: [牌科", "terms: [牌可"),
        ("pack.yaml", "path: parts.yaml", "path: ../parts.yaml"),
        ("pack.yaml", "seen: true", "seen: maybe"),
    ]:
        path = paike / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    problems = check(paike)
    assert len(problems) == 7  # and parts.yaml, which no asset names any more
    assert {p.file for p in problems} == {"lesson.yaml", "pack.yaml"}
    assert problems == sorted(problems, key=lambda p: (p.file, p.line, p.sentence))


def test_the_words_are_in_the_readers_language(paike: Path) -> None:
    (paike / "lesson.yaml").unlink()
    texts.use("zh_CN")
    try:
        (problem,) = check(paike)
    finally:
        texts.use("en")
    assert "没有文件 lesson.yaml" in problem.sentence


def test_a_link_in_a_pack_is_named(paike: Path, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1")
    (paike / "parts.yaml").unlink()
    (paike / "parts.yaml").symlink_to(tmp_path / "x.yaml")
    assert any("leaves the pack" in p.sentence for p in check(paike))


def test_an_alias_bomb_is_one_problem(paike: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"b{i}: &b{i} [{', '.join(['*a' if not i else f'*b{i - 1}'] * 10)}]" for i in range(9)
    ]
    (paike / "lesson.yaml").write_text("\n".join(lines))
    assert ["unfold" in p.sentence for p in check(paike)] == [True]


def test_a_phrase_has_to_lie_in_its_score(shelf: Path) -> None:
    path = shelf / "kunqu" / "bubujiao" / "lesson.yaml"
    text = path.read_text(encoding="utf-8").replace("[36, 41]", "[36, 42]")
    path.write_text(text.replace("[5, 7]", "[7, 5]"), encoding="utf-8")
    found = [p.sentence for p in check(path.parent, open_library((shelf,)))]
    assert found == [f"syllables {s}: this score has 0 to 41, the first one first" for s in
                     ("[7, 5]", "[36, 42]")]  # fmt: skip


def test_a_score_that_is_not_here_is_told(shelf: Path) -> None:
    path = shelf / "kunqu" / "bubujiao" / "lesson.yaml"
    path.write_text(path.read_text().replace("score: bubujiao}", "score: xunmeng}"))
    (problem,) = check(path.parent)
    assert "no score “xunmeng”" in problem.sentence and problem.line == line_of(path, "xunmeng")


def test_a_wrong_note_is_told_with_its_number(shelf: Path) -> None:
    path = shelf / "kunqu" / "jiugong1746" / "bubujiao.yaml"
    path.write_text(
        path.read_text().replace("gongche: 六, semitones: 7", "gongche: 六, semitones: 8")
    )
    (problem,) = check(path.parent)
    assert "note 1: 六 is not 8 semitones above 上" in problem.sentence


def test_a_zip_a_folder_and_a_file_give_the_same(paike: Path, tmp_path: Path) -> None:
    path = paike / "lesson.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("level: 1", "level: 9"))
    archive = tmp_path / "paike.zip"
    with zipfile.ZipFile(archive, "w") as z:
        for file in paike.iterdir():
            z.write(file, f"paike/{file.name}")
    assert check(archive) == check(paike) == check(path) != []


def test_nothing_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no such file"):
        check(tmp_path / "nothing.zip")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_schema_is_one_that_tools_can_use(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert not Draft202012Validator(schema(name)).is_valid({"format": "one"})


def test_field_names_are_found_at_any_depth() -> None:
    assert "tolerance" in fields_at(MODELS["lesson"], ("steps", 3, "goals", 0))
    assert "where" in fields_at(MODELS["pack"], ("sources", "any"))
    assert fields_at(MODELS["lesson"], ("minutes",)) == ()


def test_sizes_are_read_by_the_reader_of_sizes(paike: Path) -> None:
    def reads(path: Path) -> None:
        raise YamlError(path, 7, "this does not add up")

    assert [str(p) for p in check(paike, read_parts=reads)] == [
        "parts.yaml:7: this does not add up"
    ]


def test_what_a_step_sings_speaks_or_plays_has_to_be_there(shelf: Path) -> None:
    def said(pack: str, old: str, new: str) -> list[str]:
        path = shelf / pack / "lesson.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
        return [p.sentence for p in check(shelf / pack)]

    unsung = said("kunqu/bubujiao", r"(?m)^score: .*\n", "")
    assert unsung and {*unsung} == {"syllables without a score: name its pack and id at “score”"}
    (missing,) = said("pingtan/qijuese", r"(?m)^script: .*$", "script: none.yaml")
    assert "there is no file none.yaml in this pack" in missing
    nothing = said("pingtan/shutai", r"pattern: \w+\.yaml", "pattern: null")
    assert any("no “pattern” to be judged by" in sentence for sentence in nothing)
    (other,) = said("pingtan/tanchang", r"pattern: shangshou", "pattern: xiashou")
    assert "for 上手, but xiashou.yaml is what 下手 plays" in other
    (wrong,) = said("suju/sutan", r"(?m)^script: .*$", "script: [a]")
    assert "“script” has to be text" in wrong
