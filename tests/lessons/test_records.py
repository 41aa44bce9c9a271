import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import inspect

from content.assessment import Assessment
from lessons.records import tables
from lessons.records.attempt import Attempt
from lessons.records.errors import RecordsError
from lessons.records.opening import open_records
from lessons.records.store import Records

TERM = (date(2026, 3, 1), date(2027, 3, 1))
DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
NAME = "王小明"


def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "records.sqlite"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with open_records(url(path)) as db:
        yield db


def assessment(lesson: str = "kunqu/bubujiao", score: float | None = 81.5) -> Assessment:
    return Assessment(
        lesson=lesson, lesson_hash="0" * 64, references=("1746",), scorer="voice",
        scorer_version=2, score=score, passed=score is not None, coverage=0.9,
        withheld=None if score is not None else "coverage",
    )  # fmt: skip


def attempt(person: str, consent: str, started: datetime = DAY, **of: object) -> Attempt:
    return Attempt(person, consent, started, 93.5, assessment(**of))  # type: ignore[arg-type]


def willing(db: Records, name: str | None = None) -> tuple[str, str]:
    person = db.add_person(name)
    return person, db.give_consent(person, ["practise"], TERM).id


def test_an_attempt_comes_back_whole(records: Records) -> None:
    person, consent = willing(records)
    attempt_id = records.keep(attempt(person, consent))
    (kept,) = records.attempts()
    assert (kept.id, kept.person, kept.lesson, kept.score) == (
        attempt_id, person, "kunqu/bubujiao", 81.5,
    )  # fmt: skip
    assert (kept.started, kept.seconds, kept.consent_id) == (DAY, 93.5, consent)
    assert records.assessment(attempt_id) == assessment()


def test_attempts_are_found_by_person_and_lesson_oldest_first(records: Records) -> None:
    a, ca = willing(records)
    b, cb = willing(records)
    late = DAY + timedelta(hours=1)
    last = records.keep(attempt(a, ca, late))
    first = records.keep(attempt(a, ca, lesson="kunqu/zuifugui", score=None))
    other = records.keep(attempt(b, cb))
    assert [k.id for k in records.attempts(person=a)] == [first, last]
    assert {k.id for k in records.attempts(lesson="kunqu/bubujiao")} == {last, other}
    assert records.attempts(person=a, lesson="nothing") == ()
    assert records.attempts(person=a)[0].withheld == "coverage"


def test_any_time_zone_is_stored_as_utc(records: Records) -> None:
    person, consent = willing(records)
    records.keep(attempt(person, consent, DAY.astimezone(timezone(timedelta(hours=8)))))
    assert records.attempts()[0].started == DAY


def test_names_stand_in_the_roster_alone(records: Records, path: Path) -> None:
    person, _consent = willing(records, NAME)
    nobody = records.add_person()
    assert records.roster() == {person: NAME, nobody: None}
    with sqlite3.connect(path) as db:
        for (table,) in db.execute("select name from sqlite_master where type = 'table'"):
            found = NAME in str(db.execute(f"select * from {table}").fetchall())
            assert found == (table == "roster"), table
    db.close()


@pytest.mark.parametrize(
    ("purposes", "day", "mine"),
    [
        (["grade"], DAY, True),
        (["practise"], datetime(2026, 2, 20, tzinfo=UTC), True),
        (["practise"], datetime(2027, 3, 9, tzinfo=UTC), True),
        (["practise"], DAY, False),
    ],
)
def test_nothing_is_kept_without_a_consent_that_covers_it(
    records: Records, purposes: list[str], day: datetime, mine: bool
) -> None:
    person = records.add_person()
    owner = person if mine else records.add_person()
    consent = records.give_consent(owner, purposes, TERM)  # type: ignore[arg-type]
    with pytest.raises(RecordsError, match="does not allow keeping"):
        records.keep(attempt(person, consent.id, day))
    assert records.attempts() == ()


def test_an_unknown_consent_or_person_is_refused(records: Records) -> None:
    person, _consent = willing(records)
    with pytest.raises(RecordsError, match="no consent c-nothing"):
        records.keep(attempt(person, "c-nothing"))
    with pytest.raises(RecordsError, match="no person p-nothing"):
        records.give_consent("p-nothing", ["practise"], TERM)
    with pytest.raises(RecordsError, match="no attempt a-nothing"):
        records.assessment("a-nothing")


def test_the_database_itself_refuses_an_attempt_without_consent(records: Records) -> None:
    person, consent = willing(records)
    records.keep(attempt(person, consent))
    with sqlite3.connect(records.where) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("update attempt set consent_id = null")
    db.close()


def test_a_child_needs_a_guardian(records: Records) -> None:
    child = records.add_person()
    with pytest.raises(RecordsError, match="a guardian has to consent"):
        records.give_consent(child, ["practise"], TERM, under_14=True)
    given = records.give_consent(child, ["practise"], TERM, under_14=True, guardian=True)
    records.keep(attempt(child, given.id))
    assert records.consents(child) == (given,)


def test_an_empty_consent_is_refused(records: Records) -> None:
    person = records.add_person()
    with pytest.raises(RecordsError, match="names no purpose"):
        records.give_consent(person, [], TERM)
    with pytest.raises(RecordsError, match="before it begins"):
        records.give_consent(person, ["practise"], TERM[::-1])
    assert records.consents(person) == ()


def test_withdrawing_erases_what_was_kept_and_allows_no_more(records: Records) -> None:
    person, consent = willing(records)
    other = records.give_consent(person, ["practise", "grade"], TERM).id
    records.keep(attempt(person, consent))
    stays = records.keep(attempt(person, other))
    records.withdraw(consent, date(2026, 6, 1))
    assert [k.id for k in records.attempts()] == [stays]
    withdrawn = {c.id: c.withdrawn for c in records.consents(person)}
    assert withdrawn == {consent: date(2026, 6, 1), other: None}
    with pytest.raises(RecordsError, match="does not allow"):
        records.keep(attempt(person, consent))


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.iterdir()))


def test_forgetting_leaves_no_trace_of_a_person(records: Records, path: Path) -> None:
    person, consent = willing(records, NAME)
    other, theirs = willing(records)
    records.keep(attempt(person, consent))
    records.keep(attempt(other, theirs))
    path.with_name(path.name + ".before-upgrade-0000").write_text(person)
    assert person.encode() in everything(path.parent)
    assert records.forget(person) == 1
    left = everything(path.parent)
    assert NAME.encode() not in left and person.encode() not in left
    assert consent.encode() not in left
    assert other.encode() in left
    assert [k.person for k in records.attempts()] == [other]
    with pytest.raises(RecordsError, match="no person"):
        records.forget(person)


def test_withdrawing_erases_copies_too(records: Records, path: Path) -> None:
    person, consent = willing(records)
    kept = records.keep(attempt(person, consent))
    path.with_name(path.name + ".before-upgrade-0000").write_text(kept)
    records.withdraw(consent, DAY.date())
    assert kept.encode() not in everything(path.parent)


def test_pseudonyms_are_random(records: Records) -> None:
    assert len({records.add_person(NAME) for _ in range(20)}) == 20


def test_records_are_there_the_next_time(path: Path) -> None:
    with open_records(url(path)) as db:
        person, consent = willing(db)
        db.keep(attempt(person, consent))
    with open_records(url(path)) as db:
        assert len(db.attempts()) == 1


def test_an_assessment_of_another_time_is_refused_in_words(records: Records) -> None:
    person, consent = willing(records)
    attempt_id = records.keep(attempt(person, consent))
    with sqlite3.connect(records.where) as db:
        db.execute("update attempt set payload = '{\"format\": 9}'")
    db.close()
    with pytest.raises(RecordsError, match="cannot be read"):
        records.assessment(attempt_id)
    assert len(records.attempts()) == 1


def test_the_migrations_make_the_tables_that_the_code_knows(records: Records) -> None:
    found = inspect(records._reading)
    assert set(found.get_table_names()) == {*tables.metadata.tables, "alembic_version"}
    for name, table in tables.metadata.tables.items():
        made = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(name)}
        assert made == {c.name: (str(c.type), c.nullable) for c in table.columns}
        indexed = {tuple(i["column_names"]) for i in found.get_indexes(name)}
        assert indexed == {tuple(c.name for c in i.columns) for i in table.indexes}
