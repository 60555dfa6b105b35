"""A record of the desk for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.desk_records import Trial


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    """An empty record, closed afterwards."""
    made = Trial(tmp_path)
    yield made
    made.record.close()
