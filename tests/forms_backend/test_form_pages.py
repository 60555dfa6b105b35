"""Forms on several pages, and questions that depend on answers: the way without a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from catalog.forms.form import Form
from catalog.loading import load
from catalog.website.build.published_forms import choices
from forms_backend.keys.opening import open_record
from tests.forms_backend.furniture import House, furnish, publication

CONTENT = Path(__file__).parents[2] / "content"
ENTRY = "/organizacje/proba-probna/"
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
SENT = {
    "potrzeba": [
        {"who_asks": "osoba", "for_whom": "kogos"},
        {
            "category": "naprawy",
            "what": "Kran cieknie.",
            "town": "Łódź",
            "by_when": "do-dnia",
        },
        {"by_day": "15 grudnia 2026"},
        {"first_name": "Anna Próbna", "phone": "601 234 567", "contact_person": "pomocnika"},
        {"board": "nie", "clause_read": "tak"},
    ]
}


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    """The real forms, compiled."""
    catalog = load(CONTENT)
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


def hidden(page: TestResponse) -> list[tuple[str, str]]:
    """What the form of a page sends without being asked; templates need a script."""
    text = re.sub(r"<template.*?</template>", "", page.text, flags=re.DOTALL)
    return INPUT.findall(text)


def send(house: House, form: str, page: list[tuple[str, str]], **typed: str) -> TestResponse:
    """Fill in a page and press its button."""
    fields = MultiDict([*page, *typed.items()])
    return house.client.post(f"/zgloszenia/{form}", data=fields)


def heading(page: TestResponse) -> str:
    """The one first heading of a page."""
    (found,) = re.findall(r"<h1>([^<]+)</h1>", page.text)
    return str(found)


def walk(house: House, form: str) -> list[TestResponse]:
    """Each answer of the service on the way through the pages of a form, the last page included."""
    before: list[tuple[str, str]] = [("wz_part", "1")]
    answers = []
    for typed in SENT[form]:
        answers.append(send(house, form, before, **typed))
        before = hidden(answers[-1])
    return answers


def test_pages_without_a_script(real: House) -> None:
    """Page after page, the dependent question on its own, then everything to look through."""
    headings = [heading(page) for page in walk(real, "potrzeba")]
    assert [
        "O co chodzi",
        "O co chodzi",
        "Jak się odezwać",
        "Na koniec",
        "Sprawdź swoje odpowiedzi",
    ] == headings
    assert () == real.records


def test_the_title_names_the_form_and_its_part(real: House) -> None:
    """Whoever hears the title first knows what is asked, in which form, and how much is left."""
    titles = [
        re.findall(r"<title>(.+) – .+</title>", page.text)[0] for page in walk(real, "potrzeba")
    ]
    assert [
        "O co chodzi – Poproś o pomoc (część 2 z 4)",
        "O co chodzi – Poproś o pomoc (część 2 z 4)",
        "Jak się odezwać – Poproś o pomoc (część 3 z 4)",
        "Na koniec – Poproś o pomoc (część 4 z 4)",
        "Sprawdź swoje odpowiedzi",
    ] == titles


def test_all_pages_make_one_submission(real: House) -> None:
    """What is kept is every answer of every page."""
    check = walk(real, "potrzeba")[-1]
    assert 303 == send(real, "potrzeba", [*hidden(check), ("wz_step", "wyslij")]).status_code
    (record,) = real.records
    answers = open_record(record, real.foundation).answers
    sent = {name: value for page in SENT["potrzeba"] for name, value in page.items()}
    kept = {**sent, "by_day": "2026-12-15", "phone": "+48601234567"}
    assert kept == {name: value for name, value in answers.items() if value}


def test_own_page_asks_only_what_is_missing(real: House) -> None:
    """The page for a dependent question shows it alone; left empty it is a mistake there."""
    asked = walk(real, "potrzeba")[1]
    assert 200 == asked.status_code
    assert 'id="by_day"' in asked.text
    assert 'id="what"' not in asked.text
    wrong = send(real, "potrzeba", hidden(asked), by_day="")
    assert 422 == wrong.status_code
    assert ["by_day"] == re.findall(r'<li><a href="#(\w+)">', wrong.text)
    assert "Kran cieknie." in wrong.text


def test_optional_question_is_asked_once(real: House) -> None:
    """A dependent question that may stay empty does not come back on any later page."""
    page = send(
        real,
        "wolontariusz",
        [("wz_part", "1")],
        organization="pomozcie-wybrac",
        tasks="umiejetnosci",
    )
    assert 'id="services"' in page.text
    page = send(real, "wolontariusz", hidden(page), services="cos-innego")
    assert 'id="services_other"' in page.text
    page = send(real, "wolontariusz", hidden(page), services_other="")
    assert "Kiedy i gdzie" == heading(page)
    page = send(real, "wolontariusz", hidden(page), town="Łódź", of_age="tak")
    assert "Jak się odezwać" == heading(page)


def test_back_keeps_the_answers_of_both_pages(real: House) -> None:
    """Back shows the earlier page as it was; forward again shows what stood on the later one."""
    later = walk(real, "potrzeba")[2]
    back = send(real, "potrzeba", hidden(later), first_name="Anna", wz_step="wstecz-2")
    assert (200, "O co chodzi") == (back.status_code, heading(back))
    assert "Kran cieknie.</textarea>" in back.text
    assert "15 grudnia 2026" in back.text
    assert ("first_name", "Anna") in hidden(back)
    again = send(
        real,
        "potrzeba",
        hidden(back),
        category="naprawy",
        what="Kran cieknie mocno.",
        town="Łódź",
        by_when="pilne",
    )
    assert "Jak się odezwać" == heading(again)
    assert 'id="first_name" name="first_name" value="Anna"' in again.text
    assert "by_day" not in dict(hidden(again))


def test_part_of_a_form_cannot_be_confirmed(real: House) -> None:
    """A confirmation is judged on every page, whatever page it says that it comes from."""
    claimed = [("wz_part", "1"), ("wz_page", "p" * 22), ("wz_step", "wyslij")]
    answer = send(real, "potrzeba", claimed, **SENT["potrzeba"][0])
    assert 422 == answer.status_code
    assert () == real.records


def test_back_without_a_number_is_to_the_first_page(real: House) -> None:
    """From there the way leads on as if one had never been further: nothing is a mistake yet."""
    later = walk(real, "potrzeba")[2]
    back = send(real, "potrzeba", hidden(later), wz_step="wstecz")
    assert (200, "Poproś o pomoc") == (back.status_code, heading(back))
    again = send(real, "potrzeba", hidden(back), **SENT["potrzeba"][0])
    assert (200, "O co chodzi") == (again.status_code, heading(again))


def test_change_leads_back_to_the_check_page(real: House) -> None:
    """Each part can be mended from the check page, and one press leads back to it."""
    check = walk(real, "potrzeba")[-1]
    assert 4 == check.text.count('name="wz_step" value="popraw-')
    part = send(real, "potrzeba", [*hidden(check), ("wz_step", "popraw-1")])
    assert "Poproś o pomoc" == heading(part)
    assert 'value="kogos" checked' in part.text
    again = send(real, "potrzeba", hidden(part), who_asks="firma", for_whom="siebie")
    assert "Sprawdź swoje odpowiedzi" == heading(again)
    assert "<dd>Firma</dd>" in again.text
    assert "Czyj to telefon" not in again.text
    assert "contact_person" not in dict(hidden(again))


def test_changed_answer_asks_what_it_calls_for(real: House) -> None:
    """Whoever says on the way back that it is for somebody else is asked whose telephone it is.

    That question stands on a page which was passed when nothing called for it. It is asked once.
    """
    before: list[tuple[str, str]] = [("wz_part", "1")]
    for typed in ({"who_asks": "osoba", "for_whom": "siebie"}, *SENT["potrzeba"][1:]):
        own = {name: value for name, value in typed.items() if name != "contact_person"}
        before = hidden(send(real, "potrzeba", before, **own))
    part = send(real, "potrzeba", [*before, ("wz_step", "popraw-1")])
    asked = send(real, "potrzeba", hidden(part), who_asks="osoba", for_whom="kogos")
    assert (200, "Jak się odezwać") == (asked.status_code, heading(asked))
    assert 'id="contact_person"' in asked.text
    assert 'id="phone"' not in asked.text
    check = send(real, "potrzeba", hidden(asked))
    assert "Sprawdź swoje odpowiedzi" == heading(check)
    again = send(real, "potrzeba", [*hidden(check), ("wz_step", "popraw-4")])
    last = send(real, "potrzeba", hidden(again), board="tak", clause_read="tak")
    assert "Sprawdź swoje odpowiedzi" == heading(last)


def test_everything_at_once(real: House) -> None:
    """All answers in one body, as a paper form is typed in, lead straight to the check page."""
    fields = {name: value for page in SENT["potrzeba"] for name, value in page.items()}
    assert "Sprawdź swoje odpowiedzi" == heading(send(real, "potrzeba", [], **fields))


@pytest.mark.parametrize("part", ["0", "99", "-1", "dwa", ""])
@pytest.mark.parametrize("step", ["", "wstecz-99", "popraw-0", "wyslij", "cokolwiek"])
def test_made_up_pages_break_nothing(real: House, part: str, step: str) -> None:
    """A page number that nobody made leads to a page of the form, never to an error of ours."""
    answer = send(real, "potrzeba", [("wz_part", part), ("wz_step", step)])
    assert answer.status_code in (200, 422)
    assert () == real.records


def test_trap_is_carried_from_page_to_page(real: House) -> None:
    """What a machine wrote into the hidden field of one page is still there on the next."""
    page = send(real, "potrzeba", [("wz_part", "1")], wz_strona="x", **SENT["potrzeba"][0])
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
    answer = send(real, name, [("wz_step", "")])
    if forms[name].closed:
        assert 410 == answer.status_code
        return
    assert 422 == answer.status_code
    messages = re.findall(r'<li><a href="#\w+">([^<]+)</a></li>', answer.text)
    assert messages
    for message in messages:
        assert re.match(r"(Wpisz|Wybierz|Zaznacz|Napisz|Podaj|Przeczytaj)\b.*\.$", message)
