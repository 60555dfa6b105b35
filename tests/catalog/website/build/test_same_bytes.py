"""Two builds of one content are the same, byte for byte, wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import clean_environment
from tests.small_content import copy_with_few_towns

pytestmark = pytest.mark.slow

COMMAND = ("-m", "wzajemnie")
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}
"""What the machine of a build says of itself."""
PROPERDOCS = (
    "-c",
    (
        "import properdocs.replacement, wzajemnie; from catalog.website.build import plugin; "
        "assert plugin.mkdocs_build.__module__.startswith('properdocs.'); wzajemnie.main()"
    ),
)
"""Our command with every import of MkDocs led to its fork, as the fork's own command does it."""


@dataclass(frozen=True)
class Built:
    """The hash of every file of a site by its path; and what the service reads."""

    files: dict[str, str]
    published: dict[str, Any]

    def others(self, other: Built) -> list[str]:
        """The files that are not the same in both."""
        every = self.files.keys() | other.files.keys()
        return sorted(path for path in every if self.files.get(path) != other.files.get(path))


def files_of(folder: Path) -> dict[str, str]:
    """The hash of every file by its path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def build(folder: Path, settings: dict[str, str], words: Sequence[str] = COMMAND) -> Built:
    """Build the content with few towns in a folder of its own."""
    copy_with_few_towns(folder / "content")
    subprocess.run(
        [sys.executable, *words, "build", "--content", "content"],
        cwd=folder,
        env=clean_environment() | settings,
        capture_output=True,
        check=True,
    )
    data = json.loads((folder / "var" / "publish" / "forms.json").read_bytes())
    published = {name: part for name, part in data.items() if name != "built"}
    return Built(files_of(folder / "site"), published)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A build as any other."""
    built = build(tmp_path_factory.mktemp("here"), HERE)
    assert {"index.html", "en/index.html"} <= built.files.keys()
    return built


def test_two_builds_are_the_same(here: Built, tmp_path: Path) -> None:
    """Folder, time zone, locale, order of sets and files on the disk leave no trace.

    Pages, prints, feeds, the search index; and what the service reads, which says when it was made.
    """
    elsewhere = build(tmp_path / "a folder" / "żółty", ELSEWHERE)
    assert [] == here.others(elsewhere)
    assert here.published == elsewhere.published


def test_the_fork_of_mkdocs_builds_the_same(here: Built, tmp_path: Path) -> None:
    """The way out of MkDocs is open: not a byte depends on which of the two renders prose."""
    forked = build(tmp_path / "fork", HERE, PROPERDOCS)
    assert [] == here.others(forked)
    assert here.published == forked.published
