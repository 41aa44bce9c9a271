from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from content.assessment import Assessment, Finding, Override, Where
from content.model import Status, Text
from content.rights import Consent
from content.stream import Stream


def consent(**changes: object) -> Consent:
    values: dict[str, object] = {
        "id": "c", "person": "p", "purposes": ("practise",), "version": 1,
        "given": date(2026, 3, 1), "until": date(2026, 3, 31), "guardian": False,
        "under_14": False,
    }  # fmt: skip
    return Consent.model_validate(values | changes)


@pytest.mark.parametrize(
    ("changes", "day", "allowed"),
    [
        ({}, date(2026, 3, 1), True),
        ({}, date(2026, 3, 31), True),
        ({}, date(2026, 2, 28), False),
        ({}, date(2026, 4, 1), False),
        ({"purposes": ("train",)}, date(2026, 3, 2), False),
        ({"withdrawn": date(2026, 3, 9)}, date(2026, 3, 8), False),
        ({"under_14": True}, date(2026, 3, 2), False),
        ({"under_14": True, "guardian": True}, date(2026, 3, 2), True),
    ],
)
def test_what_a_consent_allows(changes: dict[str, object], day: date, allowed: bool) -> None:
    assert consent(**changes).allows("practise", day) is allowed


def test_only_what_is_known_may_cost_anything() -> None:
    assert [s for s in Status if s.gradable] == [Status.CONFIRMED, Status.DERIVED]


def test_a_text_reads_in_both_languages() -> None:
    text = Text(zh_CN="升", en="block")
    assert [text.read(lang) for lang in ("zh_CN", "zh_TW", "en", "de")] == ["升"] * 2 + [
        "block"
    ] * 2


def test_a_misspelt_name_is_an_error_and_nothing_changes_afterwards() -> None:
    with pytest.raises(ValidationError):
        Text.model_validate({"zh_CN": "升", "en": "block", "fr": "bloc"})
    with pytest.raises(ValidationError):
        Text(zh_CN="升", en="block").en = "other"  # type: ignore[misc]


def assessment(**changes: object) -> Assessment:
    values: dict[str, object] = {
        "lesson": "a/b", "lesson_hash": "", "references": (), "scorer": "x",
        "scorer_version": 1, "coverage": 0.5,
    }  # fmt: skip
    return Assessment.model_validate(values | changes)


def test_a_withheld_score_ranks_below_every_score_and_a_master_above_all() -> None:
    withheld, poor = assessment(withheld="coverage"), assessment(score=0.0)
    said = assessment(score=10.0, override=Override(score=90, who="p", reason="x"))
    assert sorted([said, poor, withheld], key=lambda a: a.rank) == [withheld, poor, said]


def test_the_costliest_findings_come_first() -> None:
    findings = [
        Finding(
            cause="c",
            where=Where(kind="note", id=str(cost)),
            measure="m",
            value=0,
            unit="",
            tolerance=0,
            direction="none",
            confidence=1,
            cost=cost,
        )  # fmt: skip
        for cost in (1, 4, 2, 3)
    ]
    worst = assessment(score=50.0, findings=findings).worst()
    assert [f.cost for f in worst] == [4, 3, 2]


def test_a_stream_knows_what_was_not_seen() -> None:
    times = np.array([0.0, 1.0, 2.0])
    stream = Stream(times, np.array([[1.0, 2.0], [np.nan, 1.0], [0.0, 0.0]]), np.ones(3))
    assert stream.seen.tolist() == [True, False, True]
    with pytest.raises(ValueError, match="rise strictly"):
        Stream(np.array([0.0, 0.0, 1.0]), np.zeros(3), np.ones(3))
    with pytest.raises(ValueError, match="all three must agree"):
        Stream(times, np.zeros(2), np.ones(3))


def test_one_fault_of_many_parts_is_said_once() -> None:
    def finding(cause: str, part: str, cost: float) -> Finding:
        return Finding.model_validate(
            {
                "cause": cause, "where": {"kind": "part", "id": part}, "measure": "m", "value": 0,
                "unit": "", "tolerance": 0, "direction": "none", "confidence": 1, "cost": cost,
            }
        )  # fmt: skip

    findings = (finding("missing", "a", 20), finding("missing", "b", 20), finding("order", "c", 15))
    worst = assessment(score=9.0, findings=findings).worst()
    assert [(f.cause, f.where.id) for f in worst] == [("missing", "a"), ("order", "c")]


def test_without_a_score_only_the_reason_is_worth_saying() -> None:
    def finding(kind: str, cost: float) -> Finding:
        return Finding.model_validate(
            {
                "cause": "c", "where": {"kind": kind, "id": "x"}, "measure": "m", "value": 0,
                "unit": "", "tolerance": 0, "direction": "none", "confidence": 1, "cost": cost,
            }
        )  # fmt: skip

    findings = (finding("note", 5), finding("whole", 0))
    assert [f.where.kind for f in assessment(findings=findings).worst()] == ["whole"]
    assert [f.where.kind for f in assessment(score=9.0, findings=findings).worst()] == ["note"]
