"""Indexes by which Dzisiaj finds what somebody has, and what is urgent."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make them."""
    op.create_index("things_by_coordinator", "things", ["coordinator"])
    op.create_index("things_by_urgency", "things", ["urgent"])
