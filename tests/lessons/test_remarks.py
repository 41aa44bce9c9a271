"""Where a master's word belongs, how it is said, and how it stands on paper and in the terminal."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from content import texts
from content.assessment import Assessment, Where
from content.correction import Correction, outranked
from content.errors import Refusal
from lessons import kept_report, registry, remarks
from lessons.records.attempt import Kept
from lessons.report.html import kept_page
from lessons.report.words import two_scores

SIMPLIFIED = {"裊": "袅", "晴": "晴", "絲": "丝"}
LIBRARY = registry.library()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    texts.use("en")
    yield
    texts.use("en")


def judged(lyrics: str = "裊裊晴絲吹晴", score: float | None = 40.0) -> Assessment:
    return Assessment(
        lesson="kunqu/bubujiao", lesson_hash="", references=("bubujiao",), scorer="voice",
        scorer_version=1, score=score, coverage=0.9,
        items=tuple({"index": i, "lyric": lyric} for i, lyric in enumerate(lyrics)),
    )  # fmt: skip


def said(text: str = "Hold the vowel.", **changes: object) -> Correction:
    plain: dict[str, object] = {"who": "Wang", "text": text, "given": date(2026, 6, 1)}
    return Correction.model_validate(plain | changes)


@pytest.mark.parametrize(
    ("named", "found"),
    [("裊", "0-1 裊/袅"), ("袅", "0-1 裊/袅"), ("丝", "3 絲/丝"), ("吹", "4 吹/吹"),
     ("6", "5 晴/晴"), ("1", "0 裊/袅")],
)  # fmt: skip
def test_a_syllable_is_found_in_both_scripts_or_by_number(named: str, found: str) -> None:
    assert remarks.place(judged(), named, SIMPLIFIED) == Where(kind="note", id=found)


@pytest.mark.parametrize(
    ("named", "why"),
    [("你", "not among the syllables of this attempt: 裊晴絲吹晴"), ("晴", "number: 3, 6"),
     ("0", "no number 0"), ("7", "it has 6"), ("-1", "not among"), ("", "not among")],
)  # fmt: skip
def test_a_place_that_is_not_there_is_refused(named: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        remarks.place(judged(), named, SIMPLIFIED)


def test_what_has_no_syllables_is_numbered() -> None:
    lines = judged().model_copy(update={"items": ({"index": 0}, {"index": 1})})
    assert remarks.place(lines, "2", {}).id == "1"
    with pytest.raises(Refusal, match="knows no syllables"):
        remarks.place(lines, "絲", {})


@pytest.mark.parametrize(
    ("place", "trad", "simp"),
    [(None, "", ""), (Where(kind="whole", id="take"), "", ""),
     (Where(kind="note", id="3-4 絲/丝"), "絲", "丝"),
     (Where(kind="note", id="1"), "Number 2", "第 2 个"),
     (Where(kind="part", id="gong"), "gong", "gong")],
)  # fmt: skip
def test_a_place_is_said_in_the_readers_script(place: Where | None, trad: str, simp: str) -> None:
    assert remarks.where(said(at=place)) == trad
    texts.use("zh_CN")
    assert remarks.where(said(at=place)) == simp


def test_both_scores_are_told() -> None:
    assert two_scores(judged()) == ""
    word = [said(score=72)]
    assert two_scores(outranked(judged(), word)) == "Wang gives 72; the program gives 40."
    withheld = outranked(judged(score=None), word)
    assert two_scores(withheld) == "Wang gives 72; the program gives no score."


def kept(lesson: str = "kunqu/bubujiao", scorer: str = "voice") -> Kept:
    return Kept(
        "a-1", "p-1", lesson, "", scorer, 1, 40.0, False, None, 0.9,
        datetime(2026, 5, 1, 12, tzinfo=UTC), 93.5, "c-1", 1,
    )  # fmt: skip


def page(*words: Correction, assessment: Assessment | None = None) -> str:
    whole = outranked(assessment or judged(), words)
    return kept_page(kept_report.report(LIBRARY, kept(), whole, words))


def test_on_paper_the_masters_word_stands_above_the_programs() -> None:
    found = page(said(at=Where(kind="note", id="3 絲/丝"), aspect="归韵"), said(score=72))
    order = [
        "72", "Wang gives 72; the program gives 40.", "Your teacher&#39;s word", "絲",
        "Hold the vowel.", "Wang · 2026-06-01 · 归韵", "What the program found", "90 %",
    ]  # fmt: skip
    places = [found.index(words, found.index("</style>")) for words in order]
    assert places == sorted(places)


def test_without_a_word_there_is_no_place_for_one() -> None:
    assert "teacher&#39;s word" not in page() and "40" in page()


def test_what_a_master_writes_is_never_markup() -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    found = page(said(hostile, who=hostile, score=1))
    assert "<script" not in found and "49" not in found


def test_a_lesson_that_is_gone_still_shows_its_attempts() -> None:
    report = kept_report.report(LIBRARY, kept("kunqu/gone"), judged(), ())
    assert report.title == "kunqu/gone" and report.editions == ()


@pytest.mark.parametrize("name", ["voice_faults", "speech_faults", "timber_wrong", "ban_faults"])
def test_every_kind_of_attempt_has_its_page(root: Path, name: str) -> None:
    found = json.loads((root / f"tests/golden/{name}.json").read_text(encoding="utf-8"))
    assessment = Assessment.model_validate(found)
    assert "Good." in page(said("Good."), assessment=assessment)
