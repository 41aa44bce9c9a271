"""The first tables: person, roster, consent, attempt."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table("person", sa.Column("pseudonym", sa.String(32), primary_key=True))
    op.create_table(
        "roster",
        sa.Column("pseudonym", sa.String(32), sa.ForeignKey("person.pseudonym"), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
    )
    _consent()
    _attempt()


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "person", sa.String(32), sa.ForeignKey("person.pseudonym"), nullable=False, index=True
        ),
        sa.Column("purposes", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("given", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("guardian", sa.Boolean, nullable=False),
        sa.Column("under_14", sa.Boolean, nullable=False),
        sa.Column("withdrawn", sa.Date),
    )


def _attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "person", sa.String(32), sa.ForeignKey("person.pseudonym"), nullable=False, index=True
        ),
        sa.Column("lesson", sa.String(100), nullable=False, index=True),
        sa.Column("lesson_hash", sa.String(64), nullable=False),
        sa.Column("scorer", sa.String(50), nullable=False),
        sa.Column("scorer_version", sa.Integer, nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("passed", sa.Boolean),
        sa.Column("withheld", sa.String(200)),
        sa.Column("coverage", sa.Float, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False, index=True),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column(
            "consent_id", sa.String(32), sa.ForeignKey("consent.id"), nullable=False, index=True
        ),
        sa.Column("payload", sa.Text, nullable=False),
    )
