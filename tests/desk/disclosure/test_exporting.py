"""Whoever asks gets all that is held of them, and nothing of anybody else; erased, it is nowhere.

Every text column of two people who help each other is filled with a mark that says whose it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict

import pytest
import sqlalchemy as sa

from desk.database.errors import UnknownThingError
from desk.database.record import Record
from desk.database.tables import BANK_LINES, DONATIONS, FORMS, METADATA, MOVES, THINGS
from desk.disclosure.export_file import COLUMNS, FORMAT, TABLES, as_json
from desk.disclosure.exporting import NOT_OF_A_PERSON, READ, TECHNICAL, PersonExport, export_person
from desk.record.erasing import erase, family
from desk.rules.move import Thing
from desk.rules.roles import Scope
from tests.desk.desk_houses import Place
from tests.desk.desk_people import (
    ASKS,
    HELPS,
    accepted,
    agreed,
    delegated,
    move,
    of_kind,
    pair,
    posted,
    sent,
    supported,
)
from tests.desk.desk_records import NOBODY, NOW, ONE, OTHER, PROGRAMME, Trial
from tests.desk.record.test_donating import IGA, announced
from tests.desk.record.test_erasing import plain_bytes

SHARED = {"match", "task", "reference"}
MARK = re.compile(r"Kanarek-(\w)-([\w]+\.[\w]+)-\d+!")
JSONS: dict[str, Callable[[str], object]] = {
    "people.phones": lambda mark: [[mark, mark]],
    "people.roles": lambda mark: [mark],
    "submissions.doubts": lambda mark: [mark],
    "submissions.answers": lambda mark: {"first_name": mark},
    "submissions.paper": lambda mark: {"who": mark},
}
LEFT = {
    "things.kind",
    "things.reference",
    "things.state",
    "submissions.form_version",
    "links.what",
    "outbox.letter",
}
"""Columns by which rows are found or the chain names them: as they are."""
TOLD_TO_BOTH = {
    "things.organization",
    "matches.willing",
    "matches.refused_by",
    "work.organization",
}
OF_HELPER = {
    "tasks.insured",
    "references_given.skills",
    "outcomes.outcome",
    "outcomes.organization",
}
"""What a match, a task and a reference tell besides of whoever helps."""


def helped(trial: Trial | Place) -> tuple[Thing, Thing]:
    """Who asks and who helps, after all that can happen between two people."""
    keep = trial.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    request, offer, match = pair(trial.record, (keep[0], keep[1]))
    for one in (request, offer):
        posted(trial.record, one)
    move(trial.record, match.reference, "write offer")
    agreed(trial.record, match)
    helper = of_kind(trial.record, "person")[1]
    move(trial.record, helper.reference, "child check", child_check=str(NOW.date()))
    *_agreements, task = delegated(trial.record, match)
    move(trial.record, task.reference, "begin", note="klucz u sąsiadki")
    move(trial.record, task.reference, "record hours", worked=str(NOW.date()), hours="1:30")
    move(trial.record, task.reference, "done")
    move(trial.record, task.reference, "outcome", outcome="job")
    move(trial.record, task.reference, "ask reference")
    (reference,) = of_kind(trial.record, "reference")
    move(trial.record, reference.reference, "received by phone", skills="krany")
    people = of_kind(trial.record, "person")
    for one in people:
        supported(trial.record, one)
    for one in (*people, match):
        move(trial.record, one.reference, "note", note="notatka")
    return people[0], people[1]


def gave(trial: Trial) -> Thing:
    """A donation that a transfer has paid: every text of it has a mark."""
    thing = announced(trial)
    with trial.record.writing() as connection:
        marks = {name: f"Kanarek-D-donations.{name}-1!" for name in GIVEN}
        connection.execute(sa.update(DONATIONS).values(**marks, paid=5000, paid_on=NOW.date()))
        connection.execute(
            sa.update(THINGS).where(THINGS.c.id == thing.id).values(state="received")
        )
        for number, key in enumerate(("pays", "gives_back")):
            line = {name: f"Kanarek-D-bank_lines.{name}-{number}!" for name in BOOKED}
            row = {"day": NOW.date(), "grosze": 5000, "reversal": False, "aside": False}
            connection.execute(sa.insert(BANK_LINES).values(**line, **row, **{key: thing.id}))
    return thing


GIVEN = ("code", "name", "email", "purpose", "proof")
BOOKED = ("identity", "account", "organization", "title", "name", "bank_reference", "code")


def test_donation_is_told_even_where_the_books_keep_it(trial: Trial) -> None:
    """By its number or that of what was sent, to who may see donations; others learn how many."""
    thing = gave(trial)
    (submission,) = of_kind(trial.record, "submission")
    both = Scope("klucz", PROGRAMME.roles | IGA.roles)
    whole = {f"donations.{name}" for name in GIVEN} | {f"bank_lines.{name}" for name in BOOKED}
    for number in (thing.reference, submission.reference):
        export = export_person(trial.record, both, number, NOW)
        assert whole == names(marks_in(export), "D")
        assert (submission.reference, 0) == (export.reference, export.elsewhere)
    coordinator = export_person(trial.record, PROGRAMME, submission.reference, NOW)
    assert (set(), 1) == (marks_in(coordinator), coordinator.elsewhere)
    assert whole == names(marks_in(export_person(trial.record, IGA, thing.reference, NOW)), "D")
    with pytest.raises(UnknownThingError):
        export_person(trial.record, PROGRAMME, thing.reference, NOW)
    erase(trial.record, PROGRAMME, [submission.reference], NOW)
    assert whole == names(marks_in(export_person(trial.record, both, thing.reference, NOW)), "D")
    assert () == trial.record.damages()


def owned(record: Record, person: Thing) -> dict[int, Thing]:
    """What goes when this person goes."""
    with record.reading() as connection:
        return {one.id: one for one in family(connection, [person])}


def mark(record: Record, people: dict[str, Thing]) -> set[str]:
    """Fill every text column of both with its mark; all marks."""
    marks: set[str] = set()
    whose = {
        number: "W" if one.kind in SHARED else name
        for name, person in people.items()
        for number, one in owned(record, person).items()
    }
    with record.writing() as connection:
        for table in METADATA.sorted_tables:
            if table in (*NOT_OF_A_PERSON, MOVES, DONATIONS, BANK_LINES):
                continue
            key = table.c.id if table is THINGS else table.c.thing
            for column in table.c:
                name = f"{table.name}.{column.name}"
                if not isinstance(column.type, sa.String) or name in LEFT:
                    continue
                for row in connection.execute(sa.select(*table.primary_key, key.label("of"))):
                    text = f"Kanarek-{whose[row.of]}-{name}-{row[0]}!"
                    value = json.dumps(JSONS[name](text)) if name in JSONS else text
                    here = next(iter(table.primary_key)) == row[0]
                    connection.execute(sa.update(table).where(here).values({column: value}))
                    marks.add(text)
    return marks


def marks_in(export: PersonExport) -> set[str]:
    """The marks that come out."""
    text = json.dumps(asdict(export), default=str)
    return {one[0] for one in MARK.finditer(text)}


def names(marks: set[str], whose: str) -> set[str]:
    """The columns of these marks."""
    return {found[2] for one in marks if (found := MARK.fullmatch(one)) and found[1] == whose}


def test_all_of_one_and_nothing_of_another(trial: Trial) -> None:
    """Every text of theirs, no account's name, and of what is of both nothing that names anybody;
    erased, no mark is told, nor in a plain copy, and the chain is whole.
    """
    asks, helps = helped(trial)
    people = {"A": asks, "B": helps}
    marks = mark(trial.record, people)
    accounts = {one for one in marks if re.search(r"\.(user|coordinator)-", one)}
    of_asks = marks_in(export_person(trial.record, PROGRAMME, asks.reference, NOW))
    of_helps = marks_in(export_person(trial.record, PROGRAMME, helps.reference, NOW))
    for name, told, other in (("A", of_asks, "B"), ("B", of_helps, "A")):
        mine = {one for one in marks - accounts if one.startswith(f"Kanarek-{name}-")}
        assert mine == {one for one in told if not one.startswith("Kanarek-W-")}
        assert set() == names(told, other)
    assert TOLD_TO_BOTH == names(of_asks, "W")
    assert TOLD_TO_BOTH | OF_HELPER == names(of_helps, "W")
    erase(trial.record, PROGRAMME, [asks.reference], NOW)
    with pytest.raises(UnknownThingError):
        export_person(trial.record, PROGRAMME, asks.reference, NOW)
    left = {one[0] for one in MARK.finditer(plain_bytes(trial).decode("latin-1"))}
    # Hours and outcomes lose their task and are still counted.
    assert {"work.organization", "outcomes.organization", "outcomes.outcome"} == names(left, "W")
    # The hash of what was sent is kept, so that it does not come in again.
    assert {"submissions.identity"} == names(left, "A")
    assert {one for one in marks if one.startswith("Kanarek-B-")} <= left
    after = export_person(trial.record, PROGRAMME, helps.reference, NOW)
    assert {one for one in of_helps if one.startswith("Kanarek-B-")} == marks_in(after)
    assert () == trial.record.damages()


def test_erasing_and_exporting_reach_the_same_tables(trial: Trial) -> None:
    """Whatever loses a row with a person is told to them, and the lines of the chain besides."""
    promise = announced(trial)
    asks, helps = helped(trial)
    told = {
        name
        for scope, person in ((IGA, promise), (PROGRAMME, asks), (PROGRAMME, helps))
        for held in export_person(trial.record, scope, person.reference, NOW).things
        for name in held.rows
    }
    before = rows_of_things(trial)
    erase(trial.record, PROGRAMME, [asks.reference, helps.reference], NOW)
    erase(trial.record, IGA, [promise.reference], NOW)
    after = rows_of_things(trial)
    touched = {name for name, number in before.items() if after[name] < number}
    assert touched == told - {"moves"}
    of_the_books = {"bank_lines", "confirmations", "ledger_entries"}  # they stay
    assert {one.name for one in READ} == told | of_the_books


def rows_of_things(trial: Trial) -> dict[str, int]:
    """By table, how many rows belong to some thing."""
    with trial.record.reading() as connection:
        return {
            table.name: connection.scalar(
                sa.select(sa.func.count()).where(table.c.get("thing", sa.literal(1)).is_not(None))
                .select_from(table)
            ) or 0
            for table in METADATA.sorted_tables
        }  # fmt: skip


def test_no_table_is_forgotten() -> None:
    """A new one has a row of a thing, or somebody said that it is not of a person."""
    known = {one.name for one in (*READ, *NOT_OF_A_PERSON)}
    assert {one.name for one in METADATA.sorted_tables} == known
    assert not set(READ) & set(NOT_OF_A_PERSON)
    assert FORMS in NOT_OF_A_PERSON


def test_numbers_lead_to_the_own_things_alone(trial: Trial) -> None:
    """Each thing of theirs is named where another one is of it; nothing of the other side is."""
    asks, helps = helped(trial)
    mine = {
        person.reference: {
            one.reference for one in owned(trial.record, person).values() if one.kind not in SHARED
        }
        for person in (asks, helps)
    }
    for one, other in ((asks, helps), (helps, asks)):
        export = export_person(trial.record, PROGRAMME, one.reference, NOW)
        text = json.dumps(asdict(export), default=str)
        assert {number for number in mine[one.reference] if number in text} == mine[one.reference]
        assert [] == [number for number in mine[other.reference] if number in text]
        side = "request" if one == asks else "offer"
        (match,) = [row for held in export.things for row in held.rows.get("matches", ())]
        assert match.keys() & {"request", "offer"} == {side}
        assert match[side] in mine[one.reference]


def test_it_is_a_line_of_the_chain_and_changes_nothing(trial: Trial) -> None:
    """One line, with who; the thing and its version stay."""
    (number,) = trial.keep(sent("potrzeba", ASKS))
    accepted(trial.record, number)
    (person,) = of_kind(trial.record, "person")
    lines = trial.lines()
    export = export_person(trial.record, PROGRAMME, person.reference, NOW)
    assert (lines + 1, "exported") == (trial.lines(), trial.last_line())
    assert person == trial.thing(person.reference)
    assert {"submission", "person", "request"} == {one.kind for one in export.things}
    (sheet,) = [one for one in export.things if one.kind == "submission"]
    (row,) = sheet.rows["submissions"]
    asked = row["asked"]
    assert isinstance(asked, list)
    assert {"question": "what", "answer": "Cieknie kran."} in asked
    assert "ewa" not in json.dumps(asdict(export), default=str)
    assert () == trial.record.damages()


def test_by_the_number_that_they_have(trial: Trial) -> None:
    """Of a submission: whoever was made of it; itself as long as nobody was."""
    first, second = trial.keep(sent("potrzeba", ASKS), sent("oferta", HELPS))
    accepted(trial.record, first)
    (person,) = of_kind(trial.record, "person")
    one = export_person(trial.record, PROGRAMME, first, NOW)
    assert export_person(trial.record, PROGRAMME, person.reference, NOW).reference == one.reference
    alone = export_person(trial.record, PROGRAMME, second, NOW)
    assert [second] == [held.reference for held in alone.things]
    (request,) = of_kind(trial.record, "request")
    with pytest.raises(UnknownThingError):
        export_person(trial.record, PROGRAMME, request.reference, NOW)


def test_only_of_the_own_organization(trial: Trial) -> None:
    """Another one finds nobody, and nothing is noted; what the programme has is counted only."""
    asks, _helps = helped(trial)
    (match,) = of_kind(trial.record, "match")
    trial.change(match.reference, organization=None)
    lines = trial.lines()
    for scope in (OTHER, NOBODY):
        with pytest.raises(UnknownThingError):
            export_person(trial.record, scope, asks.reference, NOW)
    assert lines == trial.lines()
    whole = export_person(trial.record, PROGRAMME, asks.reference, NOW)
    own = export_person(trial.record, ONE, asks.reference, NOW)
    assert (0, 1) == (whole.elsewhere, own.elsewhere)
    assert {match.reference} == {
        one.reference for one in whole.things
    } - {one.reference for one in own.things}  # fmt: skip


def test_file_names_each_of_its_fields(trial: Trial) -> None:
    """What stands in it is explained in it; days and instants are text."""
    asks, helps = helped(trial)
    for person in (asks, helps):
        file = json.loads(as_json(export_person(trial.record, PROGRAMME, person.reference, NOW)))
        assert (FORMAT, person.reference) == (file["format"], file["reference"])
        found = {
            name
            for thing in file["things"]
            for table in thing.keys() & {one.name for one in READ}
            for name in (table, *(f"{table}.{column}" for row in thing[table] for column in row))
        }
        assert found <= file["fields"].keys()
    assert set(TABLES) == {one.name for one in READ}


def test_every_column_has_its_words() -> None:
    """Also those that no row of the trial has filled."""
    told = {
        f"{table.name}.{'by' if column.name in ('user', 'coordinator') else column.name}"
        for table in READ
        for column in table.c
        if column.name not in ("id", "thing") and f"{table.name}.{column.name}" not in TECHNICAL
    }
    assert told | {"submissions.asked"} == set(COLUMNS)
