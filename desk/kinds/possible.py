"""The one function that draws the buttons and refuses the POST, and what a move makes of a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalog.text.money import MOST_GROSZE, parse_amount
from catalog.text.working_days import next_working_day
from desk.kinds.registry import KINDS
from desk.rules.hours import minutes
from desk.rules.move import Ask, Choices, Effect, Facts, Guard, Move, Question, Thing
from desk.rules.retention import keep_until
from desk.rules.roles import Capability, Role, Scope

MOST_WORDS = 300
"""Characters of a note or a step: enough to help by, too few for a life story."""
NEW_PERSON = "new"
"""The answer that somebody is none of those who are alike."""


@dataclass(frozen=True)
class Choice:
    """A move that this person may make with this thing; `missing` guards stand in its way yet."""

    move: Move
    missing: tuple[Guard, ...] = ()


def possible(thing: Thing, scope: Scope, facts: Facts) -> tuple[Choice, ...]:
    """Every move of the thing's state and the scope's roles; none for a thing out of the scope."""
    if not scope.sees(thing.organization, thing.kind):
        return ()
    if not (scope.may(Capability.MOVE) or Role.CLOCK in scope.roles):
        return ()
    return tuple(
        Choice(move, tuple(one for one in move.needs if one.fact not in facts.true))
        for move in KINDS[thing.kind].moves
        if thing.state in move.start
        and scope.roles & move.by
        and not (move.other and facts.last_mover == scope.user)
        and _makes_sense(move, thing, scope)
    )


def usual(thing: Thing, choices: Sequence[Choice]) -> Move | None:
    """The move that mostly comes next, so that its button stands out; None where nothing does.

    Of several the last in the kind's table. An open request has a page of its own for that.
    """
    if any(question.ask is Ask.OFFER for one in choices for question in one.move.asks):
        return None
    found = [
        one.move
        for one in choices
        if one.move.usual
        and not one.missing
        and one.move.to != thing.state
        and not (thing.organization and Effect.LEAVE in one.move.effects)
    ]
    return found[-1] if found else None


def _makes_sense(move: Move, thing: Thing, scope: Scope) -> bool:
    """Whether the move would change anything: no button that does nothing."""
    if move.to is not None or move.asks or move.tells or move.causes:
        return True
    useless = {
        Effect.TAKE: thing.coordinator == scope.user,
        Effect.LEAVE: thing.coordinator is None,
        Effect.RETURN: thing.organization is None,
        Effect.SETTLED: thing.next_day is None,
        Effect.URGENT: thing.urgent,
        Effect.CALM: not thing.urgent,
    }
    return not all(useless.get(one, False) for one in move.effects)


def read_answers(
    move: Move, given: Mapping[str, str], today: date, choices: Choices
) -> tuple[dict[str, str], dict[str, str]]:
    """What was answered by question name, and what is wrong with it: a Polish sentence each."""
    answers: dict[str, str] = {}
    field_errors: dict[str, str] = {}
    for question in move.asks:
        text = " ".join(given.get(question.name, "").split())
        if question.ask is Ask.PERSON and not choices.people:
            text = text or NEW_PERSON
        damage = _field_error(question, text, today, choices)
        if damage:
            field_errors[question.name] = damage
        answers[question.name] = text
    return answers, field_errors


def _field_error(question: Question, text: str, today: date, choices: Choices) -> str | None:
    if not text:
        return f"{question.label}: tego brakuje." if question.required else None
    if len(text) > MOST_WORDS:
        return f"{question.label}: to ma {len(text)} znaków, a może mieć {MOST_WORDS}."
    if not text.isprintable():
        return f"{question.label}: są tu znaki, których nie widać."
    if question.ask is Ask.DAY:
        return _wrong_day(question, text, today)
    if question.ask is Ask.TOWN:
        return _wrong_town(question, text, choices)
    if question.ask is Ask.HOURS:
        return _wrong_hours(question, text)
    if question.ask is Ask.AMOUNT:
        return _wrong_amount(question, text)
    if question.ask in _LISTS and text not in _listed(question, choices):
        return f"{question.label}: wybierz z listy."
    return None


_LISTS = (Ask.ORGANIZATION, Ask.CATEGORY, Ask.CHOICE, Ask.PERSON, Ask.OFFER, Ask.POWIAT)


def _listed(question: Question, choices: Choices) -> Collection[str]:
    """The values among which this question may choose."""
    match question.ask:
        case Ask.ORGANIZATION:
            return choices.organizations
        case Ask.CATEGORY:
            return choices.categories
        case Ask.PERSON:
            return (NEW_PERSON, *choices.people)
        case Ask.OFFER:
            return choices.offers
        case Ask.POWIAT:
            return choices.powiats
        case _:
            return [value for value, _label in question.choices]


def _wrong_day(question: Question, text: str, today: date) -> str | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"{question.label}: „{text}” to nie jest dzień. Wpisz go tak: {today}."
    first = today + timedelta(days=question.earliest)
    last = today + timedelta(days=question.latest)
    if not first <= day <= last:
        since = "dziś" if first == today else first
        until = "dziś" if last == today else last
        return f"{question.label}: wybierz dzień od {since} do {until}."
    return None


def _wrong_hours(question: Question, text: str) -> str | None:
    try:
        minutes(text)
    except ValueError as error:
        return f"{question.label}: {error}"
    return None


def _wrong_amount(question: Question, text: str) -> str | None:
    try:
        amount = parse_amount(text)
    except ValueError:
        return f"{question.label}: „{text}” to nie jest kwota. Wpisz ją tak: 50 albo 50,00 zł."
    if amount.precision or not 0 < amount.grosze <= MOST_GROSZE:
        return f"{question.label}: wpisz dokładną kwotę, od 0,01 zł do miliona złotych."
    return None


def _wrong_town(question: Question, text: str, choices: Choices) -> str | None:
    """One that we do not know is kept as it was typed; of several of one name, which one."""
    meant = choices.places.meant(text)
    if len(meant) < 2:
        return None
    return (
        f"{question.label}: „{text}” to może być kilka miejscowości. Wpisz jedną z nich: "
        f"{'; '.join(one.label for one in meant)}."
    )


def after(thing: Thing, move: Move, scope: Scope, answers: Mapping[str, str], today: date) -> Thing:
    """The row after the move; its version is one more. `answers` are those of `read_answers`."""
    row = replace(thing, state=move.to or thing.state, version=thing.version + 1)
    for effect in move.effects:
        row = _affected(row, effect, scope, today)
    for question in move.asks:
        row = _filled(row, question, answers.get(question.name, ""))
    if row.state != thing.state:
        # Never longer than the form has promised, also when it ends late.
        days = [one for one in (keep_until(row.kind, row.state, today), thing.keep_until) if one]
        row = replace(row, keep_until=min(days, default=None))
    return row


def _affected(row: Thing, effect: Effect, scope: Scope, today: date) -> Thing:
    match effect:
        case Effect.TAKE:
            return replace(row, coordinator=scope.user)
        case Effect.LEAVE:
            return replace(row, coordinator=None)
        case Effect.RETURN:
            return replace(row, coordinator=None, organization=None)
        case Effect.REACHED:
            return replace(row, tries=0, next_day=None, next_step="")
        case Effect.MISSED:
            day = next_working_day(today)
            return replace(row, tries=row.tries + 1, next_day=day, next_step="zadzwonić znowu")
        case Effect.SETTLED:
            return replace(row, next_day=None, next_step="", tries=0)
        case Effect.URGENT:
            return replace(row, urgent=True)
        case Effect.CALM:
            return replace(row, urgent=False)


_OF_ROW = {"next_day", "next_step", "organization", "keep_until"}
_OTHERS = (Ask.NOTE, Ask.PERSON, Ask.OFFER)


def details(move: Move, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that fill columns of the table which only this kind has."""
    return {
        one.name: answers[one.name]
        for one in move.asks
        if one.ask not in _OTHERS and one.name not in _OF_ROW
    }


def _filled(row: Thing, question: Question, answer: str) -> Thing:
    match question.name:
        case "next_day":
            return replace(row, next_day=date.fromisoformat(answer) if answer else None)
        case "keep_until":
            return replace(row, keep_until=date.fromisoformat(answer))
        case "organization":
            return replace(row, organization=answer or None)
        case "next_step":
            return replace(row, next_step=answer)
        case _:
            return row
