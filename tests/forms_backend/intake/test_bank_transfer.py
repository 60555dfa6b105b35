"""Laws of transfers: a bank's application reads exactly what the page says, or there is no QR."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.publication import Recipient
from catalog.text.money import MOST_GROSZE
from forms_backend.intake.bank_transfer import Transfer, TransferError, donation, right_account
from forms_backend.sealing.readable_codes import new_reference

MODULE = 4


def account(body: int) -> str:
    """26 digits with right check digits (ISO 13616), from any 24."""
    bban = f"{body:024d}"
    return f"{98 - int(f'{bban}252100') % 97:02d}{bban}"


def picture(svg: str) -> memoryview:
    """The QR as a camera sees it: the SVG's own path drawn as black modules on white."""
    (size,) = (int(one) for one in re.findall(r'viewBox="0 0 (\d+) \d+"', svg))
    black: set[tuple[int, int]] = set()
    x, y = 0.0, 0.0
    (path,) = re.findall(r' d="([^"]+)"', svg)
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(one) for one in numbers.split()]
        if command == "h":
            black |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    rows = (
        bytes(0 if (column // MODULE, row // MODULE) in black else 255 for column in range(wide))
        for wide in [size * MODULE]
        for row in range(wide)
    )
    return memoryview(b"".join(rows)).cast("B", shape=[size * MODULE, size * MODULE])


def decoded(transfer: Transfer) -> str:
    """What a real decoder reads in the QR."""
    found = zxingcpp.read_barcode(picture(transfer.qr()))
    assert found is not None
    return str(found.text)


texts = st.text(st.sampled_from("abcżółĄĘŚ ŹŃ&-.„”0123"), min_size=1).filter(
    lambda text: text == text.strip() and len(text) > 0
)
accounts = st.integers(min_value=0, max_value=10**24 - 1).map(account)


@settings(max_examples=200)
@given(
    accounts,
    texts.filter(lambda text: len(text) <= 20),
    texts.filter(lambda text: len(text) <= 32),
    st.none() | st.integers(min_value=1, max_value=MOST_GROSZE),
)
def test_the_qr_says_what_the_recommendation_wants(
    number: str, name: str, title: str, grosze: int | None
) -> None:
    """Nine fields, eight bars, six digits of grosze (000000 when the payer types the amount)."""
    transfer = Transfer(name, number, title, grosze)
    amount = grosze if grosze is not None and grosze <= 999_999 else 0
    expected = f"|PL|{number}|{amount:06d}|{name}|{title}|||"
    assert expected == transfer.payload
    assert expected == decoded(transfer)
    assert 8 == expected.count("|")
    assert len(expected) <= 160


def test_the_format_is_the_golden_one() -> None:
    """The published example, but for its account, which fails the check that we hold."""
    example = "|PL|01234567890123456789012345|012399|Acme Inc.|Payment title|||"
    number = "61109010140000071219812874"
    transfer = Transfer("Acme Inc.", number, "Payment title", 12399)
    assert example.replace("01234567890123456789012345", number) == transfer.payload
    assert not right_account("01234567890123456789012345")


@pytest.mark.parametrize(
    ("says", "name", "number", "title", "grosze"),
    [
        ("26 cyfr", "Nazwa", "61109010140000071219812875", "Tytuł", 100),
        ("26 cyfr", "Nazwa", "6110901014000007121981287", "Tytuł", 100),
        ("20 znaków", "N" * 21, account(1), "Tytuł", 100),
        ("20 znaków", "A|B", account(1), "Tytuł", 100),
        ("32 znaki", "Nazwa", account(1), "T" * 33, 100),
        ("większa od zera", "Nazwa", account(1), "Tytuł", 0),
        ("większa od zera", "Nazwa", account(1), "Tytuł", -1),
        ("milion", "Nazwa", account(1), "Tytuł", MOST_GROSZE + 1),
    ],
)
def test_what_cannot_be_paid_has_a_clear_message(
    says: str, name: str, number: str, title: str, grosze: int
) -> None:
    """No transfer is made of wrong parts, and the sentence says which."""
    with pytest.raises(TransferError, match=says):
        Transfer(name, number, title, grosze)


@given(accounts, st.integers(min_value=0, max_value=25), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_of_an_account_is_found(number: str, place: int, more: int) -> None:
    """The check digits find every single slip."""
    digit = str((int(number[place]) + more) % 10)
    assert right_account(number)
    assert not right_account(number[:place] + digit + number[place + 1 :])


def test_the_title_carries_the_reference() -> None:
    """The title fits 32 characters and ends with the code by which a statement is matched."""
    reference = new_reference()
    transfer = donation(Recipient(name="A", transfer_name="A", account=account(7)), 5000, reference)
    assert f"Darowizna cele statutowe {reference.replace('-', '')}" == transfer.title
    assert 32 == len(transfer.title)
    assert "50,00\u00a0zł" == transfer.amount
    assert 26 + 6 == len(transfer.spoken_account)
