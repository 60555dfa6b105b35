"""The desk, or its copies, on another computer than the forms: the scripts and their units, tried.

`ssh` and `sudo` are stand-ins here: the first runs on this machine what it was told to run on the
server, in a folder that is the server's, and the second runs it as whoever asks.
"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog.programme import programme_file
from desk.intake.opened_record import open_desk
from desk.intake.taking_in import take_in
from desk.pages.house import House as Desk
from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.keys.opening import Effort
from forms_backend.maintenance.exchange import exchange
from forms_backend.stores.address import open_store
from tests.conftest import ROOT
from tests.desk.desk_backups import brought_back, references
from tests.desk.desk_houses import PASSPHRASE
from tests.desk.desk_records import NOW, ORGANIZATIONS
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House, furnish
from tests.tools import SYSTEMD

ELSEWHERE = ROOT / "deploy" / "elsewhere"
UNITS = sorted([*ELSEWHERE.glob("*.service"), *ELSEWHERE.glob("*.timer")])


@dataclass(frozen=True)
class Two:
    """A server with forms, a computer for the desk, and how scripts run on that computer."""

    server: House
    near: Settings
    programs: Path

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One of the scripts, as its unit runs it."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        wanted = {"PATH": path, "HOME": str(self.programs), "WZAJEMNIE_VAR": str(self.near.var)}
        return subprocess.run(
            [str(ELSEWHERE / script)],
            cwd=self.near.var.parent,
            env=wanted | {"WZAJEMNIE_SERVER": "serwer"} | more,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """The private key lies on the desk's computer alone."""
    home, near = tmp_path / "srv", tmp_path / "near" / "var"
    server = furnish(home / "var")
    for one in ("in", "out", "board"):
        (server.settings.exchange / one).mkdir(parents=True)
    settings = Settings.from_environment({"WZAJEMNIE_VAR": str(near)})
    settings.private_key.parent.mkdir(parents=True)
    server.foundation.write(settings.private_key, PASSPHRASE, Effort(1, 8192 * 8))
    settings.public_keys.write_bytes(server.settings.public_keys.read_bytes())
    programs = tmp_path / "programs"
    programs.mkdir()
    stand_in(programs / "ssh", f"""#!/bin/sh
        [ "$1 $2 $3" = "-o BatchMode=yes serwer" ] || exit 255
        shift 3
        exec sh -c "$(printf '%s' "$*" | sed 's|/srv/wzajemnie|{home}|g')"
        """)  # fmt: skip
    stand_in(programs / "sudo", """#!/bin/sh
        [ "$1 $2 $3" = "-n -u wzajemnie-desk" ] || exit 1
        shift 3
        exec "$@"
        """)  # fmt: skip
    return Two(server, settings, programs)


def stand_in(path: Path, text: str) -> None:
    """A program of this name."""
    path.write_text("\n".join(line.strip() for line in text.splitlines()) + "\n", encoding="utf-8")
    path.chmod(0o755)


def test_desk_elsewhere_reads_and_its_orders_come_back(two: Two) -> None:
    """What was sent is on the other computer after a minute; what was done with it, on the server
    after the next; and nothing readable has been on the way.
    """
    reference = confirmed(two.server)
    store = open_store(two.server.settings.store)
    exchange(store, two.server.settings)
    done = two.run("wzajemnie-exchange")
    assert (0, "") == (done.returncode, done.stderr)
    assert programme_file(two.near.publication).exists()
    opened = open_desk(two.near, DeskSettings(two.near.var / "desk"), PASSPHRASE)
    try:
        take_in(opened, two.near.exchange, ORGANIZATIONS, NOW, None)
        assert {reference} == references(opened)
        before = two.server.settings.exchange / "out" / "orders.json"
        assert not before.exists()
        assert 0 == two.run("wzajemnie-exchange").returncode
        exchange(store, two.server.settings)
        waiting = (two.server.settings.exchange / "in" / "waiting.jsonl").read_text("utf-8")
        assert reference not in waiting, "it is where it should be, and waits no more"
    finally:
        opened.close()
    files = [one for one in two.near.exchange.rglob("*") if one.is_file()]
    assert not [one for one in files if "Próbna" in one.read_text(encoding="utf-8")]
    assert not [one for one in files if one.suffix == ".fresh"]


def test_server_that_is_away_changes_nothing(two: Two) -> None:
    """What was fetched before stays, whole."""
    confirmed(two.server)
    exchange(open_store(two.server.settings.store), two.server.settings)
    assert 0 == two.run("wzajemnie-exchange").returncode
    waiting = two.near.exchange / "in" / "waiting.jsonl"
    before = waiting.read_bytes()
    (two.programs / "ssh").write_text("#!/bin/sh\nexit 255\n", encoding="utf-8")
    assert two.run("wzajemnie-exchange").returncode
    assert before == waiting.read_bytes()
    assert "WZAJEMNIE_SERVER" in two.run("wzajemnie-exchange", WZAJEMNIE_SERVER="").stderr


def nightly(two: Two) -> None:
    """The server's desk copies itself."""
    house, settings = two.server, two.server.settings
    house.foundation.write(settings.private_key, PASSPHRASE, Effort(1, 8192 * 8))
    confirmed(house)
    exchange(open_store(settings.store), settings)
    desk = Desk(settings, DeskSettings(settings.var / "desk"), clock=lambda: NOW)
    desk.open(PASSPHRASE)
    desk.back_up_at_night()
    desk.lock()


def test_copies_are_whole_and_end_after_thirty_days(two: Two) -> None:
    """The newest comes back by the private key; an old one goes only when a new one came."""
    nightly(two)
    folder = two.programs / "kopie-wzajemnie"
    folder.mkdir()
    old = folder / "stanowisko-2026-01-01"
    old.touch()
    long_ago = time.time() - 40 * 24 * 3600
    os.utime(old, (long_ago, long_ago))
    kept = two.server.settings.var / "desk" / "kopia"
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-30])
    cut = two.run("wzajemnie-copies")
    assert (1, "Kopia z serwera nie jest cała. Zostaje poprzednia.\n") == (
        cut.returncode,
        cut.stderr,
    )
    assert [old] == list(folder.iterdir())
    kept.write_bytes(whole)
    assert (0, "") == ((done := two.run("wzajemnie-copies")).returncode, done.stderr)
    (copy,) = folder.iterdir()
    assert whole == copy.read_bytes()
    assert 0o600 == copy.stat().st_mode & 0o777
    _done, opened = brought_back(two.server, copy)
    assert 1 == len(references(opened))
    opened.close()


@SYSTEMD.needed
def test_units_are_what_systemd_reads(tmp_path: Path) -> None:
    """`systemd-analyze verify --user` has nothing to say about any of them."""
    home = tmp_path / "home"
    for path in ("deploy/elsewhere/wzajemnie-exchange", "deploy/elsewhere/wzajemnie-copies",
                 ".venv/bin/wzajemnie"):  # fmt: skip
        program = home / "wzajemnie" / path
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(0o755)
    copies = []
    for unit in UNITS:
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text(encoding="utf-8").replace("%h", str(home)), "utf-8")
        copies.append(str(copy))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *copies],
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
