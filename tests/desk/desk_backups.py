"""Backups of a tested desk, and records brought back from them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from desk.intake.backing_up import Opening, Restored, back_up, restore
from desk.intake.opened_record import OpenDesk, open_desk
from desk.settings import DeskSettings
from tests.desk.desk_houses import PASSPHRASE
from tests.desk.desk_records import NOW
from tests.forms_backend.synthetic_service import House


def settings_of(house: House, folder: str = "desk") -> DeskSettings:
    """A desk's folder inside the house's."""
    return DeskSettings(house.settings.var / folder)


def opening(house: House, head: str | None = None) -> Opening:
    """With the foundation's key."""
    return Opening(house.settings.private_key, PASSPHRASE, head)


def copied(house: House, desk: OpenDesk) -> Path:
    """A backup of now."""
    path = house.settings.var / "kopia"
    back_up(desk, house.settings, path, NOW)
    return path


def brought_back(house: House, path: Path, head: str | None = None) -> tuple[Restored, OpenDesk]:
    """Into a new folder, and open."""
    place = settings_of(house, "other")
    done = restore(house.settings, place, path, opening(house, head), NOW)
    return done, open_desk(house.settings, place, PASSPHRASE)


def references(opened: OpenDesk) -> set[str]:
    """All that is in a record."""
    with opened.record.reading() as connection:
        return set(connection.scalars(sa.text("SELECT reference FROM things")))
