"""Programs that run beside a site that is shown: its desk, and a build when notices changed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from forms_backend.terminal_text import say

EVERY = 1.0
"""Seconds between two looks at the file."""


def tell_of_desk(desk: subprocess.Popen[str]) -> None:
    """Say the one line that the desk says when it is ready, or that it is not there."""
    assert desk.stdout is not None
    say(desk.stdout.readline().strip() or "Stanowisko koordynatora nie działa.", flush=True)


def build_on_change(
    board: Path, words: Sequence[str], started: list[subprocess.Popen[str]], ended: threading.Event
) -> None:
    """Until `ended` is set: build whenever `board` says something else than it said at first.

    words: a command of ours. started: processes that whoever ends the preview ends as well.
    """
    built = _bytes_of(board)
    while not ended.wait(EVERY):
        now = _bytes_of(board)
        if now in (None, built):
            continue
        built = now
        build = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "wzajemnie", *words],
            stdout=subprocess.DEVNULL,
            encoding="utf-8",
        )
        started.append(build)
        if build.wait() == 0 and not ended.is_set():
            say("Ogłoszenia się zmieniły: strona jest zbudowana jeszcze raz.", flush=True)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # the desk begins anew
