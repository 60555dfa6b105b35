"""Another key for the database: who left opens it no more, and a kill leaves one key that fits."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desk.database.cipher import fits
from desk.database.errors import RecordError
from desk.database.key_file import next_key_file, read_key
from desk.intake.opened_record import OpeningError, open_desk, rekey
from desk.record.arrivals import keep_arrivals
from forms_backend.keys.opening import Effort, PrivateKey, read_private_key
from forms_backend.sealing.envelope import PublicKeys
from tests.conftest import ROOT
from tests.desk.desk_backups import references, settings_of
from tests.desk.desk_houses import PASSPHRASE
from tests.desk.desk_records import NOW, ORGANIZATIONS, arrival
from tests.forms_backend.synthetic_service import House, furnish

KILLED = """
import os, signal, sys
from pathlib import Path
from desk.intake.opened_record import rekey
from desk.settings import DeskSettings
from forms_backend.config import Settings

var, passphrase, moment = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
settings = Settings.from_environment({"WZAJEMNIE_VAR": str(var)})
said = 0

def kill_in_time(event, arguments):
    global said
    if event in ("open", "os.rename", "os.remove") and str(var) in str(arguments):
        said += 1
        if said == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        if moment < 0 and "key.next" in str(arguments):
            signal.setitimer(signal.ITIMER_REAL, -moment / 1000)  # and nobody handles the alarm

sys.addaudithook(kill_in_time)
rekey(settings, DeskSettings(var / "desk"), settings.private_key, passphrase)
"""
MOMENTS = 40


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house whose desk has one submission and is locked."""
    made = furnish(tmp_path / "var")
    made.foundation.write(made.settings.private_key, PASSPHRASE, Effort(1, 8192 * 8))
    opened = open_desk(made.settings, settings_of(made), PASSPHRASE)
    keep_arrivals(opened.record, [arrival()], ORGANIZATIONS, NOW)
    opened.close()
    return made


def test_who_left_with_key_and_files_opens_nothing_new(house: House) -> None:
    """Neither the old key of the database nor the old private key; today's keys open it whole."""
    desk, settings = settings_of(house), house.settings
    old = read_key(desk.key, house.foundation)
    put_aside = settings.private_key.with_name("private-old.json")
    settings.private_key.rename(put_aside)
    new = PrivateKey.new()
    PublicKeys(False, (new.public("foundation"),)).write(settings.public_keys)
    new.write(settings.private_key, "nowe hasło", Effort(1, 8192 * 8))
    rekey(settings, desk, put_aside, PASSPHRASE)
    assert not fits(desk.database, old)
    with pytest.raises(OpeningError):
        read_key(desk.key, read_private_key(put_aside, PASSPHRASE))
    opened = open_desk(settings, desk, "nowe hasło")
    try:
        assert 1 == len(references(opened))
        assert () == opened.record.damages()
    finally:
        opened.close()


def test_open_desk_keeps_its_key(house: House) -> None:
    """While somebody works in it nothing is changed, and the refusal says what to do."""
    desk = settings_of(house)
    opened = open_desk(house.settings, desk, PASSPHRASE)
    before = desk.key.read_bytes()
    with opened.record.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM things")
        with pytest.raises(RecordError, match="Najpierw je zatrzymaj"):
            rekey(house.settings, desk, house.settings.private_key, PASSPHRASE)
    assert before == desk.key.read_bytes()
    assert not next_key_file(desk.key).exists()
    assert 1 == len(references(opened))
    opened.close()


@pytest.mark.slow
def test_kill_while_pages_are_written_leaves_one_key_that_fits(house: House) -> None:
    """At any millisecond of the database's own work."""
    desk = settings_of(house)
    opened = open_desk(house.settings, desk, PASSPHRASE)
    keep_arrivals(opened.record, [arrival() for _ in range(600)], ORGANIZATIONS, NOW)
    opened.close()
    ended = set()
    for milliseconds in range(4, 84, 8):
        words = [KILLED, str(house.settings.var), PASSPHRASE, str(-milliseconds)]
        done = subprocess.run([sys.executable, "-c", *words], cwd=ROOT, check=False, timeout=60)
        ended.add(done.returncode)
        opened = open_desk(house.settings, desk, PASSPHRASE)
        try:
            assert 601 == len(references(opened))
            assert () == opened.record.damages()
        finally:
            opened.close()
    assert -signal.SIGALRM in ended


@pytest.mark.slow
def test_killed_change_of_keys_leaves_one_that_fits(house: House) -> None:
    """Killed before any touch of a file: the desk opens as before or with the new key, whole."""
    var, killed = house.settings.var, 0
    for moment in range(1, MOMENTS):
        words = [sys.executable, "-c", KILLED, str(var), PASSPHRASE, str(moment)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, timeout=60)
        opened = open_desk(house.settings, settings_of(house), PASSPHRASE)
        try:
            assert 1 == len(references(opened))
            assert () == opened.record.damages()
        finally:
            opened.close()
        assert not next_key_file(settings_of(house).key).exists()
        if not done.returncode:
            break
        assert -signal.SIGKILL == done.returncode, done.stderr
        killed += 1
    assert 5 < killed < MOMENTS - 1
