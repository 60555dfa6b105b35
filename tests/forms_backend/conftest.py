"""A furnished service for every test that asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms_backend.furniture import House, furnish


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A service with a synthetic form and real keys, in a folder of its own."""
    return furnish(tmp_path / "var")
