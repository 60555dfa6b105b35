"""The first tables: things, submissions, their moves, and accounts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT_16, _TEXT_32 = sa.String(16), sa.String(32)
_TEXT_64, _TEXT_80 = sa.String(64), sa.String(80)


def _required(name: str, kind: sa.types.TypeEngine[Any], **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **more)


def _thing(name: str = "thing", **more: Any) -> sa.Column[Any]:
    key = sa.ForeignKey("things.id", ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), key, nullable=False, **more)


def upgrade() -> None:
    """Make them."""
    _things()
    _of_things()
    _moves()
    op.create_table(
        "accounts",
        _required("name", _TEXT_80, primary_key=True),
        _required("passphrase", sa.Text()),
        _required("secret", sa.Text()),
        _required("counter", sa.Integer()),
        _required("codes", sa.Text()),
        _required("roles", sa.Text()),
        sa.Column("organization", _TEXT_80),
        _required("tries", sa.Integer()),
        sa.Column("closed_until", sa.Text()),
        _required("ended", sa.Boolean()),
    )


def _things() -> None:
    op.create_table(
        "things",
        sa.Column("id", sa.Integer(), primary_key=True),
        _required("kind", _TEXT_32),
        _required("reference", _TEXT_16, unique=True),
        _required("state", _TEXT_32),
        _required("version", sa.Integer()),
        sa.Column("organization", _TEXT_80),
        sa.Column("coordinator", _TEXT_80),
        _required("urgent", sa.Boolean()),
        sa.Column("next_day", sa.Date()),
        _required("next_step", sa.Text()),
        _required("tries", sa.Integer()),
        sa.Column("keep_until", sa.Date()),
        _required("created", sa.Text()),
        sqlite_autoincrement=True,
    )
    op.create_index("things_by_state", "things", ["kind", "state", "created"])
    op.create_index("things_by_day", "things", ["next_day"])
    op.create_index("things_by_end", "things", ["keep_until"])
    op.create_table(
        "submissions",
        _thing(primary_key=True),
        _required("identity", _TEXT_64, unique=True),
        _required("form", _TEXT_64),
        _required("form_version", _TEXT_64),
        _required("clause_version", _TEXT_64),
        _required("received", sa.Text()),
        _required("language", sa.String(8)),
        _required("doubts", sa.Text()),
        _required("answers", sa.Text()),
        _required("paper", sa.Text()),
    )
    op.create_table(
        "forms",
        _required("version", _TEXT_64, primary_key=True),
        _required("definition", sa.Text()),
    )


def _of_things() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), primary_key=True),
        _thing(index=True),
        _required("what", _TEXT_16),
        _required("value", sa.Text()),
    )
    op.create_index("contacts_by_value", "contacts", ["value"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _thing(index=True),
        _required("at", sa.Text()),
        _required("user", _TEXT_80),
        _required("text", sa.Text()),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), primary_key=True),
        _thing(index=True),
        _thing("other", index=True),
        _required("what", _TEXT_32),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        _thing(index=True),
        _required("at", sa.Text()),
        _required("letter", _TEXT_32),
        sa.Column("sent", sa.Text()),
    )


def _moves() -> None:
    op.create_table(
        "moves",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        _required("at", sa.Text()),
        _required("user", _TEXT_80),
        _required("kind", _TEXT_32),
        _required("thing", sa.Integer(), index=True),
        _required("move", _TEXT_32),
        _required("start", _TEXT_32),
        _required("to", _TEXT_32),
        _required("channel", _TEXT_32),
        _required("hash", _TEXT_64),
    )
    op.create_table(
        "erasures",
        _required("identity", _TEXT_64, primary_key=True),
        _required("reference", _TEXT_16),
        _required("at", sa.Text()),
    )
