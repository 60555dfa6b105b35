"""What a move of one thing does to others, in its transaction: each with its own line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import sqlalchemy as sa

from desk.database.tables import BANK_LINES, DONATIONS, EXCHANGES, MATCHES, NOTICES, THINGS
from desk.database.things import thing_of
from desk.kinds.registry import KINDS
from desk.ledger.balances import Movement, explain, pay_in, pay_out, take_back, unexplained
from desk.ledger.granting import ask_for, check_terms, grant, pay_back
from desk.ledger.numbering import number_confirmation
from desk.record.agreeing import AGREEING
from desk.record.becoming import Doing, become, declare, exchange
from desk.record.rows import add, change, find_thing, step
from desk.rules.move import Cause, Thing

Answers = Mapping[str, str]
Doer = Callable[[Doing, Thing, Answers], None]
"""With the thing as it is after the move, and what was answered."""


def _become(doing: Doing, thing: Thing, answers: Answers) -> None:
    become(doing, thing, answers["person"])
    declare(doing, thing)


def _ask_more(kind: str, doing: Doing, thing: Thing, answers: Answers) -> None:
    exchange(doing, thing, kind, dict(answers))


def _along(doing: Doing, person: Thing, _answers: Answers) -> None:
    """Requests and offers go with their person, and their notices with them; a match of two
    organizations goes to the programme.
    """
    own = sa.select(EXCHANGES.c.thing).where(EXCHANGES.c.person == person.id)
    posted = sa.select(NOTICES.c.thing).where(NOTICES.c.exchange.in_(own))
    for one in _rows(doing.connection, THINGS.c.id.in_(own) | THINGS.c.id.in_(posted)):
        moved = replace(one, organization=person.organization, coordinator=None)
        change(doing.connection, doing.scope, (one, moved), "along", doing.now)
    concerned = sa.select(MATCHES.c.thing).where(
        MATCHES.c.request.in_(own) | MATCHES.c.offer.in_(own)
    )
    for one in _rows(doing.connection, THINGS.c.id.in_(concerned)):
        sides = [side.organization for side in _sides(doing.connection, one)]
        place = sides[0] if len(set(sides)) == 1 else None
        moved = replace(one, organization=place, coordinator=None)
        change(doing.connection, doing.scope, (one, moved), "along", doing.now)


def _pair(doing: Doing, request: Thing, answers: Answers) -> None:
    offer = find_thing(doing.connection, doing.scope, answers["offer"])
    place = request.organization if request.organization == offer.organization else None
    thing = Thing(0, "match", "", KINDS["match"].first, organization=place)
    thing = replace(thing, coordinator=doing.scope.user, urgent=request.urgent)
    thing = add(doing.connection, doing.scope, thing, doing.now)
    row = {"thing": thing.id, "request": request.id, "offer": offer.id}
    empty = {"willing": "", "refused_by": ""}
    doing.connection.execute(sa.insert(MATCHES).values(**row, **empty))


def _taken(doing: Doing, match: Thing, _answers: Answers) -> None:
    for one in _sides(doing.connection, match):
        step(doing.connection, doing.scope, one, "occupy", doing.now)


def _freed(doing: Doing, match: Thing, _answers: Answers) -> None:
    """Only what this match had taken: a side that is matched elsewhere stays taken."""
    for one in _sides(doing.connection, match):
        others = (
            sa.select(sa.func.count())
            .select_from(MATCHES)
            .join(THINGS, THINGS.c.id == MATCHES.c.thing)
            .where(
                (MATCHES.c.request == one.id) | (MATCHES.c.offer == one.id),
                THINGS.c.state == "agreed",
            )
        )
        if one.state == "taken" and not doing.connection.scalar(others):
            step(doing.connection, doing.scope, one, "free", doing.now)


def _notice(doing: Doing, exchange: Thing, answers: Answers) -> None:
    post_notice(doing, exchange, answers)


def post_notice(doing: Doing, exchange: Thing, answers: Answers, reference: str = "") -> Thing:
    """A proposed notice of a request or an offer; nobody has it, so that whoever moderates does.

    reference: its number, where it is known before; a new one otherwise.
    """
    first = KINDS["notice"].first
    thing = Thing(0, "notice", reference, first, organization=exchange.organization)
    thing = add(doing.connection, doing.scope, thing, doing.now)
    row = {
        "thing": thing.id,
        "exchange": exchange.id,
        "words": answers["words"],
        "powiat": answers["powiat"],
        "when": answers["when"],
        "until": date.fromisoformat(answers["until"]),
    }
    doing.connection.execute(sa.insert(NOTICES).values(**row))
    return thing


def _paid(doing: Doing, donation: Thing, _answers: Answers) -> None:
    pay_in(doing.connection, _brought(doing, donation, "donation"))


def _given_back(doing: Doing, donation: Thing, _answers: Answers) -> None:
    take_back(doing.connection, _brought(doing, donation, "given back"))


def _brought(doing: Doing, donation: Thing, what: str) -> Movement:
    query = sa.select(DONATIONS.c.paid).where(DONATIONS.c.thing == donation.id)
    return Movement(donation, doing.connection.execute(query).scalar_one() or 0, what, doing.now)


def _explained(doing: Doing, donation: Thing, answers: Answers) -> None:
    grosze = unexplained(doing.connection, donation)
    movement = Movement(donation, grosze, "explained", doing.now)
    explain(doing.connection, movement, from_donations=answers["paid_by"] == "donations")


def _ask_for_support(doing: Doing, person: Thing, answers: Answers) -> None:
    check_terms(answers)
    thing = Thing(0, "support", "", KINDS["support"].first, organization=person.organization)
    thing = replace(thing, coordinator=doing.scope.user)
    ask_for(
        doing.connection,
        add(doing.connection, doing.scope, thing, doing.now),
        person,
        answers,
    )


def _let_go(doing: Doing, donation: Thing, _answers: Answers) -> None:
    """The line that was taken for its payment waits for the right donation again.

    Refused where the money is given on already: then only a return is told of.
    """
    pay_out(doing.connection, _brought(doing, donation, "unpaid"))
    paid = BANK_LINES.c.pays == donation.id
    doing.connection.execute(sa.update(BANK_LINES).where(paid).values(pays=None, code=""))
    here = DONATIONS.c.thing == donation.id
    empty = {"paid": None, "paid_on": None, "proof": ""}
    doing.connection.execute(sa.update(DONATIONS).where(here).values(**empty))


def _sides(connection: sa.Connection, match: Thing) -> list[Thing]:
    row = connection.execute(sa.select(MATCHES).where(MATCHES.c.thing == match.id)).one()
    return list(_rows(connection, THINGS.c.id.in_([row.request, row.offer])))


def _rows(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Iterable[Thing]:
    query = sa.select(THINGS).where(condition).order_by(THINGS.c.id)
    return [thing_of(row) for row in connection.execute(query)]


CAUSES: Mapping[Cause, Doer] = {
    Cause.BECOME: _become,
    Cause.REQUEST: partial(_ask_more, "request"),
    Cause.OFFER: partial(_ask_more, "offer"),
    Cause.ALONG: _along,
    Cause.PAIR: _pair,
    Cause.TAKEN: _taken,
    Cause.FREED: _freed,
    Cause.NOTICE: _notice,
    Cause.PAID: _paid,
    Cause.CONFIRMED: lambda doing, thing, _answers: number_confirmation(
        doing.connection, thing, doing.now
    ),
    Cause.GIVEN_BACK: _given_back,
    Cause.EXPLAINED: _explained,
    Cause.UNPAID: _let_go,
    **AGREEING,
    Cause.SUPPORT: _ask_for_support,
    Cause.TERMS: lambda _doing, _thing, answers: check_terms(answers),
    Cause.GRANTED: lambda doing, thing, _answers: grant(doing.connection, thing, doing.now),
    Cause.UNGRANTED: lambda doing, thing, _answers: pay_back(doing.connection, thing, doing.now),
}
"""How each cause is done."""
