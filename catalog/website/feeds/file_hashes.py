"""`/sha256.txt`: the SHA-256 of every other file of the site, as `sha256sum --check` reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path

PATH = "/sha256.txt"


def write_file_hashes(folder: Path) -> None:
    """Write it into a site that is finished."""
    own = folder / PATH.strip("/")
    rows = (
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file != own
    )
    own.write_text("".join(rows), encoding="utf-8")
