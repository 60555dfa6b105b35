"""What only a database has to promise: schema by command, salvage, its own words, permissions."""

from __future__ import annotations

import random
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from forms_backend.environment import SettingsError
from forms_backend.sealing.readable_codes import ALPHABET
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.address import open_store, shown
from forms_backend.stores.contract import StoreError
from forms_backend.stores.database_errors import NO_TABLES
from forms_backend.stores.sql import SQLStore
from forms_backend.stores.tinydb import TinyDBStore
from tests.forms_backend.sealed_records import record
from tests.forms_backend.synthetic_service import FORM
from tests.postgres import Server


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite database is."""
    return tmp_path / "store" / "zgłoszenia 100%.db"


@pytest.fixture
def store(file: Path) -> SQLStore:
    """An empty database with its tables."""
    store = SQLStore(f"sqlite:///{file}")
    store.make_schema()
    return store


def test_tables_are_made_by_command_alone(file: Path) -> None:
    """Without its tables a store refuses, says which command makes them, and makes no file."""
    store = SQLStore(f"sqlite:///{file}")
    with pytest.raises(StoreError, match="wzajemnie store init"):
        store.append(record(), FORM)
    assert [NO_TABLES] == [one.why for one in (*store.health(), *store.listing().damages)][:1]
    assert not file.exists()
    for _ in range(2):
        store.make_schema()
        store.append(record(), FORM)
    assert 2 == len(store.listing().records)
    assert () == store.health()


def test_postgresql_without_tables_or_server(postgres: Server) -> None:
    """PostgreSQL without tables names the command; without a server it says so."""
    store = SQLStore(postgres.new_database())
    assert [NO_TABLES] == [one.why for one in store.health()]
    with pytest.raises(StoreError, match="wzajemnie store init"):
        store.listing()
    nowhere = SQLStore("postgresql+psycopg://ktos:haslo@/nic?host=/nigdzie")
    (damage,) = nowhere.health()
    assert "haslo" not in f"{damage}"
    with pytest.raises(StoreError, match="baza danych mówi"):
        nowhere.append(record(), FORM)


def test_store_outlives_a_crash_of_its_server(postgres: Server) -> None:
    """What was answered is there after the server was killed; the same store object goes on."""
    store = SQLStore(postgres.new_database())
    store.make_schema()
    first = store.append(record(), FORM)
    postgres.crash()
    second = store.append(record(), FORM)
    assert {first, second} == {one.label.reference for one in store.listing().records}


def test_only_the_owner_can_read(store: SQLStore, file: Path) -> None:
    """The folder is 0700, the database and its log are 0600."""
    store.append(record(), FORM)
    assert 0o700 == stat.S_IMODE(file.parent.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in file.parent.iterdir()}


def test_every_answer_is_synced(store: SQLStore) -> None:
    """The file is in WAL mode, each connection syncs fully and overwrites what is deleted."""
    store.append(record(), FORM)
    with store._engine.connect() as connection:
        names = ("journal_mode", "synchronous", "secure_delete")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert ["wal", 2, 1] == found


def test_cut_database_is_named_and_read_as_far_as_it_goes(store: SQLStore, file: Path) -> None:
    """A database cut short at any page is named; the rows before the cut are still read."""
    ones = [record(f"AAAA-{number:04}") for number in range(60)]
    for one in ones:
        store.append(one, FORM)
    store.erase([])  # Empties the log into the file.
    del store
    whole = file.read_bytes()
    most = 0
    for length in range(0, len(whole), 4096):
        file.write_bytes(whole[:length])
        cut = SQLStore(f"sqlite:///{file}")
        listing = cut.listing()
        assert 1 <= len(listing.damages), length
        assert set(listing.records) <= set(ones)
        most = max(most, len(listing.records))
        with pytest.raises(StoreError):
            cut.append(record(), FORM)
    assert most > 30


def test_wrong_row_is_named_and_the_others_are_read(store: SQLStore, file: Path) -> None:
    """One row that is none is named by its reference; the others are read."""
    ones = [record(), record("AAAA-BBBB"), record()]
    for one in ones:
        store.append(one, FORM)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE submissions SET envelope = '' WHERE reference = 'AAAA-BBBB'")
        connection.commit()
    listing = store.listing()
    assert (ones[0], ones[2]) == listing.records
    assert ["zły zapis zgłoszenia AAAA-BBBB (JSONDecodeError)"] == [
        one.why for one in listing.damages
    ]


def test_addresses(tmp_path: Path) -> None:
    """A folder or tinydb: is TinyDB; sqlite:/// and postgresql+psycopg:// are databases."""
    assert isinstance(open_store(str(tmp_path / "a")), TinyDBStore)
    assert isinstance(open_store(f"tinydb:{tmp_path / 'b'}"), TinyDBStore)
    assert isinstance(open_store(f"sqlite:///{tmp_path / 'c.db'}"), SQLStore)
    assert isinstance(open_store("postgresql+psycopg://ktos@host/baza"), SQLStore)
    for wrong in ("", "tinydb:", "mysql://host/baza", "postgresql://u:tajne@host/baza", "sqlite:x"):
        with pytest.raises(SettingsError) as raised:
            open_store(wrong)
        assert "WZAJEMNIE_STORE" in str(raised.value)
        assert "tajne" not in str(raised.value)


def test_password_is_not_shown() -> None:
    """An address is shown without its password."""
    assert "postgresql+psycopg://ktos@host/baza" == shown(
        "postgresql+psycopg://ktos:taj@ne@host/baza"
    )
    assert "tinydb:var/store" == shown("tinydb:var/store")


def test_store_that_is_done_with_says_goodbye(postgres: Server) -> None:
    """No connection to the server is left behind by a store that nobody holds any more."""
    address = postgres.new_database()
    store = SQLStore(address)
    store.make_schema()
    store.append(record(), FORM)
    del store
    postgres.drop(postgres.copy_database(address))  # Refused while anybody is connected.


@pytest.mark.parametrize("seed", [1, 4])  # Both left copies before the file was written anew.
def test_copies_of_moved_rows_are_gone_too(store: SQLStore, file: Path, seed: int) -> None:
    """Rows that changed pages before they were erased are in no byte of the file either.

    SQLite leaves copies behind when it moves rows; `secure_delete` does not know of them.
    """
    chance = random.Random(seed)  # noqa: S311 - the same every time
    here: list[str] = []
    gone: list[str] = []
    for _ in range(60):
        ones = [random_record(chance) for _ in range(10)]
        store.adopt(ones, {FORM.version: FORM})
        here += [one.label.reference for one in ones]
        chance.shuffle(here)
        store.erase(here[:9])
        gone += here[:9]
        del here[:9]
    everything = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert [] == [one for one in gone if one.encode() in everything]
    assert sorted(here) == sorted(one.label.reference for one in store.listing().records)


def random_record(chance: random.Random) -> SealedSubmission:
    """A reference, a page and a length by chance."""
    reference = "".join(chance.choices(ALPHABET, k=8))
    page = f"p{chance.random()}"
    return record(reference, page=page, name="x" * chance.randrange(901))
