"""The encrypted database: its key, its tables, what it says when it cannot be opened."""

from __future__ import annotations

import secrets
import sqlite3
import stat
import subprocess
import sys
from collections import deque
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desk.database.cipher import engine_of
from desk.database.errors import RecordError
from desk.database.key_file import make_key, read_key, reseal_key
from desk.database.record import Record
from desk.database.schema import migrate, steps
from desk.database.tables import METADATA
from desk.record.arrivals import keep_arrivals
from forms_backend.keys.opening import OpeningError, PrivateKey
from forms_backend.sealing.envelope import PublicKeys
from tests.conftest import ROOT
from tests.desk.desk_people import ASKS, accepted, of_kind, sent
from tests.desk.desk_records import NOW, ORGANIZATIONS, PROGRAMME, Trial, arrival

CANARY = "Kanarek-Zofia-7319"


def test_no_answer_is_readable_in_any_file(trial: Trial) -> None:
    """Not in the database, not in its log, not in a copy, not while it is open and not after."""
    (reference,) = trial.keep(arrival({"first_name": CANARY, "email": f"{CANARY}@example.org"}))
    trial.move(reference, "open")
    trial.move(reference, "note", note=f"oddzwonić do {CANARY}")
    trial.record.copy_to(trial.folder / "copy.db", secrets.token_bytes(32))
    names = {path.name for path in trial.folder.iterdir()}
    assert {"desk.db", "desk.db-wal", "copy.db"} <= names
    everything = trial.everything()
    for text in (CANARY, CANARY.lower(), ASKED_LABEL, "CREATE TABLE"):
        assert text.encode() not in everything
    trial.record.close()
    assert CANARY.encode() not in trial.everything()


ASKED_LABEL = "Jak masz na imię?"


def test_leaving_is_one_copy(trial: Trial) -> None:
    """A copy without a key is plain SQLite with the same rows: the way out is rehearsed."""
    (reference,) = trial.keep(arrival())
    plain = trial.folder / "plain.db"
    trial.record.copy_to(plain, None)
    with closing(sqlite3.connect(plain)) as connection:
        rows = connection.execute("SELECT reference, state FROM things").fetchall()
    assert [(reference, "new")] == rows
    assert stat.S_IMODE(plain.stat().st_mode) == 0o600
    with pytest.raises(RecordError, match="już jest"):
        trial.record.copy_to(plain, None)


def test_file_is_its_owners_alone(trial: Trial) -> None:
    """Nobody else on the machine can read even the encrypted bytes."""
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in trial.folder.glob("desk.db*")}


def test_wrong_key_is_one_sentence(trial: Trial) -> None:
    """In Polish, with nothing on the error stream and nothing changed."""
    trial.keep(arrival())
    trial.record.close()
    before = (trial.folder / "desk.db").read_bytes()
    words = (
        "import sys; from pathlib import Path; from desk.database.record import Record\n"
        "from desk.database.errors import RecordError\n"
        "try: Record.open(Path(sys.argv[1]), bytes(32))\n"
        "except RecordError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", words, str(trial.folder / "desk.db")],
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "nie otwiera się tym kluczem" in done.stdout
    assert "" == done.stderr
    assert before == (trial.folder / "desk.db").read_bytes()
    assert "" not in Record.open(trial.folder / "desk.db", trial.key).damages()


def test_changed_byte_is_noticed(trial: Trial) -> None:
    """A page that somebody changed is named by the file's own checks."""
    trial.keep(*(arrival() for _ in range(20)))
    trial.record.close()
    path = trial.folder / "desk.db"
    data = bytearray(path.read_bytes())
    data[-500] ^= 1
    path.write_bytes(data)
    try:
        damages = Record.open(path, trial.key).damages()
    except RecordError as error:
        damages = (str(error),)
    assert damages


def test_database_key_opens_with_foundation_and_recovery(tmp_path: Path) -> None:
    """Both holders find the same 32 bytes; nobody else; after sealing anew the new holder does."""
    foundation, recovery, stranger = (PrivateKey.new() for _ in range(3))
    public = PublicKeys(False, (foundation.public("foundation"), recovery.public("recovery")))
    path = tmp_path / "desk" / "key.json"
    key = make_key(path, public)
    assert [key, key] == [read_key(path, foundation), read_key(path, recovery)]
    assert key not in path.read_bytes()
    with pytest.raises(OpeningError, match="innym kluczem"):
        read_key(path, stranger)
    with pytest.raises(RecordError, match="już jest"):
        make_key(path, public)
    reseal_key(path, recovery, PublicKeys(False, (stranger.public("foundation"),)))
    assert key == read_key(path, stranger)
    with pytest.raises(OpeningError):
        read_key(path, foundation)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(OpeningError, match="uszkodzony"):
        read_key(path, stranger)


def test_steps_make_the_tables_that_the_program_knows(trial: Trial) -> None:
    """The last step ends where the tables are: Alembic finds no difference."""
    with trial.record.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = [one for one in compare_metadata(context, METADATA) if "alembic" not in str(one)]
    assert [] == found


@pytest.mark.parametrize("step", steps())
def test_every_earlier_step_keeps_its_rows(tmp_path: Path, step: str) -> None:
    """A database of each earlier version opens, with all that was in it."""
    key = secrets.token_bytes(32)
    engine = engine_of(tmp_path / "old.db", key)
    migrate(engine, step)
    with engine.connect() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO things (kind, reference, state, version, urgent, next_step, tries,"
                " created) VALUES ('submission', 'K7M-D4QV', 'new', 1, 0, '', 0,"
                " '2026-11-27T09:00:00+00:00')"
            )
        )
    engine.dispose()
    trial = Trial(tmp_path)
    trial.record.close()
    record = Record.open(tmp_path / "old.db", key)
    with record.reading() as connection:
        assert 1 == connection.scalar(sa.text("SELECT count(*) FROM things"))
    record.close()


def test_submissions_of_the_first_step_become_people(tmp_path: Path) -> None:
    """What a desk of before people has kept is read, accepted and matched after the upgrade."""
    key, path = secrets.token_bytes(32), tmp_path / "desk.db"
    engine = engine_of(path, key)
    migrate(engine, "0001")
    old = Record(path, engine, key)
    (reference,) = keep_arrivals(old, [sent("potrzeba", ASKS)], ORGANIZATIONS, NOW)
    head = old.head()
    old.close()
    record = Record.open(path, key)
    accepted(record, reference)
    assert ["person", "request"] == [
        one.kind for kind in ("person", "request") for one in of_kind(record, kind)
    ]
    assert () == record.damages(head)
    record.close()


def test_newer_database_is_refused(trial: Trial) -> None:
    """A file that a newer program wrote is left as it is."""
    with trial.record.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    trial.record.close()
    with pytest.raises(RecordError, match="nowsza wersja"):
        Record.open(trial.folder / "desk.db", trial.key)


def test_full_disk_changes_nothing(trial: Trial) -> None:
    """The move is refused in one sentence, and the thing is as it was."""
    (reference,) = trial.keep(arrival())
    with trial.record.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    trial.record.engine.dispose()
    engine = trial.record.engine

    @sa.event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    before = trial.thing(reference)
    filling = (trial.move(reference, "note", note=f"{number} " * 60) for number in range(200))
    with pytest.raises(RecordError, match="Na dysku nie ma miejsca"):
        deque(filling)
    sa.event.remove(engine, "connect", limit)
    trial.record.engine.dispose()
    after = trial.thing(reference)
    assert after.state == before.state
    assert () == trial.record.damages()
    trial.move(reference, "take", PROGRAMME)
