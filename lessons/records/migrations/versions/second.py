"""The table of a master's words; a word goes when its attempt goes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    attempt = sa.ForeignKey("attempt.id", ondelete="CASCADE")
    op.create_table(
        "correction",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("attempt_id", sa.String(32), attempt, nullable=False, index=True),
        sa.Column("payload", sa.Text, nullable=False),
    )
