"""The coordinators' page in a real browser: its buttons work under its own strict headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from forms_backend.stores.address import open_store
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House, furnish
from tests.local_command import local_address

VIOLATIONS = "async () => (await axe.run()).violations.map((one) => one.id)"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Two submissions, and the key beside them."""
    made = furnish(tmp_path / "var")
    for name in ("Anna", "Jan"):
        confirmed(made, first_name=name)
    made.foundation.write(made.settings.private_key, None)
    return made


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """What `submissions read` prints."""
    with local_address(house, "read") as printed:
        yield printed


@pytest.fixture
def paper_entry(browser: Browser) -> Iterator[Page]:
    """A coordinator's browser, scripts allowed so that axe can look; our policy stays."""
    context = browser.new_context(bypass_csp=False, locale="pl-PL")
    yield context.new_page()
    context.close()


def test_reading_and_marking_as_done(paper_entry: Page, address: str, house: House) -> None:
    """Open the address, open a submission, mark it: the list and the store say so."""
    complaints: list[str] = []
    paper_entry.on("console", lambda message: complaints.append(message.text))
    paper_entry.goto(address)
    expect(paper_entry.get_by_role("heading", level=1)).to_have_text("Zgłoszenia (2)")
    paper_entry.get_by_role("heading", level=2).first.get_by_role("link").click()
    expect(paper_entry.get_by_text("Jak masz na imię?")).to_be_visible()
    paper_entry.get_by_role("button", name="Załatwione").click()
    expect(paper_entry.locator("li.done")).to_have_count(1)
    states = [one.state for one in open_store(house.settings.store).listing().records]
    assert ["done", "new"] == sorted(states)
    assert [] == complaints


def test_second_browser_stays_outside(browser: Browser, paper_entry: Page, address: str) -> None:
    """The address works once: whoever finds it in a history is refused."""
    paper_entry.goto(address)
    other = browser.new_context()
    answer = other.new_page().goto(address)
    assert answer is not None
    assert 403 == answer.status
    other.close()


def test_axe_finds_nothing(browser: Browser, address: str, axe: str) -> None:
    """The list and a submission have no fault that axe knows, at the width of a phone too."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    for _ in range(2):
        page.add_script_tag(content=axe)
        assert [] == page.evaluate(VIOLATIONS)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_role("link").first.click()
    context.close()
