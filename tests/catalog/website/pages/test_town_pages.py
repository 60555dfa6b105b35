"""Every town of the index gets an answer that names it and tells only true distances.

Read from the files of the built site, all of them, in both languages.
"""

from __future__ import annotations

import re
from html import unescape
from math import ceil, cos, hypot, radians

import pytest

from catalog.records.places import Town
from catalog.text.language import Language
from tests.conftest import BOTH, BuiltSite
from tests.pages import NOBODY
from tests.real_content import CATALOG

PLACES = CATALOG.places
BY_NAME: dict[str, list[Town]] = {}
for _town in PLACES.towns.values():
    BY_NAME.setdefault(_town.name, []).append(_town)
LARGE = ("bialystok", "gdansk", "krakow", "katowice", "gliwice", "wroclaw", "lublin", "warszawa")
_KM = re.compile(r"(\d+)(?:&nbsp;|\xa0)km")
_ROW = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_NEAREST = re.compile(r": ([^:]+), (\d+)\xa0km")
_LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.DOTALL)
_TEL = re.compile(r'<li class="region"><a class="tel" href="tel:([+0-9]+)"')
_TAG = re.compile(r"<[^>]*>")


def read(site: BuiltSite, town: Town, language: Language) -> str:
    """The page of a town as it was written."""
    return (site.folder / path_of(town, language).strip("/") / "index.html").read_text("utf-8")


def path_of(town: Town, language: Language) -> str:
    """Where the page of a town is."""
    return language.path(f"/miejscowosci/{town.slug}/")


def kilometres(one: Town, other: Town) -> float:
    """The distance in a straight line, reckoned here on its own."""
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return hypot(east, one.lat - other.lat) * 111.2


def words(html: str) -> str:
    """The text of a piece of a page."""
    return unescape(_TAG.sub("", html)).strip()


def distances(html: str) -> list[tuple[str, str]]:
    """Place and kilometres of each row that has any; a row ends with both."""
    rows = [words(row).split("\xa0· ") for row in _ROW.findall(html) if _KM.search(row)]
    return [(row[-2], row[-1].removesuffix("\xa0km")) for row in rows]


def is_true(town: Town, name: str, km: int) -> bool:
    """Whether a place of this name is so far from the town; a part of a kilometre counts whole."""
    return any(km == max(1, ceil(round(kilometres(town, one), 6))) for one in BY_NAME.get(name, ()))


@BOTH
def test_every_town_is_named_and_distances_are_true(
    built_site: BuiltSite, language: Language
) -> None:
    """Its page bears its name, says whether we know somebody there, and how far each place is."""
    at_home = {one.place for one in CATALOG.organizations.values()}
    at_home |= {town for one in CATALOG.organizations.values() for town in one.works_in}
    wrong: dict[str, object] = {}
    site_url = CATALOG.publisher.site_url.rstrip("/")
    assert 2826 == len(PLACES.towns)
    for town in PLACES.towns.values():
        html = read(built_site, town, language)
        address = f'<link rel="canonical" href="{site_url}{path_of(town, language)}">'
        if address not in html:
            wrong[town.slug] = "canonical"
        lead = words(_LEAD.search(html)[1])  # type: ignore[index]
        if f"<h1>{language.say('Pomoc blisko: {town}').format(town=town.name)}</h1>" not in html:
            wrong[town.slug] = "h1"
        if not lead.startswith(f"{town.name}: "):
            wrong[town.slug] = lead
        if any(one in lead for one in NOBODY) == (town.slug in at_home):
            wrong[town.slug] = lead
        told = [*distances(html), *_NEAREST.findall(lead)]
        false = [(name, km) for name, km in told if not is_true(town, name, int(km))]
        if false or len(told) < 2 or len(_KM.findall(html)) != len(told):
            wrong[town.slug] = false or told
    assert {} == wrong


@BOTH
@pytest.mark.parametrize("slug", LARGE)
def test_a_large_city_is_not_answered_with_another_town(
    built_site: BuiltSite, language: Language, slug: str
) -> None:
    """Before the distances stands what exists in every gmina, and what we know of the city."""
    html = read(built_site, PLACES.towns[slug], language)
    step = html.index(language.say("Co możesz zrobić teraz"))
    lead = html.index(f'<p class="lead">{PLACES.towns[slug].name}: ')
    assert lead < step < html.index('<section aria-labelledby="blisko">')


@BOTH
def test_the_line_of_the_region_stands_first(built_site: BuiltSite, language: Language) -> None:
    """Where a voivodeship has a line for a night without a roof, each of its towns begins with it.

    Elsewhere no line of another region is on the page.
    """
    roof = {
        voivodeship: one.number
        for one in CATALOG.helplines.values()
        if one.always and one.troubles[0] == "brak-noclegu"
        for voivodeship in one.voivodeships
    }
    assert len(roof) > 1
    wrong = {}
    for town in PLACES.towns.values():
        shown = _TEL.findall(read(built_site, town, language))
        own = roof.get(PLACES.voivodeship_of(town.slug).slug)
        if shown[0] != (own or "+48800120002") or set(shown) & set(roof.values()) - {own}:
            wrong[town.slug] = shown
    assert {} == wrong
