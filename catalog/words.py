"""Translations on disk: gettext's catalogues (read by Babel) and the words of addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from catalog.form_words import texts
from catalog.forms import Form
from catalog.language import HOME, POLISH, Language
from catalog.problems import Problem, Where, shown_path

FOLDER = "words"
"""The folder of translations, in `site_templates` and in `content`."""


@lru_cache(maxsize=16)
def language(code: str, *folders: Path) -> Language:
    """A language with the words of these folders; a missing file means no words.

    Raises ValueError for a damaged file.
    """
    if code == HOME:
        return POLISH
    words: dict[str, str] = {}
    segments: dict[str, str] = {}
    for folder in folders:
        words |= read_words(folder / f"{code}.po")
        paths = folder / "paths.yml"
        if paths.exists():
            segments |= yaml.safe_load(paths.read_text(encoding="utf-8"))
    return Language(code, words, segments)


def translations(root: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The words of a content folder by language code, and its damaged files."""
    found: dict[str, dict[str, str]] = {}
    damaged = []
    for path in sorted((root / FOLDER).glob("*.po")):
        try:
            found[path.stem] = read_words(path)
        except ValueError as error:
            where = Where(shown_path(path, root), getattr(error, "lineno", 1))
            what = f"uszkodzony plik tłumaczeń ({error})"
            damaged.append(Problem(where, what, "oczekiwano pliku gettext (.po)"))
    return found, damaged


def untranslated(
    root: Path, forms: Iterable[Form], known: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """Each text of a form that a language lacks: its readers will see it in Polish."""
    for form, (code, words) in product(forms, known.items()):
        for text in dict.fromkeys(one for one in texts(form) if one not in words):
            yield Problem(
                Where(f"{root.name}/forms/{form.name}.yml", 1),
                f"tekst bez tłumaczenia ({code}): „{text}”",
                f"oczekiwano go w {FOLDER}/{code}.po",
            )


def read_words(file: Path) -> dict[str, str]:
    """Each Polish text with its translation, those without one left out."""
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        entries = read_po(opened, abort_invalid=True)
    return {str(one.id): str(one.string) for one in entries if one.id and one.string}
