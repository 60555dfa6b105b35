"""The translations of a content folder, and which texts of its forms lack one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

from catalog.forms.form import Form
from catalog.forms.form_texts import texts
from catalog.records.problems import Problem, Where, shown_path
from catalog.text.gettext_files import FOLDER, DamagedWordsError, read_words


def translations(root: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The words of a content folder by language code, and its damaged files."""
    found: dict[str, dict[str, str]] = {}
    damaged = []
    for path in sorted((root / FOLDER).glob("[a-z][a-z].po")):
        try:
            found[path.stem] = read_words(path)
        except DamagedWordsError as error:
            where = Where(shown_path(path, root), error.line)
            damaged.append(
                Problem(
                    where, "uszkodzony plik tłumaczeń", "oczekiwano pliku gettext (.po) w UTF-8"
                )
            )
    return found, damaged


def untranslated(
    forms: Iterable[Form], known: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Each text of a form that a language lacks, as form, language and text."""
    for form, (code, words) in product(forms, known.items()):
        for text in dict.fromkeys(one for one in texts(form) if one not in words):
            yield form.name, code, text
