"""`make run` shows the desk beside the site, in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import wzajemnie
from tests.command_line import typed


def test_without_its_libraries_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site is shown without the desk; the command itself says what to install."""
    monkeypatch.setattr(wzajemnie, "find_spec", lambda _name: None)
    started = list[object]()
    wzajemnie._start_desk(started, Path("site"), 8001)  # type: ignore[arg-type]
    code, _nothing, refused = typed("desk")
    said = capsys.readouterr().out
    assert 1 == code
    assert [] == started
    assert ["Stanowisko koordynatora pominięte: nie ma tu dodatku „desk” (sqlcipher3)."] == (
        said.splitlines()
    )
    assert ["Stanowisko wymaga dodatku: pip install 'wzajemnie[desk]'"] == refused.splitlines()
