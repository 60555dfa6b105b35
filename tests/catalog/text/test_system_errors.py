"""What the system refuses is said in Polish."""

from __future__ import annotations

import errno
import os

import pytest

from catalog.text.system_errors import reason
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "na dysku nie ma już miejsca"),
        (errno.EACCES, "nie masz do tego uprawnień"),
        (errno.ENOENT, "nie ma takiego pliku ani folderu"),
        (errno.EROFS, "ten dysk jest tylko do odczytu"),
    ],
)
def test_usual_reasons(number: int, said: str) -> None:
    """The usual ones have words of their own."""
    assert said == reason(OSError(number, os.strerror(number)))


def test_no_number_is_english() -> None:
    """Of no number do we say what the system would."""
    for number in errno.errorcode:
        assert os.strerror(number) not in reason(OSError(number, os.strerror(number)))


def test_nobody_asks_the_system_for_words() -> None:
    """No module takes `strerror` into a sentence of ours."""
    found = [
        str(path.relative_to(ROOT))
        for folder in ("catalog", "forms_backend", "desk")
        for path in (ROOT / folder).rglob("*.py")
        if "strerror" in path.read_text(encoding="utf-8")
    ]
    assert [] == found
