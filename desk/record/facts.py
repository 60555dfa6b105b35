"""What guards ask about a thing, found in the record within the transaction of the move."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from functools import partial

import sqlalchemy as sa

from desk.database.ledger_tables import SUPPORT
from desk.database.tables import (
    AGREEMENTS,
    EXCHANGES,
    LINKS,
    MATCHES,
    MOVES,
    NOTICES,
    PEOPLE,
    REFERENCES,
    TASKS,
    THINGS,
    WORDINGS,
    WORK,
)
from desk.details.agreements import agreed_by, concluded, live_agreements, newest_wording
from desk.kinds.registry import KINDS
from desk.ledger.balances import balance, unexplained
from desk.rules.agreement_text import needs_paper
from desk.rules.move import Facts, Thing

Finder = Callable[[sa.Connection, Thing, date], bool]


def _is(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> bool:
    return connection.scalar(sa.select(sa.exists().where(*conditions))) is True


def _handed(_connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return thing.organization is not None


def _talked(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    """With the person, also while it was about what they had sent."""
    sent = sa.select(LINKS.c.thing).where(LINKS.c.other == thing.id, LINKS.c.what == "became")
    about = (MOVES.c.thing == thing.id) | MOVES.c.thing.in_(sent)
    return _is(connection, about, MOVES.c.move.in_(("reached", "met")))


def _of_age(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return _is(connection, PEOPLE.c.thing == thing.id, PEOPLE.c.of_age.in_(("tak", "zgoda")))


def _valid(connection: sa.Connection, thing: Thing, today: date) -> bool:
    return _is(connection, EXCHANGES.c.thing == thing.id, EXCHANGES.c.valid_until >= today)


def _person_in(
    table: sa.Table,
    states: frozenset[str],
    connection: sa.Connection,
    thing: Thing,
    _today: date,
) -> bool:
    """Whether the person that the thing's row in this table names is in one of these states."""
    return _is(
        connection,
        table.c.thing == thing.id,
        THINGS.c.id == table.c.person,
        THINGS.c.state.in_(states),
    )


def _told(side: str, connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return _is(connection, MOVES.c.thing == thing.id, MOVES.c.move == f"tell {side}")


def _has_email(side: str, connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return _is(
        connection,
        MATCHES.c.thing == thing.id,
        EXCHANGES.c.thing == MATCHES.c[side],
        PEOPLE.c.thing == EXCHANGES.c.person,
        PEOPLE.c.email != "",
    )


def _both_open(connection: sa.Connection, thing: Thing, today: date) -> bool:
    return all(
        _is(
            connection,
            MATCHES.c.thing == thing.id,
            THINGS.c.id == MATCHES.c[side],
            THINGS.c.state == "open",
            EXCHANGES.c.thing == THINGS.c.id,
            EXCHANGES.c.valid_until >= today,
        )
        for side in ("request", "offer")
    )


def _exchange_of(thing: Thing) -> sa.ColumnElement[bool]:
    """The row of EXCHANGES of a request or an offer, or of the one behind a notice."""
    own = sa.select(NOTICES.c.exchange).where(NOTICES.c.thing == thing.id)
    return (EXCHANGES.c.thing == thing.id) | EXCHANGES.c.thing.in_(own)


def _board_yes(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return _is(connection, _exchange_of(thing), EXCHANGES.c.board == "tak")


def _exchange_open(connection: sa.Connection, thing: Thing, today: date) -> bool:
    return _is(
        connection,
        _exchange_of(thing),
        THINGS.c.id == EXCHANGES.c.thing,
        THINGS.c.state == "open",
        EXCHANGES.c.valid_until >= today,
    )


def _no_notice(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    """None that may still be public; a notice does not stand in its own way."""
    return not _is(
        connection,
        _exchange_of(thing),
        NOTICES.c.exchange == EXCHANGES.c.thing,
        NOTICES.c.thing != thing.id,
        THINGS.c.id == NOTICES.c.thing,
        THINGS.c.state.in_(sorted(KINDS["notice"].open_states)),
    )


def _notice_ahead(connection: sa.Connection, thing: Thing, today: date) -> bool:
    return _is(connection, NOTICES.c.thing == thing.id, NOTICES.c.until >= today)


def _terms(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return _is(connection, WORDINGS.c.thing == thing.id)


def _not_over(connection: sa.Connection, thing: Thing, today: date) -> bool:
    """Nothing is over where no day was settled yet: that is another guard's to say."""
    over = _is(connection, AGREEMENTS.c.thing == thing.id, AGREEMENTS.c.ends < today)
    return not over


def _short(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    row = connection.execute(sa.select(AGREEMENTS).where(AGREEMENTS.c.thing == thing.id)).one()
    return not (row.starts and row.ends and needs_paper(row.starts, row.ends))


def _reviewed(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    """The wording by a lawyer; or nobody pays, and no firm is party."""
    ordinary = _is(
        connection,
        AGREEMENTS.c.thing == thing.id,
        AGREEMENTS.c.mode != "paid",
        AGREEMENTS.c.party != "firm",
    )
    return ordinary or bool(connection.scalar(newest_wording(thing.id, WORDINGS.c.reviewed)))


def _same_text(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return agreed_by(connection, thing.id, "person")


def _one_organization(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    """Of the match and of the people of both sides."""
    return thing.organization is not None and all(
        _is(
            connection,
            MATCHES.c.thing == thing.id,
            EXCHANGES.c.thing == MATCHES.c[side],
            THINGS.c.id == EXCHANGES.c.person,
            THINGS.c.organization == thing.organization,
        )
        for side in ("request", "offer")
    )


def _agreements_missing(connection: sa.Connection, thing: Thing, today: date) -> bool:
    return len(live_agreements(connection, thing, today)) < 2


def _both_concluded(connection: sa.Connection, thing: Thing, today: date) -> bool:
    return len(concluded(connection, thing, today)) == 2


def _child_checked(connection: sa.Connection, thing: Thing, today: date) -> bool:
    """Within a year, where a child is concerned or nobody has said."""
    without = _is(
        connection,
        MATCHES.c.thing == thing.id,
        EXCHANGES.c.thing == MATCHES.c.request,
        EXCHANGES.c.children == "nie",
    )
    return without or _is(
        connection,
        MATCHES.c.thing == thing.id,
        EXCHANGES.c.thing == MATCHES.c.offer,
        PEOPLE.c.thing == EXCHANGES.c.person,
        PEOPLE.c.child_check >= today - CHECKED_FOR,
    )


def _none_open(
    kind: str, parent: sa.Column[int], connection: sa.Connection, thing: Thing, _today: date
) -> bool:
    """No thing of this kind that is not ended belongs to this one, by that column of its table."""
    return not _is(
        connection,
        parent == thing.id,
        THINGS.c.id == parent.table.c.thing,
        THINGS.c.state.in_(sorted(KINDS[kind].open_states)),
    )


def _hours(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return _is(connection, WORK.c.thing == thing.id)


def _unexplained(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return unexplained(connection, thing) > 0


def _nothing_owed(connection: sa.Connection, thing: Thing, _today: date) -> bool:
    return not balance(connection, thing.organization).unexplained


CHECKED_FOR = timedelta(days=366)
"""How long a check in the register of offenders is taken for enough."""

FINDERS: Mapping[str, Finder] = {
    "handed": _handed,
    "talked": _talked,
    "of age": _of_age,
    "valid": _valid,
    "person accepted": partial(_person_in, EXCHANGES, frozenset({"accepted"})),
    "person open": partial(_person_in, EXCHANGES, KINDS["person"].open_states),
    "request told": partial(_told, "request"),
    "offer told": partial(_told, "offer"),
    "request email": partial(_has_email, "request"),
    "offer email": partial(_has_email, "offer"),
    "both open": _both_open,
    "board yes": _board_yes,
    "exchange open": _exchange_open,
    "no notice": _no_notice,
    "notice ahead": _notice_ahead,
    "terms": _terms,
    "not over": _not_over,
    "short": _short,
    "reviewed": _reviewed,
    "same text": _same_text,
    "party accepted": partial(_person_in, AGREEMENTS, frozenset({"accepted"})),
    "party open": partial(_person_in, AGREEMENTS, KINDS["person"].open_states),
    "one organization": _one_organization,
    "agreements missing": _agreements_missing,
    "both concluded": _both_concluded,
    "child checked": _child_checked,
    "no task": partial(_none_open, "task", TASKS.c.match),
    "hours": _hours,
    "unexplained": _unexplained,
    "supported open": partial(_person_in, SUPPORT, KINDS["person"].open_states),
    "nothing owed": _nothing_owed,
    "no reference": partial(_none_open, "reference", REFERENCES.c.task),
}
"""How each fact that a guard names is found."""
EXCHANGEABLE = "exchangeable"
"""The one fact that the record alone does not know: the site says which kinds of help these are."""

ACCESS = ("seen", "searched", "printed", "exported", "erased")
"""Lines of the chain that are no moves: somebody looked, and nothing changed."""


def facts_of(
    connection: sa.Connection, thing: Thing, today: date, exchangeable: Collection[str] = ()
) -> Facts:
    """Those facts that guards of this kind ask for, and who brought it into its state.

    A note or a plan by somebody else makes nobody another person than the first decider.

    exchangeable: the kinds of help that may be on the board.
    """
    wanted = {guard.fact for move in KINDS[thing.kind].moves for guard in move.needs}
    asked = wanted - {EXCHANGEABLE}
    true = frozenset(name for name in asked if FINDERS[name](connection, thing, today))
    if EXCHANGEABLE in wanted:
        kinds = EXCHANGES.c.category.in_(sorted(exchangeable))
        true |= {EXCHANGEABLE} if _is(connection, _exchange_of(thing), kinds) else set()
    query = (
        sa.select(MOVES.c.user)
        .where(MOVES.c.thing == thing.id, MOVES.c.start != MOVES.c.to)
        .order_by(MOVES.c.number.desc())
        .limit(1)
    )
    return Facts(today, true, connection.scalar(query))
