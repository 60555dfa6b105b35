"""What came in and was opened is kept as things of the kind `submission`, once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import sqlalchemy as sa

from catalog.forms.form import Answer, Form
from catalog.text.folding import fold
from desk.database.errors import UnknownThingError
from desk.database.record import Entry, Record, note
from desk.database.tables import CONTACTS, ERASURES, FORMS, LINKS, SUBMISSIONS, THINGS
from desk.database.things import columns_of, thing_of
from desk.details.agreements import awaited
from desk.kinds.becoming import REPLY
from desk.kinds.submissions import AGREEMENT_STORE_STATES, STORE_STATES
from desk.record.rows import free_reference
from desk.rules.move import Thing
from desk.rules.roles import CLOCK, Scope
from forms_backend.reading.export import Opened
from forms_backend.reading.opened_submissions import is_urgent

CHOOSE_FOR_ME = "pomozcie-wybrac"
_STATES = {
    "new": "new",
    "quarantine": "quarantine",
    "read": "read",
    "done": "accepted",
    **dict.fromkeys(AGREEMENT_STORE_STATES.values(), "accepted"),
}


@dataclass(frozen=True)
class Arrival:
    """A submission that was opened. `identity` is a hash of its envelope: no other one has it."""

    opened: Opened
    identity: str


def keep_arrivals(
    record: Record,
    arrivals: Iterable[Arrival],
    organizations: Mapping[str, str],
    now: datetime | None = None,
    scope: Scope = CLOCK,
) -> tuple[str, ...]:
    """Keep those that are not there yet and were not erased; their references.

    `organizations` are the slugs to which people may turn; whatever else was chosen belongs to the
    programme. scope: who typed them in; the program where they came from the site. All are kept or
    none. RecordError.
    """
    now = now or datetime.now(UTC)
    with record.writing() as connection:
        return tuple(
            _keep(connection, scope, arrival, organizations, now)
            for arrival in arrivals
            if not _known(connection, arrival.identity)
        )


def _known(connection: sa.Connection, identity: str) -> bool:
    there = sa.exists().where(SUBMISSIONS.c.identity == identity)
    gone = sa.exists().where(ERASURES.c.identity == identity)
    return connection.scalar(sa.select(there | gone)) is True


def _keep(
    connection: sa.Connection,
    scope: Scope,
    arrival: Arrival,
    organizations: Mapping[str, str],
    now: datetime,
) -> str:
    opened, label = arrival.opened, arrival.opened.record.label
    notice = _notice(connection, opened)
    chosen = _organization(opened.submission.answers, organizations)
    thing = Thing(
        0,
        "submission",
        free_reference(connection, label.reference),
        _STATES.get(opened.record.state, "new"),
        organization=notice.organization if notice else chosen,
        urgent=is_urgent(opened),
        keep_until=opened.record.keep_until,
    )
    row = columns_of(thing) | {"created": label.received}
    made = connection.execute(sa.insert(THINGS).values(**row).returning(THINGS.c.id)).scalar_one()
    thing = replace(thing, id=made)
    _keep_form(connection, opened.form)
    connection.execute(
        sa.insert(SUBMISSIONS).values(
            thing=made,
            identity=arrival.identity,
            form=label.form,
            form_version=label.form_version,
            clause_version=label.clause_version,
            received=label.received,
            language=opened.submission.language,
            doubts=_json(opened.submission.doubts),
            answers=_json(opened.submission.answers),
            paper=_json(opened.submission.paper),
        )
    )
    if notice is not None:
        link = {"thing": made, "other": notice.id, "what": "answers"}
        connection.execute(sa.insert(LINKS).values(**link))
    contacts = [{"thing": made, "what": what, "value": value} for what, value in _contacts(opened)]
    if contacts:
        connection.execute(sa.insert(CONTACTS), contacts)
    entry = Entry("received", thing, channel="clock")
    note(connection, scope, entry if scope == CLOCK else Entry("typed in", thing), now)
    return thing.reference


def _notice(connection: sa.Connection, opened: Opened) -> Thing | None:
    """The notice that is answered: whoever has it has the answer. None when it is gone."""
    if opened.record.label.form != REPLY:
        return None
    number = str(opened.submission.answers.get("notice", "")).upper()
    query = sa.select(THINGS).where(THINGS.c.reference == number, THINGS.c.kind == "notice")
    row = connection.execute(query).one_or_none()
    return None if row is None else thing_of(row)


def reference_of(record: Record, identity: str) -> str:
    """The number of what is kept. UnknownThingError where it is not."""
    query = (
        sa.select(THINGS.c.reference).join(SUBMISSIONS).where(SUBMISSIONS.c.identity == identity)
    )
    with record.reading() as connection:
        found = connection.scalar(query)
    if found is None:
        raise UnknownThingError(identity[:8])
    return str(found)


def _organization(answers: Mapping[str, Answer], known: Mapping[str, str]) -> str | None:
    chosen = answers.get("organization", "")
    return chosen if isinstance(chosen, str) and chosen in known else None


def _keep_form(connection: sa.Connection, form: Form) -> None:
    there = sa.select(sa.exists().where(FORMS.c.version == form.version))
    if not connection.scalar(there):
        row = {"version": form.version, "definition": form.text}
        connection.execute(sa.insert(FORMS).values(**row))


def _contacts(opened: Opened) -> Iterable[tuple[str, str]]:
    """What a thing is found by: telephones as digits, e-mails and first names folded."""
    answers = {**opened.submission.answers, **opened.submission.paper}
    for question in opened.form.asked:
        value = answers.get(question.name)
        if isinstance(value, str) and value:
            if question.format == "phone":
                yield "phone", _digits(value)
            elif question.format == "email":
                yield "email", value.casefold()
            elif question.autocomplete == "given-name":
                yield "name", fold(value)
    helper = answers.get("paper_helper_phone")
    if isinstance(helper, str) and helper:
        yield "phone", _digits(helper)


def _digits(phone: str) -> str:
    """Its digits without an extension: 48601234567."""
    return "".join(filter(str.isdigit, phone.partition(";")[0]))


def _json(value: object) -> str:
    whole = dict(value) if isinstance(value, Mapping) else value
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def store_states(record: Record, today: date) -> dict[str, str]:
    """What the forms' store is told of every submission that is here, by identity."""
    query = sa.select(SUBMISSIONS.c.identity, THINGS.c.id, THINGS.c.state).join(THINGS)
    with record.reading() as connection:
        waiting = awaited(connection, today)
        return {
            row.identity: AGREEMENT_STORE_STATES[waiting[row.id]]
            if row.id in waiting
            else STORE_STATES[row.state]
            for row in connection.execute(query)
        }
