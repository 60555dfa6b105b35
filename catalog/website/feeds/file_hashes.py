"""`/sha256.txt`: the SHA-256 of every other file of the site, as `sha256sum --check` reads it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

PATH = "/sha256.txt"


def write_file_hashes(folder: Path) -> None:
    """Write it into a site that is finished."""
    own = PATH.strip("/")
    rows = (
        f"{hashlib.sha256((folder / file).read_bytes()).hexdigest()}  {file}\n"
        for file in sorted(files_below(folder), key=lambda file: file.split("/"))
        if file != own
    )
    (folder / own).write_text("".join(rows), encoding="utf-8")


def files_below(folder: Path) -> Iterator[str]:
    """Every file below a folder, as a path from there."""
    start = len(str(folder)) + 1
    for above, _, names in os.walk(folder):
        yield from (f"{above}/{name}"[start:] for name in names)
