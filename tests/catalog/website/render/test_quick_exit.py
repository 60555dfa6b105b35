"""Which pages offer a quick way out: those that tell something another person may punish."""

from __future__ import annotations

import pytest

from catalog.records.taxonomies import Term
from catalog.website.render.quick_exit import any_sensitive, is_sensitive


def term(*synonyms: str) -> Term:
    """A term that people also call so."""
    return Term(slug="temat", pl="Temat", synonyms=synonyms)


CALM, VIOLENCE, DRINK = term("zakupy"), term("bicie", "przemoc"), term("alkohol", "nałóg")


@pytest.mark.parametrize(
    ("expected", "one"),
    [(True, VIOLENCE), (True, DRINK), (False, CALM), (False, term()), (False, term("alkoholowy"))],
)
def test_violence_and_addiction_are_sensitive(*, expected: bool, one: Term) -> None:
    """A term is, when one of its synonyms is just that word."""
    assert expected == is_sensitive(one)


@pytest.mark.parametrize(
    ("expected", "several"),
    [(False, ()), (False, (CALM, CALM)), (True, (CALM, VIOLENCE)), (True, (DRINK, CALM))],
)
def test_one_sensitive_term_is_enough(*, expected: bool, several: tuple[Term, ...]) -> None:
    """A record that helps with other things, too, still offers the way out."""
    assert expected == any_sensitive(several)
