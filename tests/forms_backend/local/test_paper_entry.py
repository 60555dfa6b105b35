"""Laws of typing in sheets of paper: as on the page, marked, sealed, once, kept from their day."""

from __future__ import annotations

import re
import socket
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forms_backend.local.paper_entry import PaperEntry, enter_here, paper_app
from forms_backend.maintenance import audit
from forms_backend.reading.export import to_csv, to_json
from forms_backend.reading.opened_submissions import phones
from forms_backend.sealing.envelope import KeysError
from forms_backend.sealing.submission import Submission
from forms_backend.serving.service import Service
from tests.command_line import understood
from tests.forms_backend.paper_sheets import (
    ADDRESS,
    DAY,
    HELPED,
    LOCAL,
    SHEET,
    TODAY,
    Entered,
    entered,
)
from tests.forms_backend.serving.test_submit import carried, confirmed
from tests.forms_backend.synthetic_service import FORM, House, furnish, sent
from tests.test_walls import reached_from

__all__ = ["entered"]


def test_a_sheet_reads_back_with_its_mark(entered: Entered) -> None:
    """What was typed is what is opened: the answers, and beside them what is on the sheet."""
    reference = entered.saved(
        paper_date="20.11.2026" if DAY == date(2026, 11, 20) else DAY.isoformat()
    )
    (one,) = entered.opened()
    assert reference == one.record.label.reference
    assert one.record.label.from_paper
    assert "1/1/papier" == one.record.label.clause_version
    assert "Żaneta Próbna" == one.submission.answers["first_name"]
    assert {"paper_date": DAY.isoformat()}.items() <= one.submission.paper.items()
    assert set(one.submission.paper) == set(SHEET)
    assert {question.name for question in FORM.asked} == set(one.submission.answers)


def test_internet_and_paper_are_told_apart(entered: Entered) -> None:
    """A submission that came through the service has no mark, and reads as before."""
    confirmed(entered.house)
    (one,) = entered.opened()
    assert (False, "przez internet", {}) == (
        one.record.label.from_paper,
        one.way,
        dict(one.submission.paper),
    )


def test_keeping_counts_from_the_day_on_the_sheet(entered: Entered) -> None:
    """The last day is so many days after the sheet was written, not after it was typed in."""
    entered.saved()
    assert [DAY + timedelta(days=30)] == [one.keep_until for one in entered.house.records]
    received = [one.label.received for one in entered.house.records]
    assert datetime.now(UTC) - received[0] < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (TODAY + timedelta(days=1), "Ta data jest w przyszłości."),
        (TODAY - timedelta(days=31), "Ta kartka ma ponad 30 dni"),
    ],
)
def test_impossible_days_are_refused(entered: Entered, day: date, told: str) -> None:
    """A day to come is a slip; a sheet past its time may not be kept any more."""
    answer = entered.checked(paper_date=day.isoformat())
    assert 422 == answer.status_code
    assert told in answer.text
    assert () == entered.house.records


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=30)])
def test_first_and_last_day_are_taken(entered: Entered, day: date) -> None:
    """Today's sheet and one on its last day are kept."""
    entered.saved(paper_date=day.isoformat())
    assert 1 == len(entered.house.records)


@pytest.mark.parametrize(
    "missing", ["paper_date", "paper_typist", "paper_contact", "first_name", "clause_read"]
)
def test_what_has_to_be_there_is_asked_for(entered: Entered, missing: str) -> None:
    """The form's own rules hold for paper too, and so do those about the sheet."""
    answer = entered.checked(**{missing: []})
    assert 422 == answer.status_code
    assert f'<a href="#{missing}">' in answer.text
    assert "Żaneta" in answer.text or missing == "first_name"


def test_whoever_helps_may_be_the_contact(entered: Entered) -> None:
    """Then the person's own telephone may be empty, and the button calls the helper."""
    assert 422 == entered.checked(phone=[]).status_code
    entered.saved(**HELPED)
    (one,) = entered.opened()
    assert "" == one.submission.answers["phone"]
    assert (("22 123 45 67", "+48221234567"),) == phones(one)


def test_the_helper_has_to_be_reached(entered: Entered) -> None:
    """A helper who stays the contact gives a role and a telephone; nobody else is asked."""
    answer = entered.checked(paper_contact="pomocnik")
    assert ["paper_helper_role", "paper_helper_phone"] == re.findall(
        r'<li><a href="#(\w+)">', answer.text
    )
    assert 200 == entered.checked(paper_contact="osoba").status_code


def test_a_wrong_telephone_is_wrong_even_with_a_helper(entered: Entered) -> None:
    """What the person gave is checked although it may be left out."""
    answer = entered.checked(**{**HELPED, "phone": "12"})
    assert 422 == answer.status_code
    assert '<a href="#phone">' in answer.text


def test_sending_twice_keeps_one(entered: Entered) -> None:
    """Double click, reload, the way back: the same number each time."""
    check = entered.checked()
    assert entered.save(check) == entered.save(check)
    data = carried(check, "")
    assert entered.save(entered.post(data)) == entered.house.records[0].label.reference
    assert 1 == len(entered.house.records)
    assert 1 == sum(one.action == "enter" for one in audit.log_lines(entered.house.settings.audit))


def test_sheet_that_cannot_be_kept_now(entered: Entered) -> None:
    """The refusal says only what is so: the browser has the answers, and a reload keeps them."""
    check = entered.checked()
    entered.saved()
    (file,) = Path(entered.house.settings.store).glob("*.json")
    whole = file.read_bytes()
    file.write_bytes(b"{")
    refused = entered.post(carried(check, "zapisz"))
    assert 503 == refused.status_code
    assert "są niżej" not in refused.text
    assert "Odśwież tę stronę za kilka minut." in refused.text
    file.write_bytes(whole)
    assert entered.save(check) == entered.save(check)
    assert 2 == len(entered.house.records)


def test_two_equal_sheets_are_two(entered: Entered) -> None:
    """A new page is a new sheet, though its answers are the same."""
    assert entered.saved() != entered.saved()
    assert 2 == len(entered.house.records)


def test_correcting_keeps_what_was_typed(entered: Entered) -> None:
    """From the check page back to the form, with every answer and the same id."""
    check = entered.checked()
    again = entered.post(carried(check, "popraw"))
    assert 200 == again.status_code
    assert 'value="Żaneta Próbna"' in again.text
    assert () == entered.house.records
    page = re.search(r'name="wz_page" value="([^"]+)"', check.text)
    assert page is not None
    assert page[0] in again.text


def test_only_who_came_through_the_door(house: House) -> None:
    """No token: no page and nothing kept; another site's button does nothing."""
    entry = PaperEntry(Service.open(house.settings))
    stranger = paper_app(entry).test_client()
    for path in ("/", ADDRESS, "/zapisane"):
        assert 403 == stranger.get(path, base_url=LOCAL).status_code
    assert 403 == stranger.post(ADDRESS, data=sent(**SHEET), base_url=LOCAL).status_code
    assert 303 == stranger.get(f"/wejdz/{entry.session.token}", base_url=LOCAL).status_code
    foreign = {"Origin": "https://zly.example"}
    answer = stranger.post(ADDRESS, data=sent(**SHEET), base_url=LOCAL, headers=foreign)
    assert 403 == answer.status_code
    assert () == house.records


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"kanarek": "1"}, 400),
        ({"first_name": ["a", "b"]}, 400),
        ({"remarks": "x" * 70_000}, 413),
        ({"needs": "zakupy\0"}, 400),
        ({"first_name": "a\0"}, 422),
    ],
)
def test_what_no_browser_sends_is_refused(
    entered: Entered, changes: dict[str, str | list[str]], status: int
) -> None:
    """Unknown names, second answers, too much, wrong characters: nothing is kept."""
    assert status == entered.post(entered.typed(**changes, wz_step="zapisz")).status_code
    assert () == entered.house.records


def test_unknown_pages_are_told_kindly(entered: Entered) -> None:
    """A wrong address, an unknown form, a changed number: 404 with a way on."""
    for path in ("/nie-ma", "/kartki/nie-ma", "/zapisane", "/zapisane?numer=zmyslony"):
        answer = entered.client.get(path, base_url=LOCAL)
        assert 404 == answer.status_code
        assert "Wybierz formularz" in answer.text


def test_pages_run_nothing_and_load_nothing(entered: Entered) -> None:
    """No script, and a policy under which none could run; nothing is cached."""
    answer = entered.client.get(ADDRESS, base_url=LOCAL)
    assert "<script" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src ")
    assert "no-store" == answer.headers["Cache-Control"]
    with entered.client.get("/strona.css", base_url=LOCAL) as style:
        assert 200 == style.status_code


def test_nothing_typed_is_readable_on_the_disk(entered: Entered) -> None:
    """Sheet and answers are inside the envelope; the log knows a number and nothing else."""
    entered.saved(**HELPED, paper_typist="kanarek")
    written = entered.house.everything()
    for told in (b"kanarek", b"221234567", b"pracownica", "Żaneta".encode()):
        assert told not in written
    (last,) = audit.log_lines(entered.house.settings.audit)
    assert "enter" == last.action


def test_typing_in_needs_no_private_key() -> None:
    """Nothing that paper entry imports can open an envelope."""
    assert "forms_backend.keys.opening" not in reached_from("forms_backend.local.paper_entry")


def test_export_has_the_sheet(entered: Entered) -> None:
    """Tables say where each came from; what is on sheets has columns of its own."""
    confirmed(entered.house)
    entered.saved(**HELPED)
    opened = entered.opened()
    heads, internet, bound = (line.split(";") for line in _lines(to_csv(opened)))
    at = {head: number for number, head in enumerate(heads)}
    assert ['"przez internet"', '"z papieru"'] == [row[at['"Skąd"']] for row in (internet, bound)]
    assert ['""', '"wolontariusz"'] == [row[at['"Kto przepisuje?"']] for row in (internet, bound)]
    assert '"\'22 123 45 67"' == bound[at['"Telefon osoby, która pomaga"']]
    assert b'"paper_typist": "wolontariusz"' in to_json(opened)
    assert b"Kto przepisuje" not in to_csv(opened[:1])


def _lines(table: bytes) -> list[str]:
    """Rows of the synthetic form, whose remarks hold one line end."""
    return table.decode("utf-8-sig").replace(".\nProszę", " Proszę").splitlines()


def test_envelopes_without_a_sheet_are_as_before(entered: Entered) -> None:
    """What was sealed before sheets were known is read, and is no sheet."""
    confirmed(entered.house)
    (one,) = entered.opened()
    assert b"paper" not in one.submission.to_bytes()
    assert one.submission == Submission.from_bytes(one.submission.to_bytes())


def test_a_demonstration_says_so_on_every_page(entered: Entered) -> None:
    """Nobody types real data into a copy that nobody runs."""
    for path in ("/", ADDRESS):
        text = entered.client.get(path, base_url=LOCAL).text
        assert "Nie wpisuj tu prawdziwych danych." in text


def test_real_people_need_real_keys(tmp_path: Path) -> None:
    """A copy that somebody runs takes no sheets under development keys."""
    settings = furnish(tmp_path / "var", demonstration=False, development=True).settings
    with pytest.raises(KeysError, match="klucze próbne"):
        enter_here(settings)


def test_a_taken_port_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where another window still serves, the command says so in one sentence and ends."""
    settings = furnish(tmp_path / "var").settings
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert 1 == enter_here(settings, port)
    assert f"Port {port} jest zajęty albo nie wolno go użyć. Podaj inny." in capsys.readouterr().err


def test_command_is_mounted() -> None:
    """`submissions enter` takes a port."""
    assert {"port": 8123} == understood("submissions", "enter", "--port", "8123")
