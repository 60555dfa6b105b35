"""The notices that are public now, handed to whoever builds the site: these fields and no other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from catalog.board import Board, board_file
from catalog.notices.model import Notice
from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.database.tables import EXCHANGES, MOVES, NOTICES, THINGS
from forms_backend.maintenance.exchange import publish


def publish_board(
    record: Record, exchange: Path, exchangeable: Collection[str], today: date
) -> bool:
    """Write the file anew when something of it has changed; whether it has. OSError, RecordError.

    exchange: the folder that desk and build share. Who is not in the file is gone from the site
    with the next build.
    """
    board = public_board(record, exchangeable, today)
    return publish(board_file(exchange), board.to_bytes())


def public_board(record: Record, exchangeable: Collection[str], today: date) -> Board:
    """Published, not over, of an open request or offer whose person says yes to it."""
    exchange = THINGS.alias()
    published = (
        sa.select(sa.func.max(MOVES.c.at))
        .where(MOVES.c.thing == NOTICES.c.thing, MOVES.c.move == "publish")
        .scalar_subquery()
    )
    query = (
        sa.select(
            THINGS.c.reference,
            exchange.c.kind,
            EXCHANGES.c.category,
            NOTICES.c.powiat,
            NOTICES.c.when,
            NOTICES.c.words,
            NOTICES.c.until,
            published.label("published"),
        )
        .join(NOTICES, NOTICES.c.thing == THINGS.c.id)
        .join(EXCHANGES, EXCHANGES.c.thing == NOTICES.c.exchange)
        .join(exchange, exchange.c.id == NOTICES.c.exchange)
        .where(
            THINGS.c.state == "published",
            exchange.c.state == "open",
            EXCHANGES.c.board == "tak",
            EXCHANGES.c.category.in_(sorted(exchangeable)),
            EXCHANGES.c.valid_until >= today,
            NOTICES.c.until >= today,
        )
        .order_by(THINGS.c.id)
    )
    with record.reading() as connection:
        rows = connection.execute(query).all()
    return Board(
        notices=tuple(
            Notice.model_validate(
                {
                    "slug": row.reference.lower(),
                    "side": row.kind,
                    "category": row.category,
                    "powiat": row.powiat or None,
                    "when": row.when,
                    "words": row.words,
                    "published": row.published.astimezone(WARSAW).date().isoformat(),
                    "until": row.until.isoformat(),
                }
            )
            for row in rows
        )
    )
