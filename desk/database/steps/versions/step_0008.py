"""Support of people, out of donated money."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make its table."""
    op.create_table(
        "support",
        sa.Column("thing", sa.Integer(), _key(), primary_key=True, nullable=False),
        sa.Column("person", sa.Integer(), _key(), nullable=False, index=True),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("grosze", sa.BigInteger()),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("giver", sa.String(16), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
    )


def _key() -> sa.ForeignKey:
    return sa.ForeignKey("things.id", ondelete="CASCADE")
