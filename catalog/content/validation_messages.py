"""From a model's error to a Polish problem with its file and line."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from catalog.content.yaml_reader import Document
from catalog.records.problems import Path, Problem


def problems_of(document: Document, error: ValidationError) -> list[Problem]:
    """Every error of a record, placed in its file.

    A list whose item is wrong is short of that item for pydantic; that is no second problem.
    """
    details = error.errors(include_url=False)
    wrong = [detail["loc"] for detail in details]
    return [
        _problem(document, detail)
        for detail in details
        if detail["type"] != "too_short" or not any(_inside(loc, detail["loc"]) for loc in wrong)
    ]


def _inside(inner: Path, outer: Path) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _problem(document: Document, detail: ErrorDetails) -> Problem:
    where = document.where(detail["loc"])
    what, expected = _words(detail)
    return Problem(where, what, expected)


def _words(detail: ErrorDetails) -> tuple[str, str]:
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    if not detail["loc"]:
        return _of_whole_file(detail["input"], context)
    key = _key(detail["loc"])
    if kind == "missing" or (detail["input"] is None and kind != "problem"):
        return f"brak pola „{key}”", "oczekiwano tego pola z wartością"
    if kind == "extra_forbidden":
        return f"nieznany klucz „{key}”", "oczekiwano klucza z opisu tego rodzaju wpisu"
    if kind == "problem":
        return f"pole „{key}”: {context['what']}", context["expected"]
    if kind in ("too_short", "too_long"):
        what = "za mało pozycji" if kind == "too_short" else "za dużo pozycji"
        return f"pole „{key}”: {what}", _expected(kind, context)
    return f"pole „{key}”: {_found(detail['input'])}", _expected(kind, context)


def _of_whole_file(value: Any, context: dict[str, Any]) -> tuple[str, str]:
    if "what" in context:
        return context["what"], context["expected"]
    what = "plik jest pusty" if value is None else f"cały plik: {_found(value)}"
    return what, "oczekiwano pól tego rodzaju wpisu, jak „name: Nazwa”"


def _key(path: Path) -> str:
    """The last key by name, with the position in a list as people count it."""
    name = next(part for part in reversed(path) if isinstance(part, str))
    if isinstance(path[-1], int):
        return f"{name}, pozycja {path[-1] + 1}"
    return name


def _found(value: Any) -> str:
    if isinstance(value, dict):
        return "zły rodzaj wartości (jest zestaw kluczy)"
    if isinstance(value, list):
        return "zły rodzaj wartości (jest lista)"
    shown = str(value)
    return f"zła wartość „{shown[:60]}{'…' if len(shown) > 60 else ''}”"


def _expected(kind: str, context: dict[str, Any]) -> str:
    simple = {
        "string_type": "oczekiwano tekstu",
        "int_parsing": "oczekiwano liczby całkowitej",
        "int_type": "oczekiwano liczby całkowitej",
        "int_from_float": "oczekiwano liczby całkowitej",
        "float_parsing": "oczekiwano liczby",
        "float_type": "oczekiwano liczby",
        "bool_parsing": "oczekiwano tak albo nie",
        "bool_type": "oczekiwano tak albo nie",
        "tuple_type": "oczekiwano listy (każda pozycja od łącznika)",
        "list_type": "oczekiwano listy (każda pozycja od łącznika)",
        "dict_type": "oczekiwano zestawu kluczy",
        "model_type": "oczekiwano zestawu kluczy",
        "model_attributes_type": "oczekiwano zestawu kluczy",
        "string_pattern_mismatch": "oczekiwano innego zapisu",
    }
    if kind in simple:
        return simple[kind]
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return f"oczekiwano jednego z: {allowed}"
    if kind == "string_too_long":
        return f"oczekiwano najwyżej {context['max_length']} znaków"
    if kind == "string_too_short":
        return "oczekiwano niepustego tekstu"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        return f"oczekiwano {'co najmniej' if kind == 'too_short' else 'najwyżej'} {bound} pozycji"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        return f"oczekiwano liczby {'co najmniej' if 'ge' in context else 'najwyżej'} {bound}"
    return "oczekiwano innej wartości"
