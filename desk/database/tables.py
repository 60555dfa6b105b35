"""The tables of the record. Other rooms never see them: they ask `reads` and make `moves`.

Instants are UTC to the second, days are days in Poland. What a form asked is kept as it was
answered; nothing of it is in `moves`. A new kind adds a table for what only it has.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)


class Instant(sa.TypeDecorator[datetime]):
    """A moment, written so that its order is that of the text: 2026-11-27T09:00:00+00:00."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment has a time zone")
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


METADATA = sa.MetaData()


def thing_key(name: str = "thing", *, primary_key: bool = False) -> Column[int]:
    """The thing that a row belongs to, and goes with."""
    return Column(
        name,
        Integer,
        ForeignKey("things.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
        index=not primary_key,
    )


THINGS = Table(
    "things",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("reference", String(16), nullable=False, unique=True),
    Column("state", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("organization", String(80)),
    Column("coordinator", String(80)),
    Column("urgent", Boolean, nullable=False),
    Column("next_day", Date),
    Column("next_step", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("keep_until", Date),
    Column("created", Instant, nullable=False),
    Index("things_by_state", "kind", "state", "created"),
    Index("things_by_day", "next_day"),
    Index("things_by_end", "keep_until"),
    Index("things_by_coordinator", "coordinator"),
    Index("things_by_urgency", "urgent"),
    sqlite_autoincrement=True,  # the chain names a thing by its id: it is never given anew
)
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    thing_key(primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("form", String(64), nullable=False),
    Column("form_version", String(64), nullable=False),
    Column("clause_version", String(64), nullable=False),
    Column("received", Instant, nullable=False),
    Column("language", String(8), nullable=False),
    Column("doubts", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("paper", Text, nullable=False),
)
FORMS = Table(
    "forms",
    METADATA,
    Column("version", String(64), primary_key=True),
    Column("definition", Text, nullable=False),
)
CONTACTS = Table(
    "contacts",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column("what", String(16), nullable=False),
    Column("value", Text, nullable=False),
    Index("contacts_by_value", "value"),
)
NOTES = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column("at", Instant, nullable=False),
    Column("user", String(80), nullable=False),
    Column("text", Text, nullable=False),
)
LINKS = Table(
    "links",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column(
        "other", Integer, ForeignKey("things.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("what", String(32), nullable=False),
)
PEOPLE = Table(
    "people",
    METADATA,
    thing_key(primary_key=True),
    Column("name", Text, nullable=False),
    Column("town", Text, nullable=False),
    Column("phones", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("callback", Text, nullable=False),
    Column("may_leave_message", String(16), nullable=False),
    Column("of_age", String(16), nullable=False),
    Column("roles", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("child_check", Date),
)
CATEGORIES = Table(
    "categories",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column("what", String(16), nullable=False),
    Column("category", String(80), nullable=False),
    Index("categories_once", "thing", "what", "category", unique=True),
)
EXCHANGES = Table(
    "exchanges",
    METADATA,
    thing_key(primary_key=True),
    thing_key("person"),
    Column("category", String(80), nullable=False),
    Column("what", Text, nullable=False),
    Column("town", Text, nullable=False),
    Column("how_far", String(32), nullable=False),
    Column("times", Text, nullable=False),
    Column("children", String(16), nullable=False),
    Column("board", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("by_day", Date),
    Column("valid_until", Date),
    Index("exchanges_by_category", "category"),
)
MATCHES = Table(
    "matches",
    METADATA,
    thing_key(primary_key=True),
    thing_key("request"),
    thing_key("offer"),
    Column("willing", String(16), nullable=False),
    Column("refused_by", String(16), nullable=False),
)
NOTICES = Table(
    "notices",
    METADATA,
    thing_key(primary_key=True),
    thing_key("exchange"),
    Column("words", Text, nullable=False),
    Column("powiat", String(8), nullable=False),
    Column("when", String(16), nullable=False),
    Column("until", Date, nullable=False),
    Index("notices_by_end", "until"),
)
AGREEMENTS = Table(
    "agreements",
    METADATA,
    thing_key(primary_key=True),
    thing_key("person"),
    Column("exchange", Integer, ForeignKey("things.id", ondelete="CASCADE"), index=True),
    Column("what", Text, nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Column("mode", String(16), nullable=False),
    Column("party", String(16), nullable=False),
    Column("proposed_by", String(16), nullable=False),
)
WORDINGS = Table(
    "wordings",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column("at", Instant, nullable=False),
    Column("user", String(80), nullable=False),
    Column("proposed_by", String(16), nullable=False),
    Column("reviewed", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
ACCEPTANCES = Table(
    "acceptances",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column("side", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("folder", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("user", String(80), nullable=False),
)
TASKS = Table(
    "tasks",
    METADATA,
    thing_key(primary_key=True),
    thing_key("match"),
    thing_key("volunteering"),
    thing_key("helping"),
    Column("day", Date, nullable=False),
    Column("insured", String(16), nullable=False),
)
WORK = Table(
    "work",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("thing", Integer, ForeignKey("things.id", ondelete="SET NULL"), index=True),
    Column("organization", String(80)),
    Column("day", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
)
OUTCOMES = Table(
    "outcomes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("thing", Integer, ForeignKey("things.id", ondelete="SET NULL"), index=True),
    Column("organization", String(80)),
    Column("day", Date, nullable=False),
    Column("outcome", String(32), nullable=False),
)
REFERENCES = Table(
    "references_given",
    METADATA,
    thing_key(primary_key=True),
    thing_key("task"),
    Column("skills", Text, nullable=False),
)
DONATIONS = Table(
    "donations",
    METADATA,
    thing_key(primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("declared", BigInteger),
    Column("declared_on", Date, nullable=False),
    Column("paid", BigInteger),
    Column("paid_on", Date),
    Column("proof", Text, nullable=False),
)
BANK_LINES = Table(
    "bank_lines",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("account", String(26), nullable=False),
    Column("organization", String(80)),
    Column("day", Date, nullable=False, index=True),
    Column("grosze", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("bank_reference", Text, nullable=False),
    Column("reversal", Boolean, nullable=False),
    Column("aside", Boolean, nullable=False),
    # One line pays one donation, and a donation is paid by one line: the database's law. The line
    # outlives the donation, for it is of the books; so does its code.
    Column("pays", Integer, ForeignKey("things.id", ondelete="SET NULL"), unique=True),
    Column("gives_back", Integer, ForeignKey("things.id", ondelete="SET NULL"), unique=True),
    Column("code", String(16), nullable=False),
)
MOVES = Table(
    "moves",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("user", String(80), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("thing", Integer, nullable=False, index=True),
    Column("move", String(32), nullable=False),
    Column("start", String(32), nullable=False),
    Column("to", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("hash", String(64), nullable=False),
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    thing_key(),
    Column("at", Instant, nullable=False),
    Column("letter", String(32), nullable=False),
    Column("sent", Instant),
)
ERASURES = Table(
    "erasures",
    METADATA,
    Column("identity", String(64), primary_key=True),
    Column("reference", String(16), nullable=False),
    Column("at", Instant, nullable=False),
)
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", String(80), primary_key=True),
    Column("passphrase", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("codes", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("organization", String(80)),
    Column("tries", Integer, nullable=False),
    Column("closed_until", Instant),
    Column("ended", Boolean, nullable=False),
)
