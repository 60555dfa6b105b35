"""Pictures of the coordinators' guide: `python -m tests.desk_pictures`.

One day on the desk of invented people, by its own buttons on a phone, from Dzisiaj until both sides
are told: `docs/pl/obsluga/obrazki/`. A test walks the same way, so that a page that is gone or a
button with another name is found before the guide tells of it.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from catalog.forms.form import Answer
from desk.record.arrivals import Arrival, keep_arrivals
from desk.rules.roles import Role
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed
from tests.browser.conftest import QUIET
from tests.browser.desk_sights import Desk, desks
from tests.conftest import ROOT
from tests.tools import CHROMIUM

FOLDER = ROOT / "docs" / "pl" / "obsluga" / "obrazki"
WIDTH, TALLEST = 360, 900
"""CSS pixels. What does not fit is cut below, at the end of what the picture tells."""
NAME = "Zmyślona Bożena"
ANSWERS: dict[str, Answer] = {
    "who_asks": "osoba",
    "for_whom": "siebie",
    "category": "naprawy",
    "what": "Cieknie kran w kuchni, a ja nie umiem go naprawić.",
    "town": "Toruń",
    "by_when": "pilne",
    "first_name": NAME,
    "phone": "+48560001234",
    "contact_way": "telefon",
    "callback": "po 16",
    "may_leave_message": "nie",
    "organization": "pomozcie-wybrac",
    "clause_read": "tak",
}


SPOKEN = ("Sobota o 10, około godziny.", "przepisywanie kartek")
"""What the guide quotes and nobody finds on a template: what was typed, the name of a role."""


def arrive(desk: Desk) -> str:
    """Keep somebody's request as if it had just come; its number."""
    house = desk.house
    form, now = house.publication.forms["potrzeba"], house.now - timedelta(minutes=5)
    label = Label(new_reference(), form.name, form.version, "1/1", now)
    last = (now + timedelta(days=form.retention_days)).date()
    sealed = Sealed(label, Envelope(b"", ()), last)
    arrival = Arrival(Opened(sealed, Submission(label, ANSWERS), form), secrets.token_hex(16))
    return keep_arrivals(house.record, [arrival], house.organizations, now)[0]


def taken(browser: Browser, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Each picture's name, and its WebP."""
    reference = arrive(desk)
    with browser.new_context(
        locale="pl-PL", viewport={"width": WIDTH, "height": TALLEST}, color_scheme="light"
    ) as context:
        context.set_default_timeout(20_000)
        desk.come_in(context, Role.PROGRAMME)
        page = context.new_page()
        page.goto(f"{desk.address}/dzisiaj")
        card = page.locator("li", has_text=reference)
        yield "dzisiaj", shot(page, card)
        card.get_by_role("link", name="Otwórz").click()
        yield "zgloszenie", shot(page, page.get_by_text("Nie dzwonić"), title(page))
        do(page, "Odebrał(a)", Notatka="Cieknie od tygodnia. Może być sobota rano.")
        do(page, "Przekaż organizacji", Organizacja=1)
        talk = page.get_by_role("heading", name="Po telefonie")
        yield "przyjmij", shot(page, page.get_by_role("button", name="Oddaj programowi"), talk)
        page.get_by_role("button", name="Przyjmij").click()
        yield "co-powstalo", shot(page, page.locator("#powiazane + ul"), page.locator("#powiazane"))
        page.get_by_role("link", name=f"Otwórz: {NAME}").last.click()
        yield from request(page)
        yield from both_told(page, desk)


def request(page: Page) -> Iterator[tuple[str, bytes]]:
    """From the draft to a match."""
    page.locator("summary", has_text="Sprawdź i uzupełnij").click()
    page.get_by_label("Kiedy").fill("w soboty")
    child = page.get_by_label("Czy pomoc dotyczy dziecka")
    child.select_option("nie")
    check = page.get_by_role("button", name="Sprawdź i uzupełnij")
    yield "sprawdz", shot(page, child, page.locator("summary.usual"))
    check.click()
    page.get_by_role("button", name="Otwórz na dopasowanie").click()
    page.get_by_role("link", name="Kto może pomóc?").click()
    first = page.get_by_role("button", name="Dopasuj: ").first
    yield "kto-moze-pomoc", shot(page, first, title(page))
    first.click()


def both_told(page: Page, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Whom to tell, and what is recorded when both were told and said yes."""
    match = page.url
    page.goto(f"{desk.address}/dopasowania")
    page.get_by_role("link", name="Komu trzeba o tym powiedzieć").click()
    line = page.locator("li", has_text=NAME)
    yield "komu-powiedziec", shot(page, line, line)
    page.goto(match)
    do(page, "Powiedziano osobie, która prosi")
    do(page, "Powiedziano osobie, która pomaga")
    do(page, "Jedna strona się zgadza", **{"Kto się zgadza": "osoba, która pomaga"})
    page.get_by_role("button", name="Druga strona też się zgadza").click()
    page.locator("summary", has_text="Uzgodnione").click()
    page.get_by_label("Co ustalono").fill(SPOKEN[0])
    agree = page.get_by_role("button", name="Uzgodnione")
    yield "uzgodnione", shot(page, agree, page.locator("summary.usual"))
    agree.click()
    assert "uzgodnione" in page.get_by_role("main").inner_text()


def do(page: Page, label: str, **given: str | int) -> None:
    """A move that asks: open it, answer by the questions' labels, press its button."""
    page.locator("summary", has_text=label).first.click()
    form = page.locator("details[open] form", has=page.get_by_role("button", name=label))
    for question, answer in given.items():
        field = form.get_by_label(question)
        if isinstance(answer, int):
            field.select_option(index=answer)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=answer)
        else:
            field.fill(answer)
    form.get_by_role("button", name=label).click()


def title(page: Page) -> Locator:
    """Where what the page is about begins, below the names of the lists."""
    return page.get_by_role("heading", level=1)


def shot(page: Page, last: Locator, first: Locator | None = None) -> bytes:
    """From the first to the last place that the picture tells of, as small as WebP makes it."""
    page.wait_for_load_state()  # a page still being read has no element to take the ring from
    page.evaluate("document.activeElement?.blur()")
    y = "one => one.getBoundingClientRect().%s + scrollY"
    top = float(first.first.evaluate(y % "top")) - 8 if first else 0.0
    height = min(float(last.first.evaluate(y % "bottom")) + 12 - top, TALLEST)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": height, "scale": 1}
    asked = {"format": "webp", "quality": 55, "clip": clip, "captureBeyondViewport": True}
    answer = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    return base64.b64decode(answer["data"])


def main() -> None:
    """Make all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as made, desks(Path(made)) as two, sync_playwright() as playwright:
        program = CHROMIUM.required()
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        for name, picture in taken(browser, two.trial):
            (FOLDER / f"{name}.webp").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
