"""A master's word stands above the program's score and never in its place."""

from datetime import date

import pytest
from pydantic import ValidationError

from content.assessment import Assessment
from content.correction import Correction, outranked


def said(**changes: object) -> Correction:
    plain: dict[str, object] = {"who": "王老师", "text": "好", "given": date(2026, 6, 1)}
    return Correction.model_validate(plain | changes)


def judged(score: float | None = 40.0) -> Assessment:
    return Assessment(
        lesson="a/b", lesson_hash="", references=(), scorer="voice", scorer_version=1,
        score=score, coverage=0.9,
    )  # fmt: skip


def test_the_last_score_outranks_the_programs_and_both_are_there() -> None:
    words = (said(score=90), said(score=70, who="李老师", text="慢一点"), said(text="有味"))
    found = outranked(judged(), words)
    assert found.override is not None
    assert (found.override.score, found.override.who, found.override.reason) == (
        70.0, "李老师", "慢一点",
    )  # fmt: skip
    assert (found.score, found.rank) == (40.0, 70.0)
    assert found.model_copy(update={"override": None}) == judged()


def test_a_score_is_given_where_the_program_gave_none() -> None:
    found = outranked(judged(None), [said(score=0)])
    assert (found.score, found.rank) == (None, 0.0)


@pytest.mark.parametrize("words", [(), (said(aspect="韵味"),)])
def test_words_alone_change_nothing(words: tuple[Correction, ...]) -> None:
    assert outranked(judged(), words) == judged()


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"who": ""}, {"score": 101}, {"score": -1}, {"aspect": "腔纯"}, {"format": 2},
     {"score": float("nan")}, {"given": "yesterday"}],
)  # fmt: skip
def test_what_is_no_word_of_a_master_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        said(**wrong)
