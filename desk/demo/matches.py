"""Of the invented people: whoever was accepted asks and offers, and some are matched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.kinds.possible import NEW_PERSON
from desk.record.moves import Request, make_move
from desk.record.pairing import candidates
from desk.record.reads import Filter, inbox, whole_thing
from desk.rules.move import Choices, Thing
from desk.rules.roles import Role, Scope

_HAND = Scope("Zmyślona Ewa", frozenset({Role.PROGRAMME}))
_TIMES = ("w soboty", "po 16", "rano", "")
_WHAT = {"request": "Zmyślona prośba: cieknie kran.", "offer": "Zmyślona oferta: naprawię kran."}


def step_made(
    record: Record,
    scope: Scope,
    step: tuple[str, str, Mapping[str, str]],
    choices: Choices,
    now: datetime,
) -> None:
    """A move on the thing as it is: its number, the move, what was typed. Nobody is merged."""
    reference, move, given = step
    thing = whole_thing(record, scope, reference, now.date()).item.thing
    given = dict(given) | {"person": NEW_PERSON}
    make_move(record, scope, Request(reference, move, thing.version, given, choices, now))


def match_some(record: Record, choices: Choices, now: datetime) -> None:
    """Talk to people, check what they asked for and offered, open it, and match the first ones.

    Nothing where the site names no kind of help.
    """
    if not choices.categories:
        return
    help_ = next(iter(choices.categories))
    towns = ("Toruń", "Grudziądz")

    def do(thing: Thing, move: str, **given: str) -> None:
        step_made(record, _HAND, (thing.reference, move, given), choices, now)

    for at, person in enumerate(_all(record, "person", now)):
        kind = "offer" if at % 2 else "request"
        do(person, "met", note="Poznaliśmy się w świetlicy.")
        do(person, "of age", of_age="tak")
        if person.state == "reported":
            do(person, "accept")
        given = {"category": help_, "what": _WHAT[kind], "town": towns[at % 4 > 1]}
        do(person, f"add {kind}", **given, how_far="dalej")
    last = (now.astimezone(WARSAW) + timedelta(days=30)).date().isoformat()
    for kind in ("offer", "request"):
        for at, thing in enumerate(_all(record, kind, now)):
            given = {"category": help_, "what": _WHAT[kind], "town": towns[at % 2]}
            more = {"times": _TIMES[at % 4], "valid_until": last}
            do(thing, "check", **given, **more, how_far="dalej", children="nie")
            do(thing, "open up")
    for thing in _all(record, "request", now)[:3]:
        found = candidates(record, _HAND, thing.reference, choices.places, now.date()).found
        if found:
            do(thing, "pair", offer=found[0].thing.reference)


def _all(record: Record, kind: str, now: datetime) -> list[Thing]:
    found = inbox(record, _HAND, Filter(kind=kind, state=""), now).items
    return [one.thing for one in found]
