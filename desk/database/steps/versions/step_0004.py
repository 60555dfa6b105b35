"""Notices of the board."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make their table."""
    key = sa.ForeignKey("things.id", ondelete="CASCADE")
    other = sa.ForeignKey("things.id", ondelete="CASCADE")
    op.create_table(
        "notices",
        sa.Column("thing", sa.Integer(), key, primary_key=True, nullable=False),
        sa.Column("exchange", sa.Integer(), other, nullable=False, index=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("powiat", sa.String(8), nullable=False),
        sa.Column("when", sa.String(16), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
    )
    op.create_index("notices_by_end", "notices", ["until"])
