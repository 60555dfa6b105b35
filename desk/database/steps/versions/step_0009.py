"""Numbers of the confirmations of donations, without gaps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desk.database.tables import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organization", sa.String(80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "thing",
            sa.Integer(),
            sa.ForeignKey("things.id", ondelete="SET NULL"),
            unique=True,
        ),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index(
        "confirmations_once", "confirmations", ["organization", "year", "number"], unique=True
    )
