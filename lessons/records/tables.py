"""The tables of the records: people only by pseudonym, their names apart, attempts indexed."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

person = Table("person", metadata, Column("pseudonym", String(32), primary_key=True))

roster = Table(
    "roster",
    metadata,
    Column("pseudonym", String(32), ForeignKey("person.pseudonym"), primary_key=True),
    Column("name", String(200), nullable=False),
)

consent = Table(
    "consent",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(32), ForeignKey("person.pseudonym"), nullable=False, index=True),
    Column("purposes", String(200), nullable=False),  # separated by spaces
    Column("version", Integer, nullable=False),
    Column("given", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("guardian", Boolean, nullable=False),
    Column("under_14", Boolean, nullable=False),
    Column("withdrawn", Date),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(32), ForeignKey("person.pseudonym"), nullable=False, index=True),
    Column("lesson", String(100), nullable=False, index=True),
    Column("lesson_hash", String(64), nullable=False),
    Column("scorer", String(50), nullable=False),
    Column("scorer_version", Integer, nullable=False),
    Column("score", Float),
    Column("passed", Boolean),
    Column("withheld", String(200)),
    Column("coverage", Float, nullable=False),
    Column("started", DateTime, nullable=False, index=True),  # UTC
    Column("seconds", Float, nullable=False),
    Column("consent_id", String(32), ForeignKey("consent.id"), nullable=False, index=True),
    Column("payload", Text, nullable=False),  # the Assessment as JSON
)

correction = Table(
    "correction",
    metadata,
    Column("number", Integer, primary_key=True),  # rises: the newest is the highest
    Column(
        "attempt_id",
        String(32),
        ForeignKey("attempt.id", ondelete="CASCADE"),  # erased with its attempt, whoever does it
        nullable=False,
        index=True,
    ),
    Column("payload", Text, nullable=False),  # the Correction as JSON
)
