"""A master's word on a kept attempt: kept beside it, found again, erased with it."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from content.assessment import Assessment, Where
from content.correction import Correction
from lessons.records.attempt import Attempt
from lessons.records.errors import RecordsError
from lessons.records.opening import open_records
from lessons.records.store import Records

TERM = (date(2026, 3, 1), date(2027, 3, 1))
DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
WORD = "收音再往里收"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "records.sqlite"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with open_records(f"sqlite:///{path}") as db:
        yield db


def judged(lesson: str) -> Assessment:
    return Assessment(
        lesson=lesson, lesson_hash="0", references=(), scorer="voice", scorer_version=1,
        score=40.0, coverage=0.9,
    )  # fmt: skip


def willing(db: Records) -> tuple[str, str]:
    person = db.add_person()
    return person, db.give_consent(person, ["practise"], TERM).id


def keep(db: Records, person: str, consent: str, lesson: str = "a/b", hours: int = 0) -> str:
    started = DAY + timedelta(hours=hours)
    return db.keep(Attempt(person, consent, started, 9.0, judged(lesson)))


def said(text: str = WORD, **changes: object) -> Correction:
    plain: dict[str, object] = {"who": "王老师", "text": text, "given": date(2026, 6, 1)}
    return Correction.model_validate(plain | changes)


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()))


def test_words_come_back_whole_oldest_first_and_leave_the_attempt_alone(records: Records) -> None:
    kept = keep(records, *willing(records))
    words = (said(score=80, aspect="归韵", at=Where(kind="note", id="0 裊/袅")), said("慢"))
    for word in words:
        records.remark(kept, word)
    assert records.remarks(kept) == words
    assert records.assessment(kept) == judged("a/b")
    assert [(k.id, k.score, k.remarks) for k in records.attempts()] == [(kept, 40.0, 2)]


def test_the_last_word_is_taken_back_even_when_the_consent_is_over(records: Records) -> None:
    person, consent = willing(records)
    kept, other = (keep(records, person, consent, hours=h) for h in (0, 1))
    for attempt, text in ((kept, "慢"), (kept, "快"), (other, "好")):
        records.remark(attempt, said(text))
    assert records.unsay(kept) == said("快")
    assert records.remarks(kept) == (said("慢"),) and records.remarks(other) == (said("好"),)
    assert records.last_remark(person, "a/b") == said("好")
    records.unsay(kept)
    with pytest.raises(RecordsError, match="no remark"):
        records.unsay(kept)


def test_each_attempt_counts_its_own_words(records: Records) -> None:
    person, consent = willing(records)
    first, second = (keep(records, person, consent, hours=h) for h in (0, 1))
    records.remark(second, said())
    assert [k.remarks for k in records.attempts(person)] == [0, 1]
    assert records.remarks(first) == ()


def test_the_newest_word_is_of_this_person_and_this_lesson(records: Records) -> None:
    mine, other = willing(records), willing(records)
    attempts = [keep(records, *mine), keep(records, *mine, hours=1)]
    records.remark(attempts[1], said("先说的"))
    records.remark(attempts[0], said("后说的"))
    records.remark(keep(records, *mine, lesson="a/c"), said("别的课"))
    records.remark(keep(records, *other), said("别的人"))
    assert records.last_remark(mine[0], "a/b") == said("后说的")
    assert records.last_remark(mine[0], "a/nothing") is None


def test_an_attempt_that_is_not_there_is_refused(records: Records) -> None:
    with pytest.raises(RecordsError, match="no attempt a-nothing"):
        records.remark("a-nothing", said())


def test_after_the_consent_is_over_nothing_more_is_written(records: Records) -> None:
    kept = keep(records, *willing(records))
    with pytest.raises(RecordsError, match="is over"):
        records.remark(kept, said(given=date(2027, 3, 2)))
    assert records.remarks(kept) == ()


@pytest.mark.parametrize("way", ["withdraw", "forget"])
def test_what_was_said_is_erased_with_the_attempt(records: Records, path: Path, way: str) -> None:
    person, consent = willing(records)
    other = keep(records, *willing(records))
    kept = keep(records, person, consent)
    records.remark(kept, said())
    records.remark(other, said("留下"))
    assert WORD.encode() in everything(path.parent)
    if way == "withdraw":
        records.withdraw(consent, DAY.date())
    else:
        assert records.forget(person) == 1
    assert records.remarks(kept) == () and records.last_remark(person, "a/b") is None
    assert WORD.encode() not in everything(path.parent)
    assert records.remarks(other) == (said("留下"),)


def test_a_word_of_a_newer_program_is_refused_and_stays(records: Records) -> None:
    person, consent = willing(records)
    kept = keep(records, person, consent)
    records.remark(kept, said())
    with sqlite3.connect(records.where) as db:
        db.execute(
            "update correction set payload = replace(payload, '\"format\":1', '\"format\":2')"
        )
    db.close()
    for ask in (lambda: records.remarks(kept), lambda: records.last_remark(person, "a/b")):
        with pytest.raises(RecordsError, match="up to format 1"):
            ask()
    assert records.attempts()[0].remarks == 1


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_records_of_every_time_take_a_word(root: Path, path: Path, version: str) -> None:
    path.parent.mkdir()
    dump = (root / "tests" / "golden" / f"records_{version}.sql").read_text(encoding="utf-8")
    with sqlite3.connect(path) as db:
        db.executescript(dump)
    db.close()
    with open_records(f"sqlite:///{path}") as records:
        before = records.remarks("a-1")
        assert len(before) == (version == "0002")
        assert records.assessment("a-1").score == 80.5
        records.remark("a-1", said())
        assert records.remarks("a-1") == (*before, said())
        assert records.last_remark("p-1", "kunqu/example") == said()
