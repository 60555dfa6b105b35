"""The ledger of donated money, which begins with the donations that were paid before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make its tables. An entry stays without its thing, for it is of the books."""
    op.create_table(
        "ledger_accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organization", sa.String(80), nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("grosze", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("grosze >= 0", name="never_below_zero"),
    )
    op.create_index(
        "ledger_accounts_once", "ledger_accounts", ["organization", "name"], unique=True
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "account",
            sa.Integer(),
            sa.ForeignKey("ledger_accounts.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("grosze", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column(
            "thing", sa.Integer(), sa.ForeignKey("things.id", ondelete="SET NULL"), index=True
        ),
        sa.Column("reference", sa.String(16), nullable=False, index=True),
        sa.Column("at", sa.Text(), nullable=False),
    )
    op.execute("""
        INSERT INTO ledger_accounts (organization, name, grosze)
        SELECT coalesce(things.organization, ''), 'available', sum(donations.paid)
        FROM donations JOIN things ON things.id = donations.thing
        WHERE things.state IN ('received', 'confirmed') AND donations.paid > 0
        GROUP BY 1
    """)
    op.execute("""
        INSERT INTO ledger_entries (account, grosze, what, thing, reference, at)
        SELECT ledger_accounts.id, donations.paid, 'donation', things.id, things.reference,
            things.created
        FROM donations
        JOIN things ON things.id = donations.thing
        JOIN ledger_accounts ON ledger_accounts.organization = coalesce(things.organization, '')
        WHERE things.state IN ('received', 'confirmed') AND donations.paid > 0
    """)
