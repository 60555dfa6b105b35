"""Kinds of institutions: what any of them does stands before what one did in an old project."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.organizations.model import Organization
from catalog.website.lookup.indexes import Indexes
from tests.conftest import BuiltSite
from tests.real_content import CATALOG

OFFICES = [one for one in CATALOG.organizations.values() if CATALOG.institution_of(one)]
"""Records of offices of a kind that does the same for anybody, everywhere."""


def squeezed(text: str) -> str:
    """A text with single plain spaces, as `Page.words` has it."""
    return " ".join(text.split())


def test_offices_are_known_by_their_kind() -> None:
    """Social-help centres and employment offices are all told; no other kind pretends to be."""
    kinds = {"osrodek-pomocy-spolecznej", "urzad-pracy"}
    wanted = [one.slug for one in CATALOG.organizations.values() if one.kind in kinds]
    assert wanted == [one.slug for one in OFFICES]


@pytest.mark.parametrize("need", ["pomoc-materialna", "schronienie"])
def test_an_office_gives_what_its_kind_gives(need: str) -> None:
    """Hunger in Rybnik finds Rybnik's centre, whatever its project of 2014 was about."""
    found = Indexes(CATALOG, date(2026, 11, 29)).organizations_by_help[need]
    centres = [one for one in OFFICES if one.kind == "osrodek-pomocy-spolecznej"]
    assert [] == [one.slug for one in centres if one not in found]


def test_no_list_tells_an_old_project_as_what_an_office_is(built_site: BuiltSite) -> None:
    """On cards the sentence of a record's old project never stands for the office."""
    cards = [
        (page.path, squeezed(card.text))
        for page in built_site.pages
        for card in page.all("li")
        if card["class"] == "card"
    ]
    assert cards
    told = {office.slug: squeezed(office.summary) for office in OFFICES}
    wrong = {
        (path, slug) for path, card in cards for slug, summary in told.items() if summary in card
    }
    assert set() == wrong


@pytest.mark.parametrize("office", OFFICES, ids=lambda one: str(one.slug))
def test_the_old_project_is_closed_history(built_site: BuiltSite, office: Organization) -> None:
    """What one office did is inside a closed fold, below what any of them does today."""
    page = built_site.paths()[f"/organizacje/{office.slug}/"]
    folds = [one for one in page.all("details") if one["class"] == "history"]
    assert 1 == len(folds)
    assert "open" not in folds[0].attributes
    told = squeezed(office.summary)
    assert told in squeezed(folds[0].text)
    outside = [
        element
        for element, text in page.texts
        if told in squeezed(text)
        and folds[0] not in (*element.around, element)
        and element.tag != "script"
    ]
    assert [] == outside
    institution = CATALOG.institution_of(office)
    assert institution
    assert squeezed(institution.does[0].pl) in page.words().partition(squeezed(told))[0]


def test_a_group_page_names_who_helps_everybody(built_site: BuiltSite) -> None:
    """Whoever has no roof or no money is told first of what is in every gmina."""
    for path in ("/dla-kogo/bezdomnosc/", "/dla-kogo/ubostwo/", "/potrzeby/pomoc-materialna/"):
        page = built_site.paths()[path]
        links = [one["href"] for one in page.all("a")]
        place = next(at for at, one in enumerate(links) if "instytucje/osrodek-pomocy" in one)
        cards = [at for at, one in enumerate(links) if "organizacje/ops-" in one]
        assert not cards or place < cards[0]
