"""A submission becomes a person, new or known, with what they ask for or offer; or a donation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from catalog.text.folding import fold
from catalog.text.money import parse_amount
from catalog.text.time_zone import WARSAW
from desk.database.tables import (
    CATEGORIES,
    CONTACTS,
    DONATIONS,
    EXCHANGES,
    LINKS,
    NOTICES,
    PEOPLE,
    THINGS,
)
from desk.database.things import thing_of, within
from desk.details.people import Person
from desk.details.registry import details_of
from desk.details.submissions import read_opened
from desk.kinds.becoming import (
    DONATION,
    ELSE,
    FORMS,
    REPLIES,
    REPLY,
    Becoming,
    state_after_joining,
)
from desk.kinds.people import first_state
from desk.kinds.possible import MOST_WORDS, NEW_PERSON
from desk.kinds.registry import KINDS
from desk.record.rows import add, change, find_thing
from desk.rules.move import Choices, Thing
from desk.rules.roles import Scope
from forms_backend.reading.export import Opened
from forms_backend.reading.opened_submissions import email, phones

_MOST_ALIKE = 10


@dataclass(frozen=True)
class Doing:
    """Who does it, when, and what the site says, and how it was told: what is
    made in one move shares this.
    """

    connection: sa.Connection
    scope: Scope
    now: datetime
    choices: Choices = field(default_factory=Choices)
    channel: str = "desk"


def alike(connection: sa.Connection, scope: Scope, submission: Thing) -> dict[str, str]:
    """People who may have sent it: a label by number. Nobody where it makes no person.

    The same telephone or e-mail, or the same first name in the same town; within the organization
    that has the submission, for organizations do not share people.
    """
    opened = read_opened(connection, submission)
    if opened is None or _becoming(connection, submission, opened) is None:
        return {}
    own = sa.select(CONTACTS.c.what, CONTACTS.c.value).where(CONTACTS.c.thing == submission.id)
    known = {(row.what, row.value) for row in connection.execute(own)}
    if not known:
        return {}
    query = (
        sa.select(THINGS, CONTACTS.c.what)
        .join(CONTACTS, CONTACTS.c.thing == THINGS.c.id)
        .where(
            within(scope),
            THINGS.c.kind == "person",
            THINGS.c.organization == submission.organization,
            sa.tuple_(CONTACTS.c.what, CONTACTS.c.value).in_(known),
        )
        .order_by(THINGS.c.id)
    )
    rows = connection.execute(query).all()
    sure = {row.id for row in rows if row.what != "name"}
    things = {row.id: thing_of(row) for row in rows}
    people = details_of(connection, scope, things.values())
    town = fold(_town(opened))
    found: dict[str, str] = {}
    for key, thing in things.items():
        person = people.get(key)
        if isinstance(person, Person) and (key in sure or (town and fold(person.town) == town)):
            found[thing.reference] = _label(thing, person)
    return dict(list(found.items())[:_MOST_ALIKE])


def _label(thing: Thing, person: Person) -> str:
    numbers = [shown for shown, _ in person.phones]
    state = KINDS["person"].state(thing.state).label
    parts = [person.name, person.town, *numbers, person.email, f"{thing.reference}, {state}"]
    return ", ".join(filter(None, parts))


def _becoming(connection: sa.Connection, submission: Thing, opened: Opened) -> Becoming | None:
    """What its form makes; nothing where somebody was made of it already."""
    made = sa.exists().where(LINKS.c.thing == submission.id, LINKS.c.what == "became")
    if connection.scalar(sa.select(made)):
        return None
    form = opened.record.label.form
    if form != REPLY:
        return FORMS.get(form)
    answered = _answered(connection, submission)
    return REPLIES[answered[0]] if answered else None


def _answered(connection: sa.Connection, submission: Thing) -> tuple[str, str] | None:
    """Kind and category of the request or offer whose notice was answered; None once it is gone."""
    query = (
        sa.select(THINGS.c.kind, EXCHANGES.c.category)
        .join(EXCHANGES, EXCHANGES.c.thing == THINGS.c.id)
        .join(NOTICES, NOTICES.c.exchange == EXCHANGES.c.thing)
        .join(LINKS, LINKS.c.other == NOTICES.c.thing)
        .where(LINKS.c.thing == submission.id, LINKS.c.what == "answers")
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.kind, row.category)


def become(doing: Doing, submission: Thing, person: str) -> None:
    """Make what its form says. `person`: the number of one who is alike, or "new"."""
    opened = read_opened(doing.connection, submission)
    becoming = _becoming(doing.connection, submission, opened) if opened else None
    if opened is None or becoming is None:
        return
    known = None
    if person != NEW_PERSON:
        known = find_thing(doing.connection, doing.scope, person)
    sent = (submission, opened, becoming.role)
    owner = _join(doing, known, *sent) if known else _new(doing, *sent)
    _link(doing.connection, submission, owner)
    _keep_categories(doing.connection, owner, becoming, opened)
    answers = opened.submission.answers
    answered = _answered(doing.connection, submission)
    chosen = (answered[1],) if answered else _categories(opened, becoming.category)
    for category in chosen or ("",) if becoming.makes else ():
        by_day = str(answers.get("by_day", ""))
        values = {
            "category": category,
            "what": _short(str(answers.get("what", ""))),
            "town": _town(opened),
            "how_far": str(answers.get("how_far", "")),
            "times": str(answers.get("when", ""))[:MOST_WORDS],
            "board": str(answers.get("board", "")),
            "language": opened.submission.language,
            "by_day": date.fromisoformat(by_day) if by_day else None,
        }
        made = exchange(doing, owner, becoming.makes, values)
        _link(doing.connection, submission, made)


def declare(doing: Doing, submission: Thing) -> None:
    """Make the donation that was announced, once; nothing for a submission of another form.

    It is kept as long as the form has promised, though its submission is gone before.
    """
    opened = read_opened(doing.connection, submission)
    if opened is None or opened.record.label.form != DONATION:
        return
    made = sa.exists().where(DONATIONS.c.code == submission.reference)
    if doing.connection.scalar(sa.select(made)):
        return
    answers = opened.submission.answers
    day = opened.record.label.received.astimezone(WARSAW).date()
    first, last = KINDS["donation"].first, day + timedelta(days=opened.form.retention_days)
    thing = Thing(0, "donation", "", first, organization=submission.organization, keep_until=last)
    thing = add(doing.connection, doing.scope, thing, doing.now)
    row = {
        "thing": thing.id,
        "code": submission.reference,
        "name": str(answers.get("donor_name", "")),
        "email": (email(opened) or "") if answers.get("confirmation") == "tak" else "",
        "purpose": _shown(opened, "purpose"),
        "declared": _grosze(str(answers.get("amount", ""))),
        "declared_on": day,
        "proof": "",
    }
    doing.connection.execute(sa.insert(DONATIONS).values(**row))
    _link(doing.connection, submission, thing)


def _grosze(written: str) -> int | None:
    """What the donor wrote; None where nothing that is an amount was written."""
    try:
        return parse_amount(written).grosze or None
    except ValueError:
        return None


def exchange(doing: Doing, owner: Thing, kind: str, values: Mapping[str, object]) -> Thing:
    """A new request or offer of a person, in its first state, of whoever makes it."""
    first = KINDS[kind].first
    thing = Thing(0, kind, "", first, organization=owner.organization)
    thing = replace(thing, coordinator=doing.scope.user)
    thing = add(doing.connection, doing.scope, thing, doing.now)
    empty = dict.fromkeys(("town", "how_far", "times", "children", "board"), "")
    row = empty | {"language": "pl"} | dict(values) | {"thing": thing.id, "person": owner.id}
    doing.connection.execute(sa.insert(EXCHANGES).values(**row))
    return thing


def _new(doing: Doing, submission: Thing, opened: Opened, role: str) -> Thing:
    thing = Thing(
        0,
        "person",
        "",
        first_state(role),
        organization=submission.organization,
        coordinator=doing.scope.user,
        keep_until=submission.keep_until,
    )
    thing = add(doing.connection, doing.scope, thing, doing.now)
    answers = opened.submission.answers
    row = {
        "thing": thing.id,
        "name": _asked(opened, "given-name"),
        "town": _town(opened),
        "phones": json.dumps(phones(opened), ensure_ascii=False),
        "email": email(opened) or "",
        "way": _shown(opened, "contact_way"),
        "callback": _shown(opened, "callback"),
        "may_leave_message": str(answers.get("may_leave_message", "")),
        "of_age": str(answers.get("of_age", "")),
        "roles": json.dumps([role]),
        "language": opened.submission.language,
    }
    doing.connection.execute(sa.insert(PEOPLE).values(**row))
    _keep_contacts(doing.connection, thing, submission)
    return thing


def _join(doing: Doing, known: Thing, submission: Thing, opened: Opened, role: str) -> Thing:
    """Somebody known sends again: a new role, new numbers, a later last day; nothing is lost."""
    person = details_of(doing.connection, doing.scope, [known])[known.id]
    assert isinstance(person, Person)
    days = [one for one in (known.keep_until, submission.keep_until) if one]
    changed = replace(
        known,
        state=state_after_joining(known.state, person.roles, role),
        keep_until=max(days, default=None),
    )
    change(doing.connection, doing.scope, (known, changed), "joined", doing.now)
    numbers = dict.fromkeys([*phones(opened), *person.phones])
    row = {
        "phones": json.dumps(list(numbers), ensure_ascii=False),
        "email": email(opened) or person.email,
        "roles": json.dumps(list(dict.fromkeys([*person.roles, role]))),
    }
    here = PEOPLE.c.thing == known.id
    doing.connection.execute(sa.update(PEOPLE).where(here).values(**row))
    _keep_contacts(doing.connection, known, submission)
    return known


def _keep_contacts(connection: sa.Connection, person: Thing, submission: Thing) -> None:
    """What the person is found by is what the submission was found by."""
    kept = sa.select(CONTACTS.c.what, CONTACTS.c.value)
    old = {(row.what, row.value) for row in connection.execute(kept.filter_by(thing=person.id))}
    for row in connection.execute(kept.filter_by(thing=submission.id)).all():
        if (row.what, row.value) not in old:
            values = {"thing": person.id, "what": row.what, "value": row.value}
            connection.execute(sa.insert(CONTACTS).values(**values))


def _keep_categories(
    connection: sa.Connection, person: Thing, becoming: Becoming, opened: Opened
) -> None:
    query = sa.select(CATEGORIES.c.what, CATEGORIES.c.category).filter_by(thing=person.id)
    kept = {(row.what, row.category) for row in connection.execute(query)}
    need = becoming.needs or (becoming.category if becoming.makes == "request" else "")
    ability = becoming.abilities or (becoming.category if becoming.makes == "offer" else "")
    for what, question in (("need", need), ("ability", ability)):
        for category in _categories(opened, question):
            if (what, category) not in kept:
                values = {"thing": person.id, "what": what, "category": category}
                connection.execute(sa.insert(CATEGORIES).values(**values))


def _link(connection: sa.Connection, submission: Thing, made: Thing) -> None:
    row = {"thing": submission.id, "other": made.id, "what": "became"}
    connection.execute(sa.insert(LINKS).values(**row))


def _categories(opened: Opened, question: str) -> tuple[str, ...]:
    """The kinds of help that were chosen there."""
    answer = opened.submission.answers.get(question, ())
    chosen = (answer,) if isinstance(answer, str) else tuple(answer)
    return tuple(one for one in chosen if one and one not in ELSE)


def _short(text: str) -> str:
    """The first words, as many as a move may type; the whole stays with what was sent."""
    text = " ".join(text.split())
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1].rpartition(' ')[0]}…"


def _town(opened: Opened) -> str:
    return _asked(opened, "address-level2")


def _asked(opened: Opened, autocomplete: str) -> str:
    names = (one.name for one in opened.form.asked if one.autocomplete == autocomplete)
    return next((shown for name in names if (shown := _shown(opened, name))), "")


def _shown(opened: Opened, name: str) -> str:
    for question in opened.form.asked:
        if question.name == name:
            return question.show(opened.submission.answers.get(name, "")).replace("\n", ", ")
    return ""
