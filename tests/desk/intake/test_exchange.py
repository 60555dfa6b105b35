"""From the form into the desk and back: nothing lost, nothing doubled, however files travel."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.database.errors import RecordError, UnknownThingError
from desk.intake.opened_record import OpenDesk, is_locked, open_desk
from desk.intake.taking_in import Round, take_in
from desk.record.erasing import erase
from desk.record.moves import Request, make_move, open_thing
from desk.record.reads import Filter, inbox, whole_thing
from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.keys.opening import OpeningError
from forms_backend.maintenance.erasing import ErasureList
from forms_backend.maintenance.erasing import erase as erase_in_store
from forms_backend.maintenance.exchange import exchange, orders_file, waiting_file
from forms_backend.stores.address import open_store
from tests.desk.desk_houses import PASSPHRASE
from tests.desk.desk_records import CHOICES, ORGANIZATIONS, PROGRAMME
from tests.forms_backend.legacy_copy import FACTS, copy_of_before
from tests.forms_backend.synthetic_service import FORM, House, furnish, sent

CANARY = "Kanarekzofia"


def settings_of(house: House) -> DeskSettings:
    """The desk's folder inside the house's."""
    return DeskSettings.from_environment(house.settings, {})


def send(house: House, **changes: str) -> None:
    """Confirm a form, as a person does."""
    path = f"/zgloszenia/{FORM.name}"
    page = house.client.post(path, data=sent(**changes)).get_data(as_text=True)
    number = page.partition('name="wz_page" value="')[2].partition('"')[0]
    confirmed = sent(**changes, wz_page=number, wz_step="wyslij")
    assert 303 == house.client.post(path, data=confirmed).status_code


def forth_and_back(house: House, desk: OpenDesk) -> Round:
    """What the timer of each side does, once."""
    exchange(open_store(house.settings.store), house.settings)
    done = take_in(desk, house.settings.exchange, ORGANIZATIONS, datetime.now(UTC))
    exchange(open_store(house.settings.store), house.settings)
    return done


def numbers(desk: OpenDesk) -> list[str]:
    """What is in the inbox."""
    found = inbox(desk.record, PROGRAMME, Filter(state=""), datetime.now(UTC))
    return [one.thing.reference for one in found.items]


def test_what_is_sent_arrives_once(house: House, desk: OpenDesk) -> None:
    """As it was answered; the second round brings nothing, and nothing waits any more."""
    send(house, first_name=CANARY)
    (record,) = house.records
    reference = record.label.reference
    assert Round((reference,)) == forth_and_back(house, desk)
    assert Round() == forth_and_back(house, desk)
    assert [reference] == numbers(desk)
    item = whole_thing(desk.record, PROGRAMME, reference, datetime.now(UTC).date()).item
    assert item.opened is not None
    assert CANARY == item.opened.submission.answers["first_name"]
    assert record.keep_until == item.thing.keep_until
    assert b'"submission"' not in waiting_file(house.settings.exchange).read_bytes()


def test_store_of_an_older_program_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked before the desk existed, with keys of that time, is read there as asked."""
    copy_of_before(tmp_path / "var")
    monkeypatch.setenv("WZAJEMNIE_VAR", str(tmp_path / "var"))
    settings = Settings.from_environment()
    exchange(open_store(settings.store), settings)
    desk = open_desk(settings, DeskSettings.from_environment(settings, {}), FACTS["passphrase"])
    try:
        done = take_in(desk, settings.exchange, ORGANIZATIONS, datetime.now(UTC))
        numbers = FACTS["tinydb"]
        assert (4, ()) == (len(done.came), done.damages)
        whole = whole_thing(desk.record, PROGRAMME, numbers["need"], datetime.now(UTC).date())
        assert whole.item.opened is not None
        assert "Poproś o pomoc" == whole.item.opened.form.title
        assert "Cieknie kran w kuchni." == whole.item.opened.submission.answers["what"]
    finally:
        desk.close()


def test_old_store_is_taken_over_whole(house: House, desk: OpenDesk) -> None:
    """Everything that came before there was a desk, in its state."""
    for number in range(5):
        send(house, first_name=f"{CANARY}{chr(65 + number)}")
    store = open_store(house.settings.store)
    first, *_ = (one.label.reference for one in house.records)
    store.set_state(first, "done")
    assert 5 == len(forth_and_back(house, desk).came)
    assert {"accepted", "new"} == {
        whole_thing(desk.record, PROGRAMME, one, datetime.now(UTC).date()).item.thing.state
        for one in numbers(desk)
    }
    assert 4 == len(store.listing(states=("new",)).records)


def test_read_goes_back_only_when_a_person_opened_it(house: House, desk: OpenDesk) -> None:
    """Until then reminders go on; what is decided goes back as done."""
    send(house)
    forth_and_back(house, desk)
    (reference,) = numbers(desk)
    assert ["new"] == [one.state for one in house.records]
    open_thing(desk.record, PROGRAMME, reference, datetime.now(UTC))
    forth_and_back(house, desk)
    assert ["read"] == [one.state for one in house.records]
    seen = whole_thing(
        desk.record, PROGRAMME, reference, datetime.now(UTC).date()
    ).item.thing.version
    given = {"note": "nie ten program"}
    refusal = Request(reference, "refuse", seen, given, CHOICES, datetime.now(UTC))
    make_move(desk.record, PROGRAMME, refusal)
    forth_and_back(house, desk)
    assert ["done"] == [one.state for one in house.records]


def test_erasing_here_erases_there(house: House, desk: OpenDesk) -> None:
    """And the other way round; neither comes back."""
    for name in ("Anna", "Jan"):
        send(house, first_name=name)
    forth_and_back(house, desk)
    here, there = numbers(desk)
    erase(desk.record, PROGRAMME, [here], datetime.now(UTC))
    store = open_store(house.settings.store)
    erase_in_store(store, ErasureList(house.settings.erased), [there])
    forth_and_back(house, desk)
    assert ([], ()) == (numbers(desk), house.records)
    assert Round() == forth_and_back(house, desk)
    assert {here, there} == {one.reference for one in ErasureList(house.settings.erased).read()}


@pytest.mark.parametrize("kept", [0, 1, 40, -2])
def test_cut_files_lose_nothing(house: House, desk: OpenDesk, kept: int) -> None:
    """A file that came cut says so, or says nothing; the next whole one brings all."""
    send(house)
    exchange(open_store(house.settings.store), house.settings)
    path = waiting_file(house.settings.exchange)
    path.write_bytes(path.read_bytes()[:kept])
    done = take_in(desk, house.settings.exchange, ORGANIZATIONS, datetime.now(UTC))
    assert () == done.came
    assert done.damages
    orders = orders_file(house.settings.exchange)
    orders.write_bytes(orders.read_bytes()[:kept])
    assert 1 == len(forth_and_back(house, desk).came)
    assert 1 == len(numbers(desk))


def test_old_orders_change_nothing_for_long(house: House, desk: OpenDesk) -> None:
    """A copy that comes late puts a state back until the next round, and erases nothing new."""
    send(house)
    forth_and_back(house, desk)
    orders = orders_file(house.settings.exchange)
    old = orders.read_bytes()
    (reference,) = numbers(desk)
    open_thing(desk.record, PROGRAMME, reference, datetime.now(UTC))
    forth_and_back(house, desk)
    orders.write_bytes(old)
    exchange(open_store(house.settings.store), house.settings)
    forth_and_back(house, desk)
    assert ["read"] == [one.state for one in house.records]
    assert [reference] == numbers(desk)


def test_spoiled_envelope_hides_no_other(house: House, desk: OpenDesk) -> None:
    """What cannot be opened is named by its number and stays where it is."""
    send(house, first_name="Anna")
    store = open_store(house.settings.store)
    (first,) = house.records
    stranger = furnish(house.settings.var.parent / "other")
    send(stranger)
    (foreign,) = stranger.records
    store.adopt([foreign], {FORM.version: FORM})
    done = forth_and_back(house, desk)
    assert (first.label.reference,) == done.came
    assert [foreign.label.reference in one for one in done.damages] == [True]
    assert 2 == len(house.records)


def test_nothing_readable_lies_in_any_file(house: House, desk: OpenDesk) -> None:
    """Not in the exchange, the store, the desk's folder or the audit."""
    send(house, first_name=CANARY)
    forth_and_back(house, desk)
    (reference,) = numbers(desk)
    open_thing(desk.record, PROGRAMME, reference, datetime.now(UTC))
    erase(desk.record, PROGRAMME, [reference], datetime.now(UTC))
    forth_and_back(house, desk)
    everything = house.everything()
    for text in (CANARY, CANARY.casefold()):
        assert text.encode() not in everything
    with pytest.raises(UnknownThingError):
        whole_thing(desk.record, PROGRAMME, reference, datetime.now(UTC).date())


def test_wrong_passphrase_makes_nothing(house: House) -> None:
    """And a lost key of the database is never replaced by a new one."""
    settings = settings_of(house)
    assert is_locked(house.settings)
    with pytest.raises(OpeningError, match="Hasło"):
        open_desk(house.settings, settings, "inne hasło")
    assert not settings.desk.exists()
    open_desk(house.settings, settings, PASSPHRASE).close()
    settings.key.rename(settings.key.with_name("aside.json"))
    with pytest.raises(RecordError, match="Przywróć"):
        open_desk(house.settings, settings, PASSPHRASE)
    assert not settings.key.exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "8.8.8.8", "example.org", "2001:db8::1", "::"])  # noqa: S104
def test_public_address_is_refused(house: House, host: str) -> None:
    """The desk listens on this computer or in a private network."""
    with pytest.raises(SettingsError, match="publiczny"):
        DeskSettings.from_environment(house.settings, {"WZAJEMNIE_DESK_HOST": host})


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "192.168.0.9", "100.64.0.1", "fd00::1"])
def test_private_address_is_taken(house: House, host: str) -> None:
    """Loopback, RFC 1918, carrier-grade and unique local addresses."""
    made = DeskSettings.from_environment(house.settings, {"WZAJEMNIE_DESK_HOST": host})
    assert host == made.desk_host
