"""Hand-written pages are read as strictly as records."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from catalog.content.prose_reader import read_prose
from catalog.content.yaml_reader import YamlError
from catalog.text.gettext_files import read_words
from tests.catalog.content.test_content_signs import UNSEEN

PAGE = """---
title: Źródła
description: >-
  Skąd to wiemy. Nr #1 na liście.
---

# Źródła

Łódź i Żary.
"""


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", PAGE).encode(),
        *(PAGE.replace("ódź", f"ó{sign}dź").encode() for sign in UNSEEN.values()),
    ],
    ids=["mark at the beginning", "line ends of Windows", "letters in two parts", *UNSEEN],
)
def test_page_is_the_same(content: bytes) -> None:
    """What no one sees changes nothing of a page."""
    assert read_prose("x.md", content) == PAGE


@pytest.mark.parametrize(
    ("head", "line"), [("title: Klub #1", 2), ("a: b\ntitle: #1 Klub", 3), ("title: &x", 2)]
)
def test_wrong_head_is_told(head: str, line: int) -> None:
    """A title is never cut; the line of the file is named."""
    with pytest.raises(YamlError) as caught:
        read_prose("x.md", f"---\n{head}\n---\n\n# Klub\n".encode())
    assert [line] == [one.where.line for one in caught.value.problems]


def test_page_without_a_head() -> None:
    """It is only text, lines in it too."""
    assert read_prose("x.md", b"# Klub\n\n---\n\na #1\n") == "# Klub\n\n---\n\na #1\n"


def test_page_in_another_encoding_is_told() -> None:
    """The line of the first sign that is not UTF-8."""
    with pytest.raises(YamlError, match=r"x\.md:2: plik nie jest w UTF-8"):
        read_prose("x.md", "a\nŁódź\n".encode("cp1250"))


@pytest.mark.parametrize("sign", UNSEEN.values(), ids=UNSEEN.keys())
def test_translations_lose_unseen_signs(tmp_path: Path, sign: str) -> None:
    """Both halves of a translation, whichever program has written them."""
    file = tmp_path / "en.po"
    apart = unicodedata.normalize("NFD", "Łódź")
    file.write_text(f'msgid "{apart}{sign}"\nmsgstr "Lo{sign}dz"\n', encoding="utf-8")
    assert {"Łódź": "Lodz"} == read_words(file)
