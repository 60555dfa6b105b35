"""The tables of donated money: what each organization has, its entries, and whom it supports."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from desk.database.tables import METADATA, Instant, thing_key

LEDGER_ACCOUNTS = Table(
    "ledger_accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("organization", String(80), nullable=False),
    Column("name", String(16), nullable=False),
    Column("grosze", BigInteger, nullable=False),
    CheckConstraint("grosze >= 0", name="never_below_zero"),
    Index("ledger_accounts_once", "organization", "name", unique=True),
)
LEDGER_ENTRIES = Table(
    "ledger_entries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("account", Integer, ForeignKey("ledger_accounts.id"), nullable=False, index=True),
    Column("grosze", BigInteger, nullable=False),
    Column("what", String(32), nullable=False),
    # An entry outlives what it was made for, and so does its number, which is on the paper.
    Column("thing", Integer, ForeignKey("things.id", ondelete="SET NULL"), index=True),
    Column("reference", String(16), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)
CONFIRMATIONS = Table(
    "confirmations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("organization", String(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    # A number stays taken when its donation is erased: the series has no gap.
    Column("thing", Integer, ForeignKey("things.id", ondelete="SET NULL"), unique=True),
    Column("at", Instant, nullable=False),
    Index("confirmations_once", "organization", "year", "number", unique=True),
)
SUPPORT = Table(
    "support",
    METADATA,
    thing_key(primary_key=True),
    thing_key("person"),
    Column("category", String(80), nullable=False),
    Column("what", Text, nullable=False),
    Column("means", String(16), nullable=False),
    Column("grosze", BigInteger),
    Column("items", Text, nullable=False),
    Column("giver", String(16), nullable=False),
    Column("folder", Text, nullable=False),
)
