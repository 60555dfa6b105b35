"""A club's next meetings in schema.org's words."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.clubs.model import Club
from catalog.clubs.website.club_pages import ClubContext
from catalog.website.feeds.json_ld import Node

_MEETINGS = 10


def nodes(address: str, club: Club, shown: ClubContext) -> Iterator[Node]:
    """The first meetings to come; none of the example."""
    plan, seat = shown.plan, shown.seat
    if plan is None or club.example:
        return
    for meeting in plan.shown[:_MEETINGS]:
        yield {
            "@type": "Event",
            "name": f"{club.name}: {meeting.name}",
            "url": address,
            "startDate": meeting.start.isoformat(timespec="minutes"),
            "endDate": meeting.end.isoformat(timespec="minutes"),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": seat
            and {
                "@type": "Place",
                "address": {"addressLocality": seat.town.name, "addressCountry": "PL"},
            },
        }
