"""A wrong clock is refused or asks; it destroys nothing and brings back nobody who was erased."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from catalog.publication import Publication
from forms_backend.clock import Clock, ClockError
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.maintenance.erasing import Erasure, ErasureList, erase, part_erased
from forms_backend.maintenance.purging import PurgeLog
from forms_backend.serving.server import check_ready
from forms_backend.stores.address import open_store
from tests.conftest import ROOT, clean_environment
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.sealed_records import Place, record
from tests.forms_backend.serving.test_submit import ADDRESS, carried, confirmed
from tests.forms_backend.synthetic_service import FORM, House, furnish, publication, sent

NOW = datetime.now(UTC).replace(microsecond=0)
YEARS = timedelta(days=2 * 365)
BEHIND = "Zegar tego komputera się spóźnia"


@pytest.fixture
def terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal beside a service, without a private key."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    return Terminal(house)


def build(settings: Settings, when: datetime) -> None:
    """The site is built at this time."""
    settings.publication.unlink(missing_ok=True)
    fresh = publication(demonstration=False).model_copy(update={"built": when})
    fresh.write(settings.publication)


def test_nothing_is_served_before_the_site_was_built(tmp_path: Path) -> None:
    """A clock two years behind the build: no start, and a service that runs keeps nothing."""
    house = furnish(tmp_path / "var", demonstration=False)
    check = house.client.post(ADDRESS, data=sent())
    build(house.settings, NOW + YEARS)
    with pytest.raises(ClockError, match=f"{BEHIND}.*strona została zbudowana"):
        check_ready(house.settings)
    answer = house.client.post(ADDRESS, data=carried(check, "wyslij"))
    assert (503, True) == (answer.status_code, "Nie możemy teraz zapisać" in answer.text)
    assert () == house.records
    build(house.settings, NOW)
    assert 303 == house.client.post(ADDRESS, data=carried(check, "wyslij")).status_code


def test_serve_says_it_in_one_sentence(tmp_path: Path) -> None:
    """The real command ends with exit code 1 and what to do."""
    house = furnish(tmp_path / "var", demonstration=False)
    build(house.settings, NOW + YEARS)
    done = subprocess.run(
        [sys.executable, "-m", "wzajemnie", "serve"],
        cwd=ROOT,
        env=clean_environment() | {"WZAJEMNIE_VAR": str(house.settings.var)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (1, 1) == (done.returncode, done.stderr.count("\n"))
    assert done.stderr.startswith(BEHIND)


def test_later_build_with_an_earlier_clock(tmp_path: Path) -> None:
    """A build does not make the time of the build before it forgotten."""
    file = tmp_path / "forms.json"
    late = publication().model_copy(update={"built": NOW + YEARS})
    late.write(file)
    publication().write(file)
    assert NOW + YEARS == Publication.read(file).built
    assert publication().version == Publication.read(file).version


@pytest.mark.parametrize("place", ["tinydb", "sqlite", "postgresql"], indirect=True)
def test_nothing_is_served_or_purged_before_what_came(
    place: Place, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock behind the newest submission is refused, until somebody says that it is right."""
    house = furnish(tmp_path / "other", demonstration=False)
    settings = replace(house.settings, store=place.address)
    place.open().append(record(when=NOW + YEARS), FORM)
    place.open().append(record(days=-1, when=NOW - timedelta(days=3)), FORM)
    with pytest.raises(ClockError, match=f"{BEHIND}.*ostatnie zgłoszenie"):
        check_ready(settings)
    monkeypatch.setenv("WZAJEMNIE_STORE", place.address)
    code, said, complained = terminal.run("submissions", "purge")
    assert (1, "", True) == (code, said, complained.startswith(BEHIND))
    assert 2 == len(place.open().listing().records)
    check_ready(replace(settings, clock_checked=NOW.date()))
    monkeypatch.setenv("WZAJEMNIE_CLOCK_CHECKED", f"{NOW.date()}")
    assert 0 == terminal.run("submissions", "purge")[0]
    assert 1 == len(place.open().listing().records)


def test_somebody_looked_at_the_clock_only_from_that_day_on() -> None:
    """A clock that falls behind the day on which it was compared is refused again."""
    for checked, right in ((NOW.date(), True), (NOW.date() + timedelta(days=2), False)):
        clock = Clock(checked)
        if right:
            assert clock.now(NOW + YEARS) >= NOW
        else:
            with pytest.raises(ClockError):
                clock.now(NOW + YEARS)
    with pytest.raises(SettingsError, match="WZAJEMNIE_CLOCK_CHECKED"):
        Settings.from_environment({"WZAJEMNIE_CLOCK_CHECKED": "wczoraj"})
    assert date(2026, 11, 29) == (
        Settings.from_environment({"WZAJEMNIE_CLOCK_CHECKED": "2026-11-29"}).clock_checked
    )


@pytest.mark.parametrize("number", [1, 7])
def test_purge_three_years_ahead_asks(terminal: Terminal, number: int) -> None:
    """Everything there is came three years ago, by this clock: nothing goes until the number of
    what would go is typed.
    """
    store = open_store(terminal.house.settings.store)
    for _ in range(number):
        store.append(record(when=NOW - YEARS), FORM)
    for words in ([], ["--confirm", "99"]):
        code, said, complained = terminal.run("submissions", "purge", *words)
        assert (1, "", True) == (code, said, f"{number} z {number}" in complained)
        assert number == len(terminal.house.records)
    assert 0 == terminal.run("submissions", "purge", "--dry-run")[0]
    assert 0 == terminal.run("submissions", "purge", "--confirm", f"{number}")[0]
    assert () == terminal.house.records
    assert 0 == terminal.run("submissions", "purge")[0]


def test_purge_of_most_asks_and_of_some_does_not(terminal: Terminal) -> None:
    """A month ahead, three of four would go: it asks. Two of the usual go without a word, also
    in a quiet time, since a purge went every night.
    """
    store = open_store(terminal.house.settings.store)
    for _ in range(3):
        store.append(record(when=NOW - timedelta(days=31)), FORM)
    confirmed(terminal.house)
    assert 1 == terminal.run("submissions", "purge")[0]
    assert 0 == terminal.run("submissions", "purge", "--confirm", "3")[0]
    quiet = NOW - timedelta(days=60)
    store.erase([one.label.reference for one in terminal.house.records])
    for _ in range(2):
        store.append(record(when=quiet, days=59), FORM)
    assert 1 == terminal.run("store", "check", "--accept")[0]  # all this went beside our commands
    assert NOW.date() <= (PurgeLog(terminal.house.settings.var / "purged").last() or date.min)
    assert "Skasowano po czasie: 2" in terminal.run("submissions", "purge")[1]


def test_erased_with_the_clock_behind_stays_erased(place: Place, tmp_path: Path) -> None:
    """Erased while the clock was years behind, then brought back: it is known by what it was."""
    store, erased = place.open(), ErasureList(tmp_path / "erased.jsonl")
    one = record("AAAA-BBBB", when=NOW)
    store.append(one, FORM)
    erase(store, erased, ["AAAA-BBBB"])
    (noted,) = erased.read()
    behind = replace(noted, when=NOW - YEARS)
    assert ([one], []) == part_erased([one], [behind])
    namesake = record("AAAA-BBBB", when=NOW - 2 * YEARS)
    assert ([], [namesake]) == part_erased([namesake], [behind])


def test_list_of_before_goes_by_time() -> None:
    """Lines without an identity still mean what came before them."""
    old, new = (record("AAAA-BBBB", when=when) for when in (NOW - YEARS, NOW))
    line = Erasure.from_json({"reference": "AAAA-BBBB", "when": f"{NOW - timedelta(days=1)}"})
    assert ([old], [new]) == part_erased([old, new], [line])
