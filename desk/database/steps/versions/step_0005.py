"""Agreements with their wordings and acceptances, tasks, hours, outcomes, references."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make their tables. Hours and outcomes stay without their thing, for they are only counted."""
    op.create_table(
        "agreements",
        _own("thing", primary_key=True),
        _own("person", index=True),
        sa.Column("exchange", sa.Integer(), _key("CASCADE"), index=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date()),
        sa.Column("ends", sa.Date()),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("party", sa.String(16), nullable=False),
        sa.Column("proposed_by", sa.String(16), nullable=False),
    )
    op.create_table(
        "wordings",
        sa.Column("id", sa.Integer(), primary_key=True),
        _own("thing", index=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user", sa.String(80), nullable=False),
        sa.Column("proposed_by", sa.String(16), nullable=False),
        sa.Column("reviewed", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_table(
        "acceptances",
        sa.Column("id", sa.Integer(), primary_key=True),
        _own("thing", index=True),
        sa.Column("side", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user", sa.String(80), nullable=False),
    )
    op.create_table(
        "tasks",
        _own("thing", primary_key=True),
        _own("match", index=True),
        _own("volunteering", index=True),
        _own("helping", index=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("insured", sa.String(16), nullable=False),
    )
    counted: dict[str, sa.Column[Any]] = {
        "work": sa.Column("minutes", sa.Integer(), nullable=False),
        "outcomes": sa.Column("outcome", sa.String(32), nullable=False),
    }
    for name, last in counted.items():
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("thing", sa.Integer(), _key("SET NULL"), index=True),
            sa.Column("organization", sa.String(80)),
            sa.Column("day", sa.Date(), nullable=False),
            last,
        )
    op.create_table(
        "references_given",
        _own("thing", primary_key=True),
        _own("task", index=True),
        sa.Column("skills", sa.Text(), nullable=False),
    )


def _key(on_erasing: str) -> sa.ForeignKey:
    return sa.ForeignKey("things.id", ondelete=on_erasing)


def _own(name: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[int]:
    """A thing with which the row goes."""
    key = _key("CASCADE")
    return sa.Column(name, sa.Integer(), key, primary_key=primary_key, nullable=False, index=index)
