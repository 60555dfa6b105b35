"""People, what they ask for and offer, and matches."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXT_16, _TEXT_32, _TEXT_80 = sa.String(16), sa.String(32), sa.String(80)


def _required(name: str, kind: sa.types.TypeEngine[Any], **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **more)


def _thing(name: str = "thing", **more: Any) -> sa.Column[Any]:
    key = sa.ForeignKey("things.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), key, nullable=False, **more)


def upgrade() -> None:
    """Make them; every row of before stays as it is."""
    op.create_table(
        "people",
        _thing(primary_key=True),
        _required("name", sa.Text()),
        _required("town", sa.Text()),
        _required("phones", sa.Text()),
        _required("email", sa.Text()),
        _required("way", sa.Text()),
        _required("callback", sa.Text()),
        _required("may_leave_message", _TEXT_16),
        _required("of_age", _TEXT_16),
        _required("roles", sa.Text()),
        _required("language", sa.String(8)),
        sa.Column("child_check", sa.Date()),
    )
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), primary_key=True),
        _thing(index=True),
        _required("what", _TEXT_16),
        _required("category", _TEXT_80),
    )
    op.create_index("categories_once", "categories", ["thing", "what", "category"], unique=True)
    op.create_table(
        "exchanges",
        _thing(primary_key=True),
        _thing("person", index=True),
        _required("category", _TEXT_80),
        _required("what", sa.Text()),
        _required("town", sa.Text()),
        _required("how_far", _TEXT_32),
        _required("times", sa.Text()),
        _required("children", _TEXT_16),
        _required("board", _TEXT_16),
        _required("language", sa.String(8)),
        sa.Column("by_day", sa.Date()),
        sa.Column("valid_until", sa.Date()),
    )
    op.create_index("exchanges_by_category", "exchanges", ["category"])
    op.create_table(
        "matches",
        _thing(primary_key=True),
        _thing("request", index=True),
        _thing("offer", index=True),
        _required("willing", _TEXT_16),
        _required("refused_by", _TEXT_16),
    )
