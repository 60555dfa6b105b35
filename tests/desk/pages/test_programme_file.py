"""What the build says of the programme: read anew after each build, and missed aloud."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.programme import MappedTown, Programme, programme_file
from desk.pages.app import create_desk
from desk.pages.house import House
from desk.rules.roles import Role, Scope
from tests.desk.desk_houses import PASSPHRASE, Browser, Place
from tests.desk.desk_records import NOW, TORUN

TOLD = Programme(
    organizations={"trzecia": "Trzecia"},
    categories={"naprawy": "Naprawy sprzętu"},
    towns=(MappedTown(name="Toruń", powiat="Toruń", code="0463", lat=TORUN.lat, lon=TORUN.lon),),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[House]:
    """A desk that reads what the build has written."""
    place = Place(tmp_path)
    made = House(place.house.settings, place.desk.desk, clock=lambda: NOW)
    TOLD.write(programme_file(made.settings.publication))
    made.open(PASSPHRASE)
    yield made
    made.lock()


def test_questions_choose_among_what_the_build_says(desk: House) -> None:
    """Organizations, kinds of help and towns; a new build is seen without a new start."""
    assert {"trzecia": "Trzecia"} == desk.organizations
    assert {"naprawy": "Naprawy sprzętu"} == desk.choices.categories
    assert TORUN == desk.choices.places.sure("toruń")
    assert () == desk.damages
    path = programme_file(desk.settings.publication)
    TOLD.model_copy(update={"organizations": {"czwarta": "Czwarta"}}).write(path)
    os.utime(path, ns=(0, 0))
    assert {"czwarta": "Czwarta"} == desk.organizations


@pytest.mark.parametrize("text", [None, "", "{}x", '{"organizations": 7}'])
def test_missing_file_is_named_and_the_last_good_one_used(desk: House, text: str | None) -> None:
    """Until the next build; whoever coordinates sees it on Dzisiaj."""
    path = programme_file(desk.settings.publication)
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    desk.round()
    assert {"trzecia": "Trzecia"} == desk.organizations
    (damage,) = desk.damages
    assert "Używamy ostatniej dobrej" in damage
    browser = Browser(create_desk(desk).test_client(), desk)
    page = browser.come_in(Scope("ewa", frozenset({Role.PROGRAMME}))).page("/dzisiaj")
    assert "programme.json" in page
