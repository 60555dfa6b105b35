"""Invented notices of the demonstration: the same on the site and at the desk, from the start.

The site is built before the desk runs, so both make them from this list.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from catalog.board import Board, board_file
from catalog.notices.model import Notice
from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.demo.matches import HAND, of_kind, step_made
from desk.record.becoming import Doing
from desk.record.causes import post_notice
from desk.record.reads import whole_thing
from desk.rules.move import Choices, Thing
from forms_backend.maintenance.exchange import publish


@dataclass(frozen=True)
class Invented:
    """A notice and the request or offer behind it. `days`: how long from today on."""

    number: str
    kind: str
    category: str
    town: str
    powiat: str
    when: str
    words: str
    days: int


INVENTED = (
    Invented(
        "K7M-D4QF",
        "offer",
        "naprawy",
        "Toruń",
        "0463",
        "weekends",
        "Przykład: naprawię rower albo wózek. Mam swoje narzędzia.",
        20,
    ),
    Invented(
        "B3N-R8TT",
        "request",
        "nauka-dzieci",
        "Grudziądz",
        "0462",
        "afternoons",
        "Przykład: dziecko z szóstej klasy ćwiczy ułamki. Raz w tygodniu, po lekcjach.",
        12,
    ),
    Invented(
        "H5W-P2XB",
        "offer",
        "komputer-i-internet",
        "Toruń",
        "",
        "evenings",
        "Przykład: przez telefon pokażę, jak zapłacić rachunek w internecie.",
        30,
    ),
)


def first_board(today: date, exchangeable: Collection[str] | None = None) -> Board:
    """What the demonstration publishes at its start. exchangeable: None for every kind of help."""
    return Board(
        notices=tuple(
            Notice.model_validate(
                {
                    "slug": one.number.lower(),
                    "side": one.kind,
                    "category": one.category,
                    "powiat": one.powiat or None,
                    "when": one.when,
                    "words": one.words,
                    "published": today.isoformat(),
                    "until": (today + timedelta(days=one.days)).isoformat(),
                }
            )
            for one in INVENTED
            if exchangeable is None or one.category in exchangeable
        )
    )


def publish_first_board(var: Path) -> Path:
    """Put it where the desk of the demonstration will, before either is there; the file."""
    path = board_file(var / "desk-demo" / "pass")
    publish(path, first_board(datetime.now(WARSAW).date()).to_bytes())
    return path


def post_some(record: Record, choices: Choices, now: datetime) -> None:
    """The same at the desk: asked, proposed and published, each for one of the invented people."""
    people = [one for one in of_kind(record, "person", now) if one.state == "accepted"]
    wanted = [one for one in INVENTED if one.category in choices.exchangeable]
    for person, one in zip(people, wanted, strict=False):
        _post(record, person, one, choices, now)


def _post(record: Record, person: Thing, one: Invented, choices: Choices, now: datetime) -> None:
    today = now.astimezone(WARSAW).date()
    last = today + timedelta(days=one.days)
    told = {"category": one.category, "what": one.words, "town": one.town, "how_far": "dalej"}
    more = {"times": "", "children": "nie", "valid_until": last.isoformat()}

    def do(reference: str, move: str, **given: str) -> None:
        step_made(record, HAND, (reference, move, given), choices, now)

    do(person.reference, f"add {one.kind}", **told)
    linked = whole_thing(record, HAND, person.reference, today).linked
    made = max((it.thing for it in linked if it.thing.kind == one.kind), key=lambda it: it.id)
    do(made.reference, "check", **told, **more)
    do(made.reference, "open up")
    do(made.reference, "ask board", board="tak")
    asked = {"words": one.words, "powiat": one.powiat, "when": one.when, "until": last.isoformat()}
    with record.writing() as connection:
        post_notice(Doing(connection, HAND, now), made, asked, one.number)
    do(one.number, "publish")
