"""An agreement with an organization: its party, what was settled, who agreed to which wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from desk.database.tables import (
    ACCEPTANCES,
    AGREEMENTS,
    EXCHANGES,
    LINKS,
    MATCHES,
    THINGS,
    WORDINGS,
)
from desk.database.things import thing_of
from desk.details.detail_kind import DetailKind, things_of
from desk.details.people import Person, read_people
from desk.kinds.registry import KINDS
from desk.rules.move import Thing
from desk.rules.roles import Scope


@dataclass(frozen=True)
class Wording:
    """A text as somebody proposed it: at (UTC); reviewed: the day a lawyer approved it, or ""."""

    at: datetime
    proposed_by: str
    reviewed: str
    text: str
    digest: str


@dataclass(frozen=True)
class Acceptance:
    """Who agreed to which wording, how, and who of the desk wrote it down.

    side: "person" or "organization". channel: "phone", "paper", "online" or "desk". folder: where
    the signed paper lies.
    """

    side: str
    digest: str
    channel: str
    folder: str
    at: datetime
    user: str


@dataclass(frozen=True)
class Agreement:
    """`person` is None when out of the scope. wordings, acceptances: oldest first."""

    person: Person | None
    person_thing: Thing | None
    what: str
    starts: date | None
    ends: date | None
    mode: str
    party: str
    proposed_by: str
    wordings: tuple[Wording, ...]
    acceptances: tuple[Acceptance, ...]

    def accepted_by(self, side: str) -> Acceptance | None:
        """How this side agreed to the wording as it is now; None where it did not."""
        if not self.wordings:
            return None
        now = self.wordings[-1].digest
        found = [one for one in self.acceptances if one.side == side and one.digest == now]
        return found[-1] if found else None


def read_agreements(
    connection: sa.Connection, scope: Scope, ids: Sequence[int]
) -> dict[int, Agreement]:
    """Agreements by the thing's id; a person out of the scope is left out of them."""
    rows = connection.execute(sa.select(AGREEMENTS).where(AGREEMENTS.c.thing.in_(ids))).all()
    parties = [row.person for row in rows]
    people, things = read_people(connection, scope, parties), things_of(connection, scope, parties)
    wordings = _grouped(connection, WORDINGS, ids)
    acceptances = _grouped(connection, ACCEPTANCES, ids)
    return {
        row.thing: Agreement(
            people.get(row.person),
            things.get(row.person),
            row.what,
            row.starts,
            row.ends,
            row.mode,
            row.party,
            row.proposed_by,
            tuple(
                Wording(one.at, one.proposed_by, one.reviewed, one.text, one.digest)
                for one in wordings.get(row.thing, ())
            ),
            tuple(
                Acceptance(one.side, one.digest, one.channel, one.folder, one.at, one.user)
                for one in acceptances.get(row.thing, ())
            ),
        )
        for row in rows
    }


def _grouped(
    connection: sa.Connection, table: sa.Table, ids: Iterable[int]
) -> dict[int, list[sa.Row[Any]]]:
    """Rows of these things, oldest first."""
    found: dict[int, list[sa.Row[Any]]] = {}
    query = sa.select(table).where(table.c.thing.in_(list(ids))).order_by(table.c.id)
    for row in connection.execute(query):
        found.setdefault(row.thing, []).append(row)
    return found


def live_agreements(connection: sa.Connection, match: Thing, today: date) -> dict[str, sa.Row[Any]]:
    """By kind, those of a match's people with its organization that are not ended: id, state, days.

    With whoever helps one is enough for all that they do; with whoever is helped it is of this
    request. Where several live, the one that is concluded.
    """
    sides = sa.select(MATCHES.c.request, EXCHANGES.c.person).join(
        EXCHANGES, EXCHANGES.c.thing == MATCHES.c.offer
    )
    row = connection.execute(sides.where(MATCHES.c.thing == match.id)).one()
    about = {
        "volunteering": AGREEMENTS.c.person == row.person,
        "helping": AGREEMENTS.c.exchange == row.request,
    }
    found: dict[str, sa.Row[Any]] = {}
    for kind, condition in about.items():
        query = (
            sa.select(THINGS.c.id, THINGS.c.state, AGREEMENTS.c.starts, AGREEMENTS.c.ends)
            .join(AGREEMENTS, AGREEMENTS.c.thing == THINGS.c.id)
            .where(
                THINGS.c.kind == kind,
                THINGS.c.organization == match.organization,
                THINGS.c.state.in_(sorted(KINDS[kind].open_states)),
                AGREEMENTS.c.ends.is_(None) | (AGREEMENTS.c.ends >= today),
                condition,
            )
            .order_by((THINGS.c.state == "concluded").desc(), THINGS.c.id)
            .limit(1)
        )
        one = connection.execute(query).one_or_none()
        if one is not None:
            found[kind] = one  # type: ignore[assignment]
    return found


def newest_wording(thing: int, column: sa.Column[str]) -> sa.Select[Any]:
    """A column of the wording as it is now."""
    return (
        sa.select(column).where(WORDINGS.c.thing == thing).order_by(WORDINGS.c.id.desc()).limit(1)
    )


def agreed_by(connection: sa.Connection, thing: int, side: str) -> bool:
    """Whether this side has agreed to the wording as it is now."""
    agreed = sa.exists().where(
        ACCEPTANCES.c.thing == thing,
        ACCEPTANCES.c.side == side,
        ACCEPTANCES.c.digest == newest_wording(thing, WORDINGS.c.digest).scalar_subquery(),
    )
    return connection.scalar(sa.select(agreed)) is True


def concluded(connection: sa.Connection, match: Thing, today: date) -> dict[str, Thing]:
    """The agreements of a match to whose wording both parties have agreed, by kind."""
    rows = live_agreements(connection, match, today)
    ids = [
        row.id
        for row in rows.values()
        if row.state == "concluded"
        and all(agreed_by(connection, row.id, side) for side in ("person", "organization"))
    ]
    things = connection.execute(sa.select(THINGS).where(THINGS.c.id.in_(ids)))
    return {row.kind: thing_of(row) for row in things}


def awaited(connection: sa.Connection, today: date) -> dict[int, str]:
    """The state of an agreement that waits for somebody, by the submission that it came of.

    A volunteer's comes of what made the person, a helped one's of what made the request. A draft
    waits when it has terms; of several of one submission a draft is told first.
    """
    source = sa.case((THINGS.c.kind == "helping", AGREEMENTS.c.exchange), else_=AGREEMENTS.c.person)
    query = (
        sa.select(LINKS.c.thing, THINGS.c.state)
        .join(AGREEMENTS, AGREEMENTS.c.thing == THINGS.c.id)
        .join(LINKS, (LINKS.c.other == source) & (LINKS.c.what == "became"))
        .where(
            THINGS.c.state.in_(("draft", "assented")),
            AGREEMENTS.c.ends >= today,
            sa.exists().where(WORDINGS.c.thing == THINGS.c.id),
        )
        .order_by(THINGS.c.state == "draft")
    )
    return {row.thing: row.state for row in connection.execute(query)}


AGREEMENT_DETAILS = DetailKind(("volunteering", "helping"), AGREEMENTS, read_agreements)
