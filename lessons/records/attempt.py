"""One kept attempt: plain columns to search by, and the whole assessment behind them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from content.assessment import Assessment


@dataclass(frozen=True)
class Attempt:
    """What is handed in to be kept. `started` carries a time zone; `seconds` the length."""

    person: str
    consent_id: str
    started: datetime
    seconds: float
    assessment: Assessment


@dataclass(frozen=True)
class Kept:
    """The index columns of a kept attempt, and how many remarks it has; `started` is UTC."""

    id: str
    person: str
    lesson: str
    lesson_hash: str
    scorer: str
    scorer_version: int
    score: float | None
    passed: bool | None
    withheld: str | None
    coverage: float
    started: datetime
    seconds: float
    consent_id: str
    remarks: int

    @property
    def plain(self) -> dict[str, object]:
        """The columns as JSON can hold them."""
        return {**vars(self), "started": self.started.isoformat()}


def columns(attempt: Attempt) -> dict[str, object]:
    """Return the index columns and the payload of an attempt, all but its id."""
    judged = attempt.assessment
    return {
        "person": attempt.person,
        "lesson": judged.lesson,
        "lesson_hash": judged.lesson_hash,
        "scorer": judged.scorer,
        "scorer_version": judged.scorer_version,
        "score": judged.score,
        "passed": judged.passed,
        "withheld": judged.withheld,
        "coverage": judged.coverage,
        "started": attempt.started.astimezone(UTC).replace(tzinfo=None),
        "seconds": attempt.seconds,
        "consent_id": attempt.consent_id,
        "payload": judged.model_dump_json(),
    }
