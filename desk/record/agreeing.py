"""From a match to its agreements and its task: what each move makes, within its transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import sqlalchemy as sa

from catalog.text.time_zone import WARSAW
from desk.database.errors import RefusedMoveError, WrongAnswersError
from desk.database.tables import (
    ACCEPTANCES,
    AGREEMENTS,
    EXCHANGES,
    LINKS,
    MATCHES,
    OUTCOMES,
    PEOPLE,
    REFERENCES,
    TASKS,
    THINGS,
    WORDINGS,
    WORK,
)
from desk.database.things import thing_of
from desk.details.agreements import live_agreements, newest_wording
from desk.kinds.registry import KINDS
from desk.record.becoming import Doing
from desk.record.rows import add, step
from desk.rules.agreement_text import Terms, digest, needs_paper, worded
from desk.rules.hours import minutes
from desk.rules.move import Cause, Thing

Answers = Mapping[str, str]

BETWEEN = {"volunteering": "volunteer", "helping": "recipient"}
"""Of which text each kind of agreement is."""


def _prepare(doing: Doing, match: Thing, _answers: Answers) -> None:
    live = live_agreements(doing.connection, match, _today(doing))
    row = doing.connection.execute(sa.select(MATCHES).where(MATCHES.c.thing == match.id)).one()
    for kind, side in (("volunteering", row.offer), ("helping", row.request)):
        if kind in live:
            _link(doing.connection, match.id, live[kind].id)
            continue
        query = sa.select(EXCHANGES).where(EXCHANGES.c.thing == side)
        exchange = doing.connection.execute(query).one()
        thing = Thing(0, kind, "", KINDS[kind].first, organization=match.organization)
        thing = replace(thing, coordinator=doing.scope.user, urgent=match.urgent)
        thing = add(doing.connection, doing.scope, thing, doing.now)
        values = {
            "thing": thing.id,
            "person": exchange.person,
            "exchange": row.request if kind == "helping" else None,
            "what": exchange.what,
        }
        empty = {"mode": "free", "party": "person", "proposed_by": ""}
        doing.connection.execute(sa.insert(AGREEMENTS).values(**values, **empty))
        _link(doing.connection, match.id, thing.id)


def _link(connection: sa.Connection, match: int, agreement: int) -> None:
    """So that the match shows its agreements; one with a volunteer may serve many matches."""
    row = {"thing": match, "other": agreement, "what": "agreement"}
    same = sa.exists().where(*(LINKS.c[name] == value for name, value in row.items()))
    if not connection.scalar(sa.select(same)):
        connection.execute(sa.insert(LINKS).values(**row))


def _word(doing: Doing, thing: Thing, _answers: Answers) -> None:
    template = doing.choices.agreements.get(BETWEEN[thing.kind])
    if template is None:
        raise RefusedMoveError(
            ["Strona nie ma tekstu tej umowy. Dodaj go w content/agreements i zbuduj stronę."]
        )
    query = sa.select(AGREEMENTS, PEOPLE.c.name).join(PEOPLE, PEOPLE.c.thing == AGREEMENTS.c.person)
    row = doing.connection.execute(query.where(AGREEMENTS.c.thing == thing.id)).one()
    if row.ends < row.starts:
        raise WrongAnswersError({"ends": "Do którego dnia: to wcześniej niż pierwszy dzień."})
    place = thing.organization or ""
    organization = doing.choices.organizations.get(place, place)
    terms = Terms(organization, row.name, row.what, row.starts, row.ends, row.mode)
    text = worded(template, terms)
    values = {
        "thing": thing.id,
        "at": doing.now,
        "user": doing.scope.user,
        "proposed_by": row.proposed_by,
        "reviewed": template.reviewed,
        "text": text,
        "digest": digest(text),
    }
    doing.connection.execute(sa.insert(WORDINGS).values(**values))


def _accept(side: str, doing: Doing, thing: Thing, answers: Answers) -> None:
    newest = newest_wording(thing.id, WORDINGS.c.digest)
    values = {
        "thing": thing.id,
        "side": side,
        "digest": doing.connection.execute(newest).scalar_one(),
        "channel": doing.channel,
        "folder": answers.get("folder", ""),
        "at": doing.now,
        "user": doing.scope.user,
    }
    doing.connection.execute(sa.insert(ACCEPTANCES).values(**values))


def _delegate(doing: Doing, match: Thing, answers: Answers) -> None:
    day = date.fromisoformat(answers["day"])
    live = live_agreements(doing.connection, match, _today(doing))
    starts = max(row.starts for row in live.values())
    ends = min(row.ends for row in live.values())
    if not starts <= day <= ends:
        raise WrongAnswersError(
            {"day": f"Którego dnia: obie umowy obowiązują razem od {starts} do {ends}."}
        )
    if answers["insured"] == "law" and not needs_paper(
        live["volunteering"].starts, live["volunteering"].ends
    ):
        raise WrongAnswersError(
            {"insured": "Porozumienie trwa do 30 dni: ubezpiecza organizacja, polisą NNW."}
        )
    thing = Thing(0, "task", "", KINDS["task"].first, organization=match.organization)
    thing = replace(
        thing,
        coordinator=doing.scope.user,
        urgent=match.urgent,
        next_day=day,
        next_step="zadanie w terenie",
    )
    thing = add(doing.connection, doing.scope, thing, doing.now)
    values = {
        "thing": thing.id,
        "match": match.id,
        "volunteering": live["volunteering"].id,
        "helping": live["helping"].id,
        "day": day,
        "insured": answers["insured"],
    }
    doing.connection.execute(sa.insert(TASKS).values(**values))


def _worked(doing: Doing, task: Thing, answers: Answers) -> None:
    values = {
        "thing": task.id,
        "organization": task.organization,
        "day": date.fromisoformat(answers["worked"]),
        "minutes": minutes(answers["hours"]),
    }
    doing.connection.execute(sa.insert(WORK).values(**values))


def _changed(doing: Doing, task: Thing, answers: Answers) -> None:
    outcome = answers["outcome"]
    same = sa.exists().where(OUTCOMES.c.thing == task.id, OUTCOMES.c.outcome == outcome)
    if doing.connection.scalar(sa.select(same)):
        raise WrongAnswersError({"outcome": "Co się zmieniło: to już jest zapisane."})
    values = {
        "thing": task.id,
        "organization": task.organization,
        "day": _today(doing),
        "outcome": outcome,
    }
    doing.connection.execute(sa.insert(OUTCOMES).values(**values))


def _ask_reference(doing: Doing, task: Thing, _answers: Answers) -> None:
    thing = Thing(0, "reference", "", KINDS["reference"].first, organization=task.organization)
    thing = replace(thing, coordinator=doing.scope.user)
    thing = add(doing.connection, doing.scope, thing, doing.now)
    values = {"thing": thing.id, "task": task.id, "skills": ""}
    doing.connection.execute(sa.insert(REFERENCES).values(**values))


def _close(doing: Doing, task: Thing, _answers: Answers) -> None:
    """The match is finished; the request too, unless somebody has ended it already."""
    for one in _behind(doing.connection, task):
        if one.state in ("agreed", "taken"):
            step(doing.connection, doing.scope, one, "finish", doing.now)


def _break_off(doing: Doing, agreement: Thing, _answers: Answers) -> None:
    """Nobody goes on working under an agreement that was dissolved."""
    under = sa.select(TASKS.c.thing).where(
        (TASKS.c.volunteering == agreement.id) | (TASKS.c.helping == agreement.id)
    )
    query = sa.select(THINGS).where(
        THINGS.c.id.in_(under), THINGS.c.state.in_(("delegated", "under way"))
    )
    for row in doing.connection.execute(query.order_by(THINGS.c.id)).all():
        step(doing.connection, doing.scope, thing_of(row), "break off", doing.now)


def _behind(connection: sa.Connection, task: Thing) -> list[Thing]:
    of_it = sa.select(TASKS.c.match).where(TASKS.c.thing == task.id)
    asked = sa.select(MATCHES.c.request).where(MATCHES.c.thing.in_(of_it))
    query = sa.select(THINGS).where(THINGS.c.id.in_(of_it) | THINGS.c.id.in_(asked))
    return [thing_of(row) for row in connection.execute(query.order_by(THINGS.c.id))]


def _today(doing: Doing) -> date:
    return doing.now.astimezone(WARSAW).date()


AGREEING: Mapping[Cause, Callable[[Doing, Thing, Answers], None]] = {
    Cause.AGREEMENTS: _prepare,
    Cause.WORDING: _word,
    Cause.AGREED: partial(_accept, "person"),
    Cause.CONCLUDED: partial(_accept, "organization"),
    Cause.DISSOLVED: _break_off,
    Cause.TASK: _delegate,
    Cause.HOURS: _worked,
    Cause.OUTCOME: _changed,
    Cause.REFERENCE: _ask_reference,
    Cause.CLOSED: _close,
}
"""How each cause of agreements, tasks and references is done."""
