"""The tables of donated money: what each organization has, and the entries that add up to it."""

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
)

from desk.database.tables import METADATA, Instant

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
