"""Opens the records of people and their attempts."""

from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from content.texts import _
from lessons import registry
from lessons.records import schema
from lessons.records.errors import RecordsError, in_words
from lessons.records.store import Records


def open_records(url: str | None = None) -> Records:
    """Open the records at a database URL; None: a SQLite file in the user's data folder.

    Makes or upgrades the tables (a SQLite file is copied before an upgrade). Raises
    RecordsError where they are damaged, locked, read-only or of a newer program.
    """
    place = _parsed(url) if url else _default()
    where = _name(place)
    with in_words(where):
        _make_folder(place)
        engine = _engine(place, where)
        try:
            _look_over(engine, where)
            schema.upgrade(engine, where)
        except BaseException:
            engine.dispose()
            raise
    return Records(engine, where)


def _default() -> URL:
    path = registry.user_folder() / "records.sqlite"
    return URL.create("sqlite", database=str(path))


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as e:
        sentence = _("“{url}” is no database address; write it as sqlite:///records.sqlite")
        raise RecordsError(sentence.format(url=url)) from e


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def _make_folder(url: URL) -> None:
    name = url.database or ""
    if url.get_backend_name() == "sqlite" and name and not name.startswith((":", "file:")):
        Path(name).parent.mkdir(parents=True, exist_ok=True)


def _engine(url: URL, where: str) -> Engine:
    try:
        return schema.open_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError) as e:
        sentence = _("{records}: the driver for this database is not installed ({reason})")
        raise RecordsError(sentence.format(records=where, reason=e)) from e


def _look_over(engine: Engine, where: str) -> None:
    """Refuse a damaged file and a database that belongs to another program."""
    with engine.connect() as db:
        if engine.dialect.name == "sqlite":
            found = db.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if found != "ok":
                raise OSError(f"malformed: {found}")
        tables = inspect(db).get_table_names()
    if tables and "alembic_version" not in tables:
        sentence = _("{records}: holds another program's tables; choose another place")
        raise RecordsError(sentence.format(records=where))
