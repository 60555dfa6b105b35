"""A page of the desk, as the command that shows it on this computer alone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT, clean_environment
from tests.forms_backend.furniture import House


@contextmanager
def desk_address(house: House, word: str) -> Iterator[str]:
    """What `submissions read` or `submissions enter` prints; the command ends with the block."""
    settings = {"WZAJEMNIE_VAR": str(house.settings.var), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "wzajemnie", "submissions", word],
        cwd=ROOT,
        env=clean_environment() | settings,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            match = re.search(r"http://\S+", process.stdout.readline())
            assert match is not None
            yield match[0]
        finally:
            process.terminate()
