"""What went, came back or changed beside our commands is noticed, in each store, without a key."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forms_backend.stores.address import open_store
from tests.forms_backend.cli.test_submission_commands import Terminal, terminal
from tests.forms_backend.sealed_records import place_of, record
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM

__all__ = ["terminal"]

NOW = datetime.now(UTC).replace(microsecond=0)
Rows = dict[str, dict[str, str]]


def drop(rows: Rows) -> None:
    del rows["1"]


def restate(rows: Rows) -> None:
    rows["1"]["state"] = "done"


def shorten(rows: Rows) -> None:
    rows["1"]["keep_until"] = "2020-01-01"


def exchange(rows: Rows) -> None:
    rows["1"]["envelope"] = rows["2"]["envelope"]


def month(terminal: Terminal) -> Path:
    """The one file of the store."""
    (file,) = terminal.house.store_folder.glob("*.json")
    return file


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (drop, "Zginęło zgłoszenie {}"),
        (restate, "{} ma stan done, a nikt go nie zmieniał"),
        (shorten, "{} ma inny ostatni dzień"),
        (exchange, "{} jest inne niż w spisie"),
    ],
)
def test_harm_is_named(terminal: Terminal, harm: Callable[[Rows], None], why: str) -> None:
    """A row dropped, put into another state, shortened or exchanged in the file is named, and no
    purge follows a changed day; `--accept` says that somebody knows.
    """
    first, _ = (confirmed(terminal.house) for _ in range(2))
    assert (0, "") == terminal.run("store", "check")[::2]
    whole = json.loads(month(terminal).read_bytes())
    harm(whole["submissions"])
    month(terminal).write_text(json.dumps(whole), encoding="utf-8")
    for words in (("store", "check"), ("submissions", "purge")):
        code, _, complained = terminal.run(*words)
        assert (1, True) == (code, why.format(first) in complained)
    assert len(whole["submissions"]) == len(terminal.house.records)
    assert 1 == terminal.run("store", "check", "--accept")[0]
    assert (0, "") == terminal.run("store", "check")[::2]


def test_older_copy_of_the_store_is_named(terminal: Terminal, tmp_path: Path) -> None:
    """A folder rolled back to what it was lacks what came later, and has what was erased since."""
    store = open_store(terminal.house.settings.store)
    first = store.append(record(when=NOW - timedelta(hours=1)), FORM)
    second = confirmed(terminal.house)
    shutil.copytree(terminal.house.store_folder, tmp_path / "old")
    terminal.run("submissions", "erase", "--yes", first)
    third = confirmed(terminal.house)
    assert 0 == terminal.run("store", "check")[0]
    shutil.rmtree(terminal.house.store_folder)
    shutil.copytree(tmp_path / "old", terminal.house.store_folder)
    code, _, complained = terminal.run("store", "check")
    assert (1, 2) == (code, complained.count("\n"))
    assert f"Zginęło zgłoszenie {third}" in complained
    assert f"{first} jest starsze niż spis" in complained
    assert second not in complained


def test_what_commands_do_is_no_harm(terminal: Terminal) -> None:
    """New ones, states, erasures and purges by command are as they should be, night after night."""
    store = open_store(terminal.house.settings.store)
    references = [confirmed(terminal.house) for _ in range(4)]
    store.append(record(when=NOW - timedelta(days=20), days=19), FORM)
    assert (0, "") == terminal.run("store", "check")[::2]
    terminal.run("submissions", "state", "done", references[0])
    terminal.run("submissions", "state", "quarantine", references[1])
    terminal.run("submissions", "quarantine", "--release", references[1])
    terminal.run("submissions", "erase", "--yes", references[2])
    confirmed(terminal.house)
    for words in (("submissions", "purge"), ("store", "check"), ("submissions", "purge")):
        assert (0, "") == terminal.run(*words)[::2]
    assert 4 == len(terminal.house.records)


@pytest.mark.parametrize("harm", ["change", "remove"])
def test_inventory_itself_is_held_by_the_log(terminal: Terminal, harm: str) -> None:
    """Who changes store and inventory together is noticed: the log knows the inventory's hash."""
    reference = confirmed(terminal.house)
    terminal.run("store", "check")
    file = terminal.house.settings.var / "inventory.jsonl"
    text = file.read_text("utf-8")
    if harm == "remove":
        file.unlink()
    else:
        file.write_text(text.replace('"new"', '"done"'), encoding="utf-8")
        open_store(terminal.house.settings.store).set_state(reference, "done")
    code, _, complained = terminal.run("store", "check")
    assert (1, True) == (code, "zginął albo ktoś go zmienił" in complained)


def test_row_dropped_from_a_database(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same in a table."""
    place = place_of("sqlite", tmp_path / "one", str)
    monkeypatch.setenv("WZAJEMNIE_STORE", place.address)
    one = record(when=NOW)
    place.open().append(one, FORM)
    assert 0 == terminal.run("store", "check")[0]
    with closing(sqlite3.connect(tmp_path / "one" / "zgloszenia.db")) as database:
        database.execute("DELETE FROM submissions")
        database.commit()
    assert f"Zginęło zgłoszenie {one.label.reference}" in terminal.run("store", "check")[2]
