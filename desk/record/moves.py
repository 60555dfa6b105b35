"""Making a move: guards, the row, the chain, the note and the letters in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from catalog.text.time_zone import WARSAW
from desk.database.errors import RefusedMoveError, WrongAnswersError
from desk.database.record import NOTHING, Entry, Record, note
from desk.details.registry import keep_details
from desk.kinds.possible import after, details, possible, read_answers
from desk.kinds.registry import KINDS
from desk.notices.word_checks import public_errors
from desk.record.becoming import Doing, alike
from desk.record.causes import CAUSES
from desk.record.facts import facts_of
from desk.record.pairing import fitting
from desk.record.rows import add_letters, add_note, find_thing, stale, update
from desk.rules.move import Ask, Choices, Facts, Move, Thing
from desk.rules.roles import Scope

__all__ = ["WARSAW", "Request", "make_move", "note_printing", "open_thing"]


@dataclass(frozen=True)
class Request:
    """A move that somebody asks for, as a page sends it.

    seen: the version of the thing on that page. given: what was typed, by the question's name.
    choices: among what its questions may choose. now: with a time zone.
    """

    reference: str
    move: str
    seen: int
    given: Mapping[str, str]
    choices: Choices
    now: datetime


def make_move(record: Record, scope: Scope, request: Request) -> Thing:
    """The thing after the move, which is on the disk then.

    Nothing is changed on UnknownThingError (not there, or not in the scope), StaleError (somebody
    was quicker), RefusedMoveError, WrongAnswersError and RecordError.
    """
    today = request.now.astimezone(WARSAW).date()
    with record.writing() as connection:
        thing = find_thing(connection, scope, request.reference)
        if thing.version != request.seen:
            raise stale(connection, thing, request.seen)
        facts = facts_of(connection, thing, today, request.choices.exchangeable)
        move = _allowed(thing, scope, facts, request.move)
        choices = _choices(connection, scope, thing, move, request)
        answers, field_errors = read_answers(move, request.given, today, choices)
        if any(one.ask is Ask.PUBLIC for one in move.asks):
            field_errors = public_errors(connection, thing, answers) | field_errors
        if field_errors:
            raise WrongAnswersError(field_errors)
        changed = after(thing, move, scope, answers, today)
        update(connection, thing, changed)
        keep_details(connection, thing, details(move, answers))
        note(connection, scope, Entry(move.name, thing, changed.state, move.channel), request.now)
        for question in move.asks:
            if question.ask is Ask.NOTE and answers[question.name]:
                add_note(connection, thing, scope, answers[question.name], request.now)
        add_letters(connection, thing, move, request.now)
        doing = Doing(connection, scope, request.now, choices, move.channel)
        for cause in move.causes:
            CAUSES[cause](doing, changed, answers)
    return changed


def _choices(
    connection: sa.Connection, scope: Scope, thing: Thing, move: Move, request: Request
) -> Choices:
    """With the people and the offers that may be chosen now, where the move asks for them."""
    asked, choices = {one.ask for one in move.asks}, request.choices
    if Ask.PERSON in asked:
        choices = replace(choices, people=alike(connection, scope, thing))
    if Ask.OFFER in asked:
        today = request.now.astimezone(WARSAW).date()
        found = fitting(connection, scope, thing, choices.places, today)
        choices = replace(choices, offers={one: one for one in found})
    return choices


def _allowed(thing: Thing, scope: Scope, facts: Facts, name: str) -> Move:
    for choice in possible(thing, scope, facts):
        if choice.move.name == name:
            if choice.missing:
                raise RefusedMoveError([one.says for one in choice.missing])
            return choice.move
    raise RefusedMoveError


def open_thing(record: Record, scope: Scope, reference: str, now: datetime) -> Thing:
    """What a person opens to read: the move `open` where the kind has it now, else a line "seen".

    UnknownThingError as in `make_move`.
    """
    today = now.astimezone(WARSAW).date()
    with record.writing() as connection:
        thing = find_thing(connection, scope, reference)
        moves = {one.name: one for one in KINDS[thing.kind].moves}
        opening = moves.get("open")
        choices = possible(thing, scope, facts_of(connection, thing, today))
        if opening is None or opening not in [one.move for one in choices]:
            note(connection, scope, Entry("seen", thing), now)
            return thing
        changed = after(thing, opening, scope, {}, today)
        update(connection, thing, changed)
        note(connection, scope, Entry(opening.name, thing, changed.state), now)
        return changed


def note_printing(record: Record, scope: Scope, now: datetime, thing: Thing = NOTHING) -> None:
    """That somebody printed a thing, or a list: which list, the paper says; the rest the chain."""
    with record.writing() as connection:
        note(connection, scope, Entry("printed", thing), now)
