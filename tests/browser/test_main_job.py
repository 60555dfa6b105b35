"""The main job, as a person does it: register an organization on a phone without JavaScript."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import RunningSite

TYPED = {
    "organization_name": "Stowarzyszenie Próbne „Żółta Łódź”",
    "town": "Gęsia Wólka Śródleśna",
    "coordinator_role": "kierowniczka działu źdźbeł",
    "writer_name": "Anna Próbna",
    "public_email": "biuro@przyklad-probny.example.org",
}
CHOSEN = {
    "organization_kind": "stowarzyszenie",
    "takes_participants": "jeszcze-nie",
    "public_benefit_mode": "nieodplatna",
}
TICKED = {
    "groups": ("seniorzy", "bezdomnosc"),
    "services": ("sprzatanie",),
    "clause_read": ("tak",),
}
WRONG = {"nip": "123", "writer_email": "anna.probna.example.org"}
MENDED = {"nip": "526-10-40-828", "writer_email": "anna.probna@przyklad-probny.example.org"}


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of a list, a radio button or a box."""
    control = page.locator(f'[name="{name}"]')
    if control.first.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        page.locator(f'[name="{name}"][value="{value}"]').check()


def fill(page: Page, typed: dict[str, str]) -> None:
    """Type into text fields."""
    for name, text in typed.items():
        page.locator(f'[name="{name}"]').fill(text)


def fill_everything(page: Page) -> None:
    """Every answer, two of them wrong."""
    fill(page, TYPED | WRONG)
    for name, value in CHOSEN.items():
        choose(page, name, value)
    for name, values in TICKED.items():
        for value in values:
            choose(page, name, value)


def expect_right_answers(page: Page) -> None:
    """Everything that was right is still there, as it was typed."""
    for name, text in TYPED.items():
        expect(page.locator(f'[name="{name}"]')).to_have_value(text)
    for name, value in CHOSEN.items():
        choice = page.locator(f'[name="{name}"]:checked, select[name="{name}"]')
        assert value == choice.input_value()
    for name, values in TICKED.items():
        kept = page.locator(f'[name="{name}"]:checked')
        assert sorted(values) == sorted(kept.nth(n).input_value() for n in range(kept.count()))


def open_form(page: Page, site: RunningSite) -> None:
    """From the home page by its links, as people come."""
    page.goto(site.address + "/")
    if page.locator(".menu > summary").is_visible():
        page.locator(".menu > summary").click()
    page.get_by_role("navigation", name="Główne").get_by_role("link", name="Zgłoś się").click()
    page.get_by_role("main").locator('a[href$="organizacja/"]').first.click()


@dataclass(frozen=True)
class Sent:
    """A registration that was accepted, with the address of its last page."""

    reference: str
    last_page: str


@pytest.fixture(scope="module")
def sent(browser: Browser, running_site: RunningSite) -> Iterator[Sent]:
    """The whole way once: two mistakes, their correction, the check, the reference number."""
    with browser.new_context(java_script_enabled=False, locale="pl-PL") as context:
        page = context.new_page()
        open_form(page, running_site)
        fill_everything(page)
        page.locator("form.questions button:not([name])").click()
        fill(page, MENDED)
        page.locator("form.questions button:not([name])").click()
        page.locator('button[value="wyslij"]').click()
        shown = page.locator(".reference").inner_text()
        yield Sent(shown.strip(), page.url)


def test_mistakes_keep_every_right_answer(
    context: BrowserContext, running_site: RunningSite
) -> None:
    """Two wrong answers: 422, a summary that leads to each, and all right answers still there.

    The page is no answer to a POST: opened once more, it is the same.
    """
    page = context.new_page()
    open_form(page, running_site)
    fill_everything(page)
    page.locator("form.questions button:not([name])").click()
    answer = page.reload()
    assert answer is not None
    assert ("GET", 422) == (answer.request.method, answer.status)
    assert page.title().startswith("Błąd: ")
    links = page.get_by_role("alert").get_by_role("link")
    assert 2 == links.count()
    for number, name in enumerate(WRONG):
        assert f"#{name}" == links.nth(number).get_attribute("href")
        field = page.locator(f"#{name}")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(WRONG[name])
        described = str(field.get_attribute("aria-describedby")).split()
        assert [1] * len(described) == [page.locator(f"#{one}").count() for one in described]
    expect_right_answers(page)


def test_check_page_shows_what_was_answered(
    context: BrowserContext, running_site: RunningSite
) -> None:
    """Right answers are shown to be checked before anything is kept; "Popraw" keeps them all."""
    page = context.new_page()
    open_form(page, running_site)
    fill_everything(page)
    fill(page, MENDED)
    page.locator("form.questions button:not([name])").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź swoje odpowiedzi")
    for text in TYPED.values():
        expect(page.get_by_role("main")).to_contain_text(text)
    page.get_by_role("link", name="Popraw tę część").first.click()
    expect_right_answers(page)
    assert 0 == page.get_by_role("alert").count()


def test_reference_can_be_said_on_the_phone(sent: Sent) -> None:
    """The reference number is two groups of four, without I, O, 0 and 1."""
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{4}", sent.reference)


def test_last_page_is_harmless(
    sent: Sent, context: BrowserContext, running_site: RunningSite
) -> None:
    """Opening the last page again shows the same number, and nothing more is kept."""
    before = running_site.command("submissions", "list").stdout
    page = context.new_page()
    page.goto(sent.last_page)
    expect(page.locator(".reference")).to_have_text(sent.reference)
    assert before == running_site.command("submissions", "list").stdout


def test_list_shows_it(sent: Sent, running_site: RunningSite) -> None:
    """`submissions list` names what came in, and no answer."""
    listed = running_site.command("submissions", "list")
    assert (0, "") == (listed.returncode, listed.stderr)
    assert 1 == listed.stdout.count(sent.reference)
    assert [] == [text for text in TYPED.values() if text in listed.stdout]


def test_show_opens_it(sent: Sent, running_site: RunningSite) -> None:
    """With the private key `submissions show` prints every answer."""
    shown = running_site.command("submissions", "show", sent.reference)
    assert 0 == shown.returncode
    assert [] == [text for text in TYPED.values() if text not in shown.stdout]


def test_show_without_key_refuses(sent: Sent, running_site: RunningSite) -> None:
    """Without the private key `show` refuses with one clear sentence and no answer."""
    shown = running_site.command(
        "submissions", "show", sent.reference, WZAJEMNIE_PRIVATE_KEY="nie-ma-takiego-pliku.json"
    )
    assert 1 == shown.returncode
    assert "" == shown.stdout
    assert "klucz" in shown.stderr
    assert 1 == len(shown.stderr.strip().splitlines())


def test_export_opens_in_a_spreadsheet(sent: Sent, running_site: RunningSite) -> None:
    """The export is UTF-8 with a byte order mark, semicolons and labels; Polish letters survive."""
    target = running_site.folder / "export.csv"
    run = running_site.command(
        "submissions", "export", "--form", "organizacja", "--out", str(target)
    )
    assert (0, "") == (run.returncode, run.stderr)
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    row = next(row for row in rows if sent.reference in row.values())
    assert TYPED["organization_name"] == row["Jak się nazywa organizacja albo instytucja?"]
    assert set() == set(TYPED.values()) - set(row.values())


def test_nothing_typed_is_in_any_byte(sent: Sent, running_site: RunningSite) -> None:
    """No byte under var, and none of the log, holds what the person typed; the number is there."""
    typed = [*TYPED.values(), *MENDED.values(), *WRONG.values(), "Wólka Śródleśna", "źdźbeł"]
    spellings = {
        spelling
        for text in typed
        if len(text) > 3
        for spelling in (text.encode(), text.encode("utf-16-le"), ascii(text)[1:-1].encode())
    }
    files = [file for file in running_site.var.rglob("*") if file.is_file()]
    data = b"\0".join(file.read_bytes() for file in [*files, running_site.folder / "log.txt"])
    assert sent.reference.encode() in data
    assert set() == {spelling for spelling in spellings if spelling in data}
