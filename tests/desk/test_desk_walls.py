"""The walls around the desk and between its rooms."""

from __future__ import annotations

import sys

from tests.imports import IMPORTS
from tests.test_walls import reached_from, top_of

PURE = ("desk.rules", "desk.kinds", "desk.matching")


def test_desk_is_imported_by_the_command_alone() -> None:
    """Nothing in catalog or forms_backend knows the desk; the public service cannot reach it."""
    assert set() == {
        (name, other)
        for name, others in IMPORTS.items()
        if not name.startswith("desk") and name != "wzajemnie"
        for other in others
        if top_of(other) == "desk"
    }
    reached = reached_from("forms_backend.serving.app")
    outside = {top_of(other) for name in reached for other in IMPORTS[name]}
    assert set() == {"desk", "sqlcipher3", "alembic", "pyotp"} & outside


def test_rules_of_the_desk_are_pure() -> None:
    """They import each other, the standard library, working days and amounts: no SQL, no Flask.

    Matching also asks for Polish plurals and dates.
    """
    assert set() == {
        (name, other)
        for name, others in IMPORTS.items()
        if name.startswith(PURE)
        for other in others
        if not other.startswith(PURE)
        and top_of(other) not in sys.stdlib_module_names
        and (name, other)
        not in {("desk.kinds.possible", f"catalog.text.{one}") for one in ("money", "working_days")}
        and not (name.startswith("desk.matching") and other == "catalog.text.phrases")
    }


def test_statements_are_pure() -> None:
    """Reading a bank's file and matching its lines asks no database, no page and no clock: only the
    formats' libraries, and what the catalogue knows of text, money and account numbers.
    """
    formats = {"mt940", "pydantic", "python_calamine", "yaml"}
    shared = {f"catalog.text.{name}" for name in ("folding", "money", "phrases", "tidying")}
    shared |= {"catalog.records.identifiers", "catalog.records"}
    assert set() == {
        (name, other)
        for name, others in IMPORTS.items()
        if name.startswith("desk.statements")
        for other in others
        if not other.startswith("desk.statements")
        and top_of(other) not in sys.stdlib_module_names | formats
        and other not in shared
    }


def test_pages_of_the_desk_see_no_table() -> None:
    """They ask the record's reads and moves with a scope; who may come in is said there as well."""
    doors = {"desk.record." + name for name in ("accounts", "erasing", "moves", "pairing", "reads")}
    doors |= {"desk.database.errors", "desk.database.record"}
    assert set() == {
        (name, other)
        for name, others in IMPORTS.items()
        if name.startswith("desk.pages")
        for other in others
        if other.startswith(("desk.record", "desk.database")) and other not in doors
    }


def test_private_keys_are_used_at_four_places_of_the_desk() -> None:
    """The key of the database and of a backup, and the submissions that come in; nothing else of it
    opens anything.
    """
    assert {
        "desk.database.backup_file",
        "desk.database.key_file",
        "desk.intake.opened_record",
        "desk.intake.taking_in",
    } == {
        name
        for name, others in IMPORTS.items()
        if name.startswith("desk")
        for other in others
        if other == "forms_backend.keys.opening"
    }
