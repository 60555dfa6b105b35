"""A club's plan as its page and prints show it: the week, the cycle at a glance, the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from catalog.clubs.model import Break, Club, Cycle, Session
from catalog.clubs.timetable import (
    DayOff,
    Scheduled,
    Week,
    days_off,
    occurrences,
    scheduled,
    weeks,
)
from catalog.text.language import _
from catalog.text.phrases import long_date
from catalog.text.working_days import public_holidays
from catalog.website.render.templates import around, polish
from catalog.website.schedule.meetings import Meeting, meetings
from catalog.website.schedule.time_format import WEEKDAYS, day_of_month, hours, number, weekday_name

_SHOWN = 8
_HIGH = 44
"""How high the drawing of a cycle is, in its own units."""
_CLUBS = 2048
"""Clubs whose weeks are kept from the pages of one language to those of the next."""


@dataclass(frozen=True)
class Row:
    """A rule in the week: when, what, and the rest in a quiet line."""

    when: str
    what: str
    details: str


@dataclass(frozen=True)
class Section:
    """Rules of one weekday, or those that are rarer than every second week."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Plan:
    """A dated club on the day of a build."""

    club: Club
    today: date

    @cached_property
    def all(self) -> tuple[Meeting, ...]:
        """Every meeting of the cycle."""
        return meetings(self.club)

    @cached_property
    def left(self) -> tuple[Meeting, ...]:
        """Meetings from the day of the build on."""
        return tuple(one for one in self.all if one.day >= self.today)

    @property
    def shown(self) -> tuple[Meeting, ...]:
        """As many of them as a page lists."""
        return self.left[:_SHOWN]

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The cycle at a glance."""
        return _weeks(self.club.cycle)

    @property
    def bars(self) -> str:
        """A bar for each week, as high as its hours: an SVG path, 10 wide a week and 44 high."""
        most = max((week.hours for week in self.weeks), default=0) or 1
        heights = (round(_HIGH * week.hours / most, 1) for week in self.weeks)
        return "".join(
            f"M{10 * index + 1} {_HIGH}v{-height:g}h8v{height:g}z"
            for index, height in enumerate(heights)
            if height
        )

    @property
    def gaps(self) -> str:
        """A mark for each week without a meeting, on the same drawing."""
        empty = (index for index, week in enumerate(self.weeks) if not week.meetings)
        return "".join(f"M{10 * index + 1} {_HIGH}v-4h8v4z" for index in empty)

    @cached_property
    def changes(self) -> tuple[Meeting | DayOff, ...]:
        """Moved and cancelled meetings from the day of the build on, in the order of time."""
        moved = [one for one in self.left if one.occurrence.moved]
        cancelled = [
            one
            for one in days_off(self.club.cycle)
            if one.kind == "cancelled" and one.day >= self.today
        ]
        return tuple(sorted((*moved, *cancelled), key=lambda one: one.day))

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Breaks that are not over on the day of the build."""
        return tuple(one for one in self.club.cycle.breaks if one.ends >= self.today)

    @cached_property
    def holidays(self) -> tuple[tuple[date, str], ...]:
        """Public holidays from the day of the build on that take all of a day's meetings."""
        off = {one.day for one in days_off(self.club.cycle) if one.kind == "holiday"}
        off -= {one.day for one in self.all}
        return tuple(
            (day, public_holidays(day.year)[day]) for day in sorted(off) if day >= self.today
        )

    @cached_property
    def partial_holidays(self) -> tuple[DayOff, ...]:
        """Meetings from the day of the build on that a holiday takes while others do meet."""
        days = {one.day for one in self.all}
        return tuple(
            one
            for one in days_off(self.club.cycle)
            if one.kind == "holiday" and one.day in days and one.day >= self.today
        )

    @cached_property
    def hours(self) -> dict[str, str]:
        """Class id → hours in the calendar of one group: "51", or "49,5–51" where groups differ."""
        return {
            what: "–".join(number(value) for value in sorted(set(one.each_group.values())))
            for what, one in _scheduled(self.club.cycle).items()
        }

    def off_words(self) -> list[str]:
        """Changes, breaks and holidays from the day of the build on, a line each."""
        names = {one.id: one.name for one in self.club.cycle.classes}
        lines = [_change(one, names) for one in self.changes]
        for one in self.breaks:
            dates = f": {long_date(one.starts)} – {long_date(one.ends)}"
            lines.append(polish(one.name[:1].upper() + one.name[1:]) + dates)
        if self.holidays:
            days = ", ".join(f"{long_date(day)} ({_(name)})" for day, name in self.holidays)
            lines.append(_("Święta bez zajęć: {days}").format(days=days))
        for off in self.partial_holidays:
            holiday = _(public_holidays(off.day.year)[off.day])
            what = f"{long_date(off.day)} ({holiday}), {self._whose(off.session, names)}"
            lines.append(around(_("W święto nie ma: {what}")).format(what=what))
        return lines

    def _whose(self, session: Session, names: Mapping[str, str]) -> str:
        """The class of a rule, with its groups where the club has more than those."""
        cycle = self.club.cycle
        groups = ", ".join(one.name for one in cycle.groups if one.id in session.groups)
        return polish(names[session.what]) + (" (" + polish(groups) + ")" if groups else "")

    def number(self, value: float) -> str:
        """A number of hours as Polish print has it: 1,5."""
        return number(value)

    def sections(self) -> tuple[Section, ...]:
        """The week by weekday, then what is monthly, then what is once."""
        alive = {one.occurrence.session.id for one in self.left}
        rules = [one for one in self.club.cycle.sessions if one.id in alive or not alive]
        made = [
            Section(
                weekday_name(weekday),
                self._rows(
                    one
                    for one in rules
                    if weekday in one.weekdays and one.every in ("week", "two_weeks")
                ),
            )
            for weekday in WEEKDAYS
        ]
        for name, every in ((_("raz w miesiącu"), "month"), (_("jeden raz"), "once")):
            made.append(Section(name, self._rows(one for one in rules if one.every == every)))
        return tuple(section for section in made if section.rows)

    def _rows(self, rules: Iterable[Session]) -> tuple[Row, ...]:
        ordered = sorted(rules, key=lambda one: (one.day or date.min, one.starts_at, one.id))
        return tuple(self._row(one) for one in ordered)

    def _row(self, session: Session) -> Row:
        cycle = self.club.cycle
        what = next(one for one in cycle.classes if one.id == session.what)
        groups = ", ".join(one.name for one in cycle.groups if one.id in session.groups)
        leader = session.leader or what.leader
        when = hours(session.starts_at, session.ends_at)
        if session.every == "month":
            when = f"{day_of_month(session)}, {when}"
        elif session.day is not None:
            when = f"{long_date(session.day)}, {when}"
        details = (
            polish(groups) if groups else _("wszystkie grupy") if len(cycle.groups) > 1 else "",
            next((polish(room.name) for room in cycle.rooms if room.id == session.room), ""),
            around(_("prowadzi {leader}")).format(leader=polish(leader)) if leader else "",
            *self._bounds(session),
        )
        return Row(when, what.name, around("\u00a0· ").join(filter(None, details)))

    def _bounds(self, session: Session) -> Iterator[str]:
        """Every second week from when; a rule that is shorter than the cycle."""
        days = (one.occurrence.planned for one in self.all if one.occurrence.session is session)
        first = min(days, default=None)
        if session.every == "two_weeks" and first is not None:
            yield _("co dwa tygodnie, licząc od {day}").format(day=long_date(first))
        elif session.since is not None:
            yield _("od {day}").format(day=long_date(session.since))
        if session.until is not None:
            yield _("do {day}").format(day=long_date(session.until))


@lru_cache(maxsize=_CLUBS)
def _weeks(cycle: Cycle) -> tuple[Week, ...]:
    return weeks(cycle, occurrences(cycle))


@lru_cache(maxsize=_CLUBS)
def _scheduled(cycle: Cycle) -> Mapping[str, Scheduled]:
    return scheduled(cycle, occurrences(cycle))


def _change(one: Meeting | DayOff, names: Mapping[str, str]) -> str:
    if isinstance(one, DayOff):
        why = " (" + polish(one.why) + ")" if one.why else ""
        what = long_date(one.day) + ", " + polish(names[one.session.what]) + why
        return around(_("Odwołane: {what}")).format(what=what)
    details = " (" + one.details + ")" if one.details else ""
    day = f"{long_date(one.day)}, {one.hours}"
    if one.occurrence.planned == one.day:
        what = day + ", " + polish(one.name) + details
        return around(_("Zmiana: {what}")).format(what=what)
    return around(_("Przeniesione: {name} z {planned} na {day}")).format(
        name=polish(one.name), planned=long_date(one.occurrence.planned), day=day + details
    )


def joining(club: Club) -> Literal["example", "finished", "unknown", "sign_up", "come", "ask"]:
    """Whether one can join a club: only a running, real one takes people."""
    if club.example:
        return "example"
    if club.status != "running":
        return club.status
    if club.joining.sign_up is None:
        return "ask"
    return "sign_up" if club.joining.sign_up else "come"
