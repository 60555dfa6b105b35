"""Translations on disk: gettext's catalogues (read by Babel), and each language's addresses.

A language is `<code>.po` (its words) and `<code>.yml` (`locale`, and `paths`: the words of
addresses). A third one is these two files in `site_templates/words/`, a `.po` in `content/words/`
and the pages of `docs/<code>/`; no code names it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

import yaml
from babel.messages.pofile import PoFileError, read_po

from catalog.text.language import HOME, POLISH, Language
from catalog.text.tidying import composed

FOLDER = "words"
"""The folder of translations, in `site_templates` and in `content`."""


def codes(folder: Path) -> tuple[str, ...]:
    """The languages that a folder of translations has, Polish first."""
    return (HOME, *sorted(file.stem for file in folder.glob("*.po")))


@lru_cache(maxsize=16)
def language(code: str, *folders: Path) -> Language:
    """A language with the words of these folders; a missing file means no words.

    A folder below one of them holds the words of one kind of record, in files of the same names.
    Raises DamagedWordsError for a damaged file.
    """
    if code == HOME:
        return POLISH
    words: dict[str, str] = {}
    segments: dict[str, str] = {}
    locale = code
    for folder in chain.from_iterable(map(_with_inner, folders)):
        words |= read_words(folder / f"{code}.po")
        about = folder / f"{code}.yml"
        if about.exists():
            known = yaml.safe_load(about.read_text(encoding="utf-8"))
            segments |= known["paths"]
            locale = known.get("locale", locale)
    return Language(code, words, segments, locale)


def _with_inner(folder: Path) -> Iterator[Path]:
    yield folder
    if folder.is_dir():
        yield from sorted(one for one in folder.iterdir() if one.is_dir())


class DamagedWordsError(ValueError):
    """A file of translations that nobody can read, and the line where that shows."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def read_words(file: Path) -> dict[str, str]:
    """Each Polish text with its translation, those without one left out, without unseen signs.

    Raises DamagedWordsError.
    """
    if not file.exists():
        return {}
    content = file.read_bytes()
    try:
        entries = read_po(io.StringIO(content.decode("utf-8-sig")), abort_invalid=True)
    except UnicodeDecodeError as error:
        raise DamagedWordsError(content[: error.start].count(b"\n") + 1) from None
    except PoFileError as error:
        raise DamagedWordsError(error.lineno + 1) from None
    return {
        composed(str(one.id)): composed(str(one.string)) for one in entries if one.id and one.string
    }
