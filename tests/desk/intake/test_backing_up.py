"""The desk's backup: one moment, unreadable, whole or not there; erased people stay erased."""

from __future__ import annotations

import secrets
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from desk.commands import run_desk
from desk.database.errors import RecordError
from desk.intake.backing_up import Opening, back_up, restore
from desk.intake.opened_record import OpenDesk, OpeningError, open_desk
from desk.record.arrivals import keep_arrivals
from desk.record.erasing import erase, erased
from forms_backend.keys.opening import Effort, PrivateKey
from forms_backend.maintenance.erasing import Erasure
from forms_backend.maintenance.exchange import Orders, orders_file
from forms_backend.operator_error import OperatorError
from forms_backend.sealing.envelope import PublicKeys
from tests.desk.desk_backups import brought_back, copied, opening, references, settings_of
from tests.desk.desk_houses import PASSPHRASE
from tests.desk.desk_people import ASKS, accepted, of_kind, sent
from tests.desk.desk_records import NOW, ORGANIZATIONS, PROGRAMME, Trial, arrival
from tests.forms_backend.synthetic_service import House

CANARY = "Kanarek-Zofia-7319"


def test_what_was_kept_comes_back(house: House, desk: OpenDesk) -> None:
    """People with what they ask for, and the chain, which tells of both; nobody reads the file."""
    (sent_in,) = keep_arrivals(
        desk.record, [sent("potrzeba", ASKS | {"first_name": CANARY})], ORGANIZATIONS, NOW
    )
    accepted(desk.record, sent_in)
    path = house.settings.var / "kopia"
    head = back_up(desk, house.settings, path, NOW)
    data = path.read_bytes()
    for text in (CANARY, sent_in, "CREATE TABLE", "SQLite format"):
        assert text.encode() not in data
    assert desk.record.key not in data
    assert 0o600 == path.stat().st_mode & 0o777
    done, other = brought_back(house, path, head)
    assert (NOW, ()) == (done.made, done.erased)
    assert references(desk) == references(other)
    assert 1 == len(of_kind(other.record, "person"))
    assert () == other.record.damages(head)
    other.close()
    left = {one.name for one in settings_of(house, "other").desk.iterdir()}
    assert {"desk.db", "key.json"} == {one for one in left if not one.endswith(".lock")}
    assert "backup.db" not in {one.name for one in settings_of(house).desk.iterdir()}


def test_backup_is_of_one_moment(trial: Trial) -> None:
    """While somebody writes: as many notes as moves and versions, in every copy."""
    trial.keep(*(arrival({"comment": "x" * 400}) for _ in range(300)))
    (reference,) = trial.keep(arrival())
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            trial.move(reference, "note", note="raz " * 50)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(6):
            key = secrets.token_bytes(32)
            copy = trial.folder / f"copy-{number}"
            copy.mkdir()
            trial.record.copy_to(copy / "desk.db", key)
            there = Trial(copy, key)
            thing, whole = there.thing(reference), there.whole_thing(reference)
            moved = [line for line in whole.lines if line.move == "note"]
            assert thing.version - 1 == len(moved) == len(whole.notes)
            assert () == there.record.damages()
            there.record.close()
    finally:
        stop.set()
        writer.join(60)


def test_erased_stays_erased(house: House, desk: OpenDesk) -> None:
    """What either side has erased since; also a submission that the backup never knew."""
    kept = [arrival({"first_name": name}) for name in ("Anna", "Jan", "Ola")]
    here, there, stays = keep_arrivals(desk.record, kept, ORGANIZATIONS, NOW)
    path = copied(house, desk)
    late = arrival()
    keep_arrivals(desk.record, [late], ORGANIZATIONS, NOW)
    erase(desk.record, PROGRAMME, [here, late.opened.record.label.reference], NOW)
    elsewhere = Erasure(there, NOW, kept[1].identity)
    orders = orders_file(house.settings.exchange)
    orders.parent.mkdir(parents=True)
    orders.write_bytes(Orders(gone=(*erased(desk.record), elsewhere)).to_bytes())
    done, other = brought_back(house, path)
    assert ({here, there}, {stays}) == (set(done.erased), references(other))
    assert () == keep_arrivals(other.record, [*kept, late], ORGANIZATIONS, NOW)
    assert {one.identity for one in (kept[0], kept[1], late)} == {
        one.envelope for one in erased(other.record)
    }
    assert () == other.record.damages()
    other.close()


def test_what_is_too_old_does_not_come_back(house: House, desk: OpenDesk) -> None:
    """A copy that waited longer than its answers may be kept."""
    keep_arrivals(desk.record, [arrival(days=180)], ORGANIZATIONS, NOW)
    path = copied(house, desk)
    place = settings_of(house, "other")
    late = restore(house.settings, place, path, opening(house), NOW + timedelta(days=200))
    assert 1 == len(late.erased)


@pytest.mark.parametrize("name", ["desk.db", "desk.db-wal", "key.json"])
def test_only_into_an_empty_place(house: House, desk: OpenDesk, name: str) -> None:
    """A record, or the key of one, is in the way: one sentence, and not a byte is changed."""
    path = copied(house, desk)
    place = settings_of(house, "other")
    place.desk.mkdir()
    (place.desk / name).write_bytes(b"cudze")
    with pytest.raises(RecordError, match="jest już baza stanowiska"):
        restore(house.settings, place, path, opening(house), NOW)
    assert b"cudze" == (place.desk / name).read_bytes()


def damaged(path: Path, how: str) -> None:
    """Spoil a backup; `again` makes its checksum right."""
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[:-2000])
    elif how == "changed":
        path.write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
    elif how == "other":
        path.write_bytes(b'{"what": "wzajemnie-backup-1"}\n')
    else:
        path.unlink()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut", "nie jest całą kopią stanowiska"),
        ("changed", "nie jest całą kopią stanowiska"),
        ("other", "nie jest całą kopią stanowiska"),
        ("gone", "Nie da się odczytać kopii"),
    ],
)
def test_damaged_backup_brings_nothing(house: House, desk: OpenDesk, how: str, said: str) -> None:
    """It is refused in one sentence, and the place stays empty."""
    path = copied(house, desk)
    damaged(path, how)
    place = settings_of(house, "other")
    with pytest.raises(RecordError, match=said):
        restore(house.settings, place, path, opening(house), NOW)
    assert not place.database.exists()
    assert not place.key.exists()


def test_wrong_key_brings_nothing(house: House, desk: OpenDesk, tmp_path: Path) -> None:
    """Somebody else's key, or a wrong passphrase."""
    path = copied(house, desk)
    stranger = tmp_path / "stranger.json"
    PrivateKey.new().write(stranger, PASSPHRASE, Effort(1, 8192 * 8))
    place = settings_of(house, "other")
    for private, passphrase, said in (
        (stranger, PASSPHRASE, "innym kluczem"),
        (house.settings.private_key, "nie to", "Hasło do klucza prywatnego jest inne"),
    ):
        with pytest.raises(OpeningError, match=said):
            restore(house.settings, place, path, Opening(private, passphrase), NOW)
    assert not place.database.exists()


def test_older_key_brings_back_for_the_new_ones(house: House, desk: OpenDesk) -> None:
    """After `keys rotate` the key put aside opens old backups, and the new one the desk."""
    path = copied(house, desk)
    aside = house.settings.private_key.with_name("private-0123456789abcdef.json")
    house.settings.private_key.rename(aside)
    new = PrivateKey.new()
    new.write(house.settings.private_key, PASSPHRASE, Effort(1, 8192 * 8))
    keys = PublicKeys(False, (new.public("foundation"),))
    keys.write(house.settings.public_keys)
    place = settings_of(house, "other")
    restore(house.settings, place, path, Opening(aside, PASSPHRASE), NOW)
    open_desk(house.settings, place, PASSPHRASE).close()


def test_backup_from_before_a_kept_head_is_refused(house: House, desk: OpenDesk) -> None:
    """A record put in its place is noticed by the end of the chain that was kept elsewhere."""
    path = copied(house, desk)
    keep_arrivals(desk.record, [arrival()], ORGANIZATIONS, NOW)
    head = back_up(desk, house.settings, house.settings.var / "newer", NOW)
    with pytest.raises(RecordError, match="Koniec dziennika jest ucięty albo zmieniony"):
        brought_back(house, path, head)
    assert not settings_of(house, "other").database.exists()


def test_commands_say_what_they_did(
    house: House,
    desk: OpenDesk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Backup while the desk is open, restore elsewhere; without a file or a record, a sentence."""
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)
    path = house.settings.var / "kopia"
    monkeypatch.setenv("WZAJEMNIE_DESK", str(settings_of(house).desk))
    assert 0 == run_desk("backup", house.settings, path, None, None)
    head = desk.record.head()
    assert f"Koniec dziennika (zachowaj poza tym komputerem): {head}" in capsys.readouterr().out
    for action, file, said in (
        ("backup", None, "Podaj plik kopii: wzajemnie desk backup PLIK"),
        ("check", path, "Polecenie „check” nie bierze pliku."),
        ("restore", path, "jest już baza stanowiska"),
    ):
        with pytest.raises(OperatorError, match=said):
            run_desk(action, house.settings, file, None, None)
    monkeypatch.setenv("WZAJEMNIE_DESK", str(settings_of(house, "other").desk))
    with pytest.raises(OperatorError, match="Nie ma czego kopiować"):
        run_desk("backup", house.settings, path, None, None)
    assert 0 == run_desk("restore", house.settings, path, head, None)
    assert "Stanowisko wróciło z kopii z " in capsys.readouterr().out
