"""The log only grows, holds no answer, and tells when it was changed."""

from __future__ import annotations

import os
import pwd
import stat
import threading
from pathlib import Path

import pytest

from forms_backend.maintenance.audit import AuditError, entries, note


def test_lines_are_kept_in_order(tmp_path: Path) -> None:
    """Each note is one line with its time, account, action and references."""
    path = tmp_path / "var" / "log" / "audit.jsonl"
    note(path, "show", ["K7M-D4QV"])
    note(path, "export csv", ["B", "A"])
    found = list(entries(path))
    assert [("show", ("K7M-D4QV",)), ("export csv", ("A", "B"))] == [
        (one.action, one.references) for one in found
    ]
    assert all(one.when.tzinfo is not None and one.who for one in found)
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}


def test_account_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no name for an account, its number is in the log."""

    def nobody(_number: int) -> None:
        raise KeyError

    for name in ("SUDO_USER", "LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    note(tmp_path / "audit.jsonl", "show", [])
    assert [str(os.getuid())] == [one.who for one in entries(tmp_path / "audit.jsonl")]


def test_people_behind_one_account_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server all use one account by sudo: the log names who each was before it."""
    monkeypatch.setenv("LOGNAME", "wzajemnie")
    for name in ("koordynator", "wolontariusz", ""):
        monkeypatch.setenv("SUDO_USER", name)
        note(tmp_path / "audit.jsonl", "erase", ["A"])
    assert ["koordynator/wzajemnie", "wolontariusz/wzajemnie", "wzajemnie"] == [
        one.who for one in entries(tmp_path / "audit.jsonl")
    ]


def test_no_log_is_an_empty_log(tmp_path: Path) -> None:
    """Nothing was done: nothing to tell."""
    assert [] == list(entries(tmp_path / "audit.jsonl"))


@pytest.mark.parametrize(
    ("harm", "wrong", "readable"),
    [
        ("change", "3", "AXCD"),
        ("remove", "2", "ACD"),
        ("swap", "2, 3, 4", "ACBD"),
        ("cut", "3, 4", "ABD"),
        ("other", "3, 4", "ABD"),
        ("number", "3, 4", "ABD"),
        ("kind", "4", "AB1D"),
    ],
)
def test_harm_is_noticed(tmp_path: Path, harm: str, wrong: str, readable: str) -> None:
    """A line that was changed, taken out, moved or cut is named, and hides no other one."""
    path = tmp_path / "audit.jsonl"
    for name in "ABCD":
        note(path, "show", [name])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if harm == "change":
        lines[1] = lines[1].replace('"B"', '"X"')
    elif harm == "remove":
        del lines[1]
    elif harm == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    elif harm == "kind":
        lines[2] = lines[2].replace('"C"', "1")
    else:
        lines[2] = {"cut": lines[2][:20], "other": "{}", "number": "5"}[harm] + "\n"
    path.write_text("".join(lines), encoding="utf-8")
    told: list[str] = []
    with pytest.raises(AuditError, match=rf"zmieniony albo uszkodzony\..*: {wrong}\.$"):
        told.extend(name for one in entries(path) for name in one.references)
    assert readable == "".join(told)


def test_cut_line_harms_no_other(tmp_path: Path) -> None:
    """Nothing was done after a line that a full disk has cut: the next replaces it."""
    path = tmp_path / "audit.jsonl"
    note(path, "show", ["A"])
    with path.open("ab") as file:
        file.write(b'{"when": "2026-11-22T10')
    assert ["A"] == [name for one in entries(path) for name in one.references]
    note(path, "show", ["B"])
    assert ["A", "B"] == [name for one in entries(path) for name in one.references]


def test_two_at_once(tmp_path: Path) -> None:
    """Two coordinators at once: every line is there and follows the one before."""
    path = tmp_path / "audit.jsonl"

    def write() -> None:
        for number in range(20):
            note(path, "show", [str(number)])

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert 40 == len(list(entries(path)))


def test_nothing_is_done_without_the_log(tmp_path: Path) -> None:
    """A log that cannot be written is a refusal in Polish."""
    (tmp_path / "audit.jsonl").mkdir()
    with pytest.raises(AuditError, match="niczego nie zrobiono"):
        note(tmp_path / "audit.jsonl", "show", [])
