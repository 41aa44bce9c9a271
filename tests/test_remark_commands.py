"""`shuimo records remark` and `show`: a master's word goes in, and every bad one is refused."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from content.assessment import Assessment
from content.errors import Refusal
from content.library import Library
from lessons.records.attempt import Attempt
from lessons.records.opening import open_records
from tests.conftest import Shuimo

FINE = ("--who", "王老师", "--text", "字尾归到底")


@pytest.fixture
def attempt(root: Path, shuimo: Shuimo) -> str:
    """A sung attempt that is kept under a consent of today."""
    golden = root / "tests/golden/voice_faults.json"
    judged = Assessment.model_validate(json.loads(golden.read_text(encoding="utf-8")))
    today = date.today()
    with open_records() as db:
        person = db.add_person()
        consent = db.give_consent(person, ["practise"], (today, today + timedelta(days=1)))
        return db.keep(Attempt(person, consent.id, datetime.now(UTC), 9.0, judged))


def test_a_word_is_kept_and_told_before_the_programs(shuimo: Shuimo, attempt: str) -> None:
    words = (*FINE, "--at", "丝", "--aspect", "归韵", "--score", 72, "--json")
    said = json.loads(shuimo("records", "remark", attempt, *words)[1])
    assert (said["attempt"], said["at"]["id"], said["score"]) == (attempt, "3 絲/丝", 72)
    code, out, _err = shuimo("--lang", "zh_CN", "records", "show", attempt)
    assert code == 0
    order = ["王老师评 72 分；程序评 98 分。", "归韵 · 丝", "字尾归到底", "→"]
    places = [out.index(words) for words in order]
    assert places == sorted(places)


def test_the_programs_own_assessment_stays_as_it_was(shuimo: Shuimo, attempt: str) -> None:
    before = json.loads(shuimo("records", "show", attempt, "--json")[1])
    assert before["remarks"] == [] and before["attempt"]["remarks"] == 0
    shuimo("records", "remark", attempt, *FINE, "--score", 5)
    after = json.loads(shuimo("records", "show", attempt, "--json")[1])
    assert after["assessment"]["override"]["score"] == after["remarks"][0]["score"] == 5
    assert {**after["assessment"], "override": None} == before["assessment"]


def test_a_word_is_taken_back_and_the_one_before_it_counts_again(
    shuimo: Shuimo, attempt: str
) -> None:
    for text, score in (("72 分", 72), ("5 分", 5)):
        said = ("--who", "王", "--text", text, "--score", score)
        shuimo("records", "remark", attempt, *said)
    code, out, _err = shuimo("--lang", "en", "records", "unsay", attempt)
    assert code == 0 and "5 分" in out
    shown = json.loads(shuimo("records", "show", attempt, "--json")[1])
    assert shown["assessment"]["override"]["score"] == 72 and len(shown["remarks"]) == 1
    assert json.loads(shuimo("records", "unsay", attempt, "--json")[1])["score"] == 72
    code, out, err = shuimo("--lang", "en", "records", "unsay", attempt)
    assert (code, out) == (2, "") and f"no remark on attempt {attempt}" in err


def test_a_score_that_is_no_longer_here_keeps_no_word_out(
    shuimo: Shuimo, attempt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_library: Library, _link: object) -> None:
        raise Refusal("gone")

    monkeypatch.setattr(Library, "score", gone)
    said = json.loads(shuimo("records", "remark", attempt, *FINE, "--at", "絲", "--json")[1])
    assert said["at"]["id"] == "3 絲/絲"


def test_the_list_says_that_there_is_one(shuimo: Shuimo, attempt: str) -> None:
    shuimo("records", "remark", attempt, *FINE)
    assert [a["remarks"] for a in json.loads(shuimo("records", "list", "--json")[1])] == [1]
    assert "remarks" in shuimo("--lang", "en", "records", "list")[1]


def test_the_page_is_written_and_named(shuimo: Shuimo, attempt: str, tmp_path: Path) -> None:
    shuimo("records", "remark", attempt, *FINE)
    file = tmp_path / "new" / "page.html"
    assert str(file) in shuimo("records", "show", attempt, "--html", file)[1]
    assert "字尾归到底" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--score", "101"), "between 0 and 100"),
        (("--score", "nan"), "between 0 and 100"),
        (("--score", "ten"), "number"),
        (("--aspect", "腔纯"), "字清, 归韵, 韵味"),
        (("--at", "你"), "not among the syllables"),
        (("--at", "144"), "no number 144"),
        (("--text", " "), "--text is empty"),
        (("--who", ""), "--who is empty"),
    ],
)
def test_a_bad_word_is_refused_and_not_kept(
    shuimo: Shuimo, attempt: str, more: tuple[str, str], why: str
) -> None:
    code, out, err = shuimo("--lang", "en", "records", "remark", attempt, *FINE, *more)
    assert (code, out) == (2, "")
    assert why in err and err.count("\n") == 1
    with open_records() as db:
        assert db.remarks(attempt) == ()


@pytest.mark.parametrize("words", [("remark", "a-nobody", *FINE), ("show", "a-nobody")])
def test_an_unknown_attempt_is_refused(shuimo: Shuimo, words: tuple[str, ...]) -> None:
    code, out, err = shuimo("--lang", "en", "records", *words)
    assert (code, out) == (2, "")
    assert "there is no attempt a-nobody" in err
