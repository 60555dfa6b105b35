"""How long an ended thing is kept, and who says so.

A submission that is open is kept as its form says. Whatever is not listed here keeps its last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Keeping:
    """Things of a kind are kept so many days after they came into one of these states.

    confirmed: whether whoever answers for the data has confirmed the number; `desk check` names
    those that are not.
    """

    kind: str
    states: frozenset[str]
    days: int
    source: str
    confirmed: bool = False


_SOURCE = "RODO, art. 5 ust. 1 lit. e: nie dłużej, niż to niezbędne; 180 dni na pytania i skargi"
_BOOKS = (
    "ustawa z 29 września 1994 r. o rachunkowości, art. 74 ust. 2: dowody księgowe 5 lat od"
    " początku następnego roku; nigdy dłużej, niż obiecał formularz"
)

KEEPINGS: tuple[Keeping, ...] = (
    Keeping(
        "submission",
        frozenset({"accepted", "refused"}),
        180,
        _SOURCE,
    ),
    Keeping("person", frozenset({"closed", "refused"}), 180, _SOURCE),
    Keeping("request", frozenset({"closed", "expired"}), 180, _SOURCE),
    Keeping("offer", frozenset({"closed", "expired"}), 180, _SOURCE),
    Keeping("match", frozenset({"rejected", "finished"}), 180, _SOURCE),
    Keeping("volunteering", frozenset({"refused", "dissolved", "expired"}), 180, _SOURCE),
    Keeping("helping", frozenset({"refused", "dissolved", "expired"}), 180, _SOURCE),
    Keeping("task", frozenset({"closed"}), 180, _SOURCE),
    Keeping("reference", frozenset({"declined", "withdrawn"}), 180, _SOURCE),
    Keeping("notice", frozenset({"withdrawn", "expired"}), 180, _SOURCE),
    # The books keep the entry and the signed slip; who was helped is not kept with them.
    Keeping("support", frozenset({"given", "refused", "withdrawn"}), 180, _SOURCE),
    Keeping("donation", frozenset({"expired"}), 180, _SOURCE),
    Keeping("donation", frozenset({"confirmed", "returned"}), 6 * 366, _BOOKS),
)


def keep_until(kind: str, state: str, today: date) -> date | None:
    """The last day of a thing that comes into this state today; None where nothing is said."""
    for one in KEEPINGS:
        if kind == one.kind and state in one.states:
            return today + timedelta(days=one.days)
    return None
