"""What the build hands to the forms: no two options look the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.loading import load
from catalog.website.build.published_forms import choices

CATALOG = load(Path(__file__).parents[3] / "content")
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
    lists = choices(replace(CATALOG, organizations=made))
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
