"""Laws of the project base: totals are computed, and every filter finds its projects."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from catalog.loading import load
from catalog.website.lookup.indexes import Indexes
from catalog.website.pages.project_pages import filters_of, found_by, totals
from tests.conftest import BuiltSite

CATALOG = load(Path(__file__).parents[3] / "content")
FOUND = found_by(CATALOG, Indexes(CATALOG))
FILTERS = filters_of(FOUND)


def chosen(mark: str, value: str) -> set[str]:
    """The slugs of the projects behind one value of a filter."""
    return {one.slug for one in FOUND[mark][value][1]}


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


def test_every_filter_is_there_and_finds_something() -> None:
    """Six ways to choose, none of them leading to an empty list, and no page to two lists."""
    marks = ["temat", "stan", "wojewodztwo", "fundator", "rok", "slowo"]
    assert marks == [one.mark for one in FILTERS]
    choices = [choice for one in FILTERS for choice in one.choices]
    assert all(one.number for one in choices)
    assert len(choices) == len({one.path for one in choices})


def test_filters_find_what_they_say() -> None:
    """A theme, a year between start and end, a voivodeship, a funder."""
    assert "wolontariat-szansa-dla-integracji" in chosen("rok", "2014") & chosen("rok", "2015")
    assert "piknik-przyjazni" in chosen("rok", "2007") & chosen("wojewodztwo", "kujawsko-pomorskie")
    assert set(CATALOG.projects) == {
        project.slug for _, projects in FOUND["temat"].values() for project in projects
    }


def test_a_project_is_once_behind_each_choice() -> None:
    """A funder who gave twice, or a keyword in two spellings, makes no second project of it."""
    project = CATALOG.projects["piknik-przyjazni"]
    twice = project.model_copy(
        update={"funders": project.funders * 2, "keywords": ("Piknik", "piknik")}
    )
    catalog = replace(CATALOG, projects={project.slug: twice})
    indexes = Indexes(catalog)
    found = found_by(catalog, indexes)
    assert (twice,) == tuple(found["slowo"]["piknik"][1])
    assert {(twice,)} == {tuple(projects) for _, projects in found["fundator"].values()}
    assert {(twice,)} == set(indexes.funded_by_organization.values())


def test_every_choice_has_its_page(built_site: BuiltSite) -> None:
    """Filters are plain links to pages that exist and list as many projects as they say."""
    paths = built_site.paths()
    for one in FILTERS:
        for choice in one.choices:
            page = paths[choice.path]
            listed = {
                link["href"].split("/")[-2]
                for link in page.all("a")
                if "/projekty/" in link["href"]
            }
            assert chosen(one.mark, choice.slug) <= listed
            assert choice.number == len(chosen(one.mark, choice.slug))


def test_an_institutional_grant_is_flagged(built_site: BuiltSite) -> None:
    """The flag of the grant base stands on the project's page and in the list."""
    assert "z dotacją na rozwój organizacji" in built_site.paths()["/projekty/"].html
    page = built_site.paths()["/projekty/wolontariat-szansa-dla-integracji/"]
    assert "Dotacja na rozwój organizacji" in page.html
