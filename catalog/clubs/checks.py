"""What only a whole club can tell to be wrong: rules that clash, point nowhere or never happen.

Works on the raw value of a file and takes each part on its own, so that one bad date does not hide
the other mistakes. A session with a mistake is left out of the search for clashes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from catalog.clubs.model import (
    YEARS,
    Break,
    Club,
    CountedMeeting,
    Cycle,
    Session,
    before,
    exact,
)
from catalog.clubs.session_checks import SessionChecker
from catalog.clubs.timetable import all_series, occurrences, overlaps, scheduled
from catalog.records.problems import RecordProblem
from catalog.records.value_types import Flag, PartialDate, When
from catalog.text.phrases import long_date

M = TypeVar("M", bound=BaseModel)
_LONGEST_DAYS = 770
_NO_DAY = PartialDate(0)
_FLAG: TypeAdapter[bool] = TypeAdapter(Flag)
_WHEN: TypeAdapter[Any] = TypeAdapter(When)
_WEEKS: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(ge=1, le=110)])


def problems(raw: Any, cycle: Cycle | None = None) -> Iterator[RecordProblem]:
    """Every mistake of a club's file that its parts alone do not show.

    `cycle` is the cycle that the model made of the file, if the model found no mistake.
    """
    if not isinstance(raw, dict):
        return
    if not _value(_FLAG, raw.get("example")):
        for key in ("run_by", "place"):
            if raw.get(key) is None:
                yield RecordProblem((), f"brak pola „{key}”", "oczekiwano tego pola z wartością")
    if isinstance(raw.get("cycle"), dict):
        yield from _Checker(raw["cycle"], cycle).problems()


def file_problems(raw: Any, club: Club | None) -> Iterator[RecordProblem]:
    """The same for a file and the club that the model made of it, if it found no mistake."""
    return problems(raw, club.cycle if club else None)


def warnings(club: Club, today: date) -> Iterator[RecordProblem]:
    """What may be meant, and probably is not; for a club whose cycle has no problems."""
    yield from _over(club, today)
    yield from _hours(club.cycle)


def _over(club: Club, today: date) -> Iterator[RecordProblem]:
    """A club that runs although its cycle is over."""
    last, year = club.cycle.last_day, club.cycle.last_year
    over = last < today if last else year is not None and year < today.year
    if club.status == "running" and not club.example and over:
        when = long_date(last) if last else str(year)
        yield RecordProblem(
            ("status",),
            f"klub działa (running), a jego cykl skończył się: {when}",
            "oczekiwano nowego cyklu albo status: finished",
        )


def _hours(cycle: Cycle) -> Iterator[RecordProblem]:
    """Planned hours that the calendar does not hold."""
    found = scheduled(cycle, occurrences(cycle))
    for index, one in enumerate(cycle.classes):
        if one.hours is None or one.id not in found:
            continue
        each = set(found[one.id].each_group.values())
        together = found[one.id].all_groups
        right = {"each_group": each == {one.hours}, "all_groups": together == one.hours}
        if not (any(right.values()) if cycle.hours_for is None else right[cycle.hours_for]):
            shown = ", ".join(f"{hours:g}" for hours in sorted(each))
            yield RecordProblem(
                ("cycle", "classes", index, "hours"),
                f"„{one.name}”: w planie {one.hours} godz., w kalendarzu {shown} godz. dla jednej "
                f"grupy, razem {together:g} godz.",
                "oczekiwano tyle samo godzin w planie i w kalendarzu",
            )


class _Checker:
    """One run over the raw cycle of a club: its valid parts, and what is known by id."""

    def __init__(self, raw: Mapping[str, Any], whole: Cycle | None) -> None:
        self.raw = raw
        self.whole = whole is not None
        self.known = {key: _ids(raw.get(key)) for key in ("classes", "groups", "rooms")}
        self.starts: PartialDate | None
        if whole is not None:
            self.sessions = dict(enumerate(whole.sessions))
            self.breaks = dict(enumerate(whole.breaks))
            self.starts = whole.starts
            self.cycle = whole
        else:
            self.sessions = _parts(Session, raw.get("sessions"))
            self.breaks = _parts(Break, raw.get("breaks"))
            self.starts = _value(_WHEN, raw.get("starts"))
            self.cycle = self._cycle(tuple(self.sessions.values()))

    def _cycle(self, sessions: tuple[Session, ...]) -> Cycle:
        """What the timetable needs of the cycle, from its valid parts; without any check."""
        raw = self.raw
        holidays = _value(_FLAG, raw.get("closed_on_holidays"))
        return Cycle.model_construct(
            starts=self.starts or _NO_DAY,
            ends=_value(_WHEN, raw.get("ends")),
            weeks=_value(_WEEKS, raw.get("weeks")),
            groups=(),  # No day depends on who meets, or for what.
            classes=(),
            breaks=tuple(self.breaks.values()),
            sessions=sessions,
            closed_on_holidays=holidays is not False,
        )

    def problems(self) -> Iterator[RecordProblem]:
        period = list(self._period())
        yield from period
        if period:  # without a period nothing is inside or outside of it
            vague = {"starts": _NO_DAY, "ends": None, "weeks": None}
            self.cycle = self.cycle.model_copy(update=vague)
        yield from self._counted()
        yield from chain.from_iterable(map(self._break, self.breaks, self.breaks.values()))
        checker = SessionChecker(self.cycle, self.known)
        known = dict(enumerate(all_series(self.cycle))) if self.whole and not period else {}
        sound = {}
        for index, session in self.sessions.items():
            found = checker.problems(session, known.get(index))
            for problem in found:
                path = ("cycle", "sessions", index, *problem.path)
                yield RecordProblem(path, problem.what, problem.expected)
            if not found:
                sound[index] = session
        if not period and len(sound) == len(self.cycle.sessions):
            yield from self._clashes(sound, self.cycle)
        elif not period:
            yield from self._clashes(sound, self._cycle(tuple(sound.values())))

    # The cycle

    def _period(self) -> Iterator[RecordProblem]:
        raw, cycle = self.raw, self.cycle
        if raw.get("ends") is None and raw.get("weeks") is None:
            yield RecordProblem(
                ("cycle",), "brak pola „ends” albo „weeks”", "oczekiwano jednego z nich"
            )
        if self.starts is None:
            return
        if cycle.starts.year not in YEARS:
            yield RecordProblem(
                ("cycle", "starts"),
                f"cykl zaczyna się w roku {cycle.starts.year}",
                f"oczekiwano roku od {YEARS[0]} do {YEARS[-1]}",
            )
        elif cycle.ends is not None and before(cycle.ends, cycle.starts):
            yield RecordProblem(
                ("cycle", "ends"),
                "cykl kończy się, zanim się zacznie",
                f"oczekiwano dnia nie wcześniej niż {cycle.starts}",
            )
        elif self.sessions:
            yield from self._dated_period()

    def _dated_period(self) -> Iterator[RecordProblem]:
        cycle = self.cycle
        first, last = cycle.first_day, cycle.last_day
        for key, when in (("starts", cycle.starts), ("ends", cycle.ends)):
            if when is not None and exact(when) is None:
                yield RecordProblem(
                    ("cycle", key),
                    f"pole „{key}”: {when} to nie dzień, a spotkania mają daty",
                    "oczekiwano dnia w zapisie RRRR-MM-DD",
                )
        if first is None or last is None:
            return
        days = (last - first).days
        if days > _LONGEST_DAYS:
            yield RecordProblem(
                ("cycle", "ends"),
                "cykl ze spotkaniami trwa ponad dwa lata",
                "oczekiwano krótszego cyklu; następny wpisz, gdy ten się skończy",
            )
        elif cycle.weeks is not None and cycle.weeks != days // 7 + 1:
            yield RecordProblem(
                ("cycle", "weeks"),
                f"pole „weeks”: {cycle.weeks} nie zgadza się z dniami początku i końca",
                f"oczekiwano {days // 7 + 1} albo jednego z pól „weeks” i „ends”",
            )

    def _counted(self) -> Iterator[RecordProblem]:
        for index, one in _parts(CountedMeeting, self.raw.get("meetings")).items():
            if one.min_hours and one.max_hours and one.max_hours < one.min_hours:
                yield RecordProblem(
                    ("cycle", "meetings", index, "max_hours"),
                    f"„{one.name}”: najwięcej godzin to mniej niż najmniej",
                    f"oczekiwano co najmniej {one.min_hours}",
                )

    def _break(self, index: int, one: Break) -> Iterator[RecordProblem]:
        path = ("cycle", "breaks", index)
        first, last = self.cycle.first_day, self.cycle.last_day
        if one.ends < one.starts:
            yield RecordProblem(
                (*path, "ends"),
                f"przerwa „{one.name}” kończy się, zanim się zacznie",
                f"oczekiwano dnia nie wcześniej niż {long_date(one.starts)}",
            )
        elif first and last and (one.ends < first or last < one.starts):
            yield RecordProblem(
                path,
                f"przerwa „{one.name}” jest poza cyklem",
                f"oczekiwano dni od {long_date(first)} do {long_date(last)}",
            )

    # Across sessions

    def _clashes(self, sound: Mapping[int, Session], cycle: Cycle) -> Iterator[RecordProblem]:
        places = {session.id: index for index, session in sound.items()}
        told: set[tuple[int, int]] = set()
        for one, other in overlaps(occurrences(cycle)):
            pair = sorted((places[one.session.id], places[other.session.id]))
            shared = _shared(one.session, other.session, one.room, other.room)
            if shared is None or (pair[0], pair[1]) in told:
                continue
            told.add((pair[0], pair[1]))
            later = self.sessions[pair[1]]
            earlier = self.sessions[pair[0]]
            yield RecordProblem(
                ("cycle", "sessions", pair[1]),
                f"„{later.id}” i „{earlier.id}” są w tym samym czasie: {shared} "
                f"({long_date(other.start.date())}, {other.start:%H:%M})",
                "oczekiwano innej godziny, sali albo grupy",
            )


def _shared(one: Session, other: Session, *rooms: str | None) -> str | None:
    """What two sessions cannot have at one time, in words."""
    if rooms[0] is not None and rooms[0] == rooms[1]:
        return f"ta sama sala „{rooms[0]}”"
    groups = set(one.groups) & set(other.groups)
    if groups or not one.groups or not other.groups:
        return f"ta sama grupa „{min(groups)}”" if groups else "ta sama grupa"
    return None


def _parts(model: type[M], raw: Any) -> dict[int, M]:
    """The valid items of a raw list, by their place in it."""
    found = {}
    for index, item in enumerate(raw if isinstance(raw, list) else ()):
        try:
            found[index] = model.model_validate(item)
        except ValidationError:
            continue
    return found


def _ids(raw: Any) -> set[str]:
    items = raw if isinstance(raw, list) else ()
    return {str(item.get("id")) for item in items if isinstance(item, dict)}


def _value(adapter: TypeAdapter[Any], raw: Any) -> Any:
    try:
        return None if raw is None else adapter.validate_python(raw)
    except ValidationError:
        return None
