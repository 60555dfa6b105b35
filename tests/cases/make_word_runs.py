"""Fingerprints of every ten-word run of the source documents, which are no part of the project.

`python tests/cases/make_word_runs.py FOLDER` reads each .txt file below FOLDER and writes
`word_runs.bin` beside this file: the sorted fingerprints, `SIZE` bytes each, one after another.
A fingerprint cannot be turned back into words, so the file shows nothing of the documents.

Six bytes are enough: about 30,000 runs in 2^48 places leave one wrong alarm in some 9,400,000,000
runs that are asked for; the whole site has fewer than a million.
"""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

LENGTH = 10
"""How many words make a run."""

SIZE = 6
"""Bytes of a fingerprint."""

STORE = Path(__file__).with_name("word_runs.bin")

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text or of a page's HTML: lower case, letters and digits only."""
    plain = html.unescape(_TAG.sub(" ", text)).replace("\N{SOFT HYPHEN}", "")
    return tuple(_WORD.findall(unicodedata.normalize("NFC", plain).lower()))


def runs(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Every run of ten words, in order: the first begins at the first word."""
    return (said[start : start + LENGTH] for start in range(len(said) - LENGTH + 1))


def fingerprint(run: Sequence[str]) -> bytes:
    """The first bytes of a run's BLAKE2b hash."""
    return blake2b(" ".join(run).encode(), digest_size=SIZE).digest()


def read_store() -> frozenset[bytes]:
    """All fingerprints of the documents."""
    packed = STORE.read_bytes()
    return frozenset(packed[start : start + SIZE] for start in range(0, len(packed), SIZE))


def main(folder: Path) -> None:
    """Write the fingerprints of the documents in a folder."""
    found = {
        fingerprint(run)
        for file in sorted(folder.rglob("*.txt"))
        for run in runs(words(file.read_text(encoding="utf-8", errors="replace")))
    }
    STORE.write_bytes(b"".join(sorted(found)))
    sys.stdout.write(f"{STORE.name}: {len(found)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
