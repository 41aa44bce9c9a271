"""What the lessons of the sung, spoken and plucked arts say is so in their own documents."""

from itertools import pairwise
from pathlib import Path

import pytest

from content.check import check
from content.lesson import Lesson, ScoreLink
from content.library import SHIPPED, open_library
from content.score import Score
from content.yamlfile import read, texts_at, walk
from lessons.scorers.marking import TONE_OF

FOLDERS = sorted(path.parent for path in SHIPPED.glob("*/*/pack.yaml"))
LIBRARY = open_library()
LESSONS = [entry.lesson for entry in LIBRARY.lessons({"physics", "recording"})]
SPOKEN = [lesson for lesson in LESSONS if lesson.script]
# 夷则宫: the lowered signs and the seven steps above 夷则 that the song's printed mode names.
MODE = {"合", "四", "下一", "上", "尺", "下工", "下凡", "六", "五", "紧五"}


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def score(pack: str, name: str) -> Score:
    return LIBRARY.score(ScoreLink(pack=pack, score=name))


def sung(lesson: Lesson) -> Score:
    assert lesson.score is not None
    return LIBRARY.score(lesson.score)


@pytest.fixture
def anxiang() -> Score:
    return score("ciyue/anxiang", "anxiang")


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_nothing_is_wrong_with_a_shipped_pack(folder: Path) -> None:
    assert check(folder, LIBRARY) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_only_a_source_that_was_opened_confirms(folder: Path) -> None:
    pack = LIBRARY.pack(named(folder)).pack
    confirmed = {
        basis["source"]
        for path in folder.glob("*.yaml")
        if path.name != "pack.yaml"
        for _loc, basis in walk(read(path).value, ("**", "basis"))
        if basis["status"] in ("confirmed", "derived")
    }
    # The calendar is no source that one opens: from 辛亥 the year follows by counting.
    unseen = {key for key in confirmed if not pack.sources[key].seen} - {"calendar"}
    assert unseen <= {"arithmetic"}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_three_to_nine_short_steps_or_the_arias_own_phrases(lesson: Lesson) -> None:
    if lesson.scorer == "building":  # free: nothing is asked, step by step or otherwise
        assert len(lesson.steps) == 1
    else:
        assert 3 <= len(lesson.steps) <= (12 if lesson.score else 9)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_what_waits_for_a_master_is_unresolved(lesson: Lesson) -> None:
    for step in lesson.steps:
        if step.slot is not None:
            assert step.basis.status == "unresolved" and not step.goals


def test_no_tune_of_pingtan_or_suju_is_written() -> None:
    for art in ("pingtan", "suju"):
        for path in (SHIPPED / art).rglob("*.yaml"):
            assert list(walk(read(path).value, ("**", "semitones"))) == []
            assert list(texts_at(read(path).value, "**", "gongche")) == []


@pytest.mark.parametrize("lesson_id", ["pingtan/shutai", "pingtan/tanchang"])
def test_strings_are_played_open_evenly_and_as_our_own_exercise(lesson_id: str) -> None:
    names = {s.pattern for s in LIBRARY.lesson(lesson_id).steps if s.pattern}
    upper, lower = (LIBRARY.pattern(lesson_id, name) for name in sorted(names))
    assert (upper.role, lower.role) == ("上手", "下手")
    for pattern in (upper, lower):
        assert pattern.exercise and all(s.semitones is None for s in pattern.strokes)
        assert {b.onset - a.onset for a, b in pairwise(pattern.strokes)} == {1}
        assert not any(s.basis.status.gradable for s in pattern.strings)
    assert {b.onset - a.onset for a, b in zip(upper.strokes, lower.strokes, strict=True)} == {0.5}


# ---- 暗香


def test_one_note_to_each_of_97_characters(anxiang: Score) -> None:
    assert len(anxiang.syllables) == len(anxiang.notes) == 97
    assert [note.syllable for note in anxiang.notes] == list(range(97))
    assert anxiang.spans == () and anxiang.free_until == 97


def test_five_editions_agree_in_88_places(anxiang: Score) -> None:
    differ = [anxiang.syllables[n.syllable].trad for n in anxiang.notes if n.variants]
    assert differ == list("色笛管而席萼相樹碧")
    assert len(anxiang.editions) == 4  # beside the one that is followed
    (shu,) = (n for n in anxiang.notes if anxiang.syllables[n.syllable].trad == "樹")
    assert [(v.edition, v.gongche) for v in shu.variants] == [("zhang", "合")]


def test_its_notes_are_those_of_the_mode_but_for_two_that_nobody_marks(anxiang: Score) -> None:
    outside = [note.syllable for note in anxiang.notes if note.gongche not in MODE]
    assert "".join(anxiang.syllables[i].trad for i in outside) == "樹碧"
    (step,) = (s for s in LIBRARY.lesson("ciyue/anxiang").steps if not s.marked)
    assert step.syllables is not None
    assert all(step.syllables[0] <= i <= step.syllables[1] for i in outside)


def test_its_leaps_its_height_and_its_end(anxiang: Score) -> None:
    words = "".join(s.trad for s in anxiang.syllables)
    signs = [note.gongche for note in anxiang.notes]
    for leap in ("色算", "寒與", "言耿"):
        at = words.index(leap)
        assert {signs[at], signs[at + 1]} == {"合", "六"}
    assert [words[i] for i, sign in enumerate(signs) if sign == "紧五"] == ["而"]
    assert [signs[words.index(end)] for end in ("席", "積")] == ["下工", "下工"]
    assert signs[-1] == "下工" and words.endswith("幾時見得")


def test_its_steps_are_the_whole_song_once() -> None:
    spans = [step.syllables for step in LIBRARY.lesson("ciyue/anxiang").steps]
    assert [i for a, b in filter(None, spans) for i in range(a, b + 1)] == list(range(97))


# ---- tones


@pytest.mark.parametrize(
    ("name", "tones", "unknown"),
    [
        ("bubujiao", {"上": "裊晌整揣彩怎把", "去": "院漾線半半面逗步便現", "入": "沒的"}, "鈿迤"),
        (
            "zuifugui",
            {
                "上": "你寶可我好好鳥",
                "去": "道翠茜艷愛是處見鴈怕閉顫",
                "入": "出落的八一恰不落則的月",
            },
            "",
        ),
    ],
)
def test_tones_of_the_arias(name: str, tones: dict[str, str], unknown: str) -> None:
    syllables = score("kunqu/jiugong1746", name).syllables
    for kind, words in tones.items():
        assert "".join(s.trad for s in syllables if s.tone and s.tone.kind == kind) == words
    assert "".join(s.trad for s in syllables if s.tone is None) == unknown
    assert all(s.tone.basis.source == "guangyun" for s in syllables if s.tone)


def test_tones_that_a_book_names_or_that_are_chosen() -> None:
    tones = {s.trad: s.tone for s in score("kunqu/jiugong1746", "zuifugui").syllables if s.tone}
    cui = tones["翠"]  # 度曲须知: 去 of the high register, such as 翠
    assert (cui.kind, cui.yinyang, cui.basis.status) == ("去", "阴", "derived")
    for chosen in "道是好處不見":  # a voiced 上, or several readings
        assert tones[chosen].basis.status == "inferred"
    assert [tones[c].kind for c in "落八恰月"] == ["入"] * 4


def test_each_marking_has_something_to_find() -> None:
    lesson = LIBRARY.lesson("kunqu/qiangge")
    asked = {}
    for step in lesson.steps:
        if step.marks and step.syllables:
            part = sung(lesson).syllables[step.syllables[0] : step.syllables[1] + 1]
            known = [s for s in part if s.tone and s.tone.basis.status.gradable]
            asked[step.marks] = "".join(
                s.trad for s in known if s.tone and s.tone.kind == TONE_OF[step.marks]
            )
    assert asked == {"豁": "翠茜", "断": "八一", "罕": "寶可我"}


def test_an_ornament_waits_on_a_word_of_its_tone() -> None:
    lesson = LIBRARY.lesson("kunqu/qiangge")
    wanted = {"huo": "去", "duan": "入", "han": "上"}
    for step in lesson.steps:
        if step.id in wanted and step.syllables:
            tone = sung(lesson).syllables[step.syllables[0]].tone
            assert tone is not None and tone.kind == wanted[step.id]


# ---- the beat


def test_six_even_beats_and_one_without_a_new_note() -> None:
    whole = score("kunqu/jiugong1746", "bubujiao")
    first = [n.onset for n in whole.notes if n.syllable in (5, 6, 7)][0]
    after = [n.onset for n in whole.notes if n.syllable == 8][0]
    assert [s.onset for s in whole.spans if first <= s.onset < after] == [10, 12, 14, 16, 18, 20]
    last = [n for n in whole.notes if n.syllable == 12][-1]  # 線
    tied = [s.onset for s in whole.spans if last.onset < s.onset < last.onset + last.duration]
    assert last.gongche == "四" and tied == [40]


# ---- spoken lines


@pytest.mark.parametrize("lesson", SPOKEN, ids=lambda lesson: lesson.id)
def test_narration_and_speech_are_told_apart(lesson: Lesson) -> None:
    for line in LIBRARY.script(lesson.id).lines:
        assert (line.speaker == "表") == (line.kind == "表")
        assert len(line.trad) == len(line.simp) and line.basis.status == "confirmed"


@pytest.mark.parametrize("lesson", SPOKEN, ids=lambda lesson: lesson.id)
def test_every_line_is_spoken_in_some_step(lesson: Lesson) -> None:
    spans = [step.lines for step in lesson.steps if step.lines]
    assert {i for a, b in spans for i in range(a, b + 1)} == set(
        range(len(LIBRARY.script(lesson.id).lines))
    )


def test_one_who_takes_roles_changes_four_times_between_three() -> None:
    voices = [line.voice for line in LIBRARY.script("pingtan/qijuese").lines]
    assert len(set(voices)) == 3
    assert sum(a != b for a, b in pairwise(voices)) == 4


def test_stage_speech_is_never_marked() -> None:
    assert not any(step.marked for step in LIBRARY.lesson("kunqu/nianbai").steps)


def test_a_suzhou_reading_has_a_syllable_with_its_tone_to_each_character() -> None:
    read_aloud = [line for line in LIBRARY.script("suju/sutan").lines if line.suzhou]
    assert "".join(line.simp[:2] for line in read_aloud) == "月子几家几家几家"
    for line in read_aloud:
        assert line.suzhou is not None and line.suzhou.basis.status == "inferred"
        readings = line.suzhou.text.split()
        assert len(readings) == line.syllables
        assert all(reading[-1] in "12345678" for reading in readings)
