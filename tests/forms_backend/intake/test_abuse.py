"""What is refused, with a clear sentence each time and nothing stored; old phones get through."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.forms_backend.synthetic_service import House, furnish, sent

ADDRESS = "/zgloszenia/proba"
URL_ENCODED = "application/x-www-form-urlencoded"
MANY = [f"f{number}=1" for number in range(301)]

BODIES = [
    ("unknown name", b"first_name=Anna&role=admin", 400, "pole, którego nie znamy"),
    ("unknown name, empty", b"first_name=Anna&role=", 400, "pole, którego nie znamy"),
    ("repeated name", b"first_name=Anna&first_name=Ewa", 400, "dwie odpowiedzi na jedno pytanie"),
    ("repeated step", b"wz_step=a&wz_step=b", 400, "dwie odpowiedzi na jedno pytanie"),
    ("bad UTF-8, escaped", b"first_name=%FF%FE", 400, "nie da się odczytać"),
    ("bad UTF-8, raw", b"first_name=\xff", 400, "nie da się odczytać"),
    ("surrogate", b"first_name=%ED%A0%80", 400, "nie da się odczytać"),
    ("NUL", b"first_name=A%00", 422, "Usunęliśmy z tej odpowiedzi znaki"),
    ("escape sequence", b"first_name=A%1B%5B2J", 422, "Usunęliśmy z tej odpowiedzi znaki"),
    ("C1 control", b"first_name=A%C2%9B", 422, "Usunęliśmy z tej odpowiedzi znaki"),
    ("NUL in a choice", b"needs=zakupy%00", 400, "nie da się zapisać"),
    ("C1 control in a field of ours", b"wz_strona=%C2%9B", 400, "nie da się zapisać"),
    ("many fields", "&".join(MANY[:300]).encode(), 400, "pole, którego nie znamy"),
    ("too many fields", "&".join(MANY).encode(), 400, "za dużo pól"),
    ("too large", b"first_name=" + b"a" * 70_000, 413, "Odpowiedzi są za długie."),
]


@pytest.mark.parametrize(
    ("body", "status", "words"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_bad_body_is_refused(house: House, body: bytes, status: int, words: str) -> None:
    """Each bad body has its status and its sentence, and stores nothing."""
    answer = house.client.post(ADDRESS, data=body, content_type=URL_ENCODED)
    assert status == answer.status_code
    assert words in answer.text
    assert () == house.records


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""]
)
def test_only_url_encoded(house: House, kind: str) -> None:
    """Any other content type is refused: 415."""
    answer = house.client.post(ADDRESS, data=b"first_name=Anna", content_type=kind)
    assert 415 == answer.status_code
    assert "w zapisie, którego nie znamy" in answer.text


@pytest.mark.parametrize("kind", [f"{URL_ENCODED}; charset=UTF-8", f"{URL_ENCODED} ".upper()])
def test_content_type_in_any_writing(house: House, kind: str) -> None:
    """Capital letters, spaces and a named encoding are the same content type."""
    body = urlencode(list(sent().items(multi=True)))
    assert 200 == house.client.post(ADDRESS, data=body, content_type=kind).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://localhost"}, 200),
        ({"Origin": "http://localhost", "Host": "LOCALHOST"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://zly.example"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://zly.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://zly.example"}, 403),
        ({"Origin": "http://localhost.zly.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
    ],
)
def test_strangers_pages_are_refused(house: House, headers: dict[str, str], status: int) -> None:
    """A form that a stranger's page sends is refused; a browser that says nothing is believed."""
    assert status == house.client.post(ADDRESS, data=sent(), headers=headers).status_code


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://www.przyklad.example", 200),
        ("https://stara.przyklad.example", 200),
        ("http://www.przyklad.example", 403),
        ("https://przyklad.example", 403),
        ("https://www.przyklad.example.zly.example", 403),
    ],
)
def test_site_and_forms_on_two_hosts(tmp_path: Path, origin: str, status: int) -> None:
    """What the settings name as our pages may send here from another host; nobody else may."""
    house = furnish(tmp_path / "var")
    ours = replace(
        house.settings,
        site_url="https://www.przyklad.example",
        allowed_origins=("https://stara.przyklad.example",),
    )
    client = House(ours, house.foundation, house.recovery).client
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    assert status == client.post(ADDRESS, data=sent(), headers=headers).status_code


def test_refusal_is_a_page(house: House) -> None:
    """Whoever is refused sees the site's own page, what is wrong, and the way back to the form."""
    answer = house.client.post(ADDRESS, data=b"x=1", content_type=URL_ENCODED)
    assert "<title>Błąd: Nie udało się" in answer.text
    assert 'href="/formularze/proba/"' in answer.text


def test_pasted_signs_are_taken_out_and_shown(house: House) -> None:
    """What comes along with text from a PDF is taken out, and nobody types everything again.

    The page says in which answer, and shows it as it would be kept; sent so, it is right.
    """
    wrong = house.client.post(ADDRESS, data=sent(remarks="jeden\x02\r\ndwa\x0ctrzy"))
    assert 422 == wrong.status_code
    assert ["remarks"] == re.findall(r'<li><a href="#(\w+)">', wrong.text)
    assert "\njeden\ndwa trzy</textarea>" in wrong.text
    assert 'value="601 234 567"' in wrong.text
    assert 200 == house.client.post(ADDRESS, data=sent(remarks="jeden\r\ndwa trzy")).status_code


def test_too_much_leads_back_to_its_form(house: House) -> None:
    """Whoever is told to go back to the form and shorten it gets the link to that form."""
    answer = house.client.post(ADDRESS, data={"remarks": "a" * 70_000})
    assert (413, True) == (answer.status_code, 'href="/formularze/proba/"' in answer.text)


def test_nothing_is_said_twice(house: House) -> None:
    """Under the heading of a missing page stands what to do, and not the heading once more."""
    text = house.client.get("/zgloszenia/nic").text
    assert 1 == text.partition("<main")[2].count("takiej strony")


def test_refusal_does_not_repeat_what_was_sent(house: House) -> None:
    """A refused name or value is not shown back."""
    answer = house.client.post(ADDRESS, data=b"kanarek=tajne", content_type=URL_ENCODED)
    assert "kanarek" not in answer.text
    assert "tajne" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods(house: House, method: str) -> None:
    """A method that the address does not know gets a polite 405, and is told which it does."""
    answer = house.client.open(ADDRESS, method=method)
    assert (405, "GET, HEAD, POST") == (answer.status_code, answer.headers["Allow"])
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (ADDRESS, 302, ""),
        ("//zgloszenia//proba", 404, "Ten adres jest błędny albo już nieaktualny."),
    ],
)
def test_no_library_speaks(house: House, address: str, status: int, words: str) -> None:
    """Where a library would write an English page there is ours, or none."""
    answer = house.client.get("/", environ_overrides={"PATH_INFO": address})
    assert status == answer.status_code
    assert words in answer.text
    assert "Redirecting" not in answer.text


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}/przyjete"])
def test_query_that_cannot_be_read(house: House, path: str) -> None:
    """Raw bytes in a query that are no UTF-8 are refused with a page."""
    environ = {"PATH_INFO": path, "QUERY_STRING": "wpis=\xff"}
    answer = house.client.get(path, environ_overrides=environ)
    assert 400 == answer.status_code
    assert "Nie udało się odczytać zapytania." in answer.text
