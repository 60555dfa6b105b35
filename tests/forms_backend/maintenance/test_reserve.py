"""A disk that is really full stops nobody from reading and erasing."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest

from forms_backend.maintenance import audit
from forms_backend.maintenance.reserve import NAME, SHARE
from forms_backend.sealing.envelope import PublicKeys, seal
from forms_backend.sealing.submission import SealedSubmission, Submission
from forms_backend.stores.address import open_store
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.sealed_records import place_of, record
from tests.forms_backend.synthetic_service import FORM, House, furnish
from tests.torture.disk import fill, small_disk

DISK = 4_000_000
ROOT_ONLY = pytest.mark.skipif(
    os.geteuid() != 0, reason="Mały dysk na próbę może zrobić tylko root."
)


def sealed(house: House, number: int) -> SealedSubmission:
    """A submission that this house's key opens, and that is kept for years."""
    made = record(name=f"Anna {number}", days=3000)
    submission = Submission(made.label, {"first_name": f"Anna {number}"})
    return replace(
        made, envelope=seal(submission.to_bytes(), PublicKeys.read(house.settings.public_keys))
    )


_action = attrgetter("action")


def purge_nightly(terminal: Terminal) -> None:
    """What the timer does every night, and what makes the reserve."""
    assert (0, "") == terminal.run("submissions", "purge")[::2]


@ROOT_ONLY
@pytest.mark.parametrize("kind", ["tinydb", "sqlite"])
def test_a_full_disk(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show, export, states, erasing and purging go on; the log and the list have every line."""
    with small_disk(DISK, "root") as disk:
        house = furnish(disk / "var")
        place = place_of(kind, disk / "var" / "store", str)
        house.foundation.write(tmp_path / "private.json", None)
        monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
        monkeypatch.setenv("WZAJEMNIE_STORE", place.address)
        monkeypatch.setenv("WZAJEMNIE_PRIVATE_KEY", str(tmp_path / "private.json"))
        terminal = Terminal(house)
        store = open_store(place.address)
        kept = [sealed(house, number) for number in range(20)]
        store.adopt(kept, {FORM.version: FORM})
        purge_nightly(terminal)
        reserve = house.settings.var / NAME
        assert 0.9 < reserve.stat().st_size / (DISK // SHARE) < 1.1
        fill(disk)
        first, second, third = (one.label.reference for one in kept[:3])
        for words in (
            ("show", first),
            ("export", "--out", str(tmp_path / "out.csv")),
            ("state", "read", first),
            ("erase", "--yes", second),
            ("erase", "--yes", third),
            ("purge",),
        ):
            code, _, complained = terminal.run("submissions", *words)
            assert (0, "") == (code, complained), words
            assert reserve.exists(), words
        log_lines = audit.log_lines(house.settings.audit)
        found = [name for name, _ in groupby(log_lines, _action)]
        noted = [name for name in found if not name.startswith("inventory")]
        assert ["show", "export csv", "state read", "erase"] == noted[-4:]
        erased = [json.loads(one) for one in house.settings.erased.read_text().splitlines()]
        assert [second, third] == [one["reference"] for one in erased]
        left = {one.label.reference for one in open_store(place.address).listing().records}
        assert {one.label.reference for one in kept} - {second, third} == left


@ROOT_ONLY
def test_half_an_export_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that does not fit its disk is one sentence, and no file with people's answers."""
    house = furnish(tmp_path / "var")
    house.foundation.write(house.settings.private_key, None)
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    store = open_store(house.settings.store)
    store.adopt([sealed(house, number) for number in range(20)], {FORM.version: FORM})
    with small_disk(8192, "root") as disk:
        fill(disk)
        words = ("submissions", "export", "--out", str(disk / "out.csv"))
        code, said, complained = Terminal(house).run(*words)
        assert (1, "", 1) == (code, said, complained.count("\n"))
        assert not (disk / "out.csv").exists()


def test_a_reserve_never_fills_a_disk_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made by the nightly purge, for its owner alone, and takes real room."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    purge_nightly(Terminal(house))
    status = (house.settings.var / NAME).stat()
    assert 0o600 == status.st_mode & 0o777
    assert status.st_blocks * 512 >= status.st_size > 0
