"""The page that `submissions read` or `enter` serves on this computer alone, as a command."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.conftest import ROOT, clean_environment
from tests.forms_backend.synthetic_service import House


@contextmanager
def local_command(
    environment: Mapping[str, str], word: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that `submissions read` or `submissions enter` prints, and the command itself.

    It ends with the block at the latest; both its outputs are one.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "wzajemnie", "submissions", word],
        cwd=ROOT,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            match = re.search(r"http://\S+", process.stdout.readline())
            assert match is not None
            yield match[0], process
        finally:
            process.terminate()


@contextmanager
def local_address(house: House, word: str) -> Iterator[str]:
    """The address of the local pages in a house."""
    environment = clean_environment() | {"WZAJEMNIE_VAR": str(house.settings.var)}
    with local_command(environment, word) as (address, _command):
        yield address
