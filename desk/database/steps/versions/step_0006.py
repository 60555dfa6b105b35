"""Donations, and lines of bank statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make their tables. A line stays without its donation, for it is of the books."""
    op.create_table(
        "donations",
        sa.Column("thing", sa.Integer(), _key("CASCADE"), primary_key=True, nullable=False),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("declared", sa.BigInteger()),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("paid", sa.BigInteger()),
        sa.Column("paid_on", sa.Date()),
        sa.Column("proof", sa.Text(), nullable=False),
    )
    op.create_table(
        "bank_lines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("identity", sa.String(64), nullable=False, unique=True),
        sa.Column("account", sa.String(26), nullable=False),
        sa.Column("organization", sa.String(80)),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("grosze", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=False),
        sa.Column("reversal", sa.Boolean(), nullable=False),
        sa.Column("aside", sa.Boolean(), nullable=False),
        sa.Column("pays", sa.Integer(), _key("SET NULL"), unique=True),
        sa.Column("gives_back", sa.Integer(), _key("SET NULL"), unique=True),
        sa.Column("code", sa.String(16), nullable=False),
    )


def _key(on_erasing: str) -> sa.ForeignKey:
    return sa.ForeignKey("things.id", ondelete=on_erasing)
