"""The one time zone of the house: clocks, days and retention are those of Poland.

Source: https://www.iana.org/time-zones, zone Europe/Warsaw.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")
