"""Laws of the project base: totals are computed, and every filter finds its projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.loading import load
from catalog.website.indexes import Indexes
from catalog.website.projects import filters_of, totals
from tests.conftest import BuiltSite

CATALOG = load(Path(__file__).parents[3] / "content")
FILTERS = {one.id: one for one in filters_of(CATALOG, Indexes(CATALOG))}


def chosen(filter_id: str, label: str) -> set[str]:
    """The slugs of the projects behind one value of a filter."""
    (found,) = (one for one in FILTERS[filter_id].choices if one.label == label)
    return {one.slug for one in found.projects}


def test_the_five_disability_fund_projects_add_up() -> None:
    """31 880,00 zł in all, 19 060,00 zł of it granted: the table of the presentation."""
    five = [p for p in CATALOG.projects.values() if p.programme == "pfron-wiecbork-2007"]
    found = totals(five)
    assert (3_188_000, 5) == (found.budget.grosze, found.budget.projects)
    assert (1_906_000, 5) == (found.grant.grosze, found.grant.projects)
    assert 3_188_000 - 1_906_000 == found.own_share.grosze


def test_totals_leave_out_what_is_not_exact() -> None:
    """An amount of "nearly" is shown with its project and added to nothing."""
    nearly = CATALOG.projects["swojacy-pl"]
    assert nearly.grant is not None
    assert totals([nearly]).grant.grosze is None
    assert 0 == totals([]).budget.projects


@pytest.mark.parametrize("filter_id", ["temat", "stan", "wojewodztwo", "fundator", "rok", "slowo"])
def test_every_filter_is_there_and_finds_something(filter_id: str) -> None:
    """Six ways to choose, none of them leading to an empty list."""
    assert all(one.projects for one in FILTERS[filter_id].choices)


def test_filters_find_what_they_say() -> None:
    """A theme, a year between start and end, a voivodeship, a funder."""
    assert "wolontariat-szansa-dla-integracji" in chosen("rok", "2014") & chosen("rok", "2015")
    assert "piknik-przyjazni" in chosen("rok", "2007") & chosen("wojewodztwo", "kujawsko-pomorskie")
    assert set(CATALOG.projects) == {
        slug for one in FILTERS["temat"].choices for slug in (p.slug for p in one.projects)
    }


def test_every_choice_has_its_page(built_site: BuiltSite) -> None:
    """Filters are plain links to pages that exist and list as many projects as they say."""
    paths = built_site.paths()
    for one in FILTERS.values():
        for choice in one.choices:
            page = paths[choice.path]
            listed = {
                link["href"].split("/")[-2]
                for link in page.all("a")
                if "/projekty/" in link["href"]
            }
            assert {project.slug for project in choice.projects} <= listed


def test_an_institutional_grant_is_flagged(built_site: BuiltSite) -> None:
    """The flag of the grant base stands on the project's page and in the list."""
    assert "z dotacją na rozwój organizacji" in built_site.paths()["/projekty/"].html
    page = built_site.paths()["/projekty/wolontariat-szansa-dla-integracji/"]
    assert "Dotacja na rozwój organizacji" in page.html
