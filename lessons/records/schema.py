"""Opens a database and brings its tables up to date, with a copy made before any change."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from content.texts import _
from lessons.records.errors import RecordsError

MIGRATIONS = Path(__file__).with_name("migrations")
WAIT_MS = 5000  # how long one program waits for another


def open_engine(url: URL) -> Engine:
    """Return an engine whose transactions are real: SQLite begins them when we say so."""
    engine = create_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def upgrade(engine: Engine, where: str) -> None:
    """Bring the tables up to date. Raises RecordsError where a newer program made them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    with engine.connect() as connection:
        found = _revision(connection)
    if found == newest:
        return
    if found is not None:
        _known(found, scripts, where)
        _copy(engine, found)
    with engine.execution_options(write=True).begin() as connection:
        if _revision(connection) != newest:  # another program may just have done it
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def copies(engine: Engine) -> list[Path]:
    """Return the copies that were made before upgrades (SQLite files only)."""
    path = _file(engine)
    return sorted(path.parent.glob(f"{path.name}.before-upgrade-*")) if path else []


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _known(found: str, scripts: ScriptDirectory, where: str) -> None:
    if found not in {script.revision for script in scripts.walk_revisions()}:
        sentence = _(
            "{records}: written by a newer program (records version {found}); update this one. "
            "Nothing was changed."
        )
        raise RecordsError(sentence.format(records=where, found=found))


def _copy(engine: Engine, revision: str) -> None:
    """Copy a SQLite file beside itself; other databases have their own ways."""
    path = _file(engine)
    if path is None:
        return
    target = path.with_name(f"{path.name}.before-upgrade-{revision}")
    part = target.with_name(target.name + ".part")
    source, copy = sqlite3.connect(path), sqlite3.connect(part)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    part.replace(target)


def _file(engine: Engine) -> Path | None:
    name = engine.url.database
    plain = engine.url.get_backend_name() == "sqlite" and name and name != ":memory:"
    return Path(str(name)) if plain and not str(name).startswith("file:") else None


def _prepare(dbapi: Any, record: object) -> None:
    """Two programs may work at once (WAL); what is erased is overwritten (secure_delete)."""
    dbapi.isolation_level = None
    for pragma in (
        f"busy_timeout = {WAIT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        dbapi.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
