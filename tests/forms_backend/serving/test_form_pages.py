"""The real forms: parts on one page, and questions that depend on answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from catalog.forms.form import Form
from catalog.website.build.published_forms import choices
from forms_backend.keys.opening import open_record
from tests.forms_backend.serving.test_drafts import press
from tests.forms_backend.serving.test_submit import carried
from tests.forms_backend.synthetic_service import House, furnish, publication
from tests.real_content import CATALOG

CONTENT = Path(__file__).parents[3] / "content"
ENTRY = "/organizacje/proba-probna/"
SENT = {
    "who_asks": "osoba",
    "for_whom": "kogos",
    "category": "naprawy",
    "what": "Kran cieknie.",
    "town": "Łódź",
    "by_when": "do-dnia",
    "by_day": "15 grudnia 2026",
    "first_name": "Anna Próbna",
    "phone": "601 234 567",
    "contact_person": "pomocnika",
    "board": "nie",
    "clause_read": "tak",
}
"""Right answers to `potrzeba`."""


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    """The real forms, compiled."""
    catalog = CATALOG
    known = choices(catalog)
    return {name: form.with_choices(known) for name, form in catalog.forms.items()}


@pytest.fixture
def real(tmp_path: Path, forms: dict[str, Form]) -> House:
    """The service with the real forms."""
    house = furnish(tmp_path / "var")
    made = publication().model_copy(
        update={"forms": forms, "entries": {ENTRY: "Organizacja „Próbna”"}}
    )
    made.write(house.settings.publication)
    return house


def send(house: House, form: str, **changes: str) -> TestResponse:
    """Send the whole form; an empty answer is left out, as a box that nobody ticks."""
    answers = {name: value for name, value in (SENT | changes).items() if value}
    return house.client.post(f"/zgloszenia/{form}", data=answers)


def heading(page: TestResponse) -> str:
    """The one first heading of a page."""
    (found,) = re.findall(r"<h1>([^<]+)</h1>", page.text)
    return str(found)


def mistakes(page: TestResponse) -> list[str]:
    """The questions that the summary leads to."""
    return re.findall(r'<li><a href="#(\w+)">', page.text)


def test_a_form_is_one_page(real: House) -> None:
    """Every part and every question is on it, also those that an answer calls for, with when."""
    page = send(real, "potrzeba", clause_read="")
    assert 422 == page.status_code
    assert ["1", "2", "3", "4"] == re.findall(r'<section class="part" id="czesc-(\d)"', page.text)
    for name in ("by_day", "contact_person", "organization"):
        assert f'id="{name}"' in page.text
    assert "(tylko jeśli wyżej: Do konkretnego dnia)" in page.text


def test_all_answers_make_one_submission(real: House) -> None:
    """What is kept is every answer of every part."""
    check = send(real, "potrzeba")
    assert "Sprawdź swoje odpowiedzi" == heading(check)
    done = real.client.post("/zgloszenia/potrzeba", data=carried(check, "wyslij"))
    assert 303 == done.status_code
    (record,) = real.records
    answers = open_record(record, real.foundation).answers
    kept = {**SENT, "by_day": "2026-12-15", "phone": "+48601234567"}
    assert kept == {name: value for name, value in answers.items() if value}


def test_dependent_question_is_demanded(real: House) -> None:
    """What an answer calls for is a mistake when it is missing; all else is kept."""
    wrong = send(real, "potrzeba", by_day="")
    assert (422, ["by_day"]) == (wrong.status_code, mistakes(wrong))
    assert "Kran cieknie." in wrong.text


def test_answer_that_nothing_calls_for_is_told(real: House) -> None:
    """Without a script one may answer what does not concern one: it is said, and not kept."""
    check = send(real, "potrzeba", by_when="pilne")
    told = check.text.partition("Tych odpowiedzi nie wyślemy,")[2].partition("</ul>")[0]
    assert ["Do którego dnia?"] == re.findall("<li>(.+)</li>", told)
    assert "by_day" not in carried(check, "wyslij")


@pytest.mark.parametrize(
    ("whom", "label"),
    [("siebie", "Twoje imię"), ("kogos", "Imię osoby, do której mamy się odezwać")],
)
def test_labels_know_for_whom(real: House, whom: str, label: str) -> None:
    """The check page and the page of mistakes call things as the answers say."""
    assert f"<dt>{label}</dt>" in send(real, "potrzeba", for_whom=whom, contact_person="").text
    assert f">{label}</span>" in send(real, "potrzeba", for_whom=whom, clause_read="").text


def test_each_part_can_be_mended(real: House) -> None:
    """From the check page a link leads to each part of the form, with every answer and no blame."""
    client = real.client
    answer = press(client, SENT, "/zgloszenia/potrzeba")
    check = client.get(answer.headers["Location"])
    links = re.findall(r'href="([^"]+)#czesc-(\d)"', check.text)
    assert ["1", "2", "3", "4"] == [number for _, number in links]
    (place,) = {address for address, _ in links}
    form = client.get(place)
    assert (200, "Poproś o pomoc") == (form.status_code, heading(form))
    assert 'value="kogos" checked' in form.text
    assert 0 == form.text.count("aria-invalid")
    again = press(client, SENT | {"what": "Kran kapie."}, "/zgloszenia/potrzeba")
    assert "Kran kapie." in client.get(again.headers["Location"]).text


def test_part_of_a_form_cannot_be_confirmed(real: House) -> None:
    """A confirmation is judged as a whole."""
    answer = send(real, "potrzeba", wz_page="p" * 22, wz_step="wyslij", who_asks="")
    assert (422, ["who_asks"]) == (answer.status_code, mistakes(answer))
    assert () == real.records


@pytest.mark.parametrize("step", ["", "wstecz-99", "popraw-0", "popraw", "wyslij", "cokolwiek"])
def test_made_up_steps_break_nothing(real: House, step: str) -> None:
    """A button that nobody made leads to a page of the form, never to an error of ours."""
    answer = real.client.post("/zgloszenia/potrzeba", data={"wz_step": step})
    assert 422 == answer.status_code
    assert () == real.records


def test_trap_is_carried(real: House) -> None:
    """What a machine wrote into the hidden field is still there on the page of mistakes."""
    page = send(real, "potrzeba", wz_strona="x", clause_read="")
    assert 'name="wz_strona" value="x"' in page.text


def test_correction_knows_its_entry(real: House) -> None:
    """The link on a record opens the form with that record written in."""
    page = real.client.get(f"/zgloszenia/poprawka?wpis={ENTRY}")
    assert (200, "Zgłoś błąd") == (page.status_code, heading(page))
    assert f'value="Organizacja „Próbna” ({ENTRY})"' in page.text
    assert re.search(r'name="wz_page" value="[\w-]{16,}"', page.text)
    assert 0 == page.text.count("aria-invalid")


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("poprawka", ""),
        ("poprawka", "?wpis=/organizacje/nie-ma-takiej/"),
        ("poprawka", "?wpis=<script>"),
        ("uczestnik", f"?wpis={ENTRY}"),
    ],
)
def test_unknown_entry_leads_to_the_empty_form(real: House, form: str, query: str) -> None:
    """Nothing that stands in an address is believed unless the directory has it."""
    answer = real.client.get(f"/zgloszenia/{form}{query}")
    assert 302 == answer.status_code
    assert f"/formularze/{form}/" == answer.headers["Location"]


@pytest.mark.parametrize("name", sorted(path.stem for path in (CONTENT / "forms").glob("*.yml")))
def test_empty_answers_are_refused_in_polish(
    real: House, forms: dict[str, Form], name: str
) -> None:
    """Nothing filled in: a closed form says so, every other names in Polish what is missing."""
    answer = real.client.post(f"/zgloszenia/{name}", data={"wz_step": ""})
    if forms[name].closed:
        assert 410 == answer.status_code
        return
    assert 422 == answer.status_code
    messages = re.findall(r'<li><a href="#\w+">([^<]+)</a></li>', answer.text)
    assert messages
    for message in messages:
        assert re.match(r"(Wpisz|Wybierz|Zaznacz|Napisz|Podaj|Przeczytaj)\b.*\.$", message)
