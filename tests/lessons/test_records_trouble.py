"""Two programs at once, a full disk, damaged files, other versions: nothing stored is lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from content.assessment import Assessment
from lessons.records import schema
from lessons.records.attempt import Attempt
from lessons.records.errors import RecordsError
from lessons.records.opening import open_records
from lessons.records.store import Records

TERM = (date(2026, 3, 1), date(2027, 3, 1))
DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "records.sqlite"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with open_records(url(path)) as db:
        yield db


def willing(db: Records) -> tuple[str, str]:
    person = db.add_person()
    return person, db.give_consent(person, ["practise"], TERM).id


def attempt(person: str, consent: str) -> Attempt:
    judged = Assessment(
        lesson="a/b", lesson_hash="", references=(), scorer="x", scorer_version=1, coverage=1
    )
    return Attempt(person, consent, DAY, 1.0, judged)


def test_two_programs_share_the_records(records: Records, path: Path) -> None:
    person, consent = willing(records)
    with open_records(url(path)) as second:
        second.keep(attempt(person, consent))
    assert len(records.attempts()) == 1


def test_a_second_program_that_writes_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "WAIT_MS", 20)
    with open_records(url(path)) as db:
        person, consent = willing(db)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="another program is writing"):
            db.keep(attempt(person, consent))
        assert db.attempts() == ()  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        db.keep(attempt(person, consent))
        assert len(db.attempts()) == 1


def test_a_full_disk_loses_nothing(path: Path) -> None:
    with open_records(url(path)) as db:
        person, consent = willing(db)
        db.keep(attempt(person, consent))
        with db._reading.connect() as connection:  # the page limit stands for the disk
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordsError, match="disk is full"):
            for _ in range(500):
                db.keep(attempt(person, consent))
        kept = len(db.attempts())
    with open_records(url(path)) as db:
        assert len(db.attempts()) == kept >= 1


def test_a_read_only_file_is_named(path: Path) -> None:
    with open_records(url(path)) as db:
        willing(db)
    with open_records(f"sqlite:///file:{path}?mode=ro&uri=true") as db:
        assert len(db.roster()) == 1
        with pytest.raises(RecordsError, match="may only be read"):
            db.add_person()


@pytest.mark.parametrize("damage", [b"no database at all " * 300, b"\0" * 4096])
def test_a_damaged_file_is_left_as_it_is(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(RecordsError, match="damaged or no records"):
        open_records(url(path))
    assert path.read_bytes() == damage


def test_a_file_with_a_torn_page_is_named(path: Path) -> None:
    with open_records(url(path)) as db:
        person, consent = willing(db)
        for _ in range(30):
            db.keep(attempt(person, consent))
    raw = bytearray(path.read_bytes())
    raw[4096:16384] = b"\xff" * 12288
    path.write_bytes(raw)
    with pytest.raises(RecordsError, match="damaged"):
        open_records(url(path))
    assert path.read_bytes() == bytes(raw)


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("create table songs (id)")
    db.close()
    with pytest.raises(RecordsError, match="another program's tables"):
        open_records(url(path))


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("records", "no database address"),
        ("nodb://x", "driver for this database"),
        ("postgresql://me:secret@host/db", "driver for this database"),
    ],
)
def test_an_address_that_cannot_be_opened(address: str, word: str) -> None:
    with pytest.raises(RecordsError, match=word) as caught:
        open_records(address)
    assert "secret" not in str(caught.value)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="cannot be opened"):
        open_records(url(tmp_path))


THIRD = '''
"""A migration of the future."""
import sqlalchemy as sa
from alembic import op
revision = "0003"
down_revision = "0002"
def upgrade() -> None:
    with op.batch_alter_table("attempt") as table:
        table.add_column(sa.Column("mood", sa.String(20)))
'''


@pytest.fixture
def future(tmp_path: Path) -> Path:
    """Our migrations and one more."""
    folder = Path(shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations"))
    (folder / "versions" / "third.py").write_text(THIRD)
    return folder


def test_an_upgrade_makes_a_copy_first_and_keeps_all(
    path: Path, future: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_records(url(path)) as db:
        person, consent = willing(db)
        db.keep(attempt(person, consent))
    monkeypatch.setattr(schema, "MIGRATIONS", future)
    with open_records(url(path)) as db:
        assert len(db.attempts()) == 1
    copy = path.with_name("records.sqlite.before-upgrade-0002")
    assert {"mood" in columns(p) for p in (path, copy)} == {True, False}
    assert "mood" in columns(path)
    monkeypatch.undo()
    with open_records(url(copy)) as db:
        assert len(db.attempts()) == 1


def columns(path: Path) -> set[str]:
    engine = create_engine(url(path))
    names = {str(c["name"]) for c in inspect(engine).get_columns("attempt")}
    engine.dispose()
    return names


def test_records_of_a_newer_program_are_refused_untouched(
    path: Path, future: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", future)
    open_records(url(path)).close()
    monkeypatch.undo()
    with pytest.raises(RecordsError, match=r"newer program \(records version 0003\)"):
        open_records(url(path))
    assert "mood" in columns(path)


def test_a_failed_upgrade_changes_nothing(
    path: Path, future: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_records(url(path)) as db:
        willing(db)
    broken = THIRD + '    op.execute("select * from nowhere")\n'
    (future / "versions" / "third.py").write_text(broken)
    monkeypatch.setattr(schema, "MIGRATIONS", future)
    with pytest.raises(RecordsError, match="no such table"):
        open_records(url(path))
    monkeypatch.undo()
    with open_records(url(path)) as db:
        assert len(db.roster()) == 1
    assert "mood" not in columns(path)


def test_the_first_records_ever_are_read(root: Path, path: Path) -> None:
    path.parent.mkdir()
    dump = (root / "tests" / "golden" / "records_0001.sql").read_text(encoding="utf-8")
    with sqlite3.connect(path) as db:
        db.executescript(dump)
    db.close()
    with open_records(url(path)) as records:
        assert records.roster() == {"p-1": "王小明"}
        (kept,) = records.attempts()
        assert (kept.id, kept.started) == ("a-1", DAY)
        assert records.assessment("a-1").score == 80.5
        assert records.consents("p-1")[0].purposes == ("practise", "grade")
