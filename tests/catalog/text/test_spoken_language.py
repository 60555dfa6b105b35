"""The language is that of the page being made: nothing that outlives a page may keep its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.forms.form import Form
from catalog.forms.form_class import bound_class, filled
from catalog.text.gettext_files import FOLDER, language
from catalog.text.language import POLISH, speaking

ROOT = Path(__file__).parents[3]
MODULES = sorted(
    file for room in ("catalog", "forms_backend") for file in (ROOT / room).rglob("*.py")
)
SPEAKING = {"_", "spoken", "around"}
"""What answers in the language that is spoken."""


def test_a_class_made_in_english_answers_in_polish() -> None:
    """One form class is shared by all languages, so it may hold the words of none."""
    form = Form.model_validate(
        {
            "name": "proba",
            "title": "Próba",
            "summary": "Próba.",
            "intro": "Próba.",
            "sections": [
                {
                    "title": "Pytania",
                    "questions": [
                        {"name": "a", "type": "text", "label": "Co?", "required": True},
                        {"name": "b", "type": "text", "label": "Ile?", "max_length": 5},
                    ],
                }
            ],
            "next_steps": ["Nic."],
            "clause": {"purpose": "a", "optional": "b", "recipients": "c", "version": "1"},
            "retention_days": "30",
        }
    )
    bound_class.cache_clear()
    said = {}
    for spoken in (language("en", ROOT / "site_templates" / FOLDER), POLISH):
        with speaking(spoken):
            bound = filled(form, {"b": ["za długie"]})
            bound.validate()
            said[spoken.code] = [mistake.message for mistake in bound.field_errors]
    assert [
        "Odpowiedz na pytanie „Co?”.",
        "Skróć odpowiedź: zmieści się 5 znaków.",
    ] == said["pl"]
    assert not set(said["pl"]) & set(said["en"])


@pytest.mark.parametrize("module", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_cache_keeps_words(module: Path) -> None:
    """A cached function neither speaks nor calls a function of its module that does."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    speakers = {name for name, one in functions.items() if SPEAKING & set(_called(one))}
    while more := {
        name
        for name, one in functions.items()
        if name not in speakers and speakers & set(_called(one))
    }:
        speakers |= more
    cached = {name for name, one in functions.items() if any(map(_caches, one.decorator_list))}
    assert set() == cached & speakers


def _called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def _caches(decorator: ast.expr) -> bool:
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(name, ast.Name) and name.id in {"lru_cache", "cache"}
