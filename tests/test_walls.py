"""The walls between the rooms of the house, read from the import statements alone."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.imports import FILES, IMPORTS, OURS, ROOT

CORE_ROOMS = (
    "catalog.text",
    "catalog.records",
    "catalog.question_types",
    "catalog.forms",
    "catalog.kinds",
    "catalog.content",
    *sorted(f"catalog.{path.parent.name}" for path in (ROOT / "catalog").glob("*/kind.py")),
)
"""Rooms without a door outside: no framework, no file but those that they are handed.

The folder of each kind of record is one, up to its own folder `website`.
"""

DOORS = {
    "catalog.content.translations",
    "catalog.forms.form_class",
    "catalog.kinds.registry",
    "catalog.text.gettext_files",
}
"""Modules that the core may not import: they know WTForms, Babel or what does, or all kinds."""

MODEL_LIBRARY = {"pydantic", "pydantic_core"}
HELPERS = {
    "catalog.records.identifiers": {"phonenumbers", "email_validator", "stdnum"},
    "catalog.content.yaml_reader": {"yaml"},
    "catalog.content.yaml_messages": {"yaml"},
    "catalog.clubs.timetable": {"dateutil"},
    "catalog.text.money": {"babel"},  # CLDR's decimals
    "catalog.text.phrases": {"babel"},  # its plurals and dates
    "catalog.text.working_days": {"holidays"},
}
"""Pure libraries that know a format, and the modules of the core that may ask them."""

STEPS = {
    f"desk.database.steps.versions.{path.stem}"
    for path in (ROOT / "desk" / "database" / "steps" / "versions").glob("step_*.py")
}
"""How an older database of the desk becomes today's."""

SPEAK_SQL = (
    "database",
    "details",
    "disclosure",
    "donations",
    "ledger",
    "notices",
    "record",
    "reports",
)
"""Rooms of the desk that speak SQL; no other one does."""

RECORD = STEPS | {
    f"desk.{room}.{path.stem}"
    for room in SPEAK_SQL
    for path in (ROOT / "desk" / room).glob("[a-z]*.py")
}

KEPT_IN: dict[str, set[str]] = {
    "alembic": {"desk.database.schema", "desk.database.steps.env", *STEPS},
    "altcha": {"forms_backend.intake.challenge"},
    "click": {
        "wzajemnie",
        *(f"forms_backend.cli.{path.stem}" for path in (ROOT / "forms_backend/cli").glob("*.py")),
    },
    "babel": {f"catalog.text.{name}" for name in ("gettext_files", "money", "phrases")},
    "mkdocs": {"catalog.website.build.plugin"},
    "material": {"catalog.website.build.plugin"},
    "tinydb": {"forms_backend.stores.tinydb"},
    "nacl": {
        "desk.record.accounts",  # passphrases of accounts
        "forms_backend.keys.opening",
        "forms_backend.mail.addressees",
        *(f"forms_backend.sealing.{n}" for n in ("drafts", "envelope")),
    },
    "wtforms": {"catalog.forms.form_class"},
    "dateutil": {"catalog.clubs.timetable"},
    "holidays": {"catalog.text.working_days"},
    "icalendar": {"catalog.website.feeds.calendars"},
    "morfeusz2": {"catalog.website.search.inflection"},
    "mt940": {"desk.statements.mt940"},
    "pyotp": {"desk.record.accounts"},
    "python_calamine": {"desk.statements.workbook"},
    "sqlcipher3": {"desk.database.cipher"},
    "snowballstemmer": {"catalog.website.search.inflection"},
    "typst": {"catalog.website.print.typst_pdf"},
    "psycopg": set(),  # SQLAlchemy asks for it by name
    "sqlalchemy": {"forms_backend.stores.sql", "forms_backend.stores.tables", *RECORD},
    "xlsxwriter": {"forms_backend.reading.workbook"},
}
"""Libraries that we must be able to leave in a day: each is known to these files only."""

_HANDED_OVER = ("publication", "upkeep")
SHARED = tuple(f"catalog.{n}" for n in ("text", "question_types", "forms", *_HANDED_OVER))
"""What the service takes from the catalogue."""

MOST_MODULES = 12
"""How many modules a room may have, `__init__.py` not counted."""


CORE = [
    name
    for name in FILES
    if name.rpartition(".")[0] in CORE_ROOMS and name not in DOORS and "website" not in name
]
ROOMS = sorted(path.parent for name, path in FILES.items() if path.name == "__init__.py")


def room_of(name: str) -> str:
    """The folder of a module. A module directly in a top package, or in `website`, is its own."""
    package = name if FILES[name].name == "__init__.py" else name.rpartition(".")[0]
    return name if package in (*OURS, "catalog.website", "") else package


def top_of(name: str) -> str:
    """The part of a module's name before the first dot."""
    return name.partition(".")[0]


def reached_from(name: str) -> set[str]:
    """What runs when a module is imported: its imports, theirs, and the packages around them."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here in FILES and here not in found:
            found.add(here)
            waiting += [*IMPORTS[here], here.rpartition(".")[0]]
    return found


@pytest.mark.parametrize("name", CORE)
def test_core_is_pure(name: str) -> None:
    """The core imports itself, the standard library, the model library and its named helpers."""
    outside = sys.stdlib_module_names | MODEL_LIBRARY | HELPERS.get(name, set())
    assert set() == {
        other for other in IMPORTS[name] if other not in CORE and top_of(other) not in outside
    }


def test_catalog_knows_no_request() -> None:
    """Nothing in catalog imports the service, its web framework or its store."""
    strangers = {"flask", "werkzeug", "waitress", "tinydb", "nacl", "forms_backend", "wzajemnie"}
    assert set() == {
        (name, other)
        for name, others in IMPORTS.items()
        if name.startswith("catalog")
        for other in others
        if top_of(other) in strangers
    }


def test_service_takes_few_modules() -> None:
    """forms_backend imports from catalog only the rooms that SHARED names."""
    assert set() == {
        (name, other)
        for name, others in IMPORTS.items()
        if name.startswith("forms_backend")
        for other in others
        if top_of(other) in OURS and not other.startswith(("forms_backend", *SHARED))
    }


@pytest.mark.parametrize("library", KEPT_IN)
def test_framework_is_kept_in_its_room(library: str) -> None:
    """A framework that may end is imported by its own file and by no other."""
    assert (
        set()
        == {
            name
            for name, others in IMPORTS.items()
            if any(top_of(other) == library for other in others)
        }
        - KEPT_IN[library]
    )


def test_service_cannot_open() -> None:
    """Nothing that create_app reaches can open what it sealed; the joining file is out of reach."""
    reached = reached_from("forms_backend.serving.app")
    assert "forms_backend.sealing.envelope" in reached
    assert set() == reached & {"forms_backend.keys.opening", "wzajemnie"}


def test_no_circle() -> None:
    """Imports run downwards: they form no circle."""
    graph = {name: others & FILES.keys() - {name} for name, others in IMPORTS.items()}
    TopologicalSorter(graph).prepare()


def test_no_circle_between_rooms() -> None:
    """Rooms stand one above the other: imports between folders form no circle."""
    graph: dict[str, set[str]] = {}
    for name, others in IMPORTS.items():
        rooms = {room_of(other) for other in others & FILES.keys()}
        graph.setdefault(room_of(name), set()).update(rooms - {room_of(name)})
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_room_is_one_noun(room: Path) -> None:
    """A room says what it is in one sentence and has at most a dozen modules."""
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert told
    assert MOST_MODULES >= len([path for path in room.glob("*.py") if path.stem != "__init__"])


def test_no_private_name_crosses_a_room() -> None:
    """What begins with an underscore is used in its own folder alone."""
    assert [] == [
        (name, f"{module}.{private}")
        for name, path in FILES.items()
        for module, private in private_imports(path)
        if room_of(module) != room_of(name)
    ]


def private_imports(path: Path) -> Iterator[tuple[str, str]]:
    """Each name with one underscore that a file imports from a module of ours."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module) in FILES:
            yield from (
                (str(node.module), alias.name)
                for alias in node.names
                if alias.name.startswith("_") and alias.name != "_"
            )


def test_files_stay_small() -> None:
    """No Python file or template has more than 350 lines."""
    files = [
        *FILES.values(),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "site_templates").rglob("*.html"),
    ]
    assert [] == [
        str(path.relative_to(ROOT))
        for path in files
        if len(path.read_text(encoding="utf-8").splitlines()) > 350
    ]


def test_libraries_are_declared_and_pinned() -> None:
    """What the program imports is what pyproject.toml asks for, extras included; all is pinned."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = {plain(line) for line in project["dependencies"]}
    named |= {plain(line) for name in extras if name != "dev" for line in extras[name]}
    distributions = packages_distributions()
    imported = {
        plain(distributions.get(top, [f"{top} (not installed: run make)"])[0])
        for others in IMPORTS.values()
        for top in {top_of(other) for other in others}
        if top not in sys.stdlib_module_names and top not in OURS
    }
    # No import of ours names them; snowballstemmer takes PyStemmer where it finds it.
    by_name_only = {"mkdocs-material", "pagefind-bin", "psycopg", "pystemmer", "tzdata"}
    part_of_another = {"pydantic-core"}
    assert named == (imported | by_name_only) - part_of_another
    asked = named | {plain(line) for line in extras["dev"]}
    assert set() == asked - pins().keys()


def test_pins_agree_with_each_other() -> None:
    """No pinned library refuses the pinned version of another, or no clean machine could install.

    Read from what the installed libraries say that they need; `packaging` comes with pytest.
    """
    pinned = pins()
    refused = {
        f"{name} wants {wanted}, pinned is {pinned[other]}"
        for name in pinned
        for wanted in needs_of(name)
        if (other := plain(wanted.name)) in pinned
        and not wanted.specifier.contains(pinned[other], prereleases=True)
    }
    assert set() == refused


def test_pins_install_on_debian() -> None:
    """No pinned library wants a newer Python than Debian 12 has, which operators begin with."""
    wanted = {name: python_of(name) for name in pins()}
    assert [] == [name for name, asked in wanted.items() if not asked.contains("3.11.2")]


def python_of(name: str) -> SpecifierSet:
    """Which Python an installed library asks for; any where it is not installed."""
    try:
        told = metadata(name)
        return SpecifierSet((told.get_all("Requires-Python") or [""])[0])
    except PackageNotFoundError:
        return SpecifierSet()


def pins() -> dict[str, str]:
    """Every pinned version by its library's name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def needs_of(name: str) -> Iterator[Requirement]:
    """What an installed library needs here; nothing when it is not installed."""
    try:
        wanted = map(Requirement, requires(name) or ())
    except PackageNotFoundError:
        return
    yield from (one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""}))


def plain(requirement: str) -> str:
    """A distribution's name as an index compares it, without its version."""
    name = re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()
