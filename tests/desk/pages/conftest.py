"""What most tests of pages begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.desk_houses import Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An open desk without things."""
    made = Place(tmp_path)
    made.open()
    yield made
    made.desk.lock()
