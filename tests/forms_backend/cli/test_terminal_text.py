"""Nothing that is stored steers the terminal of whoever looks at it."""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.maintenance import audit
from forms_backend.terminal_text import say
from tests.conftest import ROOT
from tests.forms_backend.cli.test_submission_commands import Terminal
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import House

EVIL = "x\x1b]0;zly\x07\x9b2J\u202e\nK7M-D4QV"
LOOKING = (
    ("submissions", "list"),
    ("submissions", "quarantine"),
    ("submissions", "purge", "--dry-run"),
    ("submissions", "show", "NUMBER"),
    ("submissions", "state", "read", "NUMBER"),
    ("submissions", "export", "--out", "FILE"),
    ("keys", "check", "--stored"),
    ("audit",),
)


@pytest.fixture
def terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A coordinator's terminal: the store and the key are there."""
    monkeypatch.setenv("WZAJEMNIE_VAR", str(house.settings.var))
    house.foundation.write(house.settings.private_key, None)
    return Terminal(house)


def texts(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every text in a file of JSON."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            yield (*way, key)
        elif isinstance(value, dict | list):
            yield from texts(value, (*way, key))


def steering(said: str) -> set[str]:
    """What of a text a terminal would obey."""
    return {
        one
        for one in said
        if one not in "\n\t" and (unicodedata.category(one) == "Cc" or one in "\u202e\u2066")
    }


def test_no_stored_text_reaches_the_terminal_raw(terminal: Terminal, tmp_path: Path) -> None:
    """Each text of the store's file in turn is an attack; every command that looks is tried."""
    reference = confirmed(terminal.house)
    (file,) = (one for one in terminal.house.store_folder.iterdir() if one.suffix == ".json")
    whole = json.loads(file.read_text(encoding="utf-8"))
    ways = [way for way in texts(whole) if "sections" not in way and "envelope" not in way]
    assert len(ways) > 8
    seen = 0
    for way in ways:
        changed = json.loads(json.dumps(whole))
        place = changed
        for key in way[:-1]:
            place = place[key]
        place[way[-1]] += EVIL
        file.write_text(json.dumps(changed), encoding="utf-8")
        for words in LOOKING:
            known = {"NUMBER": reference, "FILE": str(tmp_path / "out.csv")}
            _, said, complained = terminal.run(*(known.get(one, one) for one in words))
            assert set() == steering(said + complained), (way, words)
            assert "\nK7M" not in said + complained, (way, words)
            seen += "□" in said + complained
    assert seen > 4


def test_no_line_of_the_log_reaches_the_terminal_raw(terminal: Terminal) -> None:
    """The audit log, too, is a file that somebody may have written to."""
    audit.note(terminal.house.settings.audit, f"show {EVIL}", [EVIL])
    _, said, complained = terminal.run("audit")
    assert set() == steering(said + complained)
    assert "□" in said
    assert "\nK7M" not in said


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """Whatever is said stays on its line."""
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda line, **_: lines.append(line))
        say(text)
    assert "\n" not in lines[0]
    assert set() == steering(lines[0])


def test_nobody_prints_beside_it() -> None:
    """No module of the service prints, or writes to the terminal, in another way."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "forms_backend").rglob("*.py")
        if path.name != "terminal_text.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    assert [] == found
