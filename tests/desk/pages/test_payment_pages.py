"""From the bank's file to the accountant's register, by what stands on the pages."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from desk.ledger.balances import Movement, balances, pay_in, take_back
from desk.rules.roles import Role, Scope
from tests.desk.desk_houses import ORIGIN, Browser, Place, do
from tests.desk.desk_people import accepted, of_kind, sent
from tests.desk.desk_records import NOW
from tests.desk.statements.statement_files import BOOKED, OURS, Written, as_csv, mt940
from tests.desk.statements.test_tables import ALIOR

IGA = Scope("iga", frozenset({Role.TREASURER}), "jedna")
YEAR = NOW.year


def upload(browser: Browser, data: bytes, **fields: str) -> TestResponse:
    """As the page's form sends a file."""
    about = {"token": browser.token, "file": (BytesIO(data), "wyciąg.sta")} | fields
    return browser.client.post("/wplaty/wczytaj", data=about, headers=ORIGIN)


def announced(place: Place) -> str:
    """The code of a donation that waits."""
    (code,) = place.keep(sent("darowizna", {"donor_name": "Zmyślona Zofia", "amount": "50"}))
    accepted(place.record, code)
    return code


def pairs(page: str) -> list[str]:
    """What the page's forms would send of its lines."""
    return re.findall(r'name="choice" value="([^"]+)"', page)


def test_from_file_to_register_by_buttons(place: Place) -> None:
    """Read in, look, keep, confirm what is sure, decide the rest, confirm, take the register."""
    code = announced(place)
    title = f"=darowizna {code}"
    gift = replace(BOOKED, title=title, grosze=1200_50, bank_reference="R-1")
    other = replace(BOOKED, title="Na cele statutowe", bank_reference="R-2")
    interest = replace(BOOKED, title="Odsetki", grosze=3, bank_reference="R-3")
    data = mt940([Written((gift, other, interest))])
    iga = place.browser(Role.TREASURER, organization="jedna", name="iga")
    assert "/darowizny" == iga.get("/").headers["Location"]
    assert "Żadna operacja nie czeka." in iga.page("/wplaty")
    assert 303 == upload(iga, data).status_code
    page = iga.page("/wplaty")
    for words in (OURS, "Operacji: 3.", "Wpłynęło 1\u00a0250,53\u00a0zł"):
        assert words in page
    assert [] == pairs(page)
    assert "Zapisane operacje: 3." in iga.post("/wplaty/zapisz").get_data(as_text=True)
    page = iga.page("/wplaty")
    sure = next(one for one in pairs(page) if one.endswith(f":{code}"))
    assert "Potwierdź wszystkie pewne (1)" in page
    assert "Zdecyduj (2)" in page
    assert "Zapisane wpłaty: 1." in iga.post("/wplaty/przypisz", choice=sure).get_data(True)
    again = iga.post("/wplaty/przypisz", choice=sure)
    assert (409, True) == (again.status_code, "ktoś już przypisał" in again.get_data(True))
    new = next(one for one in pairs(page) if one.endswith(":new"))
    assert 200 == iga.post("/wplaty/przypisz", choice=new).status_code
    rest = next(one for one in pairs(iga.page("/wplaty")) if one.endswith(":aside"))
    assert 200 == iga.post("/wplaty/przypisz", choice=rest).status_code
    assert "Żadna operacja nie czeka." in iga.page("/wplaty")
    paid = of_kind(place.record, "donation", IGA)[0]
    assert "1\u00a0200,50\u00a0zł" in iga.page(f"/darowizna/{paid.reference}")
    do(iga, f"/darowizna/{paid.reference}", "confirm")
    register = iga.get(f"/wplaty/rejestr/{YEAR}")
    rows = register.get_data(as_text=True).splitlines()
    assert 3 == len(rows)
    (row,) = [one for one in rows if f'"{code}"' in one]
    assert row.startswith(f'"2026-11-03";"1200,50";"{code}";"ZMYŚLONA ZOFIA"')
    assert '"potwierdzona";"jedna"' in row
    assert f'"\'{title}"' in row
    assert 1 == len(iga.get(f"/wplaty/rejestr/{YEAR - 1}").get_data(True).splitlines())
    assert 404 == iga.get("/wplaty/rejestr/9999").status_code
    assert 303 == upload(iga, data).status_code
    assert "Były już wcześniej: 3." in iga.post("/wplaty/zapisz").get_data(as_text=True)
    assert () == place.record.damages()


def test_refused_file_says_why_and_changes_nothing(place: Place) -> None:
    """Its own sentence; and nothing of it can be kept."""
    iga = place.browser(Role.TREASURER, organization="jedna", name="iga")
    damaged = mt940([Written((BOOKED,))]).replace(b"50,00", b"51,00")
    cases = ((damaged, "Saldo początkowe"), (b"%PDF-1.7", "To PDF"), (b"", "Wybierz plik"))
    for data, words in cases:
        answer = upload(iga, data)
        assert (422, True) == (answer.status_code, words in answer.get_data(as_text=True))
        iga.post("/wplaty/zapisz")
        assert "Żadna operacja nie czeka." in iga.page("/wplaty")
    assert 413 == upload(iga, b"x" * 460_000).status_code


def test_what_a_file_leaves_out_is_typed_in(place: Place) -> None:
    """Beside the same file, which is not chosen again; a wrong amount is named."""
    iga = place.browser(Role.TREASURER, organization="jedna", name="iga")
    page = upload(iga, as_csv(ALIOR[1:], ";", "utf-8")).get_data(as_text=True)
    asked = re.findall(r'<input id="(\w+)" name="\1" value="" maxlength="40"', page)
    assert ["account", "opening", "closing"] == asked
    given = {"opening": "dużo", "closing": "130,00", "account": OURS}
    answer = iga.post("/wplaty/wczytaj", **given)
    page = answer.get_data(as_text=True)
    assert (422, True) == (answer.status_code, "to nie jest kwota" in page)
    for kept in given.values():
        assert f'value="{kept}"' in page
    assert 303 == iga.post("/wplaty/wczytaj", **(given | {"opening": "100"})).status_code
    assert "Operacji: 2." in iga.page("/wplaty")


def test_treasurer_of_all_names_the_organization(place: Place) -> None:
    """Without it nothing is read; a code can be typed, and one that nobody has is refused."""
    code = announced(place)
    ada = place.browser(Role.TREASURER, name="ada")
    data = mt940([Written((replace(BOOKED, title="Wpłata"),))])
    for organization in ("", "trzecia"):
        assert 422 == upload(ada, data, organization=organization).status_code
    assert 303 == upload(ada, data, organization="jedna").status_code
    ada.post("/wplaty/zapisz")
    typed = next(one for one in pairs(ada.page("/wplaty")) if one.endswith(":code"))
    for wrong in ("", "ABC-DEFG", "<b>"):
        assert 409 == ada.post("/wplaty/przypisz", choice=typed, code=wrong).status_code
    assert 422 == ada.post("/wplaty/przypisz").status_code
    assert 200 == ada.post("/wplaty/przypisz", choice=typed, code=code.lower()).status_code
    assert "received" == of_kind(place.record, "donation", IGA)[0].state


def test_file_that_was_sent_is_nowhere_on_the_disk(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in a temporary file nor, kept, in any file of the desk; and it can be forgotten."""

    def refuse(*_about: object, **_more: object) -> None:
        raise AssertionError("a file of the disk")

    iga = place.browser(Role.TREASURER, organization="jedna", name="iga")
    many = [replace(BOOKED, bank_reference=f"R-{at}") for at in range(3000)]
    with monkeypatch.context() as patched:
        for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
            patched.setattr(tempfile, name, refuse)
        patched.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
        assert 303 == upload(iga, mt940([Written(tuple(many))])).status_code
    assert 303 == iga.post("/wplaty/zapomnij").status_code
    assert "Sprawdź i zapisz" not in iga.page("/wplaty")
    upload(iga, mt940([Written((BOOKED,))]))
    iga.post("/wplaty/zapisz")
    for path in place.folder.rglob("*"):
        assert not path.is_file() or b"K7MD4QV" not in path.read_bytes(), path


def test_nobody_else_finds_payments(place: Place) -> None:
    """Neither who coordinates nor the treasurer of another organization."""
    iga = place.browser(Role.TREASURER, organization="jedna", name="iga")
    upload(iga, mt940([Written((BOOKED,))]))
    iga.post("/wplaty/zapisz")
    ewa = place.browser(Role.PROGRAMME)
    for path in ("/wplaty", f"/wplaty/rejestr/{YEAR}"):
        assert 404 == ewa.get(path).status_code
    ida = place.browser(Role.TREASURER, organization="druga", name="ida")
    assert "ZOFIA" in iga.page("/wplaty")
    assert "ZOFIA" not in ida.page("/wplaty")
    answer = ida.post("/wplaty/przypisz", choice=pairs(iga.page("/wplaty"))[0])
    assert 409 == answer.status_code


def test_treasurer_sees_what_is_left(place: Place) -> None:
    """Of the own organization, with what is to be explained; nobody else sees it."""
    announced(place)
    donation = of_kind(place.record, "donation", IGA)[-1]
    ledger = {"jedna": (50_00, 12_34), "druga": (77_77, 0)}
    with place.record.writing() as connection:
        for organization, (available, owed) in ledger.items():
            thing = replace(donation, organization=organization)
            if owed:
                take_back(connection, Movement(thing, owed, "trial", NOW))
            pay_in(connection, Movement(thing, available, "trial", NOW))
    iga = place.browser(Role.TREASURER, organization="jedna", name="iga").page("/wplaty")
    assert "Jedna: 50,00\u00a0zł. Do wyjaśnienia: 12,34\u00a0zł." in iga
    assert "77,77" not in iga
    whole = place.browser(Role.TREASURER, name="ada").page("/wplaty")
    assert "50,00\u00a0zł" in whole
    assert "Druga: 77,77\u00a0zł.</li>" in whole
    assert {} == balances(place.record, Scope("ewa", frozenset({Role.PROGRAMME})))
