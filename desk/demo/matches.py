"""Of the invented people: whoever was accepted asks and offers, and some are matched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.kinds.possible import NEW_PERSON
from desk.record.moves import Request, make_move
from desk.record.pairing import candidates
from desk.record.reads import Filter, inbox, whole_thing
from desk.rules.move import Choices, Thing
from desk.rules.roles import Role, Scope

HAND = Scope("Zmyślona Ewa", frozenset({Role.PROGRAMME}))
"""Who did all this."""
_TOWNS = ("Toruń", "Grudziądz")
_TIMES = ("w soboty", "po 16", "rano", "")
_WHAT = {"request": "Zmyślona prośba", "offer": "Zmyślona oferta"}


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

    Somebody offers each kind of help, however far: a request that is tried on the site finds
    one. Nothing where the site names no kind of help.
    """
    if not choices.categories:
        return
    helps = tuple(choices.categories)
    last = (now.astimezone(WARSAW) + timedelta(days=30)).date().isoformat()

    def do(thing: Thing, move: str, **given: str) -> None:
        step_made(record, HAND, (thing.reference, move, given), choices, now)

    def asked(kind: str, at: int) -> dict[str, str]:
        category = helps[at % len(helps)]
        what = f"{_WHAT[kind]}: {choices.categories[category].lower()}."
        return {"category": category, "what": what, "town": _TOWNS[at % 2], "how_far": "dalej"}

    _meet(of_kind(record, "person", now), len(helps), do, asked)
    for kind in _WHAT:
        for at, thing in enumerate(of_kind(record, kind, now)):
            more = {"times": _TIMES[at % 4], "valid_until": last, "children": "nie"}
            do(thing, "check", **asked(kind, at), **more)
            do(thing, "open up")
    for thing in of_kind(record, "request", now)[:3]:
        found = candidates(record, HAND, thing.reference, choices.places, now.date()).found
        if found:
            do(thing, "pair", offer=found[0].thing.reference)


def _meet(
    people: Sequence[Thing],
    helps: int,
    do: Callable[..., None],
    asked: Callable[[str, int], Mapping[str, str]],
) -> None:
    """Accept everybody: every other person offers, together as much as there are kinds of help."""
    each = -(-helps // max(1, len(people) // 2))
    for at, person in enumerate(people):
        kind = "offer" if at % 2 else "request"
        do(person, "met", note="Poznaliśmy się w świetlicy.")
        do(person, "of age", of_age="tak")
        if person.state == "reported":
            do(person, "accept")
        for more in range(each if kind == "offer" else 1):
            do(person, f"add {kind}", **asked(kind, at + more))


def of_kind(record: Record, kind: str, now: datetime) -> list[Thing]:
    """Things of a kind, the longest waiting first."""
    found = inbox(record, HAND, Filter(kind=kind, state=""), now).items
    return [one.thing for one in found]
