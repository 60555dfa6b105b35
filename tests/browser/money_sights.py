"""How each page of the treasurer is reached: statements, what their lines pay, donations."""

from __future__ import annotations

from playwright.sync_api import Page

from desk.rules.roles import Role
from tests.browser.desk_sights import Desk, Reach, Sight, at, first, nothing, press
from tests.desk.statements.statement_files import as_csv, booked, mt940
from tests.desk.statements.test_tables import ALIOR


def statement(data: bytes) -> Reach:
    """A file that was sent as a bank statement."""

    def reach(page: Page, desk: Desk) -> None:
        page.goto(f"{desk.address}/wplaty")
        page.locator("#organization").select_option(index=1)
        about = {"name": "wyciag.sta", "mimeType": "text/plain", "buffer": data}
        page.locator("#file").set_input_files(about)  # type: ignore[arg-type]
        press(nothing, ("form[action='/wplaty/wczytaj'] button", ""))(page, desk)

    return reach


LINES = mt940([booked(5000, 2000, 7000, -1200, title="Darowizna na cele statutowe")])
kept = press(statement(LINES), ("form[action='/wplaty/zapisz'] button", ""))
decided = press(kept, ("fieldset input[value$=':new']", ""), ("form:has(fieldset) button", ""))


def donation(page: Page, desk: Desk) -> None:
    """The sheet of a donation."""
    decided(page, desk)
    first("/darowizny?stan=")(page, desk)


TREASURER = (Role.TREASURER,)

MONEY: tuple[Sight, ...] = (
    Sight("payments", "payments", at("/wplaty"), TREASURER),
    Sight("statement refused", "read_in", statement(b"%PDF-1.7"), TREASURER, 422),
    Sight(
        "statement without balances",
        "read_in",
        statement(as_csv(ALIOR[1:], ";", "utf-8")),
        TREASURER,
        422,
    ),
    Sight("statement to look at", "payments", statement(LINES), TREASURER),
    Sight("statement kept", "kept_lines", kept, TREASURER),
    Sight("payment decided", "settled", decided, TREASURER),
    Sight("donations", "listed", at("/darowizny?stan="), TREASURER),
    Sight("donation", "shown", donation, TREASURER),
)
"""Each reached from an empty list of lines or a longer one."""
