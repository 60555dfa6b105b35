"""The pages of standards show what the records say, row by row."""

from __future__ import annotations

import re

import pytest

from catalog.standards.website.standard_pages import STAGE_WORDS
from tests.conftest import BuiltSite
from tests.pages import Element, Page
from tests.real_content import CATALOG

STANDARDS = CATALOG.standards


def rows(page: Page) -> list[Element]:
    """The rows of service packages on a page: no column heads, stages or package titles."""
    return [
        one
        for one in page.all("tr")
        if one["class"] not in {"stage", "block"}
        and any(up.tag == "tbody" for up in one.around)
        and any(up["class"] == "package" for up in one.around)
    ]


@pytest.mark.parametrize("slug", STANDARDS)
def test_the_page_of_a_standard_has_every_row(built_site: BuiltSite, slug: str) -> None:
    """As many rows as the record, under as many role columns."""
    page = built_site.paths()[f"/standardy/{slug}/"]
    assert len(STANDARDS[slug].rows) == len(rows(page))
    heads = [one for one in page.all("th") if one["role"] == "columnheader"]
    assert len(STANDARDS[slug].roles) == len(heads) - 1


@pytest.mark.parametrize("stage", list(STAGE_WORDS), ids=str)
def test_a_stage_is_compared_across_all_partnerships(built_site: BuiltSite, stage: str) -> None:
    """The page of a stage has the rows of that stage of every standard, no more and no less."""
    page = built_site.paths()[f"/standardy/etapy/{STAGE_WORDS[stage][0]}/"]  # type: ignore[index]
    of_all = [row for one in STANDARDS.values() for row in one.rows if row.stage == stage]
    assert len(of_all) == len(rows(page))


def test_groups_are_compared(built_site: BuiltSite) -> None:
    """Every standard stands on the page of each group that it helps, with all its rows."""
    found = [page for page in built_site.pages if re.match("/standardy/dla-kogo/.", page.path)]
    assert found
    sizes = {page.path: len(rows(page)) for page in found}
    for slug, one in STANDARDS.items():
        for group in CATALOG.partnerships[slug].groups:
            assert len(one.rows) <= sizes[f"/standardy/dla-kogo/{group}/"]
    assert min(sizes.values()) > 0


def test_a_cell_is_named_by_its_roles_on_a_phone(built_site: BuiltSite) -> None:
    """Each filled cell carries the words of its columns, for the narrow layout."""
    page = built_site.paths()["/standardy/bartoszyce/"]
    cells = [one for one in page.all("td") if one.text.strip()]
    assert [] == [one.text for one in cells if not one["data-label"]]
