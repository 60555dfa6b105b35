from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from catalog.editing import editor_settings
from catalog.editing.field_descriptions import WORDS
from catalog.editing.schemas import (
    FOLDER,
    KINDS,
    as_text,
    models_of,
    schemas,
    word_of,
    write_schemas,
)
from catalog.forms.form import Form
from catalog.model import Catalog
from tests.conftest import ROOT
from tests.real_content import CATALOG

CONTENT = ROOT / "content"
FILES = sorted(file for kind in KINDS for file in (CONTENT / kind).rglob("*.yml"))


class EditorsYaml(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors' programs read: tak is text, 2014 is a number."""


EditorsYaml.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorsYaml.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first
    )
EditorsYaml.add_constructor(
    "tag:yaml.org,2002:int",
    lambda _, node: int(node.value),  # 0012 is twelve, not octal ten
)


@pytest.fixture(scope="module")
def real() -> Catalog:
    """The real content."""
    return CATALOG


def complaints(kind: str, text: str) -> Iterator[str]:
    """What an editor's program underlines in a file."""
    schema = json.loads((CONTENT / FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    value = yaml.load(text, EditorsYaml)  # noqa: S506 - a safe loader with fewer types
    for error in validator.iter_errors(value):
        yield f"{'/'.join(map(str, error.path))}: {error.message[:200]}"


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_that_of_the_model(kind: str, real: Catalog) -> None:
    """The committed schemas are made from the models: mend them with `wzajemnie schema`."""
    committed = (CONTENT / FOLDER / f"{kind}.json").read_text(encoding="utf-8")
    assert as_text(schemas(real)[kind]) == committed


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CONTENT)))
def test_editors_accept_what_check_accepts(file: Path) -> None:
    """No real record is underlined by an editor's program."""
    kind = file.relative_to(CONTENT).parts[0]
    assert [] == list(complaints(kind, file.read_text(encoding="utf-8")))


def test_publisher_is_accepted() -> None:
    """The one file that stands alone has its schema too."""
    text = (CONTENT / "publisher.yml").read_text(encoding="utf-8")
    assert [] == list(complaints("publisher", text))


@pytest.mark.parametrize(
    ("said", "kind", "old", "new"),
    [
        ("Additional properties", "organizations", "kind:", "knd:"),
        ("'kind' is a required property", "organizations", "kind:", "#"),
        ("is not one of", "organizations", "stowarzyszenie", "stowarzyszenia"),
        ("place", "organizations", "place: legionowo", "place: legionow"),
        ("number", "partnerships", "number: 1", "number: pierwszy"),
        ("starts", "projects", "starts: 2007", "starts: dawno"),
        ("is not one of", "partnerships", "lead: tak", "lead: yes"),
    ],
)
def test_editors_underline_mistakes(said: str, kind: str, old: str, new: str) -> None:
    """A misspelt key or term, a missing field, a wrong type: seen while typing."""
    names = {
        "organizations": "nadzieja-legionowo",
        "partnerships": "barlinek",
        "projects": "badzmy-razem",
    }
    text = (CONTENT / kind / f"{names[kind]}.yml").read_text(encoding="utf-8")
    assert old in text
    assert any(said in complaint for complaint in complaints(kind, text.replace(old, new)))


def parts() -> Iterator[type[BaseModel]]:
    """Every class that editors of the directory fill in; forms are made by others."""
    for model in KINDS.values():
        if model is not Form:
            yield from models_of(model).values()


def test_every_field_has_a_word() -> None:
    """An editor reads in Polish what a field means: from its kind's `field_descriptions.py`."""
    assert set() == {
        f"{part.__name__}.{field}"
        for part in parts()
        for field in part.model_fields
        if not word_of(part, field) and (field != "slug" or part not in KINDS.values())
    }


def test_every_word_has_a_field() -> None:
    """A field that is gone takes its word with it."""
    known = {
        f"{base.__name__}.{field}"
        for part in parts()
        for base in part.__mro__
        if issubclass(base, BaseModel)
        for field in base.model_fields
    }
    assert set() == WORDS.keys() - known


@pytest.mark.parametrize("wiring", editor_settings.FILES)
def test_editors_are_wired(wiring: str) -> None:
    """Editors' programs find each schema by themselves: `wzajemnie schema` tells them."""
    text = (ROOT / wiring).read_text(encoding="utf-8")
    assert text == editor_settings.wired(text)
    assert [] == [kind for kind in KINDS if f"content/{FOLDER}/{kind}.json" not in text]
    json.loads(text)


def test_command_writes_them(real: Catalog, tmp_path: Path) -> None:
    """One command writes every schema."""
    assert len(KINDS) == write_schemas(real, tmp_path)
    assert {f"{kind}.json" for kind in KINDS} == {
        file.name for file in (tmp_path / FOLDER).iterdir()
    }


def test_a_schema_is_a_schema(real: Catalog) -> None:
    """Each is right by the rules of JSON Schema itself."""
    for schema in schemas(real).values():
        checked: Any = schema
        jsonschema.Draft7Validator.check_schema(checked)
