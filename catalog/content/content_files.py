"""Which files a content folder holds: those that the loader reads, and those that nobody expects.

A misspelt folder or ending would hide an organization without a word, so every stranger is a
problem. What begins with a dot, and what systems put there, is left alone: nobody wrote it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from catalog.content.place_files import FILES as PLACE_FILES
from catalog.records.problems import Problem, Where, shown_path

_BESIDE = {"publisher.yml", "ATTRIBUTION.md"}
_OF_SYSTEMS = re.compile(
    r"desktop\.ini|(eh)?thumbs(_vista)?\.db(:.*)?|icon\r|__macosx|\$recycle\.bin"
    r"|system volume information|lost\+found|@eadir|~\$.*|.*~|#.*#",
    re.IGNORECASE,
)
"""What Windows, macOS and file servers put into folders by themselves, editors beside a file."""
_WORDS = re.compile(r"[a-z]{2}\.po")


@dataclass(frozen=True)
class ContentFiles:
    """The files below `root`; `shelves` are the folders of records."""

    root: Path
    shelves: Collection[str]

    def on_shelf(self, name: str) -> list[Path]:
        """The files of one folder of records, deeper ones too, by the slug in their names."""
        found = (path for path, part in self._found if self._is_record(part, name))
        return sorted(found, key=lambda path: (path.stem, path))

    def strangers(self) -> Iterator[Problem]:
        """What nobody will read, and what nobody can."""
        for path, part in self._found:
            where = Where(shown_path(path, self.root), 1)
            if path.is_dir():
                yield Problem(where, "dowiązanie do folderu", "oczekiwano zwykłego folderu")
            elif not self._is_known(part):
                names = ", ".join(sorted(self.shelves))
                expected = f"oczekiwano pliku .yml w jednym z folderów: {names}"
                yield Problem(where, "nieznany plik", expected)

    @cached_property
    def _found(self) -> tuple[tuple[Path, Path], ...]:
        """Each file, and each link to a folder, with its path below the root."""
        found: list[tuple[Path, Path]] = []
        for name, folders, files in os.walk(self.root):
            above = Path(name)
            part = above.relative_to(self.root)
            links = [one for one in folders if (above / one).is_symlink()]
            folders[:] = sorted(filter(is_ours, folders))
            names = sorted(filter(is_ours, (*files, *links)))
            found += [(above / one, part / one) for one in names]
        return tuple(found)

    def _is_known(self, part: Path) -> bool:
        above = str(part.parent)
        return (
            (above == "." and part.name in _BESIDE)
            or part.as_posix() in PLACE_FILES.values()
            or (above == "words" and _WORDS.fullmatch(part.name) is not None)
            or self._is_record(part, *self.shelves)
        )

    def _is_record(self, part: Path, *shelves: str) -> bool:
        return len(part.parts) > 1 and part.parts[0] in shelves and part.suffix == ".yml"


def is_ours(name: str) -> bool:
    """Whether somebody may have put a file or folder of this name there on purpose."""
    return not name.startswith(".") and not _OF_SYSTEMS.fullmatch(name)
