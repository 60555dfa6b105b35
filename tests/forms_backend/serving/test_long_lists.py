"""Ten thousand organizations to choose from: light pages, without a script, and the right one."""

from __future__ import annotations

import gzip
import html
import re
from itertools import islice
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from catalog.question_types.long_lists import LONG, MOST
from catalog.sample.organizations import communities
from catalog.sample.towns import Towns
from catalog.text.language import HOME
from catalog.website.build.site_builder import Site
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import Ways
from catalog.website.pages.data_pages import data_pages
from catalog.website.render.contexts import names_of
from tests.forms_backend.synthetic_service import House, furnish
from tests.real_content import CATALOG

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
KB = 1024
MOST_KB = 60
MANY = 10_000
WITH_LISTS = ("darowizna", "oferta", "uczestnik", "wolontariusz")
"""Of their forms' first pages."""
CHOICE = re.compile(
    r'<input type="radio" id="[^"]+" name="organization" value="([^"]+)"( checked)?'
)


@pytest.fixture(scope="module")
def site() -> Site:
    """The site of a catalogue with so many organizations of the sample that take part."""
    catalog = CATALOG
    model = next(iter(catalog.organizations.values()))
    programme = model.programme.model_copy(
        update={"takes_participants": True, "takes_donations": True}
    )
    made = {
        member.record["name"]: model.model_copy(
            update={
                "slug": f"proba-{number}",
                "name": member.record["name"],
                "place": member.spot.town.slug,
                "programme": programme,
            }
        )
        for number, member in enumerate(
            member
            for community in communities(MANY, Towns(catalog.places))
            for member in community.members
        )
    }
    assert MANY == len(made)
    organizations = {**catalog.organizations, **{one.slug: one for one in made.values()}}
    return Site.of(catalog.having(organizations=organizations), ROOT / "site_templates")


@pytest.fixture(scope="module")
def service(site: Site, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The service that such a site is published to."""
    var = tmp_path_factory.mktemp("long")
    house = furnish(var / "var")
    site.publication.write(house.settings.publication)
    return house


def typed(house: House, form: str, *organization: str, **more: str) -> TestResponse:
    """Send a page of the form with what was typed or chosen as the organization."""
    fields = MultiDict[str, str](more)
    fields.setlist("organization", list(organization))
    return house.client.post(f"/zgloszenia/{form}", data=fields)


def told(page: TestResponse) -> str:
    """What the page says about the organization, or nothing."""
    found = re.search(r'id="organization-error">.*?</span> (.*?)</p>', page.text)
    return html.unescape(found[1]) if found else ""


def test_static_pages_stay_light(site: Site) -> None:
    """No page of a form costs more than 60 KB, and each asks without a script."""
    indexes = Indexes(site.catalog)
    pages = data_pages(Ways(site.catalog), site.publication, "", (), indexes)
    forms = (one for one in pages if one.template == "forms/form.html")
    for page in islice(forms, len(site.publication.forms)):
        text = site.renderers[HOME].html(page)
        assert MOST_KB * KB >= len(gzip.compress(text.encode()))
        if names_of(page.context)["form"].name == "darowizna":
            assert '<input type="text" id="organization" name="organization"' in text


@pytest.mark.parametrize("form", WITH_LISTS)
def test_every_long_list_is_asked_for(service: House, form: str) -> None:
    """What nobody has is said, and the answer stays light."""
    page = typed(service, form, "Stowarzyszenie Qwertyuiop")
    assert 422 == page.status_code
    assert "Nie znajdujemy na liście „Stowarzyszenie Qwertyuiop”." in told(page)
    assert MOST_KB * KB >= len(gzip.compress(page.data))


def test_one_of_many(service: House, site: Site) -> None:
    """Everybody's full name leads to them alone, whatever the letters, or to a list with them."""
    question = next(
        one for one in site.publication.forms["darowizna"].asked if one.name == "organization"
    )
    assert len(question.choices) > LONG
    for choice in question.choices[:: MANY // 10]:
        for text in (choice.label, choice.label.upper(), choice.label.replace("ł", "l")):
            page = typed(service, "darowizna", text)
            found = CHOICE.findall(page.text)
            assert choice.value in [value for value, _checked in found], text
            if len(found) == 1:
                assert not told(page)
                assert [(choice.value, " checked")] == found


def test_several_are_shown_to_choose_from(service: House) -> None:
    """What fits is shown; choosing it is the answer, with the box beside it left empty."""
    page = typed(service, "darowizna", "rybniku")
    found = [value for value, _ in CHOICE.findall(page.text)]
    assert 1 < len(found) <= MOST
    assert f"Do „rybniku” pasuje na liście: {len(found)}." in told(page)
    chosen = typed(service, "darowizna", found[1], "")
    assert not told(chosen)
    assert [(found[1], " checked")] == CHOICE.findall(chosen.text)


def test_too_many_are_not_cut_off(service: House) -> None:
    """The first forty of hundreds would look like all: another word is asked for."""
    page = typed(service, "darowizna", "fundacja")
    assert "Za dużo pozycji pasuje do „fundacja”" in told(page)
    assert [] == CHOICE.findall(page.text)


def test_typing_again_wins(service: House) -> None:
    """A choice cannot be unticked: what is typed beside it counts; "help me choose" stays."""
    page = typed(service, "uczestnik", "proba-1", "Qwertyuiop")
    assert "Qwertyuiop" in told(page)
    assert [("pomozcie-wybrac", "")] == CHOICE.findall(page.text)
    assert not told(typed(service, "uczestnik", "pomozcie-wybrac", ""))


def test_nothing_typed(service: House) -> None:
    """An empty box is told as before."""
    assert "Wybierz organizację." == told(typed(service, "darowizna", ""))
    assert "Skróć odpowiedź" in told(typed(service, "darowizna", "a" * 201))
