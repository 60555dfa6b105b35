"""What is on the prints of clubs: a timetable and a blank attendance sheet, one A4 page each.

`press` makes PDFs of it with the templates in `site_templates/print`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from catalog.clubs.model import Club
from catalog.model import Catalog
from catalog.text.phrases import long_date
from catalog.website.print.typst_pdf import AVAILABLE, SMALLEST, Job
from catalog.website.schedule.club_schedule import Plan, joining

_LARGEST = 16
_READABLE = 10
_USED = {1: 810, 2: 700}
"""How high `_height` takes the largest text to be that fits, by columns; found by trying."""
_LEAST_LINES = 16
_MOST_LINES = 26
_JOINING = {
    "example": "To przykład: do tego klubu nie można się zapisać.",
    "finished": "Zajęcia się skończyły.",
    "unknown": "Nie wiemy, czy ten klub działa.",
    "sign_up": "Trzeba się zapisać.",
    "come": "Nie trzeba się zapisywać. Po prostu przyjdź.",
    "ask": "Nie wiemy, czy trzeba się zapisać. Zapytaj, zanim przyjdziesz.",
}
_WORDS = {
    "when": "Kiedy",
    "what": "Co i gdzie",
    "off": "Zmiany i dni wolne",
    "address": "Aktualny plan:",
    "attendance": "Lista obecności",
    "class": "Zajęcia:",
    "date": "Data:",
    "hours": "Godziny:",
    "group": "Grupa:",
    "leader": "Prowadzi (rola):",
    "number": "Lp.",
    "name": "Imię i nazwisko",
    "signature": "Podpis",
    "privacy": "Ta lista zostaje w klubie. Nie fotografuj jej i nie wysyłaj.",
}


@dataclass(frozen=True)
class Prints:
    """Where the two prints of a club are."""

    timetable: str
    attendance: str


def prints(club: Club) -> Prints | None:
    """The prints that a build makes of a club; None for a club without dates, or without typst."""
    if not (AVAILABLE and club.dated):
        return None
    page = f"/kluby/{club.slug}/"
    return Prints(f"{page}plan.pdf", f"{page}lista-obecnosci.pdf")


def missing(catalog: Catalog) -> str | None:
    """What to tell whoever builds without typst; None where nothing is missing."""
    if AVAILABLE or not any(club.dated for club in catalog.clubs.values()):
        return None
    return "Uwaga: kluby nie mają wydruków PDF, bo brakuje biblioteki typst (dodatek „print”)."


@dataclass(frozen=True)
class Sheets:
    """Says what is on the prints of clubs. `site_url` has no slash at its end."""

    catalog: Catalog
    site_url: str
    today: date

    def jobs(self, club: Club) -> Iterator[Job]:
        """Both prints of a dated club; nothing for any other."""
        paths = prints(club)
        if paths is None:
            return
        address = f"{self.site_url}/kluby/{club.slug}/"
        data = self._data(club, address)
        columns, size = _layout(data)
        written = json.dumps({**data, "columns": columns}, ensure_ascii=False)
        yield Job(paths.timetable, "timetable", written, address, size)
        yield Job(paths.attendance, "attendance", written, address, 15)

    def _data(self, club: Club, address: str) -> dict[str, Any]:
        plan = Plan(club, self.today)
        first, last = club.cycle.first_day, club.cycle.last_day
        assert first is not None
        assert last is not None
        lines = max(group.places for group in club.cycle.groups)
        return {
            "title": club.name,
            "subtitle": self._subtitle(club),
            "example": "To jest przykład. Takiego klubu nie ma." if club.example else None,
            "period": f"Zajęcia od {long_date(first)} do {long_date(last)}",
            "sections": [
                {
                    "name": section.name[:1].upper() + section.name[1:],
                    "rows": [
                        {"when": row.when, "what": row.what, "details": row.details}
                        for row in section.rows
                    ],
                }
                for section in plan.sections()
            ],
            "off": plan.off_words(),
            "joining": _JOINING[joining(club)],
            "places": min(max(lines, _LEAST_LINES), _MOST_LINES),
            "address": address,
            "updated": f"Stan z {long_date(club.updated)}.",
            "words": _WORDS,
        }

    def _subtitle(self, club: Club) -> str:
        parts = [self.catalog.term("club_kinds", club.kind).label]
        if club.run_by is not None:
            parts.append(self.catalog.organizations[club.run_by].name)
        if club.place is not None:
            parts.append(self.catalog.places.towns[club.place].name)
        return " · ".join(parts)


def _layout(data: dict[str, Any]) -> tuple[int, int]:
    """How many columns, and in which size the page is about full.

    A wrong guess costs one more try, never a second page.
    """

    def largest(columns: int) -> int:
        sizes = range(_LARGEST, SMALLEST, -1)
        return next(
            (size for size in sizes if _height(data, columns, size) < _USED[columns]), SMALLEST
        )

    columns = 1 if largest(1) >= _READABLE else max((1, 2), key=largest)
    return columns, largest(columns)


def _height(data: dict[str, Any], columns: int, size: int) -> float:
    """About how high the timetable is, in points; letters are about half as wide as high."""
    em, width = float(size), 504 / columns - 12 * (columns - 1)
    rows = [row for section in data["sections"] for row in section["rows"]]
    longest = max((len(row["when"]) for row in rows), default=0) * 0.42 * em
    when = longest + 0.8 * em if columns == 1 else 0.4 * width
    what = width - when - 0.8 * em

    def lines(text: str, room: float, scale: float = 1) -> float:
        return 1.2 * scale * ceil(len(text) * 0.42 * em * scale / room)

    total = sum(1.6 for _ in data["sections"]) + 8.0
    for row in rows:
        name = lines(row["what"], what) + lines(row["details"], what, 0.85)
        total += 0.6 + max(lines(row["when"], when), name)
    total += sum(lines(line, width - 2 * em) for line in data["off"])
    return 125 + total * em / columns
