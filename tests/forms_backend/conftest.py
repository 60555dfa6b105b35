"""A furnished service and empty stores for every test that asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms_backend.sealed_records import KINDS, Place, place_of
from tests.forms_backend.synthetic_service import House, furnish


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A service with a synthetic form and real keys, in a folder of its own."""
    return furnish(tmp_path / "var")


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty store of the kind that a test asks for; SQLite otherwise."""
    kind = getattr(request, "param", "sqlite")
    return place_of(kind, tmp_path / "one", lambda: _database(request))


@pytest.fixture(params=KINDS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Another empty store, of each kind."""
    return place_of(request.param, tmp_path / "other", lambda: _database(request))


def _database(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgres").new_database())
