"""The log only grows, holds no answer, and tells when it was changed."""

from __future__ import annotations

import json
import os
import pwd
import stat
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from forms_backend.maintenance.audit import AuditError, log_lines, note


def test_lines_are_kept_in_order(tmp_path: Path) -> None:
    """Each record is one line with its time, account, action and reference."""
    path = tmp_path / "var" / "log" / "audit.jsonl"
    note(path, "show", ["K7M-D4QV"])
    note(path, "export csv", ["B", "A"])
    found = list(log_lines(path))
    lines = [("show", ("K7M-D4QV",)), ("export csv", ("A",)), ("export csv", ("B",))]
    assert lines == [(one.action, one.references) for one in found]
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
    assert [str(os.getuid())] == [one.who for one in log_lines(tmp_path / "audit.jsonl")]


def test_people_behind_one_account_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server all use one account by sudo: the log names who each was before it."""
    monkeypatch.setattr(pwd, "getpwuid", lambda _number: SimpleNamespace(pw_name="wzajemnie"))
    monkeypatch.setenv("LOGNAME", "ktokolwiek")
    for name in ("koordynator", "wolontariusz", ""):
        monkeypatch.setenv("SUDO_USER", name)
        note(tmp_path / "audit.jsonl", "erase", ["A"])
    assert ["koordynator/wzajemnie", "wolontariusz/wzajemnie", "wzajemnie"] == [
        one.who for one in log_lines(tmp_path / "audit.jsonl")
    ]


def test_variables_are_not_believed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets SUDO_USER to somebody else still has a number of his own in the log."""
    monkeypatch.setenv("SUDO_USER", "ktos-inny")
    note(tmp_path / "audit.jsonl", "show", ["A"])
    (one,) = log_lines(tmp_path / "audit.jsonl")
    assert os.getuid() == one.uid
    assert f"ktos-inny/{pwd.getpwuid(os.getuid()).pw_name} (uid {os.getuid()}" in one.by


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("kept", [0, 1, 3])
def test_cut_end_is_noticed(tmp_path: Path, kept: int, again: bool) -> None:
    """Whole lines that were cut off the end are missed, also after the next was written."""
    path = tmp_path / "audit.jsonl"
    for name in "ABCD":
        note(path, "show", [name])
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:kept]))
    if again:
        note(path, "show", ["E"])
    with pytest.raises(
        AuditError, match="nie pasują do" if again else f"było wierszy 4, jest {kept}"
    ):
        list(log_lines(path))


def test_changed_last_line_is_noticed(tmp_path: Path) -> None:
    """The last line has nobody after it; the head knows it."""
    path = tmp_path / "audit.jsonl"
    note(path, "show", ["A"])
    path.write_bytes(path.read_bytes().replace(b'"A"', b'"B"'))
    with pytest.raises(AuditError, match="zmieniony albo ucięty koniec"):
        list(log_lines(path))


def test_log_of_before_goes_on(tmp_path: Path) -> None:
    """A log without a head, with many references in a line, is read and goes on."""
    path = tmp_path / "audit.jsonl"
    old = {"when": "2026-11-22T10:00:00+00:00", "who": "a", "action": "show"}
    row = old | {"references": ["A", "B"], "before": "0" * 64}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    note(path, "show", ["C"])
    assert [("A", "B"), ("C",)] == [one.references for one in log_lines(path)]
    assert ["a", None] == [next(log_lines(path)).by, next(log_lines(path)).uid]


def test_no_log_is_an_empty_log(tmp_path: Path) -> None:
    """Nothing was done: nothing to tell."""
    assert [] == list(log_lines(tmp_path / "audit.jsonl"))


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
        told.extend(name for one in log_lines(path) for name in one.references)
    assert readable == "".join(told)


def test_cut_line_harms_no_other(tmp_path: Path) -> None:
    """Nothing was done after a line that a full disk has cut: the next replaces it."""
    path = tmp_path / "audit.jsonl"
    note(path, "show", ["A"])
    with path.open("ab") as file:
        file.write(b'{"when": "2026-11-22T10')
    assert ["A"] == [name for one in log_lines(path) for name in one.references]
    note(path, "show", ["B"])
    assert ["A", "B"] == [name for one in log_lines(path) for name in one.references]


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
    assert 40 == len(list(log_lines(path)))


def test_nothing_is_done_without_the_log(tmp_path: Path) -> None:
    """A log that cannot be written is a refusal in Polish."""
    (tmp_path / "audit.jsonl").mkdir()
    with pytest.raises(AuditError, match="niczego nie zrobiono"):
        note(tmp_path / "audit.jsonl", "show", [])
