"""Laws of long lists: nobody is lost between two pages, and no page is endless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import make_dataclass, replace
from datetime import date
from types import SimpleNamespace

import pytest

from catalog.loading import load
from catalog.model import Catalog
from catalog.sample.writer import write_sample
from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.data_pages import data_pages
from catalog.website.pages.facets import Finder
from catalog.website.render.contexts import names_of
from catalog.website.render.paging import LONG, spread
from catalog.website.render.templates import Page
from tests.conftest import ROOT
from tests.pages import Page as Read
from tests.real_content import CATALOG

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)


def pages_of(catalog: Catalog) -> list[Page]:
    """Every data page as it was before its list was parted."""
    site = Site.of(catalog, ROOT / "site_templates")
    return list(data_pages(Ways(catalog), site.publication, "", (), Indexes(catalog, TODAY)))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A catalogue of 1,200 organizations."""
    folder = tmp_path_factory.mktemp("large") / "content"
    write_sample(1200, ROOT / "content", folder)
    return load(folder)


@pytest.fixture(scope="module")
def whole(large: Catalog) -> list[Page]:
    """Every data page of that catalogue; pages are frozen, so tests may share them."""
    return pages_of(large)


@pytest.fixture(scope="module")
def parted(whole: list[Page]) -> list[tuple[Page, list[Page]]]:
    """Each list that is too long, with the pages that it became."""
    spreads = [(page, list(spread(page))) for page in whole]
    return [(page, parts) for page, parts in spreads if parts != [page]]


def things(page: Page) -> list[int]:
    """What a page lists, as numbers that can be compared."""
    found = names_of(page.context).get("cards") or names_of(page.context).get("rows") or ()
    return [id(getattr(one, "organization", None) or one) for one in found]


def test_short_lists_stay_as_they_are() -> None:
    """With the real content no list is parted."""
    assert [] == [page.path for page in pages_of(CATALOG) if [page] != [*spread(page)]]


def test_every_thing_is_on_one_part(parted: list[tuple[Page, list[Page]]]) -> None:
    """The parts of a list hold together what it held, each thing once."""
    lists = [(page, parts) for page, parts in parted if parts[0].pager]
    assert lists
    for page, parts in lists:
        assert sorted(things(page)) == sorted(one for part in parts for one in things(part))
        assert max(len(things(part)) for part in parts) <= LONG


def test_parts_lead_to_each_other(parted: list[tuple[Page, list[Page]]]) -> None:
    """The first part keeps the list's address, and each part names all the others."""
    for page, parts in parted:
        pager = parts[0].pager
        assert page.path == parts[0].path
        if pager:
            assert [part.path for part in parts] == [part.path for part in pager.parts]
            totals = [part.pager.total for part in parts if part.pager]
            assert [len(things(page))] * len(parts) == totals


def test_a_part_is_named_even_where_no_town_is_known(large: Catalog) -> None:
    """It says where it begins and ends: by towns, or else by the names of organizations."""
    nowhere = {"place": None, "works_in": (), "voivodeship": None}
    found = {s: one.model_copy(update=nowhere) for s, one in large.organizations.items()}
    catalog = large.having(organizations=found)
    pages = Finder(catalog, Indexes(catalog, TODAY)).pages()
    pagers = [one.pager for page in pages for one in spread(page)]
    parts = [part for pager in pagers if pager for part in pager.parts]
    assert parts
    assert [] == [part for part in parts if not (part.first and part.last)]


def test_nobody_is_lost(
    large: Catalog, whole: list[Page], parted: list[tuple[Page, list[Page]]]
) -> None:
    """Every organization is on a list that shows its cards, however large the catalogue is."""
    long_ones = {page.path for page, _ in parted}
    shown = [page for page in whole if page.path not in long_ones]
    shown += [part for _, parts in parted for part in parts if part.pager]
    names = {
        card.organization.slug for page in shown for card in names_of(page.context).get("cards", ())
    }
    assert set() == large.organizations.keys() - names


def drawn(large: Catalog, parted: list[tuple[Page, list[Page]]]) -> Iterator[Read]:
    """One page of each template that was parted or narrowed, as a browser meets it."""
    renderer = Site.of(large, ROOT / "site_templates").renderer
    firsts = {(page.template, len(parts) > 1): parts[-1] for page, parts in parted}
    for page in firsts.values():
        yield Read(page.path, renderer.html(page))


def test_no_page_shows_too_much(large: Catalog, parted: list[tuple[Page, list[Page]]]) -> None:
    """No page of a long list has more than 150 cards or weighs over 150 KB."""
    read = list(drawn(large, parted))
    assert len(read) >= 4
    assert [] == [page.path for page in read if len(page.html) > 150_000]
    assert [] == [
        page.path
        for page in read
        if len([one for one in page.elements if "card" in one["class"].split()]) > LONG
    ]


def test_a_part_says_which_it_is(large: Catalog, parted: list[tuple[Page, list[Page]]]) -> None:
    """On a part, one link of the list of parts is marked as the present page."""
    for page in drawn(large, parted):
        jumps = [one for one in page.elements if one["class"] == "jump"]
        here = [
            one
            for one in page.all("a")
            if one["aria-current"] == "page" and any(box in one.around for box in jumps)
        ]
        assert len(here) == (1 if jumps else 0)


def list_of(number: int, **context: object) -> Page:
    """A page with a list of so many things, in no order."""
    names = [f"Rzecz {one:03}" for one in range(number, 0, -1)]
    rows = [(SimpleNamespace(name=name),) for name in names]
    shown = make_dataclass("Shown", ("rows", *context), frozen=True)(rows, *context.values())
    return Page("/rzeczy/", "pages/clubs.html", "Rzeczy", "Wszystkie.", shown, long_list="rows")


@pytest.mark.parametrize(
    ("sizes", "number"), [([150], 150), ([76, 75], 151), ([100, 100], 200), ([67, 67, 67], 201)]
)
def test_a_long_list_has_parts_of_like_size(sizes: list[int], number: int) -> None:
    """Up to 150 things are one page; more are parted evenly, none is left alone at the end."""
    assert sizes == [len(names_of(part.context)["rows"]) for part in spread(list_of(number))]


def test_each_part_is_named_and_leads_on() -> None:
    """Parts are in the order of names; all but the first say which they are."""
    first, second, third = spread(list_of(201))
    assert ["/rzeczy/", "/rzeczy/strona-2/", "/rzeczy/strona-3/"] == [
        one.path for one in (first, second, third)
    ]
    assert ["Rzeczy", "Rzeczy (strona 2 z 3)", "Rzeczy (strona 3 z 3)"] == [
        one.title for one in (first, second, third)
    ]
    assert ("Wszystkie.", "Wszystkie. (strona 3 z 3)") == (first.description, third.description)
    pagers = [one.pager for one in (first, second, third) if one.pager]
    parts = pagers[0].parts
    assert [(None, parts[1]), (parts[0], parts[2]), (parts[1], None)] == [
        (one.before, one.after) for one in pagers
    ]
    assert [("Rzecz 001", "Rzecz 067"), ("Rzecz 068", "Rzecz 134"), ("Rzecz 135", "Rzecz 201")] == [
        (one.first, one.last) for one in parts
    ]


@pytest.mark.parametrize(
    ("narrows", "context"),
    [
        (True, {"filters": (SimpleNamespace(mark="p"), SimpleNamespace(mark="w"))}),
        (True, {"powiats": ()}),
        (False, {"filters": (SimpleNamespace(mark="p"),)}),
        (False, {"filters": ()}),
    ],
)
def test_a_long_list_of_a_whole_country_shows_its_choices(
    *, narrows: bool, context: dict[str, object]
) -> None:
    """Where one can choose a place, there is one page with choices; a short list shows its own."""
    found = [one.narrow for one in spread(list_of(151, **context))]
    assert ([True] if narrows else [False, False]) == found
    assert [False] == [one.narrow for one in spread(list_of(150, **context))]


def test_a_page_without_a_list_is_one_page() -> None:
    """What lists nothing, or lists it in its own way, is left as it is."""
    page = replace(list_of(500), long_list="")
    assert [page] == list(spread(page))
