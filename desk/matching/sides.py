"""What matching knows of a request and of an offer: no name, no telephone, no word of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desk.rules.places import Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request. `since`: waiting from that day on.

    refused: the people with whom this person has said no, or who have; dropped: those with whom a
    coordinator has ended a match. paired: offers that are matched with it just now.
    """

    reference: str
    person: int
    category: str
    since: date
    place: Place | None = None
    times: frozenset[str] = frozenset()
    organization: str | None = None
    language: str = "pl"
    by_day: date | None = None
    valid_until: date | None = None
    children: bool = False
    is_open: bool = True
    refused: frozenset[int] = field(default_factory=frozenset)
    dropped: frozenset[int] = field(default_factory=frozenset)
    paired: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer. `busy`: in how many other matches it is just now. how_far: as the form asks it."""

    reference: str
    person: int
    category: str
    since: date
    place: Place | None = None
    how_far: str = "dalej"
    times: frozenset[str] = frozenset()
    organization: str | None = None
    language: str = "pl"
    valid_until: date | None = None
    child_check: date | None = None
    is_open: bool = True
    busy: int = 0
