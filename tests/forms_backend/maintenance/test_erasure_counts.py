"""What the site may tell of erasing: numbers by month, and nothing by which anybody is known."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.text.time_zone import WARSAW
from catalog.upkeep import FILE, Upkeep
from forms_backend.maintenance import audit
from forms_backend.maintenance.erasing import Erasure, ErasureList
from forms_backend.maintenance.erasure_counts import tell_erasures
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.sealed_records import record
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM, House

TODAY = date(2026, 11, 29)


@pytest.fixture
def terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal beside a service, without a private key."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    return Terminal(house)


def test_months_are_counted_in_poland(house: House) -> None:
    """Whoever asked, by the list of erasures; what was over, by the audit log."""
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # in Poland it is November
    ErasureList(house.settings.erased).add(
        [Erasure("K7M-D4QV", late), Erasure("AAA-BBBB", datetime(2026, 9, 1, tzinfo=UTC))]
    )
    audit.note(house.settings.audit, "purge", ["K7M-D4QP", "K7M-D4QA"])
    audit.note(house.settings.audit, "show", ["K7M-D4QB"])
    tell_erasures(house.settings, TODAY)
    counted = Upkeep.read(house.settings.var / FILE)
    assert TODAY == counted.until
    assert {"2026-11": 1, "2026-09": 1} == {
        one.month: one.asked for one in counted.erased if one.asked
    }
    this_month = f"{datetime.now(WARSAW):%Y-%m}"
    assert {this_month: 2} == {one.month: one.expired for one in counted.erased if one.expired}
    assert "2026-09" == counted.erased[-1].month


def test_file_tells_numbers_only(house: House) -> None:
    """No number of a submission, no time but a month; anybody may read it."""
    ErasureList(house.settings.erased).add(
        [Erasure("K7M-D4QV", datetime(2026, 11, 3, 4, 5, tzinfo=UTC))]
    )
    tell_erasures(house.settings, TODAY)
    file = house.settings.var / FILE
    assert {
        "until": "2026-11-29",
        "erased": [{"month": "2026-11", "asked": 1, "expired": 0}],
    } == json.loads(file.read_bytes())
    assert 0o644 == file.stat().st_mode & 0o777


def test_erasing_and_purging_tell(terminal: Terminal) -> None:
    """Both commands leave the numbers for the next build."""
    reference = confirmed(terminal.house)
    old = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)
    terminal.house.app.extensions["wzajemnie"].store.append(record(when=old), FORM)
    assert 0 == terminal.run("submissions", "erase", "--yes", reference)[0]
    (month,) = Upkeep.read(terminal.house.settings.var / FILE).erased
    assert (1, 0) == (month.asked, month.expired)
    assert 0 == terminal.run("submissions", "purge", "--confirm", "1")[0]
    (month,) = Upkeep.read(terminal.house.settings.var / FILE).erased
    assert (1, 1) == (month.asked, month.expired)
