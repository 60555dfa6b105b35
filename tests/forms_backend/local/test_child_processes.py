"""A site that is shown is built again when its notices have changed."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

import pytest

from forms_backend.local import child_processes


class Looks(threading.Event):
    """Counts how often it was waited for, so that a test can wait for the next looks."""

    number = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.number += 1
        return super().wait(timeout)

    def twice_more(self) -> None:
        """Until whoever waits has looked twice."""
        until = self.number + 2
        deadline = time.monotonic() + 60
        while self.number < until and time.monotonic() < deadline:
            time.sleep(0.01)


def test_only_another_board_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the file of the start, not its absence while the desk begins anew, not the same again."""
    monkeypatch.setattr(child_processes, "EVERY", 0.02)
    board, ended = tmp_path / "notices.json", Looks()
    started = list[subprocess.Popen[str]]()
    board.write_text("one", encoding="utf-8")
    thread = threading.Thread(
        target=child_processes.build_on_change,
        args=(board, ["--help"], started, ended),
        daemon=True,
    )
    thread.start()
    for text, builds in ((None, 0), ("one", 0), ("two", 1), ("two", 1)):
        ended.twice_more()
        board.unlink() if text is None else board.write_text(text, encoding="utf-8")
        ended.twice_more()
        assert builds == len(started), text
    ended.set()
    thread.join(30)
    assert [0] == [one.wait(30) for one in started]
