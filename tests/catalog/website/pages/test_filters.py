"""Laws of finding: filters lead to what they say, counts are true, the nearest is first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import Catalog
from catalog.records.places import Town
from catalog.text.language import speaking
from catalog.website.build.site_builder import Site, site_languages
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.nearby import Grid, distance, whole_km
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.facets import Finder
from catalog.website.pages.place_pages import Localities
from catalog.website.pages.town_pages import Towns
from catalog.website.render.contexts import names_of
from catalog.website.render.templates import Page
from tests.conftest import ROOT
from tests.real_content import CATALOG

INDEXES = Indexes(CATALOG)
FINDER = Finder(CATALOG, INDEXES)
WAYS = Ways(CATALOG)
PLACES = Localities(WAYS, INDEXES, FINDER)
TOWNS = Towns(WAYS, INDEXES, FINDER)
NEAR = WAYS.near


@cache
def all_pages() -> dict[str, Page]:
    """Every page that finds somebody, by its path. Made once, by the first test that asks."""
    pages = (*FINDER.pages(), *PLACES.pages(), *TOWNS.pages())
    return {page.path: page for page in pages}


def offered() -> Iterator[tuple[str, str, int]]:
    """(page, target, number) of every choice that any page offers."""
    for page in all_pages().values():
        for one in names_of(page.context).get("filters", ()):
            for choice in one.choices:
                yield page.path, choice.path, choice.number


def test_a_filter_leads_to_as_many_as_it_says() -> None:
    """The number beside a choice is the number of cards on the page that it leads to, never 0."""
    wrong = [
        (page, target, number)
        for page, target, number in offered()
        if number == 0 or number != len(names_of(all_pages()[target].context)["cards"])
    ]
    assert [] == wrong


def test_every_pair_is_offered_somewhere() -> None:
    """No page of two filters is an orphan."""
    reached = {target for _, target, _ in offered()}
    assert set() == {path for path in all_pages() if path.startswith("/znajdz/")} - reached


def test_choices_that_tell_of_violence_or_addiction_offer_a_way_out() -> None:
    """Their pages, alone and with every voivodeship, and no other page of the index."""
    shown = {page.path for page in all_pages().values() if names_of(page.context).get("leave")}
    alone = {path for path in shown if not path.startswith("/znajdz/")}
    assert {
        "/dla-kogo/uzaleznienie/",
        "/potrzeby/wsparcie-psychologiczne/",
        "/potrzeby/wychodzenie-z-uzaleznien/",
    } == alone
    ends = tuple(alone)
    assert shown == {path for path in all_pages() if path.endswith(ends)}


def test_a_filter_can_be_taken_away() -> None:
    """Each filter that is on names a page without it, which is a page of the site."""
    chosen = [
        one for page in all_pages().values() for one in names_of(page.context).get("chosen", ())
    ]
    assert set() == {one.without for one in chosen} - all_pages().keys()
    assert chosen


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("warszawa", "krakow", 252), ("szczecin", "rzeszow", 627), ("kielce", "kielce", 0)],
)
def test_distance_is_right_within_two_percent(one: str, other: str, km: int) -> None:
    """Distances in a straight line agree with what maps say."""
    towns = CATALOG.places.towns
    assert km == pytest.approx(distance(towns[one], towns[other]), rel=0.02)


@pytest.mark.parametrize("name", ["zakopane", "hel", "suwalki", "kielce", "zgorzelec", "namyslow"])
def test_the_grid_forgets_nobody(name: str) -> None:
    """The grid gives the same towns in the same order as asking every one of them."""
    towns = [CATALOG.places.towns[slug] for slug in NEAR.by_town]
    here = CATALOG.places.towns[name]
    expected = sorted((distance(here, one), one.slug) for one in towns)
    assert expected == [(km, one.slug) for km, one in Grid(towns).around(here)]


@given(
    st.lists(
        st.tuples(st.floats(48.9, 55.0), st.floats(14.0, 24.3)),
        min_size=1,
        max_size=30,
        unique=True,
    )
)
def test_the_grid_is_right_anywhere(points: list[tuple[float, float]]) -> None:
    """Wherever towns lie in Poland, crowded or at opposite borders, all come, the nearest first."""
    plain = {"name": "Wieś", "powiat": "1461"}
    towns = [
        Town.model_validate(plain | {"slug": f"wies-{number}", "lat": lat, "lon": lon})
        for number, (lat, lon) in enumerate(points)
    ]
    here, found = towns[0], list(Grid(towns).around(towns[0]))
    assert sorted((distance(here, one), one.slug) for one in towns) == [
        (km, one.slug) for km, one in found
    ]


def test_the_nearest_are_first_and_each_once() -> None:
    """A town's page lists organizations by distance, nobody twice."""
    found = NEAR.nearest(CATALOG.places.towns["legionowo"], 20)
    assert 20 == len(found)
    assert NEAR.nearest(CATALOG.places.towns["legionowo"], 21)[:20] == found
    assert sorted(one.km for one in found) == [one.km for one in found]
    assert len(found) == len({one.organization.slug for one in found})
    assert 0 == found[0].km


def test_no_town_leads_nowhere() -> None:
    """Every town of the index has a page that shows somebody; only the town itself is at 0 km."""
    for way in WAYS.by_town.values():
        page = all_pages()[way.path]
        assert names_of(page.context)["here"] or names_of(page.context)["told"].near
        assert (way.km == 0) == (way.nearest == way.town) == bool(names_of(page.context)["here"])


def test_letters_and_voivodeships_list_every_town_once() -> None:
    """Each town is in the list of its first letter, typed without diacritics, and of its region."""
    for path in ("/miejscowosci/a-z/l/", "/miejscowosci/a-z/slaskie/"):
        assert path in all_pages()
    lists = [page for path, page in all_pages().items() if path.startswith("/miejscowosci/a-z/")]
    found = Counter(
        way.town.slug
        for page in lists
        for _, ways in names_of(page.context)["letters"]
        for way in ways
    )
    assert dict.fromkeys(WAYS.by_town, 2) == found
    letters = dict(names_of(all_pages()["/miejscowosci/a-z/l/"].context)["letters"])
    assert "lodz" in {way.town.slug for way in letters["Łó"]}


@pytest.mark.parametrize(("km", "said"), [(0.0, 0), (0.2, 1), (12.0, 12), (12.01, 13)])
def test_distances_are_rounded_up(km: float, said: int) -> None:
    """Nobody walks farther than the page says."""
    assert said == whole_km(km)


def test_needs_begin_with_what_is_urgent_and_end_with_what_finds_nobody() -> None:
    """A list of choices: the taxonomy's order, shelter first; a zero stands behind all others."""
    rows = names_of(all_pages()["/potrzeby/"].context)["rows"]
    assert "schronienie" == rows[0][0].slug
    for path in ("/potrzeby/", "/dla-kogo/", "/rodzaje/"):
        found = [number > 0 for _, _, number in names_of(all_pages()[path].context)["rows"]]
        assert sorted(found, reverse=True) == found, path


def need(catalog: Catalog) -> str:
    """The page of a need, drawn from a catalogue."""
    pages = Finder(catalog, Indexes(catalog)).pages()
    page = next(one for one in pages if one.path == "/potrzeby/pomoc-materialna/")
    return Site.of(catalog, ROOT / "site_templates").renderer.html(page)


def test_a_list_calls_its_facts_old_only_when_nobody_checked_them() -> None:
    """Where all is old, help that is surely there stands before the list; else after it."""
    checked = {
        slug: one.model_copy(update={"last_checked": date(2026, 11, 2)})
        for slug, one in CATALOG.organizations.items()
    }
    old, fresh = need(CATALOG), need(CATALOG.having(organizations=checked))
    assert (True, False) == ("Dane są sprzed lat" in old, "Dane są sprzed lat" in fresh)
    assert [1, 1] == [page.count('class="step"') for page in (old, fresh)]
    assert old.index('class="step"') < old.index('class="cards"')
    assert fresh.index('class="cards"') < fresh.index('class="step"')


def test_the_number_of_a_town_s_office_is_named_in_what_to_do_now() -> None:
    """A telephone entered for the social-help centre stands in the first box of its town's page."""
    centre = CATALOG.organizations["ops-rybnik"]
    contact = centre.contact.model_copy(update={"phone": "+48324222111"})
    known = {**CATALOG.organizations, centre.slug: centre.model_copy(update={"contact": contact})}

    def box(catalog: Catalog, town: str) -> str:
        indexes, ways = Indexes(catalog), Ways(catalog)
        page = Towns(ways, indexes, Finder(catalog, indexes)).page_of(ways.by_town[town])
        html = Site.of(catalog, ROOT / "site_templates").renderer.html(page)
        return html.partition('class="step"')[2].partition("</section>")[0]

    there, elsewhere = CATALOG.having(organizations=known), "bialystok"
    assert "tel:+48324222111" in box(there, "rybnik")
    assert centre.name in box(there, "rybnik")
    assert "tel:+48324222111" not in box(there, elsewhere)
    assert "Nie sprawdziliśmy" not in box(CATALOG, "rybnik")


def test_a_town_filled_in_is_the_town_drawn() -> None:
    """Pages of towns where nobody is are drawn once and filled: the result is the same page."""
    with_nobody = [page for page in all_pages().values() if page.alike]
    assert 2000 < len(with_nobody)
    for language in site_languages(CATALOG, ROOT / "site_templates", ("pl", "en")):
        with speaking(language):
            renderer = Site.of(CATALOG, ROOT / "site_templates", ("pl", "en")).renderer
            towns = Towns(WAYS, INDEXES, FINDER).pages()
            for page in islice((one for one in towns if one.alike), 0, None, 150):
                assert renderer.html(replace(page, alike=None)) == renderer.html(page), page.path
