"""Laws of the project base: totals are computed, and every filter finds its projects."""

from __future__ import annotations

from catalog.projects.website.project_pages import filters_of, found_by, totals
from catalog.website.lookup.indexes import Indexes
from tests.conftest import BuiltSite
from tests.real_content import CATALOG

FOUND = found_by(CATALOG, Indexes(CATALOG))
FILTERS = filters_of(FOUND)


def chosen(mark: str, value: str) -> set[str]:
    """The slugs of the projects behind one value of a filter."""
    return {one.slug for one in FOUND[mark][value][1]}


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
    """Every project is behind its theme."""
    assert set(CATALOG.projects) == {
        project.slug for _, projects in FOUND["temat"].values() for project in projects
    }


def test_a_project_is_once_behind_each_choice() -> None:
    """A funder who gave twice, or a keyword in two spellings, makes no second project of it."""
    project = CATALOG.projects["piknik-przyjazni"]
    twice = project.model_copy(
        update={"funders": project.funders * 2, "keywords": ("Piknik", "piknik")}
    )
    catalog = CATALOG.having(projects={project.slug: twice})
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
