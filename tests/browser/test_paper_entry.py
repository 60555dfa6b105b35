"""A sheet of paper is typed in with a real browser, and reads back with its mark."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from catalog.text.time_zone import WARSAW
from tests.browser.test_reader import VIOLATIONS
from tests.conftest import ROOT, clean_environment
from tests.forms_backend.synthetic_service import FORM, PRINTED, House, furnish
from tests.local_command import local_address

YESTERDAY = datetime.now(WARSAW).date() - timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A copy that somebody runs; the private key is kept elsewhere."""
    return furnish(tmp_path / "var", demonstration=False)


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """What `submissions enter` prints, on a computer without the private key."""
    with local_address(house, "enter") as printed:
        yield printed


@pytest.fixture
def paper_entry(browser: Browser) -> Iterator[Page]:
    """A volunteer's browser under our own policy."""
    context = browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def fill(page: Page) -> None:
    """A right sheet, whose helper stays the contact."""
    page.get_by_label("Data na kartce").fill(f"{YESTERDAY:%d.%m.%Y}")
    page.locator("[name=paper_version]").fill(PRINTED)
    page.get_by_label("Kto przepisuje?").fill("wolontariusz")
    page.get_by_label("Do osoby, która jej pomaga").check()
    page.get_by_label("Kim jest osoba, która pomaga?").fill("sąsiadka")
    page.get_by_label("Telefon osoby, która pomaga").fill("22 123 45 67")
    page.get_by_label("Jak masz na imię?").fill("Anna Próbna")
    page.get_by_label("Zakupy").check()
    page.get_by_label("Wiem, co stanie się z danymi.").check()


def test_a_sheet_is_typed_in_and_reads_back(paper_entry: Page, address: str, house: House) -> None:
    """Choose, type, mend, compare, keep; the number is shown, and whoever has the key reads it."""
    complaints: list[str] = []
    paper_entry.on("console", lambda message: complaints.append(message.text))
    paper_entry.goto(address)
    paper_entry.get_by_role("link", name=FORM.title).click()
    fill(paper_entry)
    paper_entry.get_by_label("Data na kartce").fill("1.1.2199")
    paper_entry.get_by_role("button", name="Sprawdź").click()
    expect(paper_entry.get_by_role("alert")).to_contain_text("Sprawdź rok")
    paper_entry.get_by_label("Data na kartce").fill(f"{YESTERDAY:%d.%m.%Y}")
    paper_entry.get_by_role("button", name="Sprawdź").click()
    expect(paper_entry.get_by_role("heading", level=1)).to_have_text("Porównaj z kartką")
    expect(paper_entry.get_by_text("sąsiadka")).to_be_visible()
    paper_entry.get_by_role("button", name="Zapisz kartkę").dblclick()
    expect(paper_entry.get_by_role("heading", level=1)).to_have_text("Kartka jest zapisana")
    reference = paper_entry.locator(".reference").inner_text()
    paper_entry.reload()
    assert any(sent_again(paper_entry) for _ in range(20))
    paper_entry.get_by_role("button", name="Zapisz kartkę").click()
    expect(paper_entry.locator(".reference")).to_have_text(reference)
    assert [reference] == [one.label.reference for one in house.records]
    unexpected = [one for one in complaints if "422" not in one]
    assert [] == unexpected
    assert_reads_back(house, reference)


def sent_again(paper_entry: Page) -> bool:
    """Go back, and say yes when the browser asks whether to send that page once more.

    The question takes a moment; asked too early, the browser is still where it was.
    """
    before = paper_entry.get_by_role("button", name="Zapisz kartkę")
    if paper_entry.get_by_text("Kartka jest zapisana").count():
        with suppress(Error):
            paper_entry.go_back()
    paper_entry.wait_for_timeout(200)
    with suppress(Error):
        paper_entry.reload()
    return before.count() == 1


def assert_reads_back(house: House, reference: str) -> None:
    """`list` marks it without a key; `show` tells all of it with one."""
    listed = command(house, "list")
    assert re.search(rf"{reference}.*z papieru", listed)
    assert "Anna" not in listed
    house.foundation.write(house.settings.private_key, None)
    shown = command(house, "show", reference)
    for told in ("z papieru", "Anna Próbna", "wolontariusz", "sąsiadka", "22 123 45 67"):
        assert told in shown


def command(house: House, *words: str) -> str:
    """What a command of `submissions` says."""
    settings = {"WZAJEMNIE_VAR": str(house.settings.var)}
    return subprocess.run(
        [sys.executable, "-m", "wzajemnie", "submissions", *words],
        cwd=ROOT,
        env=clean_environment() | settings,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_axe_finds_nothing(browser: Browser, address: str, axe: str) -> None:
    """Each page has no fault that axe knows, and fits a phone."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)

    def look() -> None:
        page.add_script_tag(content=axe)
        assert [] == page.evaluate(VIOLATIONS)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    look()
    page.get_by_role("link", name=FORM.title).click()
    look()
    page.get_by_role("button", name="Sprawdź").click()
    look()
    fill(page)
    page.get_by_role("button", name="Sprawdź").click()
    look()
    page.get_by_role("button", name="Zapisz kartkę").click()
    look()
    context.close()
