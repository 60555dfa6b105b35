"""The real content with few towns: a page for each of the 2,826 in each language takes a while."""

from __future__ import annotations

import re
import shutil
from itertools import chain
from pathlib import Path

from tests.real_content import CONTENT


def leave_out_towns(content: Path) -> None:
    """Keep the towns that a record names."""
    named = set(chain.from_iterable(map(_words_of, content.rglob("*.yml"))))
    file = content / "places" / "towns.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.partition(",")[0] in named]
    file.write_text("".join((head, *kept)), encoding="utf-8")


def copy_with_few_towns(folder: Path) -> Path:
    """A copy of the content in a folder that is not there yet; the folder."""
    shutil.copytree(CONTENT, folder)
    leave_out_towns(folder)
    return folder


def _words_of(file: Path) -> list[str]:
    """All that may be a slug in a file."""
    return re.findall(r"[a-z0-9-]+", file.read_text(encoding="utf-8"))
