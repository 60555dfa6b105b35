"""What every made-up record has: its name's mark, its source, its days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from catalog.records.sources import MADE_UP
from catalog.sample.seeded_random import Dice
from catalog.text.folding import slug as slug_of

Raw = dict[str, Any]
"""A record as its YAML file has it: dicts, lists, text and numbers."""

TODAY = date(2026, 11, 22)
"""The day that made-up records look back from, so that the same bytes come out on any day."""


def marked(name: str) -> str:
    """A name that nobody takes for a real one."""
    return f"{name} (przykład)"


def origin(dice: Dice) -> Raw:
    """Where a record comes from and how fresh it is."""
    updated = TODAY - timedelta(days=dice.number(0, 900))
    return {
        "sources": [{"document": MADE_UP, "part": "dane zmyślone"}],
        "updated": updated.isoformat(),
    }


class Names:
    """Gives a number to names and slugs that were there before."""

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._slugs: Counter[str] = Counter()

    def name(self, wish: str) -> str:
        """First "Klub – Łódź", then "Klub – Łódź, nr 2"; always marked."""
        self._names[wish] += 1
        number = self._names[wish]
        return marked(wish if number == 1 else f"{wish}, nr {number}")

    def slug(self, wish: str) -> str:
        """A slug of any text: "klub-lodz", then "klub-lodz-2"."""
        base = slug_of(wish)
        self._slugs[base] += 1
        number = self._slugs[base]
        return base if number == 1 else f"{base}-{number}"
