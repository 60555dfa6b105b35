"""Meetings as pages show them: of one club, and of all clubs in the coming four weeks.

What is written on a page names the day on which it was built and never says "next" or "now"; the
script `meetings.js` says that, on the reader's own day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from catalog.clubs.model import Club
from catalog.clubs.timetable import Occurrence, occurrences
from catalog.model import Catalog
from catalog.records.places import Town, Voivodeship
from catalog.text.folding import sort_key
from catalog.text.language import HOME, N_, _, spoken
from catalog.website.feeds.calendars import feed_path
from catalog.website.render.templates import Page, around, polish
from catalog.website.schedule.time_format import full_date, hours

_HOME = (N_("Początek"), "/")
_DAYS = 28
_MOST = 300


@dataclass(frozen=True)
class Meeting:
    """A meeting of a club with the words that name its class, groups, room and leader."""

    club: Club
    occurrence: Occurrence

    @property
    def start(self) -> datetime:
        """When it begins, on a Polish wall."""
        return self.occurrence.start

    @property
    def end(self) -> datetime:
        """When it ends."""
        return self.occurrence.end

    @property
    def day(self) -> date:
        """The day it is on."""
        return self.occurrence.start.date()

    @property
    def day_words(self) -> str:
        """Its day: poniedziałek, 23 listopada 2026."""
        return full_date(self.day)

    @property
    def hours(self) -> str:
        """Its hours: 16:00–17:30."""
        return hours(self.start, self.end)

    @cached_property
    def name(self) -> str:
        """Its class and, unless all meet, its groups."""
        return session_name(self.club, self.occurrence)

    @property
    def room(self) -> str | None:
        """The room's name."""
        for room in self.club.cycle.rooms:
            if room.id == self.occurrence.room:
                return room.name
        return None

    @property
    def details(self) -> str:
        """Room and change in one line for a page, which marks what is Polish; may be empty."""
        return around(", ").join(self._details(polish, around))

    @property
    def plain_details(self) -> str:
        """The same without marks."""
        if self.occurrence.moved is None:  # hundreds of each club
            return self.room or ""
        return ", ".join(self._details(str, str))

    def _details(self, record: Callable[[str], str], page: Callable[[str], str]) -> Iterator[str]:
        """Where it is; that it is not at its usual time or place, and why.

        `record` gets each text of the record, `page` each of our own.
        """
        if self.room is not None:
            yield record(self.room)
        moved = self.occurrence.moved
        if moved is not None and moved.reason is not None:
            yield page(_("zmiana: {reason}")).format(reason=record(moved.reason))
        elif moved is not None:
            yield page(_("zmiana terminu albo sali"))


def session_name(club: Club, one: Occurrence) -> str:
    """The class that meets and, unless everybody does, the groups."""
    session, cycle = one.session, club.cycle
    name = next(item.name for item in cycle.classes if item.id == session.what)
    groups = ", ".join(group.name for group in cycle.groups if group.id in session.groups)
    return f"{name} ({groups})" if groups else name


def meetings(club: Club) -> tuple[Meeting, ...]:
    """Every meeting of a club in the order of time."""
    return tuple(Meeting(club, one) for one in occurrences(club.cycle))


def meetings_path(club: Club) -> str:
    """Where a club's meetings are for the script, in the words of the language that is spoken."""
    ending = "" if spoken().code == HOME else f".{spoken().code}"
    return f"/kluby/{club.slug}/terminy{ending}.json"


def meetings_file(found: Iterable[Meeting]) -> bytes:
    """All meetings of a club for `meetings.js`: moments with their offset, and words to show."""
    names: dict[str, str] = {}
    rows = [
        {
            "start": one.start.isoformat(timespec="minutes"),
            "end": one.end.isoformat(timespec="minutes"),
            "when": f"{one.day_words}, {one.hours}",
            "what": names.get(one.occurrence.session.id)
            or names.setdefault(one.occurrence.session.id, one.name),
            "more": one.plain_details,
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Day:
    """The meetings of one day."""

    day: date
    meetings: tuple[Meeting, ...]

    @property
    def words(self) -> str:
        """The day with its weekday."""
        return full_date(self.day)


@dataclass(frozen=True)
class Coming:
    """What running, real clubs hold in the four weeks from the day of the build."""

    catalog: Catalog
    today: date

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.today + timedelta(days=_DAYS - 1)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """All of them in the order of time."""
        found = [
            one
            for club in self.catalog.real_clubs.values()
            if club.dated and club.status == "running"
            for one in meetings(club)
            if self.today <= one.day <= self.last
        ]
        return tuple(sorted(found, key=lambda one: (one.start, sort_key(one.club.name))))

    @cached_property
    def by_town(self) -> Mapping[str, tuple[Meeting, ...]]:
        """Town slug → its meetings."""
        found: dict[str, list[Meeting]] = defaultdict(list)
        for one in self.meetings:
            if one.club.place is not None:
                found[one.club.place].append(one)
        return {town: tuple(held) for town, held in found.items()}

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """Towns with a club that has a calendar, in the order of a Polish dictionary."""
        slugs = {
            club.place
            for club in self.catalog.real_clubs.values()
            if club.dated and club.status == "running" and club.place is not None
        }
        towns = (self.catalog.places.towns[slug] for slug in slugs)
        return tuple(sorted(towns, key=lambda town: sort_key(town.name)))

    def towns_by_voivodeship(self) -> tuple[tuple[Voivodeship, tuple[tuple[Town, int], ...]], ...]:
        """Voivodeships with their towns and the number of meetings in each."""
        places = self.catalog.places
        found: dict[str, list[tuple[Town, int]]] = defaultdict(list)
        for town in self.towns:
            number = len(self.by_town.get(town.slug, ()))
            found[places.voivodeship_of(town.slug).slug].append((town, number))
        voivodeships = sorted(
            (places.voivodeships[slug] for slug in found), key=lambda one: sort_key(one.name)
        )
        return tuple((one, tuple(found[one.slug])) for one in voivodeships)

    def pages(self) -> Iterator[Page]:
        """The page of all meetings by day and by town, and one for each town."""
        shown = _whole_days(self.meetings)
        yield Page(
            path="/spotkania/",
            template="pages/meetings.html",
            title=_("Spotkania w klubach"),
            description=_("Co robią kluby przez cztery tygodnie: dzień po dniu i według miejsca."),
            context=MeetingsContext(
                coming=self,
                days=shown,
                left_out=len(self.meetings) - sum(len(one.meetings) for one in shown),
                town=None,
                calendar=None,
            ),
            trail=(_HOME, (N_("Kluby"), "/kluby/")),
            kind="meetings",
        )
        for town in self.towns:
            path = f"/spotkania/{town.slug}/"
            yield Page(
                path=path,
                template="pages/meetings.html",
                title=_("Spotkania w klubach: {town}").format(town=town.name),
                description=_(
                    "{town}: co robią tu kluby przez cztery tygodnie, dzień po dniu."
                ).format(town=town.name),
                context=MeetingsContext(
                    coming=self,
                    days=_days(self.by_town.get(town.slug, ())),
                    left_out=0,
                    town=town,
                    calendar=feed_path(path),
                ),
                trail=(_HOME, (N_("Kluby"), "/kluby/"), (N_("Spotkania w klubach"), "/spotkania/")),
                kind="meetings",
            )


@dataclass(frozen=True)
class MeetingsContext:
    """What the template of meetings may name. `left_out` is the number of those on no page."""

    coming: Coming
    days: tuple[Day, ...]
    left_out: int
    town: Town | None
    calendar: str | None


def _days(found: Iterable[Meeting]) -> tuple[Day, ...]:
    return tuple(Day(day, tuple(held)) for day, held in groupby(found, key=lambda one: one.day))


def _whole_days(found: Iterable[Meeting]) -> tuple[Day, ...]:
    """Whole days from the first on, as many as a page on an old phone can bear."""
    shown: list[Day] = []
    number = 0
    for day in _days(found):
        number += len(day.meetings)
        if shown and number > _MOST:
            break
        shown.append(day)
    return tuple(shown)
