"""What the linter says about scores: each with its line, and nothing about what is right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from content import check_score
from content.check import check
from content.faults import Page, look
from content.library import SHIPPED

TONE = {"basis": {"status": "confirmed", "source": "us"}}


@pytest.fixture
def said(golden: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of the golden score after a change; its 1st note has 1 beat, its 2nd 2."""

    def run(change: Callable[[dict[str, Any]], object]) -> list[str]:
        raw = yaml.safe_load((golden / "score_v2.yaml").read_text(encoding="utf-8"))
        raw["free_until"] = 0
        raw["notes"][1].update(ornaments=[], breath=None, variants=[])
        change(raw)
        path = tmp_path / "score.yaml"
        path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
        page: Page = look("score", path, "score.yaml")
        assert page.problems == ()
        return [str(p) for p in check_score.problems(page)]

    return run


@pytest.fixture
def golden(root: Path) -> Path:
    return root / "tests" / "golden"


def ornament(*kinds: str, note: int = 0, tone: str | None = "上") -> Callable[[Any], object]:
    def change(raw: dict[str, Any]) -> None:
        raw["notes"][note]["ornaments"] = [{"kind": k, "status": "confirmed"} for k in kinds]
        raw["syllables"][0]["tone"] = {"kind": tone, **TONE} if tone else None

    return change


@pytest.mark.parametrize(("kind", "tone"), [("豁", "去"), ("断", "入"), ("罕", "上")])
def test_three_ornaments_belong_to_a_tone(
    said: Callable[..., list[str]], kind: str, tone: str
) -> None:
    assert said(ornament(kind, tone=tone)) == []
    for other in {"平", "上", "去", "入"} - {tone}:
        (sentence,) = said(ornament(kind, tone=other))
        assert f"{kind} belongs to {tone}, but “裊” is {other}" in sentence
        assert sentence.startswith("score.yaml:")
    (sentence,) = said(ornament(kind, tone=None))
    assert "say the tone of “裊”" in sentence


def test_a_turn_needs_its_time(said: Callable[..., list[str]]) -> None:
    def hurried(raw: dict[str, Any]) -> None:
        ornament("擞", "带")(raw)
        raw["tempo_bpm"] = 210

    assert said(ornament("擞")) == []
    (sentence,) = said(hurried)
    assert "note 1: 擞 needs 0.3 s at least; this note has 0.29 s" in sentence


def test_a_swell_needs_more_than_three_beats(said: Callable[..., list[str]]) -> None:
    def longer(raw: dict[str, Any]) -> None:
        ornament("橄榄", note=1)(raw)
        raw["notes"][1]["duration"] = 3.5

    assert said(longer) == []
    (sentence,) = said(ornament("橄榄", note=1))
    assert "note 2: 橄榄 swells on notes of more than 3 beats; this has 2" in sentence


def test_in_free_rhythm_nobody_counts(said: Callable[..., list[str]]) -> None:
    def free(raw: dict[str, Any]) -> None:
        ornament("橄榄", note=1)(raw)
        raw.update(free_until=3, spans=[])

    assert said(free) == []


def test_a_note_is_repeated_three_times_at_most(said: Callable[..., list[str]]) -> None:
    assert said(ornament(*["叠"] * 3)) == []
    assert "叠 stands 4 times" in said(ornament(*["叠"] * 4))[0]
    assert "擞 stands 2 times" in said(ornament("擞", "擞"))[0]


def test_a_breath_after_the_end(said: Callable[..., list[str]]) -> None:
    def breathe(note: int) -> Callable[[Any], object]:
        return lambda raw: raw["notes"][note].update(breath="confirmed")

    assert said(breathe(0)) == []
    assert "after the last note" in said(breathe(1))[0]


def span(onset: float, mark: str) -> dict[str, Any]:
    return {
        "onset": onset, "duration": 1, "status": "confirmed", "mark": mark,
        "mark_status": "confirmed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("metre", "mark", "fits"),
    [
        ("一板三眼", "中眼", True), ("一板三眼", "赠板", False), ("一板一眼", "中眼", False),
        ("流水", "头眼", False), ("一板三眼加赠板", "腰赠板", True), ("散板", "头板", False),
    ],
)  # fmt: skip
def test_marks_belong_to_the_metre(
    said: Callable[..., list[str]], metre: str, mark: str, fits: bool
) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["metre"]["kind"] = metre
        raw["spans"] = [span(0, mark)]

    found = said(change)
    assert [f"there is no {mark} in {metre}" in s for s in found] == ([] if fits else [True])


def test_beats_follow_each_other(said: Callable[..., list[str]]) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["spans"] = [span(0, "头板"), span(0.5, "头眼")]

    assert "beat 2 begins before the one before it ends" in said(change)[0]


def test_notes_that_overlap_or_have_no_length_are_named(shelf: Path) -> None:
    path = shelf / "kunqu" / "jiugong1746" / "bubujiao.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    raw["notes"][3]["duration"] = 9
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    assert any("note 5 begins before" in str(p) for p in check(path.parent))
    raw["notes"][3]["duration"] = 0
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    assert any("notes › 4 › duration" in str(p) for p in check(path.parent))


def test_a_reading_s_audio_has_to_be_in_the_pack(shelf: Path) -> None:
    path = shelf / "kunqu" / "jiugong1746" / "bubujiao.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    reading = {"text": "niau", "scheme": "ipa", "audio": "niau.flac"}
    raw["syllables"][0]["suzhou"] = {**reading, "basis": raw["words_basis"]}
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    assert any("no file niau.flac" in str(p) for p in check(path.parent))


def test_the_shipped_scores_are_sound() -> None:
    seen = 0
    for path in sorted(SHIPPED.glob("*/*/*.yaml")):
        if "\nsyllables:" in path.read_text("utf-8"):
            page = look("score", path, path.name)
            assert (page.problems, list(check_score.problems(page))) == ((), [])
            seen += 1
    assert seen >= 3


@pytest.mark.parametrize("jianpu", ["2", "1'", "", "-", "8"])
def test_two_notations_have_to_agree(said: Callable[..., list[str]], jianpu: str) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["notes"][1]["jianpu"] = jianpu

    (sentence,) = said(change)
    assert f"note 2: jianpu “{jianpu}” does not fit" in sentence
