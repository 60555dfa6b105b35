"""Which town somebody means, over all towns of the index, with slips as people make them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.loading import load
from catalog.text.spelling import typed_words
from catalog.text.town_names import MOST, NONE, NamedTown, NamedVoivodeship, TownNames
from catalog.website.build.published_forms import named_towns, named_voivodeships
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PLACES = load(ROOT / "content").places
TOWNS = tuple(named_towns(PLACES))
REGIONS = tuple(named_voivodeships(PLACES))
NAMES = TownNames(TOWNS, REGIONS)
CALLED = [" ".join(typed_words(name)) for one in REGIONS for name in (one.name, *one.regions)]
LONG = tuple(town for town in TOWNS if len(typed_words(town.name)[0]) > 5)
"""Towns whose first word is long enough for a slip."""


def first_of(typed: str) -> str | None:
    """The slug of the likeliest town."""
    found = NAMES.meant(typed).places
    return found[0].slug if found else None


def test_every_town_is_found_by_its_name() -> None:
    """Typed whole, each town is meant; surely, unless another place has the same letters."""
    keys = [" ".join(typed_words(town.name)) for town in TOWNS]
    of_all = [*keys, *CALLED]
    wrong = {}
    for town, key in zip(TOWNS, keys, strict=True):
        found = NAMES.meant(town.name)
        if town not in found.places or found.sure != (of_all.count(key) == 1):
            wrong[town.slug] = found
    assert {} == wrong


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("rybnku", "rybnik"),
        ("Rybniku", "rybnik"),
        ("bialystok", "bialystok"),
        ("w Białymstoku", "bialystok"),
        ("lodz", "lodz"),
        ("krakuf", "krakow"),
        ("Kraków Nowa Huta", "krakow"),
        ("warszawa praga południe", "warszawa"),
        ("Rybnik-Niedobczyce", "rybnik"),
        ("gmina Rybnik", "rybnik"),
        ("44-200 Rybnik", "rybnik"),
        ("Zielonej Górze", "zielona-gora"),
        ("nowysacz", "nowy-sacz"),
        ("Ｒｙｂｎｉｋ", "rybnik"),
        ("Ryb\u00adnik", "rybnik"),
        ("\u200bGda\u200dńsk\ufeff", "gdansk"),
    ],
)
def test_slips_of_people_are_forgiven(typed: str, slug: str) -> None:
    """A district, a postal code, a case ending, a missing letter: the town is surely meant."""
    assert slug == first_of(typed)
    assert NAMES.meant(typed).sure


@pytest.mark.parametrize("typed", ["", "44-200", "xqzvw", "Рибник", "رَبنِك", "   ", "Niedobczyce"])
def test_what_is_like_no_town_is_none(typed: str) -> None:
    """Nothing is made up: a code alone, another script or nonsense means no town."""
    assert NONE == NAMES.meant(typed)


def test_every_region_is_found_by_its_name() -> None:
    """Each name of a region leads to its voivodeship, and a town of that name stands before it."""
    wrong = {}
    for one in REGIONS:
        for name in (one.name, f"województwo {one.name}", *one.regions):
            found = NAMES.meant(name).places
            towns = [place for place in found if isinstance(place, NamedTown)]
            if one not in found or (towns and isinstance(found[0], NamedVoivodeship)):
                wrong[name] = found
    assert {} == wrong


@pytest.mark.parametrize(
    ("typed", "slug", "sure"),
    [
        ("pomorze", "pomorskie", True),
        ("Pomorzu", "pomorskie", True),
        ("na Pomorzu", "pomorskie", False),
        ("podlasie", "podlaskie", True),
        ("woj. pomorskie", "pomorskie", True),
        ("województwie śląskim", "slaskie", False),
        ("slask", "slaskie", True),
        ("Dolny Slask", "dolnoslaskie", True),
        ("na Mazurach", "warminsko-mazurskie", False),
        ("w Małopolsce", "malopolskie", True),
        ("Lower Silesia", "dolnoslaskie", True),
    ],
)
def test_a_region_means_its_voivodeship(typed: str, slug: str, sure: bool) -> None:
    """With its ending, a slip, or words around it, as a town."""
    found = NAMES.meant(typed)
    assert (slug, NamedVoivodeship) == (found.places[0].slug, type(found.places[0]))
    assert sure == found.sure


def test_a_district_of_two_words_is_not_another_town() -> None:
    """Nowa Huta is one letter in each word from Nowa Ruda, 250 km away: that is never sure."""
    assert not NAMES.meant("Nowa Huta").sure
    assert "nowa-ruda" not in {town.slug for town in NAMES.meant("Nowa Huta").places}


@given(st.sampled_from(LONG), st.data())
def test_one_slip_in_a_long_word_is_forgiven(town: NamedTown, data: st.DataObject) -> None:
    """A letter left out, doubled, exchanged with the next one: the town is among the suggestions.

    Unless so many others are as near that they fill the list, or another town has that very name.
    """
    typed = slipped(" ".join(typed_words(town.name)), data)
    found = NAMES.meant(typed).places
    assert found
    begins = " ".join(typed_words(found[0].name)).startswith(typed)
    assert town in found or MOST == len(found) or begins


def slipped(key: str, data: st.DataObject) -> str:
    """One slip inside the first word, never in its first letter."""
    at = data.draw(st.integers(1, len(key.split(maxsplit=1)[0]) - 2))
    kind = data.draw(st.sampled_from(("left out", "doubled", "exchanged")))
    if kind == "left out":
        return key[:at] + key[at + 1 :]
    if kind == "doubled":
        return key[:at] + key[at] + key[at:]
    return key[:at] + key[at + 1] + key[at] + key[at + 2 :]


@given(st.text(max_size=40))
def test_any_text_has_an_answer(typed: str) -> None:
    """Whatever is typed: a few towns or none, each once."""
    found = NAMES.meant(typed).places
    assert len(set(found)) == len(found) <= MOST
