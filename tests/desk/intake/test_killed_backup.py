"""A backup or a restore that is killed leaves the old one, the new one, or can be done again."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from desk.database.errors import RecordError
from desk.intake.opened_record import OpenDesk, open_desk
from desk.record.arrivals import keep_arrivals
from tests.conftest import ROOT
from tests.desk.desk_backups import brought_back, copied, references, settings_of
from tests.desk.desk_houses import PASSPHRASE
from tests.desk.desk_records import NOW, ORGANIZATIONS, arrival
from tests.forms_backend.synthetic_service import House

pytestmark = pytest.mark.slow

WORKER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from desk.intake.backing_up import Opening, back_up, restore
from desk.intake.opened_record import open_desk
from desk.settings import DeskSettings
from forms_backend.config import Settings

var, passphrase = Path(sys.argv[1]), sys.argv[2]
settings = Settings.from_environment({"WZAJEMNIE_VAR": str(var)})
now = datetime(2026, 11, 27, 9, tzinfo=UTC)

def work(what, step):
    left = [step]
    def count(event, arguments):
        ours = event in ("open", "os.rename", "os.remove", "os.mkdir")
        if ours and str(var) in str(arguments[0]):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    if what == "backup":
        opened = open_desk(settings, DeskSettings(var / "desk"), passphrase)
        back_up(opened, settings, var / "kopia", now)
    else:
        opening = Opening(settings.private_key, passphrase)
        restore(settings, DeskSettings(var / "other"), var / "kopia", opening, now)

for line in sys.stdin:
    what, step = line.split()
    child = os.fork()
    if not child:
        work(what, int(step))
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@dataclass
class Worker:
    """Another process, whose children are killed before their nth touch of a file."""

    process: subprocess.Popen[str]

    def is_killed(self, what: str, step: int) -> bool:
        """Do it once; whether it came so far as to be killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{what} {step}\n")
        self.process.stdin.flush()
        status = int(self.process.stdout.readline())
        assert status in (0, signal.SIGKILL)
        return status != 0


@pytest.fixture
def worker(house: House, desk: OpenDesk) -> Iterator[Worker]:
    """One for this house, with a record and a first backup."""
    keep_arrivals(desk.record, [arrival()], ORGANIZATIONS, NOW)
    copied(house, desk)
    words = [sys.executable, "-c", WORKER, str(house.settings.var), PASSPHRASE]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()


def test_kill_leaves_the_old_backup_or_the_new_one(
    house: House, desk: OpenDesk, worker: Worker
) -> None:
    """Whenever it comes, and the next backup is made."""
    steps = 0
    while worker.is_killed("backup", steps):
        steps += 1
        _done, other = brought_back(house, house.settings.var / "kopia")
        assert references(desk) == references(other)
        other.close()
        shutil.rmtree(settings_of(house, "other").desk)
    assert 5 < steps


def test_kill_leaves_an_empty_place_or_a_whole_record(
    house: House, desk: OpenDesk, worker: Worker
) -> None:
    """Or a record that nobody can open yet; whichever it is, restoring again ends it."""
    place, steps, unfinished = settings_of(house, "other"), 0, 0
    while worker.is_killed("restore", steps):
        steps += 1
        if place.database.exists() and not place.key.exists():
            unfinished += 1
            with pytest.raises(RecordError, match="Nie ma klucza bazy"):
                open_desk(house.settings, place, PASSPHRASE)
        if not place.key.exists():
            assert not worker.is_killed("restore", 10_000)
        other = open_desk(house.settings, place, PASSPHRASE)
        assert references(desk) == references(other)
        other.close()
        for one in (place.database, place.key):
            one.unlink()
    assert unfinished
    assert 10 < steps
