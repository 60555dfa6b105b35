"""The page of the editors' guide that explains every field, made from the models.

Markdown, with the same words that editors' programs show while typing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_type_hints

from pydantic import BaseModel

from catalog.editing.schemas import word_of
from catalog.kinds.registry import RECORD_KINDS
from catalog.records.references import model_in, target_of
from catalog.records.sources import Source

PAGE = "redakcja/pola.md"
"""Below `docs/pl/`."""

_KINDS = tuple(kind for kind in RECORD_KINDS if kind.is_entry)
_PARTS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    *((kind.folder, kind.title, kind.model) for kind in _KINDS),
    ("sources", "Źródło", Source),
)
"""What the page explains: the anchor, the heading and the model of each part."""
_WHOSE = ", ".join(kind.nouns.whose for kind in _KINDS)
_HEAD = f"""---
title: Co znaczą pola
description: >-
  Wszystkie pola {_WHOSE} i źródła: co znaczą i które są wymagane.
---

# Co znaczą pola

!!! abstract "W skrócie"

    Przy każdym polu jest jedno zdanie: co wpisać. Pola ze słowem „wymagane” musisz wypełnić.
    Resztę wypełnij tylko wtedy, gdy wiesz na pewno.

<!-- Tę stronę pisze `wzajemnie schema`. Słowa zmieniaj w catalog/*/field_descriptions.py. -->
"""
_TAIL = "## Następny krok\n\n[Wróć do przewodnika](index.md)\n"


def field_guide() -> str:
    """The whole page."""
    parts = [_HEAD]
    for kind, title, model in _PARTS:
        parts.append(f"## {title} {{#{kind}}}\n")
        parts.extend(_sections(model, kind, ""))
    return "\n".join([*parts, _TAIL])


def _sections(model: type[BaseModel], kind: str, path: str) -> Iterator[str]:
    """The fields of a model, then those of each field that has fields of its own."""
    hints = get_type_hints(model, include_extras=True)
    names = [name for name in model.model_fields if name != "slug"]
    for name in names:
        need = " – wymagane" if model.model_fields[name].is_required() else ""
        yield f"`{name}`{need}\n:   {_words(model, name, target_of(hints[name]))}\n"
    for name in names:
        inner = model_in(hints[name])
        if inner is not None:
            below = f"{path}{name}"
            yield f"### `{below}` {{#{kind}-{below.replace('.', '-')}}}\n"
            yield from _sections(inner, kind, f"{below}.")


def _words(model: type[BaseModel], field: str, target: str | None) -> str:
    words = word_of(model, field) or ""
    if target and target.startswith("taxonomies/"):
        return f"{words.removesuffix('.')} (`content/{target}.yml`)."
    return words
