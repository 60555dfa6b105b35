"""The sum before sending, in a real browser: nobody notices it, and nobody is lost without it."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import altcha
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from waitress.server import create_server

from forms_backend.intake.challenge import ALGORITHM, COUNTERS, ROUNDS
from forms_backend.intake.quarantine import NEW, QUARANTINE, UNSOLVED
from forms_backend.keys.opening import open_record
from forms_backend.serving.preview import preview_app
from tests.browser.test_forms import keep_laws
from tests.conftest import ROOT
from tests.forms_backend.synthetic_service import House, furnish, sent

CHALLENGE = "**/zgloszenia/wyzwanie"
OLD_PHONE = 6
"""How many times slower than this machine."""


@dataclass(frozen=True)
class Asking:
    """A service that asks for a sum, with a page that leads to its check page."""

    address: str
    house: House

    def check(self, page: Page) -> None:
        """Go to the check page."""
        page.goto(self.address)
        page.locator("button").click()

    def kept(self) -> list[tuple[str, tuple[str, ...]]]:
        """The state of all that was kept, and why."""
        key = self.house.foundation
        return [(one.state, open_record(one, key).doubts) for one in self.house.records]


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    """Site and service on one address with their headers; the site has one page and the assets."""
    house = furnish(tmp_path / "var")
    house = House(replace(house.settings, altcha=True), house.foundation, house.recovery)
    shutil.copytree(ROOT / "site_templates" / "assets", tmp_path / "site" / "assets")
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in sent().items(multi=True)
    )
    (tmp_path / "site" / "index.html").write_text(
        '<link rel="icon" href="/assets/favicon.svg">'
        f'<form method="post" action="/zgloszenia/proba">{fields}<button>Dalej</button></form>',
        encoding="utf-8",
    )
    app = preview_app(tmp_path / "site", house.settings, lambda _: None)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = create_server(app, sockets=[listener])
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Asking(f"http://127.0.0.1:{port}/", house)
    server.close()
    thread.join(10)


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """Somebody with a small phone that runs scripts; whatever its console says is a mistake."""
    with browser.new_context(locale="pl-PL", viewport={"width": 360, "height": 740}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        page.unroute_all(behavior="ignoreErrors")
        assert [] == [one for one in complaints if "ERR_FAILED" not in one]


def send(page: Page) -> None:
    """Press the button, and see the thanks."""
    page.locator('button[value="wyslij"]').click()
    page.wait_for_url("**/przyjete?**")
    assert page.locator(".reference").is_visible()


def test_sum_is_done_while_one_reads(asking: Asking, reader: Page) -> None:
    """The page says what happens and that it is done; what is sent then is new."""
    asking.check(reader)
    status = reader.get_by_role("status")
    expect(status).to_have_text("Obliczenie gotowe. Możesz wysłać zgłoszenie.")
    send(reader)
    assert [(NEW, ())] == asking.kept()


def test_page_with_the_sum_keeps_the_laws(asking: Asking, reader: Page, axe: str) -> None:
    """The check page with the sum done is as every page of a form."""
    asking.check(reader)
    expect(reader.get_by_role("status")).to_have_text(
        "Obliczenie gotowe. Możesz wysłać zgłoszenie."
    )
    keep_laws(reader, axe)


def test_without_a_script(asking: Asking, browser: Browser) -> None:
    """The same thanks, without a word about a sum; coordinators see why it was put aside."""
    with browser.new_context(java_script_enabled=False, locale="pl-PL") as context:
        page = context.new_page()
        asking.check(page)
        assert "" == page.get_by_role("status").inner_text()
        send(page)
    assert [(QUARANTINE, (UNSOLVED,))] == asking.kept()


def slowly(route: Route) -> None:
    """An answer over a bad connection."""
    time.sleep(1)
    route.continue_()


def test_impatient_person(asking: Asking, reader: Page) -> None:
    """Who presses at once, and again, waits a moment and is sent once, with the sum."""
    reader.route(CHALLENGE, slowly)
    asking.check(reader)
    reader.locator('button[value="wyslij"]').evaluate("one => { one.click(); }")
    expect(reader.get_by_role("status")).to_have_text(
        "Jeszcze chwila. Zaraz wyślemy Twoje zgłoszenie."
    )
    reader.wait_for_url("**/przyjete?**")
    assert [(NEW, ())] == asking.kept()


def test_changing_answers_does_not_wait(asking: Asking, reader: Page) -> None:
    """The way back to the form is free while the sum is being done."""
    reader.route(CHALLENGE, lambda _: None)
    asking.check(reader)
    reader.get_by_role("link", name="Popraw tę część").first.click()
    expect(reader.locator("#first_name")).to_have_value("Żaneta Próbna")


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=503, body="<h1>Nie teraz</h1>"),
        lambda route: route.fulfill(json={"parameters": {}}),
        lambda route: route.fulfill(json=None),
    ],
    ids=["no connection", "no service", "nonsense", "nothing"],
)
def test_failure_stops_nobody(
    asking: Asking, browser: Browser, answer: Callable[[Route], None]
) -> None:
    """Whatever goes wrong with the sum: a calm word, the button works, and nothing is lost."""
    with browser.new_context(locale="pl-PL") as context:
        page = context.new_page()
        page.route(CHALLENGE, answer)
        asking.check(page)
        expect(page.get_by_role("status")).to_have_text(
            "Obliczenie się nie udało. To nic: możesz wysłać zgłoszenie."
        )
        send(page)
    assert [(QUARANTINE, (UNSOLVED,))] == asking.kept()


def test_no_answer_stops_nobody(asking: Asking, reader: Page) -> None:
    """When the challenge never comes, the button sends after ten seconds."""
    reader.route(CHALLENGE, lambda _: None)
    reader.clock.install()
    asking.check(reader)
    reader.locator('button[value="wyslij"]').click()
    assert [] == asking.kept()
    reader.clock.fast_forward(10_000)
    reader.wait_for_url("**/przyjete?**")
    assert [(QUARANTINE, (UNSOLVED,))] == asking.kept()


def test_long_reading(asking: Asking, reader: Page) -> None:
    """Whoever reads for an hour gets a fresh sum with the press of the button, and is new."""
    asked: list[str] = []
    reader.on("request", lambda one: asked.append(one.url))
    reader.clock.install()
    asking.check(reader)
    expect(reader.get_by_role("status")).to_have_text(
        "Obliczenie gotowe. Możesz wysłać zgłoszenie."
    )
    reader.clock.fast_forward("01:00:00")
    send(reader)
    assert 2 == sum(url.endswith("/wyzwanie") for url in asked)
    assert [(NEW, ())] == asking.kept()


def seconds(asking: Asking, page: Page) -> float:
    """How long the browser is busy with a sum."""
    asking.check(page)
    page.get_by_role("status").wait_for()
    began = time.monotonic()
    expect(page.get_by_role("status")).to_have_text("Obliczenie gotowe. Możesz wysłać zgłoszenie.")
    return time.monotonic() - began


def test_old_phone(asking: Asking, reader: Page) -> None:
    """The hardest sum there is takes a phone, six times slower than this machine, three seconds.

    Chromium slows scripts down and not its own PBKDF2, so that part is counted six times by us.
    """
    hardest = altcha.create_challenge(ALGORITHM, ROUNDS, counter=COUNTERS[-1]).to_dict()
    reader.route(CHALLENGE, lambda route: route.fulfill(json=hardest))
    slow = reader.context.new_cdp_session(reader)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": OLD_PHONE})
    began = time.process_time()
    altcha.solve_challenge(altcha.Challenge.from_dict(hardest))
    rounds = time.process_time() - began
    took = [seconds(asking, reader) for _ in range(3)]
    assert min(took) + (OLD_PHONE - 1) * rounds < 3
