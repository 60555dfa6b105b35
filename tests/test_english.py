"""What English pages say: English, and Polish where it is marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.dates import get_day_names, get_month_names
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.conftest import ROOT, BuiltSite
from tests.pages import Page
from tests.real_content import CATALOG

SAID = ("aria-label", "title", "content", "placeholder", "alt", "data-label")
"""Attributes whose text a person meets; and all of ours but those in QUIET_DATA."""
QUIET_DATA = {"data-slug", "data-is", "data-words", "data-facet", "data-by"}
"""Marks for scripts, which say nothing."""
QUIET = ("script", "style")
POLISH_LETTER = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)
POLISH_WORDS = set(
    "albo czego czy dla gdzie jak jest kiedy klub klubu kluby która które który kto lub ma masz "
    "nie niej oraz organizacja organizacje osoby po pomoc pomocy praca pracy projekt przez razem "
    "się strona są tego tej tu tutaj ty tylko tym twoje wszystkie za ze".split()
)
"""Common words that no English sentence has."""
MONTHS = get_month_names("wide", locale="en").values()
DAYS = get_day_names("wide", locale="en").values()
ON_PURPOSE = (
    "ośrodek pomocy społecznej",
    "urząd gminy",
    "Prezes Urzędu Ochrony Danych Osobowych",
    "działalność pożytku publicznego",
    "Poradnik stosowania Modelu Współpracy",
    "Potrzebuję pomocy",
    "Niebieska Karta",
    "zł",
)
"""What English sentences name in Polish, because a reader will meet it on doors and papers."""
ENGLISH_DAY = re.compile(rf"\d (?:{'|'.join(MONTHS)})\b|\b(?:{'|'.join(DAYS)})\b")


def test_english_pages_are_in_english(built_site: BuiltSite) -> None:
    """What an English page says, outside of what it marks as Polish, has no Polish in it."""
    found: dict[str, str] = {}
    for page in built_site.english:
        for text in english_texts(page):
            if text not in found and is_polish(text):
                found[text] = page.path
    assert {} == found


def test_only_polish_is_marked_as_polish(built_site: BuiltSite) -> None:
    """A voice that reads an English page changes to Polish for nothing that is English."""
    titles = {" ".join(one.text.split()) for page in built_site.english for one in page.all("h1")}
    ours = (english_words() | titles) - names()
    found = {
        text: page.path
        for page in built_site.english
        for element, part in page.texts
        if element.language == "pl"
        and element["class"] != "tongue"
        and ((text := " ".join(part.split())) in ours or ENGLISH_DAY.search(text))
    }
    assert {} == found


def english_texts(page: Page) -> Iterator[str]:
    """The texts of a page that it does not mark as being in another language."""
    for one in page.elements:
        for name, text in one.attributes.items():
            said = name in SAID or (name.startswith("data-") and name not in QUIET_DATA)
            if said and text and one.language == "en":
                yield text
    for element, text in page.texts:
        if element.language == "en" and element.tag not in QUIET:
            yield " ".join(text.split())


@cache
def is_polish(text: str) -> bool:
    """Whether a text says something in Polish beyond names of records and places."""
    if text in names():
        return False
    if text in polish_texts():
        return True
    if not POLISH_LETTER.search(text) and not POLISH_WORDS & set(text.lower().split()):
        return False
    words = set(re.findall(r"\w\w+", NAME.sub(" ", text))) - place_words()
    return any(POLISH_LETTER.search(word) or word.lower() in POLISH_WORDS for word in words)


@cache
def english_words() -> frozenset[str]:
    """Every text that English pages are made of, unless it is the same in Polish."""
    found = {str(one.string) for one in entries() if one.string}
    return frozenset(found - {str(one.id) for one in entries()} - names())


@cache
def polish_texts() -> frozenset[str]:
    """Every Polish text that has other words in English."""
    found = {term.pl for one in CATALOG.taxonomies.values() for term in one.terms}
    same = {
        name for one in CATALOG.taxonomies.values() for term in one.terms for name in term.names
    }
    found |= {str(one.id) for one in entries() if one.string}
    same |= {str(one.string) for one in entries()}
    return frozenset(found - same)


@cache
def entries() -> tuple[Message, ...]:
    """The translations of the program and of the content."""
    found: list[Message] = []
    for folder in ("site_templates", "content"):
        with (ROOT / folder / "words" / "en.po").open("rb") as file:
            found += [one for one in read_po(file) if one.id]
    return tuple(found)


@cache
def names() -> frozenset[str]:
    """How records and places are called."""
    places = CATALOG.places
    shelves = (CATALOG.organizations, CATALOG.partnerships, CATALOG.clubs, CATALOG.projects)
    records = {one.name for shelf in shelves for one in shelf.values()}
    short = {one.short_name for one in CATALOG.organizations.values() if one.short_name}
    documents = {one.title for one in CATALOG.sources.values()}
    located = {
        one.name
        for shelf in (places.towns, places.powiats, places.voivodeships)
        for one in shelf.values()
    }
    return frozenset(records | short | documents | located | {CATALOG.publisher.site_name})


@cache
def place_words() -> frozenset[str]:
    """The words that names of places are made of."""
    places = CATALOG.places
    return frozenset(
        word
        for shelf in (places.towns, places.powiats, places.voivodeships)
        for one in shelf.values()
        for word in re.findall(r"\w+", one.name)
    )


NAME = re.compile(
    r"\b(?:"
    + "|".join(
        re.escape(name)
        for name in sorted({*names(), *ON_PURPOSE} - place_words(), key=len, reverse=True)
        if " " in name or POLISH_LETTER.search(name)
    )
    + r")(?!\w)"
)


FOREIGN = re.compile(
    r"„|\b\d{4}\sr\.|\bzł\b|\bhandbook\b|\bvoivodeship\s\w+(?:skie|ckie)\b", re.IGNORECASE
)
"""Polish quotation marks, years and money, a second word for a guide, Polish word order."""


def test_english_is_written_the_english_way(built_site: BuiltSite) -> None:
    """“…” and not „…”, PLN before the amount, a year without “r.”, one noun for one thing."""
    found = {
        text: page.path
        for page in built_site.english
        for text in english_texts(page)
        if FOREIGN.search(NAME.sub(" ", text))
    }
    assert {} == found
