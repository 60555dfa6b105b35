"""Translations on disk: gettext's catalogues (read by Babel) and the words of addresses."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import yaml
from babel.messages.pofile import PoFileError, read_po

from catalog.text.language import HOME, POLISH, Language

FOLDER = "words"
"""The folder of translations, in `site_templates` and in `content`."""


@lru_cache(maxsize=16)
def language(code: str, *folders: Path) -> Language:
    """A language with the words of these folders; a missing file means no words.

    Raises DamagedWordsError for a damaged file.
    """
    if code == HOME:
        return POLISH
    words: dict[str, str] = {}
    segments: dict[str, str] = {}
    for folder in folders:
        words |= read_words(folder / f"{code}.po")
        paths = folder / "paths.yml"
        if paths.exists():
            segments |= yaml.safe_load(paths.read_text(encoding="utf-8"))
    return Language(code, words, segments)


class DamagedWordsError(ValueError):
    """A file of translations that nobody can read, and the line where that shows."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def read_words(file: Path) -> dict[str, str]:
    """Each Polish text with its translation, those without one left out.

    Raises DamagedWordsError.
    """
    if not file.exists():
        return {}
    content = file.read_bytes()
    try:
        entries = read_po(io.StringIO(content.decode("utf-8")), abort_invalid=True)
    except UnicodeDecodeError as error:
        raise DamagedWordsError(content[: error.start].count(b"\n") + 1) from None
    except PoFileError as error:
        raise DamagedWordsError(error.lineno + 1) from None
    return {str(one.id): str(one.string) for one in entries if one.id and one.string}
