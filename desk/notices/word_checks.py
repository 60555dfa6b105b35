"""What must not stand in a notice: checked against the person behind it, within the move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from catalog.notices.personal_words import personal
from catalog.text.phrases import long_date
from desk.database.tables import EXCHANGES, NOTICES, PEOPLE
from desk.rules.move import Thing


def public_errors(
    connection: sa.Connection, thing: Thing, answers: Mapping[str, str]
) -> dict[str, str]:
    """What is wrong with words and last day by question, a Polish sentence each.

    thing: the notice, or the request or offer that is to have one.
    """
    own = sa.select(NOTICES.c.exchange).where(NOTICES.c.thing == thing.id)
    exchange = connection.scalar(own) or thing.id
    query = (
        sa.select(PEOPLE.c.name, PEOPLE.c.town, EXCHANGES.c.town.label("there"))
        .add_columns(EXCHANGES.c.valid_until)
        .join(PEOPLE, PEOPLE.c.thing == EXCHANGES.c.person)
        .where(EXCHANGES.c.thing == exchange)
    )
    row = connection.execute(query).one()
    found: dict[str, str] = {}
    bad = personal(answers["words"], (row.name, row.town, row.there))
    if bad:
        found["words"] = f"{' '.join(bad)} Napisz to inaczej."
    until = _day(answers["until"])
    if until and row.valid_until and until > row.valid_until:
        found["until"] = (
            f"Ostatni dzień na stronie: prośba albo oferta jest ważna do "
            f"{long_date(row.valid_until)}. Wybierz ten dzień albo wcześniejszy."
        )
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # said already
