"""What the build hands to the forms: no two options look the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from catalog.text.language import Language, speaking
from catalog.website.build.published_forms import choices, programme
from tests.conftest import BOTH
from tests.real_content import CATALOG

MODEL = next(iter(CATALOG.organizations.values()))
SAME_TOWN_NAME = next(
    [one.slug, other.slug]
    for one in CATALOG.places.towns.values()
    for other in CATALOG.places.towns.values()
    if one.name == other.name and one.powiat != other.powiat
)


def offered(*rows: tuple[str, str | None]) -> list[str]:
    """The labels of organizations of these names and places, as a form offers them."""
    programme = MODEL.programme.model_copy(
        update={"takes_participants": True, "takes_donations": True}
    )
    made = {
        f"o{number}": MODEL.model_copy(
            update={"slug": f"o{number}", "name": name, "place": place, "programme": programme}
        )
        for number, (name, place) in enumerate(rows)
    }
    lists = choices(CATALOG.having(organizations=made))
    labels = [one.label for one in lists["organizations/programme"]]
    assert labels == [one.label for one in lists["organizations/recipients"]]
    return labels


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([("Nadzieja", "kielce")], ["Nadzieja"]),
        (
            [("Nadzieja", "kielce"), ("Nadzieja", "rybnik")],
            ["Nadzieja, Kielce", "Nadzieja, Rybnik"],
        ),
        ([("Nadzieja", "kielce"), ("Nadzieja", None)], ["Nadzieja, Kielce", "Nadzieja"]),
        ([("Nadzieja", None), ("Nadzieja", None)], ["Nadzieja (o0)", "Nadzieja (o1)"]),
        (
            [("Nadzieja", "kielce"), ("Nadzieja", "kielce"), ("Nadzieja", "rybnik")],
            [
                "Nadzieja, Kielce, Kielce, świętokrzyskie (o0)",
                "Nadzieja, Kielce, Kielce, świętokrzyskie (o1)",
                "Nadzieja, Rybnik",
            ],
        ),
        (
            [("Nadzieja", "kielce"), ("NADZIEJA", "rybnik"), ("Opoka", "kielce")],
            ["NADZIEJA, Rybnik", "Nadzieja, Kielce", "Opoka"],
        ),
    ],
)
def test_organizations_of_one_name(
    rows: Sequence[tuple[str, str | None]], labels: list[str]
) -> None:
    """A name that is there twice is told apart by its town; others stay short."""
    assert sorted(labels) == sorted(offered(*rows))


def test_towns_of_one_name() -> None:
    """Where the towns have one name, too, the powiat tells."""
    labels = offered(*(("Nadzieja", place) for place in SAME_TOWN_NAME))
    assert 2 == len(set(labels))
    powiats = [CATALOG.places.powiat_of(place).name for place in SAME_TOWN_NAME]
    assert all(powiat in label for powiat, label in zip(powiats, labels, strict=True))


def test_desk_knows_who_takes_part_and_where_towns_lie() -> None:
    """What a compiled form offers is in the file for the desk: slugs, labels, coordinates."""
    told, lists = programme(CATALOG), choices(CATALOG)
    for name, known in (
        ("organizations/programme", told.organizations),
        ("taxonomies/help_categories", told.categories),
    ):
        assert {one.value: one.label for one in lists[name]} == known
    assert told.categories.keys() >= set(told.exchangeable)
    assert told.exchangeable
    assert len(CATALOG.places.towns) == len(told.towns)
    assert ("Toruń", "Toruń", "0463") in {(one.name, one.powiat, one.code) for one in told.towns}


@BOTH
def test_desk_reads_polish_whatever_language_is_spoken(language: Language) -> None:
    """The file is written while the last language is built, and coordinators read Polish."""
    polish = programme(CATALOG)
    with speaking(language):
        assert polish == programme(CATALOG)
