"""Support of people out of donated money: asked for, granted, and back where nobody came for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from catalog.text.money import parse_amount
from desk.database.errors import WrongAnswersError
from desk.database.ledger_tables import SUPPORT
from desk.ledger.balances import Movement, pay_in, pay_out
from desk.rules.move import Thing

Answers = Mapping[str, str]


def ask_for(connection: sa.Connection, thing: Thing, person: Thing, answers: Answers) -> None:
    """What a new thing `support` of a person is about."""
    values = {
        "thing": thing.id,
        "person": person.id,
        "category": answers["category"],
        "what": answers["what"],
        "means": answers["means"],
        "grosze": parse_amount(answers["grosze"]).grosze if answers["grosze"] else None,
        "items": answers["items"],
        "giver": "",
        "folder": "",
    }
    connection.execute(sa.insert(SUPPORT).values(**values))


def check_terms(answers: Answers) -> None:
    """Money is an amount, and things are named. WrongAnswersError."""
    if answers["means"] == "money" and not answers["grosze"]:
        raise WrongAnswersError({"grosze": "Ile z darowizn: wpisz kwotę, bo dajemy pieniądze."})
    if answers["means"] == "things" and not answers["items"]:
        raise WrongAnswersError({"items": "Jakie rzeczy: wpisz, co dajemy."})


def grant(connection: sa.Connection, thing: Thing, now: datetime) -> None:
    """Its amount leaves the donations, if it has one. RefusedMoveError where there is less."""
    grosze = _grosze(connection, thing)
    if grosze:
        pay_out(connection, Movement(thing, grosze, "support", now))


def pay_back(connection: sa.Connection, thing: Thing, now: datetime) -> None:
    """What was granted and nobody has got is a donation to give on again."""
    grosze = _grosze(connection, thing)
    if grosze:
        pay_in(connection, Movement(thing, grosze, "support back", now))


def _grosze(connection: sa.Connection, thing: Thing) -> int:
    query = sa.select(SUPPORT.c.grosze).where(SUPPORT.c.thing == thing.id)
    return connection.execute(query).scalar_one() or 0
