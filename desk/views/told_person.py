"""What is held of a person, in words that the person can read: each thing with its labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from catalog.text.money import zloty
from catalog.text.phrases import long_date
from desk.disclosure.export_file import COLUMNS, TABLES
from desk.disclosure.exporting import Held, PersonExport, Row
from desk.kinds import people
from desk.kinds.matches import SIDES
from desk.kinds.notices import TIMES
from desk.kinds.registry import KINDS
from desk.kinds.tasks import OUTCOMES
from desk.rules.agreement_text import MODES
from desk.rules.hours import shown
from desk.rules.move import Choices
from desk.views.cards import day_and_time
from desk.views.story import told_moves

Pair = tuple[str, str]

_PARTY = {"person": "osoba, z którą jest umowa", "organization": "organizacja"}
_CHANNELS = {"phone": "przez telefon", "paper": "na papierze", "online": "przez internet"}
_CALLED = {
    "exchanges.how_far": dict(people.HOW_FAR),
    "matches.willing": dict(SIDES),
    "matches.refused_by": dict(SIDES),
    "notices.when": dict(TIMES),
    "agreements.mode": dict(MODES),
    "agreements.party": {"person": "osoba prywatna", "firm": "firma albo instytucja"},
    "agreements.proposed_by": _PARTY,
    "wordings.proposed_by": _PARTY,
    "acceptances.side": _PARTY,
    "acceptances.channel": _CHANNELS | {"desk": "na stanowisku"},
    "tasks.insured": {"policy": "polisa NNW organizacji", "law": "zaopatrzenie z ustawy"},
    "outcomes.outcome": dict(OUTCOMES),
    "categories.what": {"need": "potrzeba", "ability": "umiejętność"},
    "contacts.what": {"name": "imię i miejscowość", "phone": "telefon", "email": "e-mail"},
    "links.what": {"became": "z tego powstało", "answers": "odpowiedź na ogłoszenie"},
    "outbox.letter": {"ends soon": "że coś się kończy"},
    "people.roles": people.ROLES,
}
"""What short words of a column are in Polish."""
_CATEGORIES = frozenset({"categories.category", "exchanges.category"})
_MONEY = frozenset(
    {"donations.declared", "donations.paid", "bank_lines.grosze", "ledger_entries.grosze"}
)
IN_THE_FILE = frozenset(
    {
        "things.kind",
        "things.reference",
        "submissions.identity",
        "submissions.form_version",
        "submissions.answers",
        "submissions.paper",
        "bank_lines.identity",
    }
)
"""Told by the heading or in other words, or of use to programs alone."""


@dataclass(frozen=True)
class Part:
    """Rows of one table, each a list of label and value."""

    title: str
    rows: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True)
class ToldThing:
    """A thing: what it is, its parts. left_out: what is not here, as it may tell of another."""

    title: str
    shared: bool
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]


def told_things(export: PersonExport, choices: Choices) -> tuple[ToldThing, ...]:
    """All of it, in the order in which it came."""
    return tuple(
        ToldThing(
            f"{KINDS[one.kind].label.capitalize()} {one.reference}",
            one.shared,
            tuple(_parts(one, choices)),
            left_out(one),
        )
        for one in export.things
    )


def left_out(one: Held) -> tuple[str, ...]:
    """In Polish, which words are not told."""
    return tuple(
        f"{TABLES[name.partition('.')[0]].lower()}: {COLUMNS[name].lower()}"
        for name in one.left_out
    )


def _parts(one: Held, choices: Choices) -> Iterator[Part]:
    for table in (name for name in TABLES if name in one.rows):
        rows = one.rows[table]
        if table == "moves":
            told = tuple(_move(one.kind, row) for row in rows)
            yield Part(TABLES[table], (told,))
            continue
        shown_rows = tuple(tuple(_row(one.kind, table, row, choices)) for row in rows)
        if any(shown_rows):
            yield Part(TABLES[table], tuple(filter(None, shown_rows)))


def _row(kind: str, table: str, row: Row, choices: Choices) -> Iterator[Pair]:
    for column, value in row.items():
        name = f"{table}.{column}"
        if name == "submissions.asked":
            for asked in cast("list[dict[str, str]]", value):
                yield asked["question"], asked["answer"]
        elif name == "things.state":
            yield COLUMNS[name], KINDS[kind].state(str(value)).label
        elif name not in IN_THE_FILE and value not in ("", [], {}, 0):
            yield COLUMNS[name].removesuffix(" (w groszach)"), _words(name, value, choices)


def _words(name: str, value: object, choices: Choices) -> str:
    match value:
        case bool():
            return "tak" if value else "nie"
        case int() if name in _MONEY:
            return zloty(value)
        case int() if name == "work.minutes":
            return shown(value)
        case datetime():
            return day_and_time(value)
        case date():
            return long_date(value)
        case list():
            return ", ".join(_one(name, part) for part in value)
        case _ if name in _CATEGORIES:
            return choices.categories.get(str(value), str(value))
        case _ if name.endswith(".organization"):
            return choices.organizations.get(str(value), str(value))
        case _ if name == "notices.powiat":
            return choices.powiats.get(str(value), str(value))
        case _:
            return _one(name, value)


def _one(name: str, value: object) -> str:
    """A short word as it is called; a telephone as people read it."""
    if isinstance(value, list):
        return str(value[0])
    return _CALLED.get(name, {}).get(str(value), str(value))


def _move(kind: str, row: Row) -> Pair:
    """When, and what was done by whom."""
    told = told_moves(kind).get(str(row["move"]), str(row["move"]))
    how = _CHANNELS.get(str(row["channel"]), "")
    at = row["at"]
    assert isinstance(at, datetime)
    return day_and_time(at), ", ".join(filter(None, (f"{row['by']}: {told}", how)))
