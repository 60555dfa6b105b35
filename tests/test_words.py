"""Whether everything that a public reader meets has its English words.

What only staff reads (the desk, the recovery sheet, commands, problems of content) is Polish.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from catalog.forms.form_texts import texts
from catalog.text.gettext_files import language
from catalog.text.language import speaking
from catalog.text.money import Precision
from catalog.text.phrases import long_date, month_name
from catalog.text.working_days import public_holidays
from catalog.website.schedule.time_format import _ORDINALS, WEEKDAYS, weekday_name
from tests.real_content import CATALOG

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site_templates"
CONTENT = ROOT / "content"
STAFF_TEMPLATES = ("reader/", "forms/recovery_sheet.html")


@cache
def english(folder: Path) -> dict[str, str]:
    """Every entry of a folder's English catalogues, empty ones included."""
    found: dict[str, str] = {}
    for path in sorted((folder / "words").rglob("en.po")):
        with path.open("rb") as file:
            found |= {str(one.id): str(one.string or "") for one in read_po(file) if one.id}
    return found


def of_templates() -> Iterator[tuple[str, str]]:
    """Where and what: each text inside `_()` of the templates that the public reads."""
    for path in sorted(SITE.rglob("*.html")):
        name = path.relative_to(SITE).as_posix()
        if name.startswith(STAFF_TEMPLATES):
            continue
        with path.open("rb") as file:
            for line, _, text, _ in babel_extract(file, ("_",), (), {"silent": "false"}):
                if isinstance(text, str):  # else a text of content, said by its name
                    yield f"{name}:{line}", text


def of_programs() -> Iterator[tuple[str, str]]:
    """The same for Python: `_()` says a text, `N_()` marks one that is said later.

    Not with Babel, which does not look into f-strings before Python 3.12.
    """
    for path in sorted(chain(ROOT.glob("catalog/**/*.py"), ROOT.glob("forms_backend/**/*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name("_" | "N_"), [ast.Constant(str(text))]):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def of_forms() -> Iterator[tuple[str, str]]:
    """The same for the definitions of forms, as the program holds them."""
    for form in CATALOG.forms.values():
        for text in texts(form):
            yield f"content/forms/{form.name}.yml", text


def of_terms() -> Iterator[tuple[str, str]]:
    """The same for the descriptions of terms; the terms themselves are in both languages."""
    for taxonomy in CATALOG.taxonomies.values():
        for term in taxonomy.terms:
            if term.description is not None:
                yield f"content/taxonomies/{taxonomy.slug}.yml", term.description


def of_projects() -> Iterator[tuple[str, str]]:
    """The same for what projects are found by: their keywords."""
    for project in CATALOG.projects.values():
        for text in project.keywords:
            yield f"content/projects/{project.slug}.yml", text


def _named(text: str) -> list[str]:
    """The placeholders of a text, in the order of the alphabet."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize(
    ("source", "folder", "least"),
    [
        (of_templates, SITE, 400),
        (of_programs, SITE, 100),
        (of_forms, CONTENT, 300),
        (of_terms, CONTENT, 40),
        (of_projects, CONTENT, 20),
    ],
)
def test_every_text_has_english_words(source: Any, folder: Path, least: int) -> None:
    """Law: what a reader meets is said in English too, down to the last hint of a form."""
    found = list(source())
    words = english(folder)
    assert least <= len({text for _, text in found})
    missing = [f"{where}: {text}" for where, text in found if text and not words.get(text)]
    assert "" == "\n".join(missing)


@pytest.mark.parametrize("folder", [SITE, CONTENT])
def test_english_has_the_same_placeholders(folder: Path) -> None:
    """Law: what is put into a Polish sentence is put into the English one."""
    faults = [polish for polish, ours in english(folder).items() if _named(polish) != _named(ours)]
    assert [] == faults


@pytest.mark.parametrize("folder", [SITE, CONTENT])
def test_english_keeps_spaces_around_it_and_paragraphs(folder: Path) -> None:
    """Law: words that are put together stay apart, and a text has as many paragraphs."""
    faults = [
        polish
        for polish, ours in english(folder).items()
        if _edges(polish) != _edges(ours) or polish.count("\n\n") != ours.count("\n\n")
    ]
    assert [] == faults


@pytest.mark.parametrize("folder", [SITE, CONTENT])
def test_english_holds_no_polish_quotation_mark(folder: Path) -> None:
    """Law: English sentences quote the English way, so none was copied over in haste."""
    assert [] == [ours for ours in english(folder).values() if "„" in ours]


def test_examples_name_nobodys_mailbox() -> None:
    """Law: an address that we show as an example belongs to nobody (RFC 2606)."""
    shown = "\n".join(chain(english(SITE), english(CONTENT)))
    domains = set(re.findall(r"\b[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", shown))
    assert {"example.org"} == domains


def test_the_two_catalogues_agree() -> None:
    """Law: a Polish text means one thing, since the program reads both catalogues as one."""
    site, content = english(SITE), english(CONTENT)
    both = site.keys() & content.keys()
    assert {text: site[text] for text in both} == {text: content[text] for text in both}


def test_english_knows_the_calendar() -> None:
    """Law: what the program says of days is English: months, weekdays, ordinals, holidays."""
    with speaking(language("en", SITE / "words", CONTENT / "words")):
        days = [date(2026, month, 1) for month in range(1, 13)]
        assert [f"{day:1 %B %Y}" for day in days] == [long_date(day) for day in days]
        assert [f"{day:%B}" for day in days] == [month_name(day.month) for day in days]
        assert [day.capitalize() for day in WEEKDAYS] == [weekday_name(day) for day in WEEKDAYS]
    told = {name for year in range(2025, 2040) for name in public_holidays(year).values()}
    told |= {ordinal for pair in _ORDINALS.values() for ordinal in pair}
    told |= {one.value for one in Precision if one.value}
    assert set() == told - english(SITE).keys()
