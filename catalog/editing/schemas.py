"""JSON Schema of every kind of content file, from which editors' programs complete and explain.

Made from the models, with Polish words for each field and the terms of the taxonomies. It says what
`check` says, seen with the eyes of a YAML 1.2 editor: there 2014 is a number, and tak is text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from catalog.editing.field_descriptions import WORDS
from catalog.forms.form import Form
from catalog.kinds.registry import RECORD_KINDS
from catalog.loading import SHELVES
from catalog.model import Catalog
from catalog.records.publisher import PublisherFile

Schema = dict[str, Any]

FOLDER = ".schemas"
"""Below `content/`; the loader reads nothing in folders that begin with a dot."""

_DIALECT = "http://json-schema.org/draft-07/schema#"
_TOWNS = "towns"
_TO_TOWNS = f"#/$defs/{_TOWNS}"
"""Thousands of towns are listed once in a schema."""
_TITLES = {
    "sources": "Źródło",
    "taxonomies": "Lista terminów",
    **{kind.folder: kind.title for kind in RECORD_KINDS},
    "forms": "Formularz",
    "agreements": "Tekst umowy",
    "publisher": "Kto prowadzi stronę",
}
KINDS: Mapping[str, type[BaseModel]] = {**SHELVES, "publisher": PublisherFile}
"""The model of each kind of file, by the name of its schema."""


def schemas(catalog: Catalog) -> dict[str, Schema]:
    """The schema of each kind, by the name of its file without the ending."""
    terms = {
        f"taxonomies/{name}": [term.slug for term in taxonomy.terms]
        for name, taxonomy in catalog.taxonomies.items()
    }
    terms["voivodeships"] = list(catalog.places.voivodeships)
    terms[_TOWNS] = list(catalog.places.towns)
    return {kind: _schema(kind, model, terms) for kind, model in KINDS.items()}


def write_schemas(catalog: Catalog, content: Path) -> int:
    """Write them below a content folder; answers how many."""
    folder = content / FOLDER
    folder.mkdir(exist_ok=True)
    made = schemas(catalog)
    for kind, schema in made.items():
        (folder / f"{kind}.json").write_text(as_text(schema), encoding="utf-8", newline="\n")
    return len(made)


def as_text(schema: Schema) -> str:
    """The schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def word_of(model: type[BaseModel], field: str) -> str | None:
    """What a field means, from the class that defines it; None when nobody has said."""
    keys = (f"{one.__name__}.{field}" for one in model.__mro__)
    return next((WORDS[key] for key in keys if key in WORDS), None)


def models_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """A model and all that it is made of, by the names of their classes."""
    found: dict[str, type[BaseModel]] = {}
    _gather(model, found)
    return found


def _gather(annotation: Any, found: dict[str, type[BaseModel]]) -> None:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    if is_model and annotation.__name__ not in found:
        found[annotation.__name__] = annotation
        for field in annotation.model_fields.values():
            _gather(field.annotation, found)
    for inner in getattr(annotation, "__args__", ()):
        _gather(inner, found)


def _schema(kind: str, model: type[BaseModel], terms: Mapping[str, list[str]]) -> Schema:
    raw = model.model_json_schema()
    parts = models_of(model)
    schema: Schema = {"$schema": _DIALECT, "title": _TITLES[kind]}
    schema |= _of_class(raw, model, terms)
    # The file's own name says it; forms repeat it for their readers.
    given = "name" if model is Form else "slug"
    if model is not PublisherFile:
        schema["required"] = [name for name in schema["required"] if name != given]
        schema["properties"].pop("slug", None)
    schema["$defs"] = {
        name: _of_class(part, parts[name], terms) if name in parts else _tidy(part, terms)
        for name, part in raw.get("$defs", {}).items()
    }
    if _TO_TOWNS in as_text(schema):
        schema["$defs"][_TOWNS] = {"enum": terms[_TOWNS]}
    return schema


def _of_class(raw: Schema, model: type[BaseModel], terms: Mapping[str, list[str]]) -> Schema:
    properties = {}
    for field, value in raw["properties"].items():
        properties[field] = _tidy(value, terms)
        word = word_of(model, field)
        if word:
            properties[field]["description"] = word
    others = raw.get("additionalProperties", False)  # texts under the codes of languages
    return {
        "type": "object",
        "additionalProperties": _tidy(others, terms) if isinstance(others, dict) else others,
        "required": raw.get("required", []),
        "properties": properties,
    }


def _tidy(raw: Schema, terms: Mapping[str, list[str]]) -> Schema:
    """A value's schema without pydantic's own titles, and with types as an editor's YAML has."""
    if raw.get("reference") == _TOWNS:
        return {"$ref": _TO_TOWNS}
    if raw.get("reference") in terms:
        return {"enum": terms[raw["reference"]]}
    if raw.get("type") == "boolean":
        return {"enum": ["tak", "nie"]}
    kept = {
        key: value
        for key, value in raw.items()
        if key not in ("title", "description", "default", "reference")
    }
    if "items" in kept:
        kept["items"] = _tidy(kept["items"], terms)
    if "anyOf" in kept:
        kept["anyOf"] = [_tidy(one, terms) for one in kept["anyOf"]]
    if kept.get("type") == "string" and not {"enum", "const", "format"} & kept.keys():
        kept["type"] = ["string", "number"]
    return kept
