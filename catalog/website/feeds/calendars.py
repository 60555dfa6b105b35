"""Calendars to subscribe to (RFC 5545): of a club, an organization, a town, a voivodeship.

The only file that knows `icalendar`. A meeting's UID is made of its rule's id, and its stamps of
the day on which the record changed, so that a rebuild changes no byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
    vRecur,
    vUri,
)

from catalog.clubs.model import Club, Session
from catalog.clubs.timetable import Occurrence, Series, all_series
from catalog.model import Catalog
from catalog.text.time_zone import WARSAW

_EPOCH = date(2020, 1, 1)
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Feed:
    """A calendar file: its site path and its bytes."""

    path: str
    content: bytes


def feed_path(page: str) -> str:
    """Where the calendar of a page is: beside the page."""
    return f"{page}kalendarz.ics"


def feeds(
    catalog: Catalog, site_url: str, written: Iterable[tuple[Club, bytes]] | None = None
) -> Iterator[Feed]:
    """Every calendar of the site. Those of more than one club hold running, real clubs only.

    `written` are the dated clubs with their events, where somebody has made those already.
    """
    if written is None:
        written = ((one.club, club_events(site_url, one)) for one in seated(catalog))
    shared: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    for club, events in written:
        page = f"/kluby/{club.slug}/"
        yield Feed(feed_path(page), calendar(club.name, site_url + page, [events]))
        if club.status == "running" and not club.example:
            for about in _pages_about(catalog, club):
                shared[about].append(events)
    for (page, name), held in sorted(shared.items()):
        yield Feed(feed_path(page), calendar(name, site_url + page, held))


def shared_pages(catalog: Catalog) -> frozenset[str]:
    """The paths of pages with a calendar of more than one club beside them."""
    return frozenset(
        page
        for club in catalog.real_clubs.values()
        if club.dated and club.status == "running"
        for page, _ in _pages_about(catalog, club)
    )


def _pages_about(catalog: Catalog, club: Club) -> Iterator[tuple[str, str]]:
    """The pages that share a club's calendar, each with the name of what it is about."""
    if club.run_by is not None:
        yield f"/organizacje/{club.run_by}/", catalog.organizations[club.run_by].name
    if club.place is not None:
        town = catalog.places.towns[club.place]
        voivodeship = catalog.places.voivodeship_of(club.place)
        yield f"/spotkania/{town.slug}/", f"Kluby: {town.name}"
        yield f"/wojewodztwa/{voivodeship.slug}/", f"Kluby: województwo {voivodeship.name}"


def calendar(name: str, page_url: str, events: Iterable[bytes]) -> bytes:
    """A whole calendar file around events that are already written."""
    made = Calendar()
    made.add("prodid", "-//Wzajemnie//Kalendarz klubow//PL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("url", vUri(page_url))
    made.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    frame: bytes = made.to_ical(sorted=False)
    return b"".join((frame.removesuffix(_END), _zone(), *events, _END))


class Seated(NamedTuple):
    """A club, and what is known of its address: its street, its town. All that events tell of."""

    club: Club
    seat: tuple[str, ...]

    @classmethod
    def of(cls, catalog: Catalog, club: Club) -> Seated:
        """A club with the street of whoever runs it, and its town, each where it is known."""
        street = catalog.organizations[club.run_by].contact.street if club.run_by else None
        town = catalog.places.towns[club.place].name if club.place else None
        return cls(club, tuple(filter(None, (street, town))))


def seated(catalog: Catalog) -> tuple[Seated, ...]:
    """The clubs that have a calendar."""
    return tuple(Seated.of(catalog, club) for club in catalog.clubs.values() if club.dated)


def club_events(site_url: str, seated: Seated) -> bytes:
    """All meetings of a club as VEVENT components, one after another."""
    writer = _Writer(seated.club, seated.seat, site_url)
    found = all_series(seated.club.cycle)
    return b"".join(event.to_ical(sorted=False) for one in found for event in writer.events(one))


@dataclass(frozen=True)
class _Writer:
    """Writes the events of one club."""

    club: Club
    seat: tuple[str, ...]
    site_url: str

    def events(self, found: Series) -> Iterator[Event]:
        """A rule with its exceptions and moved meetings; a single event where it gives but one."""
        if not found.occurrences:
            return
        session = found.session
        first, *others = found.occurrences
        if not others:
            yield self._event(first)
            return
        kept = {one.planned for one in found.occurrences}
        start = _moment(session, first.planned)
        main = Occurrence(
            start,
            datetime.combine(first.planned, session.ends_at, WARSAW),
            session,
            session.room,
            first.planned,
        )
        event = self._event(main)
        event.add("rrule", _rule(session, _moment(session, max(kept))))
        missing = [day for day in found.days if day not in kept and min(kept) < day < max(kept)]
        if missing:
            event.add("exdate", [_moment(session, day) for day in missing])
        yield event
        for one in found.occurrences:
            if one.moved is not None:
                moved = self._event(one)
                moved.add("recurrence-id", _moment(session, one.planned))
                yield moved

    def _event(self, one: Occurrence) -> Event:
        club, session = self.club, one.session
        changed = datetime.combine(club.updated, datetime.min.time(), UTC)
        event = Event()
        event.add("uid", f"{session.id}.{club.slug}@{urlsplit(self.site_url).hostname}")
        event.add("dtstamp", changed)
        event.add("last-modified", changed)
        event.add("sequence", max(0, (club.updated - _EPOCH).days))
        event.add("dtstart", one.start)
        event.add("dtend", one.end)
        event.add("summary", self._summary(session))
        event.add("location", ", ".join(self._location(one)))
        event.add("description", "\n".join(self._description(one)))
        event.add("url", vUri(f"{self.site_url}/kluby/{club.slug}/"))
        return event

    def _summary(self, session: Session) -> str:
        cycle = self.club.cycle
        name = next(one.name for one in cycle.classes if one.id == session.what)
        groups = ", ".join(one.name for one in cycle.groups if one.id in session.groups)
        start = "PRZYKŁAD: " if self.club.example else ""
        return f"{start}{name} ({groups})" if groups else f"{start}{name}"

    def _location(self, one: Occurrence) -> Iterator[str]:
        yield from (room.name for room in self.club.cycle.rooms if room.id == one.room)
        yield self.club.name
        yield from self.seat

    def _description(self, one: Occurrence) -> Iterator[str]:
        what = next(item for item in self.club.cycle.classes if item.id == one.session.what)
        leader = one.session.leader or what.leader
        if leader:
            yield f"Prowadzi: {leader}."
        if one.moved is not None:
            reason = f": {one.moved.reason}" if one.moved.reason else ""
            yield f"Zmiana terminu albo sali{reason}."
        if self.club.example:
            yield "To jest przykład dla redaktorów. Takiego klubu nie ma."


def _moment(session: Session, day: date) -> datetime:
    return datetime.combine(day, session.starts_at, WARSAW)


def _rule(session: Session, last: datetime) -> vRecur:
    """The rule up to its last meeting. UNTIL is in UTC because DTSTART has a zone."""
    weekdays = [name[:2].upper() for name in session.weekdays]
    until = last.astimezone(UTC)
    if session.every == "month" and session.month_day is not None:
        return vRecur(freq="MONTHLY", until=until, bymonthday=session.month_day)
    if session.every == "month":
        return vRecur(freq="MONTHLY", until=until, byday=[f"{session.nth}{d}" for d in weekdays])
    if session.every == "two_weeks":
        return vRecur(freq="WEEKLY", until=until, interval=2, byday=weekdays, wkst="MO")
    return vRecur(freq="WEEKLY", until=until, byday=weekdays)


@lru_cache(maxsize=1)
def _zone() -> bytes:
    """Polish time since 1996: summer from the last Sunday of March to the last of October."""
    zone = Timezone()
    zone.add("tzid", "Europe/Warsaw")
    for part, name, month, sunday, before, after in (
        (TimezoneDaylight(), "CEST", 3, 31, 1, 2),
        (TimezoneStandard(), "CET", 10, 27, 2, 1),
    ):
        # A zone begins with the first of its own changes, told by the clock before it.
        part.add("dtstart", datetime(1996, month, sunday, 1 + before))  # noqa: DTZ001
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    written: bytes = zone.to_ical(sorted=False)
    return written
