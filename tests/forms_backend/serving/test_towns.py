"""GET /gdzie/: the town box of a browser without JavaScript."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.publication import Publication
from catalog.website.build.published_forms import named_towns, named_voivodeships
from forms_backend.serving.app import create_app
from tests.forms_backend.synthetic_service import House
from tests.real_content import CATALOG

pytestmark = pytest.mark.slow

TOWNS = tuple(named_towns(CATALOG.places))
VOIVODESHIPS = tuple(named_voivodeships(CATALOG.places))


@pytest.fixture
def towns(house: House) -> House:
    """A service that knows every town and one need."""
    told = Publication.read(house.settings.publication)
    known = {"towns": TOWNS, "voivodeships": VOIVODESHIPS, "needs": ("schronienie",)}
    told.model_copy(update=known).write(house.settings.publication)
    return house


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ({"miejscowosc": "Białystok"}, "/miejscowosci/bialystok/"),
        ({"miejscowosc": "rybnku"}, "/miejscowosci/rybnik/"),
        ({"miejscowosc": "Rybnik", "potrzeba": "schronienie"}, "/miejscowosci/rybnik/#schronienie"),
        ({"miejscowosc": "Rybnik", "potrzeba": "//evil.example"}, "/miejscowosci/rybnik/"),
        ({"miejscowosc": "pomorze"}, "/wojewodztwa/pomorskie/"),
        ({"miejscowosc": " "}, "/miejscowosci/"),
        ({}, "/miejscowosci/"),
    ],
)
def test_a_town_leads_to_its_page(towns: House, query: dict[str, str], target: str) -> None:
    """303, so that Back leads to the page before; the need goes with the town."""
    answer = create_app(towns.settings).test_client().get("/gdzie/", query_string=query)
    assert (303, target) == (answer.status_code, answer.headers["Location"])


def test_english_leads_to_english(towns: House) -> None:
    """The English address answers with the English page."""
    answer = create_app(towns.settings).test_client().get("/en/where/?miejscowosc=rybnik")
    assert "/en/towns/rybnik/" == answer.headers["Location"]


def test_several_are_offered(towns: House) -> None:
    """Towns of one name are told apart by their powiat; the need is kept in each link."""
    client = create_app(towns.settings).test_client()
    answer = client.get("/gdzie/?miejscowosc=brzeziny&potrzeba=schronienie")
    assert 200 == answer.status_code
    assert "Którą miejscowość masz na myśli?" in answer.text
    assert "/miejscowosci/brzeziny-brzezinski/#schronienie" in answer.text
    assert "powiat brzeziński" in answer.text


def test_a_region_is_offered_before_towns_that_are_like_it(towns: House) -> None:
    """Whoever writes "na Pomorzu" is offered the voivodeship first."""
    answer = create_app(towns.settings).test_client().get("/gdzie/?miejscowosc=na+Pomorzu")
    region = answer.text.index('href="/wojewodztwa/pomorskie/">Województwo pomorskie<')
    assert region < answer.text.index("Pogorzela")


def test_an_unknown_one_says_what_to_do(towns: House) -> None:
    """A district or a code is owned up to; the letter, the list and the telephones remain."""
    client = create_app(towns.settings).test_client()
    answer = client.get("/gdzie/", query_string={"miejscowosc": "Niedobczyce <b>"})
    assert "Nie znamy tej miejscowości" in answer.text
    assert "Niedobczyce &lt;b&gt;" in answer.text
    for path in ("/miejscowosci/a-z/n/", "/miejscowosci/", "/telefony/"):
        assert f'href="{path}"' in answer.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=80), st.text(max_size=20))
def test_any_query_is_answered(towns: House, typed: str, need: str) -> None:
    """Whatever is asked for: a page of this site or a page of suggestions, never an error."""
    client = create_app(towns.settings).test_client()
    answer = client.get("/gdzie/", query_string={"miejscowosc": typed, "potrzeba": need})
    assert answer.status_code in (200, 303)
    assert answer.headers.get("Location", "/miejscowosci/").startswith("/miejscowosci/")
