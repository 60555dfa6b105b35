"""A declared donation is answered with a transfer that the bank understands, or with honesty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import zxingcpp

from catalog.forms.form import Choice, Form
from catalog.publication import Publication, Recipient
from catalog.website.build.published_forms import choices
from forms_backend.sealing.readable_codes import REFERENCE
from tests.forms_backend.intake.test_bank_transfer import account, picture
from tests.forms_backend.serving.test_submit import carried
from tests.forms_backend.synthetic_service import House, furnish, publication
from tests.real_content import CATALOG

RECIPIENTS = {
    "znana": Recipient(
        name="Fundacja Zmyślona Znana", transfer_name="Zmyślona", account=account(5)
    ),
    "nieznana": Recipient(name="Fundacja Bez Konta", transfer_name="Bez konta", account=None),
}
ADDRESS = "/zgloszenia/darowizna"


def form(offered: Mapping[str, Recipient]) -> Form:
    """The real form with the given recipients."""
    lists = dict(choices(CATALOG))
    lists["organizations/recipients"] = tuple(
        Choice(value=slug, label=one.name) for slug, one in offered.items()
    )
    return CATALOG.forms["darowizna"].with_choices(lists)


def house_with(var: Path, recipients: Mapping[str, Recipient]) -> House:
    """A service whose publication has these recipients."""
    house = furnish(var)
    frame = publication().site
    Publication(
        site=frame, forms={"darowizna": form(recipients)}, recipients=dict(recipients)
    ).write(house.settings.publication)
    return house


def last_page(house: House, **answers: str) -> str:
    """The whole way of a donation; answers the page with the transfer."""
    data = {"purpose": "uczestnicy", "clause_read": "tak", **answers}
    check = house.client.post(ADDRESS, data=data)
    assert 200 == check.status_code, check.text
    thanks = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    return house.client.get(thanks.headers["Location"]).text


def test_a_known_account_gives_a_transfer(tmp_path: Path) -> None:
    """Account, amount and title on the page are those in the QR; the title ends with the code."""
    text = last_page(house_with(tmp_path, RECIPIENTS), organization="znana", amount="1.234,5 zł")
    reference = REFERENCE.search(text)
    assert reference is not None
    title = f"Darowizna cele statutowe {reference[0].replace('-', '')}"
    assert title in text
    assert "1\u00a0234,50\u00a0zł" in text
    (svg,) = re.findall(r"<svg[^>]*class=\"qr\".*?</svg>", text, re.DOTALL)
    found = zxingcpp.read_barcode(picture(svg))
    assert found is not None
    assert f"|PL|{account(5)}|123450|Zmyślona|{title}|||" == found.text


def test_an_unknown_account_is_owned_up_to(tmp_path: Path) -> None:
    """No account, no QR: the organization will give it."""
    text = last_page(house_with(tmp_path, RECIPIENTS), organization="nieznana")
    assert "Nie znamy numeru konta" in text
    assert 'class="qr"' not in text


@pytest.mark.parametrize(
    "amount", ["0", "0,00", "-5", "1e3", "1000000,01", "999999999999", "dużo", "blisko 5", "5 euro"]
)
def test_absurd_amounts_get_a_clear_message(tmp_path: Path, amount: str) -> None:
    """Zero, negative, absurd: 422, a Polish sentence, what was typed still there."""
    house = house_with(tmp_path, RECIPIENTS)
    data = {"organization": "znana", "purpose": "uczestnicy", "clause_read": "tak"}
    answer = house.client.post(ADDRESS, data={**data, "amount": amount})
    assert 422 == answer.status_code
    assert re.search(r'<a href="#amount">Wpisz [^<]*kwotę[^<]*\.</a>', answer.text)
    assert f'value="{amount}"' in answer.text


def test_without_recipients_the_form_is_closed(tmp_path: Path) -> None:
    """Nobody to give to: the form says so, and a POST stores nothing."""
    house = house_with(tmp_path, {})
    answer = house.client.post(ADDRESS, data={"purpose": "uczestnicy", "clause_read": "tak"})
    assert 410 == answer.status_code
    assert "zamknięty" in answer.text
    assert form({}).closed
    assert not form(RECIPIENTS).closed
