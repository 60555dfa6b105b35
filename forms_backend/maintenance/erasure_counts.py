"""How many submissions were erased in each month: numbers for the public site, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from catalog.text.time_zone import WARSAW
from catalog.upkeep import FILE, Erased, Upkeep
from forms_backend.config import Settings
from forms_backend.maintenance import audit
from forms_backend.maintenance.audit import AuditError
from forms_backend.maintenance.erasing import ErasureList
from forms_backend.stores.durable_files import replace_file


def tell_erasures(settings: Settings, today: date) -> None:
    """Write the counts for the build, which may read nothing else of what was sent.

    OSError where the disk refuses, StoreError where the list of erasures is damaged; a harmed audit
    log counts as far as it can be read.
    """
    asked = Counter(_month(one.when) for one in ErasureList(settings.erased).read())
    expired = Counter(_month(when) for when in _purged(settings.audit))
    months = [
        Erased(month=month, asked=asked[month], expired=expired[month])
        for month in sorted(asked.keys() | expired.keys(), reverse=True)
    ]
    path = settings.var / FILE
    upkeep = Upkeep(until=today, erased=tuple(months))
    replace_file(path, upkeep.model_dump_json(indent=1).encode() + b"\n")
    with suppress(PermissionError):  # another account's file keeps the mode that it gave it
        path.chmod(0o644)


def _purged(log: Path) -> Iterator[datetime]:
    """When each submission was erased at its last day."""
    with suppress(AuditError):
        for line in audit.log_lines(log):
            if line.action == "purge":
                yield from (line.when for _ in line.references)


def _month(when: datetime) -> str:
    return f"{when.astimezone(WARSAW):%Y-%m}"
