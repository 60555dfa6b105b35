"""The day of a build, from the clock or from SOURCE_DATE_EPOCH."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from catalog.text.time_zone import WARSAW


def build_day() -> date:
    """The day of this build in Poland, which pages with dates name.

    SOURCE_DATE_EPOCH (seconds, see reproducible-builds.org) sets it, so that a build can be made
    again to the byte.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    return now.astimezone(WARSAW).date()
