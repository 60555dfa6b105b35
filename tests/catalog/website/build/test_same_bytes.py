"""Two builds of one content are the same, byte for byte, wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import clean_environment
from tests.small_content import copy_with_few_towns

pytestmark = pytest.mark.slow

PLACES = {
    "here": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    "a folder/żółty": {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
}
"""Where each build is made, and what its machine says of itself."""


def files_of(folder: Path) -> dict[str, str]:
    """The hash of every file by its path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    """Folder, time zone, locale, order of sets and files on the disk leave no trace.

    Pages, prints, feeds, the search index; and what the service reads, which says when it was made.
    """
    made, published = [], []
    for place, settings in PLACES.items():
        folder = tmp_path / place
        copy_with_few_towns(folder / "content")
        subprocess.run(
            [sys.executable, "-m", "wzajemnie", "build", "--content", "content"],
            cwd=folder,
            env=clean_environment() | settings,
            capture_output=True,
            check=True,
        )
        made.append(files_of(folder / "site"))
        data = json.loads((folder / "var" / "publish" / "forms.json").read_bytes())
        published.append({name: part for name, part in data.items() if name != "built"})
    first, second = made
    assert {"index.html", "en/index.html"} <= first.keys()
    assert [] == [
        path for path in first.keys() | second.keys() if first.get(path) != second.get(path)
    ]
    assert published[0] == published[1]
