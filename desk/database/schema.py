"""Bringing a database to today's tables, and refusing one that a newer program wrote."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from desk.database.errors import RecordError

_STEPS = Path(__file__).parent / "steps"


def migrate(engine: sa.Engine, to: str = "head") -> None:
    """Make the tables, or take the steps that are missing: all of them or none.

    RecordError where a newer program has written the file.
    """
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError:
            connection.rollback()
            raise RecordError(
                "Tę bazę zapisała nowsza wersja programu. Zainstaluj ją. Niczego nie zmieniono."
            ) from None
        connection.commit()


def steps() -> tuple[str, ...]:
    """The names of all steps, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    return tuple(reversed([one.revision for one in script.walk_revisions()]))
