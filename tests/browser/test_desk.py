"""The desk of a demonstration in a real browser: without scripts, on a phone."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.programme import programme_file
from catalog.publication import Publication
from catalog.website.build.published_forms import choices, programme
from tests.conftest import ROOT, clean_environment, free_port
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House, furnish
from tests.real_content import CATALOG

PATIENCE = 20.0
"""Seconds that a busy machine may take; `desk.serving.AT_ONCE` makes it two on a quiet one."""


@dataclass(frozen=True)
class Shown:
    """A demonstration that runs beside a forms service, and where it is."""

    house: House
    address: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """As `make run` starts it, in a process of its own, beside a service with development keys.

    With the site's own forms beside the synthetic one: they make the people of the demonstration.
    """
    var: Path = tmp_path_factory.mktemp("desk") / "var"
    house = furnish(var, development=True)
    house.foundation.write(house.settings.private_key, None)
    published = house.settings.publication
    lists = choices(CATALOG)
    forms = {name: form.with_choices(lists) for name, form in CATALOG.forms.items()}
    trial = Publication.read(published)
    trial.model_copy(update={"forms": forms | trial.forms}).write(published)
    programme(CATALOG).write(programme_file(published))
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "wzajemnie", "desk", "--demo", "--port", str(port)],
        cwd=ROOT,
        env=clean_environment() | {"WZAJEMNIE_VAR": str(var)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert f"127.0.0.1:{port}" in process.stdout.readline()
        yield Shown(house, f"http://127.0.0.1:{port}")
        process.terminate()


def enter(page: Page, desk: str, role: str = "koordynacja programu") -> None:
    """By the button of a demonstration."""
    page.goto(f"{desk}/wejdz")
    page.get_by_role("button", name=f"Wejdź: {role}").click()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone without scripts."""
    with browser.new_context(
        java_script_enabled=False, locale="pl-PL", viewport={"width": 360, "height": 740}
    ) as context:
        yield context.new_page()


def test_what_was_sent_is_read_and_handed_over(phone: Page, shown: Shown) -> None:
    """From the form to a coordinator who has it and hands it over, without a script."""
    confirmed(shown.house, first_name="Zmyślona Bożena")
    (record,) = shown.house.records
    sent = time.monotonic()
    enter(phone, shown.address)
    card = phone.get_by_role("main").get_by_text(re.compile(f"{record.label.reference} · nowe"))
    while not card.count() and time.monotonic() < sent + PATIENCE:
        phone.goto(f"{shown.address}/dzisiaj")
    assert card.count()
    assert "Pilne i nowe" in phone.get_by_role("heading", level=2).first.inner_text()
    phone.get_by_role("link", name=f"Otwórz: Zmyślona Bożena, {record.label.reference}").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Zmyślona Bożena")
    phone.get_by_role("button", name="Biorę to").click()
    expect(phone.get_by_role("main")).to_contain_text("Ma to: pokaz: koordynacja programu")
    phone.get_by_text("Przekaż organizacji").first.click()
    phone.get_by_label("Organizacja").select_option(index=1)
    phone.get_by_role("button", name="Przekaż organizacji").click()
    phone.get_by_role("button", name="Przyjmij").click()
    expect(phone.get_by_role("main")).to_contain_text("Stan: przyjęte")
    while shown.house.records[0].state != "done" and time.monotonic() < sent + 3 * PATIENCE:
        time.sleep(0.1)
    assert "done" == shown.house.records[0].state


def test_somebody_is_found_and_both_are_told(phone: Page, shown: Shown) -> None:
    """From an open request to what was agreed, by what stands on the pages, without a script."""
    enter(phone, shown.address)
    phone.goto(f"{shown.address}/prosby?stan=open")
    phone.get_by_role("link", name=re.compile("Otwórz: ")).last.click()
    phone.get_by_role("link", name="Kto może pomóc?").click()
    expect(phone.get_by_role("main")).to_contain_text("Ten sam rodzaj pomocy")
    phone.get_by_role("button", name=re.compile("Dopasuj: ")).first.click()
    expect(phone.get_by_role("main")).to_contain_text("Stan: proponowane")
    said = (
        "Powiedziano osobie, która prosi",
        "Powiedziano osobie, która pomaga",
        "Jedna strona się zgadza",
    )
    for one in said:
        phone.locator("summary", has_text=one).click()
        if one == said[-1]:
            phone.get_by_label("Kto się zgadza").select_option("offer")
        phone.get_by_role("button", name=one).click()
    phone.get_by_role("button", name="Druga strona też się zgadza").click()
    phone.locator("summary", has_text="Uzgodnione").click()
    phone.get_by_label("Co ustalono").fill("sobota o 10")
    phone.get_by_role("button", name="Uzgodnione").click()
    expect(phone.get_by_role("main")).to_contain_text("Stan: uzgodnione")
    expect(phone.get_by_role("main")).to_contain_text("zajęte")


def test_going_back_after_leaving_shows_nobody(phone: Page, shown: Shown) -> None:
    """The browser keeps no page: whoever sits down there next reads nothing."""
    enter(phone, shown.address)
    phone.goto(f"{shown.address}/osoby")
    phone.get_by_role("link", name=re.compile("Otwórz: ")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Zmyślon")
    phone.get_by_role("button", name="Wyjdź").click()
    expect(phone).to_have_url(f"{shown.address}/wejdz")
    for _ in range(2):
        phone.go_back()
        expect(phone).to_have_url(f"{shown.address}/wejdz")
        expect(phone.get_by_role("heading", level=1)).to_have_text("Wejdź")
