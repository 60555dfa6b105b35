"""Laws of templates, whatever they draw."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import nodes

from catalog.website.render.templates import jinja, tie

TEMPLATES = Path(__file__).parents[4] / "site_templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


def filtered_constants(source: str) -> list[int]:
    """The lines on which a text of the template itself goes through a filter."""
    tree = jinja(TEMPLATES).parse(source)
    return [one.lineno for one in tree.find_all(nodes.Filter) if isinstance(one.node, nodes.Const)]


@pytest.mark.parametrize("name", NAMES)
def test_no_template_freezes_a_language(name: str) -> None:
    """Jinja would filter such a text once, in the language of whichever page comes first."""
    assert [] == filtered_constants((TEMPLATES / name).read_text(encoding="utf-8"))


def test_a_frozen_text_would_be_seen() -> None:
    """What the law looks for, and that a text in the page's language is not it."""
    assert [1] == filtered_constants("{{ 'w domu' | tie }}")
    assert [] == filtered_constants("{{ _('w domu') | tie }}")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("i\u00a0w\u00a0domu", "i w domu"),
        ("Dane z\u00a02007\u00a0r., nie sprawdzone", "Dane z 2007 r., nie sprawdzone"),
        ("rok temu", "rok temu"),
    ],
)
def test_no_short_word_is_left_behind(expected: str, text: str) -> None:
    """A one-letter word stays with the next one, and "r." with its year."""
    assert expected == tie(text)
