"""Rows of things: read within a scope, written with the lines and notes that go with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from catalog.text.time_zone import WARSAW
from desk.database.errors import StaleError, UnknownThingError
from desk.database.record import Entry, lines_of, note
from desk.database.tables import NOTES, OUTBOX, THINGS
from desk.database.things import columns_of, thing_of, within
from desk.kinds.possible import after
from desk.kinds.registry import KINDS
from desk.record.facts import ACCESS
from desk.rules.move import Move, Thing
from desk.rules.roles import Scope
from forms_backend.sealing.readable_codes import new_reference


def find_thing(connection: sa.Connection, scope: Scope, reference: str) -> Thing:
    """UnknownThingError when there is none, or none in the scope: both look alike."""
    query = sa.select(THINGS).where(THINGS.c.reference == reference, within(scope))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UnknownThingError(reference)
    return thing_of(row)


def update(connection: sa.Connection, seen: Thing, changed: Thing) -> None:
    """Write the row, unless another process was quicker. StaleError."""
    here = (THINGS.c.id == seen.id) & (THINGS.c.version == seen.version)
    done = connection.execute(sa.update(THINGS).where(here).values(**columns_of(changed)))
    if done.rowcount != 1:
        raise stale(connection, seen, seen.version)


def stale(connection: sa.Connection, thing: Thing, seen: int) -> StaleError:
    """Every move makes one version, so the newest lines are those made since."""
    made = [one for one in lines_of(connection, [thing.id]) if one.move not in ACCESS]
    return StaleError(seen, thing, made[-max(thing.version - seen, 0) :] if made else ())


def add(connection: sa.Connection, scope: Scope, thing: Thing, now: datetime) -> Thing:
    """A new thing, with a number of its own and the line "made"; its id is found."""
    reference = free_reference(connection, thing.reference or new_reference())
    row = columns_of(replace(thing, reference=reference)) | {"created": now}
    made = connection.execute(sa.insert(THINGS).values(**row).returning(THINGS.c.id)).scalar_one()
    thing = replace(thing, id=made, reference=reference)
    note(connection, scope, Entry("made", replace(thing, state=""), thing.state), now)
    return thing


def free_reference(connection: sa.Connection, wanted: str) -> str:
    """The number that is wanted; another one only where something has it already."""
    taken = sa.select(sa.exists().where(THINGS.c.reference == sa.bindparam("reference")))
    while connection.scalar(taken, {"reference": wanted}):
        wanted = new_reference()
    return wanted


def change(
    connection: sa.Connection, scope: Scope, pair: tuple[Thing, Thing], name: str, now: datetime
) -> Thing:
    """From one row to the next, with its line; the version grows by one."""
    seen, changed = pair
    changed = replace(changed, version=seen.version + 1)
    update(connection, seen, changed)
    note(connection, scope, Entry(name, seen, changed.state), now)
    return changed


def step(connection: sa.Connection, scope: Scope, thing: Thing, name: str, now: datetime) -> Thing:
    """A move of the thing's kind, made for it by a move of another thing or by the clock."""
    move = next(one for one in KINDS[thing.kind].moves if one.name == name)
    changed = after(thing, move, scope, {}, now.astimezone(WARSAW).date())
    update(connection, thing, changed)
    note(connection, scope, Entry(name, thing, changed.state, move.channel), now)
    add_letters(connection, thing, move, now)
    return changed


def add_letters(connection: sa.Connection, thing: Thing, move: Move, now: datetime) -> None:
    """What the move sends waits until it is sent."""
    for letter in move.tells:
        row = {"thing": thing.id, "at": now, "letter": letter}
        connection.execute(sa.insert(OUTBOX).values(**row))


def add_note(
    connection: sa.Connection, thing: Thing, scope: Scope, text: str, now: datetime
) -> None:
    """Free words beside a thing; they go with it."""
    row = {"thing": thing.id, "at": now, "user": scope.user, "text": text}
    connection.execute(sa.insert(NOTES).values(**row))
