"""Invented notices, on days around a given one."""

from __future__ import annotations

from datetime import date, timedelta

from catalog.board import Board
from catalog.notices.model import Notice

OVER = "e2e-e2ee"
"""The one whose last day was yesterday."""


def notice(slug: str, today: date, **other: object) -> Notice:
    """An offer of repairs in Toruń, from yesterday on for twenty days, unless told otherwise."""
    told: dict[str, object] = {
        "slug": slug,
        "side": "offer",
        "category": "naprawy",
        "powiat": "0463",
        "when": "weekends",
        "words": "Naprawię rower albo wózek. Mam swoje narzędzia.",
        "published": (today - timedelta(days=1)).isoformat(),
        "until": (today + timedelta(days=20)).isoformat(),
    }
    return Notice.model_validate(told | other)


def synthetic_board(today: date) -> Board:
    """Two offers and a request, one offer of help from afar, and one that was over yesterday."""
    request = {"side": "request", "category": "nauka-dzieci", "powiat": "0415"}
    yesterday = (today - timedelta(days=1)).isoformat()
    return Board(
        notices=(
            notice("k7m-d4qv", today),
            notice("a2b-c3de", today, **request, words="Ktoś prosi o pomoc w ułamkach."),
            notice("q2q-q2qq", today, powiat=None, words="Doradzę, jak naprawić pralkę."),
            notice(OVER, today, words="Tego już nie ma.", until=yesterday),
        )
    )
