"""A service with a locked private key, and its desk, for tests of what goes between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.intake.opened_record import OpenDesk, open_desk
from desk.settings import DeskSettings
from forms_backend.keys.opening import Effort
from tests.desk.desk_houses import PASSPHRASE
from tests.forms_backend.synthetic_service import House, furnish


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A service with a locked private key."""
    house = furnish(tmp_path / "var")
    house.foundation.write(house.settings.private_key, PASSPHRASE, Effort(1, 8192 * 8))
    return house


@pytest.fixture
def desk(house: House) -> Iterator[OpenDesk]:
    """The desk of this house, open."""
    opened = open_desk(
        house.settings, DeskSettings.from_environment(house.settings, {}), PASSPHRASE
    )
    yield opened
    opened.close()
