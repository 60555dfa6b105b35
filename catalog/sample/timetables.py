"""Made-up cycles of clubs: groups, classes with hours, and how often one meets."""

from __future__ import annotations

from datetime import timedelta

from catalog.sample.records import TODAY, Raw
from catalog.sample.seeded_random import Dice

_CLASSES = (
    ("grupa-wsparcia", "Grupa wsparcia", "social"),
    ("warsztaty", "Warsztaty umiejętności", "social"),
    ("diagnoza", "Rozmowa na początek", "social"),
    ("komputer", "Komputer i telefon", "vocational"),
    ("plan", "Plan działania", "vocational"),
    ("zawod", "Nauka zawodu", "vocational"),
    ("porady", "Porady prawne", "support"),
    ("czas-wolny", "Wspólny czas wolny", "leisure"),
)
_PARTS_OF_DAY = ("rano", "przed południem", "po południu", "wieczorem")


def cycle(dice: Dice) -> Raw:
    """One cycle of a club, begun within the last year, with counted meetings."""
    weeks = dice.number(2, 12) * 4
    starts = TODAY - timedelta(days=dice.number(0, 360))
    return {
        "starts": starts.isoformat(),
        "ends": (starts + timedelta(weeks=weeks) - timedelta(days=1)).isoformat(),
        "weeks": weeks,
        "groups": [
            {"id": f"grupa-{number}", "name": f"Grupa {number}", "places": dice.number(6, 15)}
            for number in range(1, dice.number(2, 4))
        ],
        "classes": [
            {"id": id_, "name": name, "kind": kind, "hours": dice.number(1, 12) * 4}
            for id_, name, kind in dice.some(_CLASSES, dice.number(2, 6))
        ],
        "meetings": [
            {
                "id": "spotkania",
                "name": "Spotkania w klubie",
                "times": dice.number(1, 3),
                "every": dice.one(("week", "two_weeks", "month")),
                "min_hours": 2,
                "max_hours": dice.number(2, 4),
                "part_of_day": dice.one(_PARTS_OF_DAY),
            }
        ],
    }
