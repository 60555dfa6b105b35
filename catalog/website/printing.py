"""Prints of clubs: a timetable and a blank attendance sheet, one A4 page each, as tagged PDF.

The only file that knows typst, which is the extra `print`: without it there are no prints, and
everything else works. Templates are in `site_templates/print`.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import segno

from catalog.clubs import Club
from catalog.model import Catalog
from catalog.text import long_date
from catalog.website.plans import Plan, joining

try:
    import typst
except ImportError:  # the extra `print` is not installed, or has no wheel for this machine
    AVAILABLE = False
else:
    AVAILABLE = True

_PAGE = b"/Type/Page/"
_LARGEST, _SMALLEST = 16, 5
_READABLE = 10
_USED = {1: 810, 2: 700}
"""How high `_height` takes the largest text to be that fits, by columns; found by trying."""
_LEAST_LINES = 16
_MANY = 64
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
class Job:
    """One print to make: its site path, its template with JSON, and the size to try first."""

    path: str
    template: str
    data: str
    address: str
    size: int


@dataclass(frozen=True)
class Press:
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
        first, last = plan.weeks[0].first, plan.weeks[-1].last
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
        parts = [self.catalog.term("club_kinds", club.kind).pl]
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
        sizes = range(_LARGEST, _SMALLEST, -1)
        return next(
            (size for size in sizes if _height(data, columns, size) < _USED[columns]), _SMALLEST
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


@contextmanager
def printed(
    jobs: Sequence[Job], templates: Path, workers: int | None = None
) -> Iterator[Iterator[tuple[str, bytes]]]:
    """Every job as its site path and PDF. `templates` is the folder `site_templates`.

    Many prints are made in processes beside this one, since typst holds Python's lock; `workers`
    says how many (0: none).
    """
    if workers is None:
        workers = os.cpu_count() or 1 if len(jobs) >= _MANY else 0
    make = partial(_make, templates / "print")
    if not workers:
        yield map(make, jobs)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield pool.map(make, jobs, chunksize=16)


def _make(folder: Path, job: Job) -> tuple[str, bytes]:
    """The print in the largest size in which it is one page."""
    compiler = _compiler(str(folder), job.template)
    inputs = {"data": job.data, "qr": qr_code(job.address)}
    made: object = b""
    for size in range(job.size, _SMALLEST - 1, -1):
        made = compiler.compile(sys_inputs={**inputs, "size": str(size)}, pdf_standards="ua-1")
        assert isinstance(made, bytes)
        if made.count(_PAGE) == 1:
            break
    assert isinstance(made, bytes)
    return job.path, made


@lru_cache(maxsize=8)
def _compiler(folder: str, template: str) -> typst.Compiler:
    return typst.Compiler(f"{folder}/{template}.typ", root=folder, ignore_system_fonts=True)


@lru_cache(maxsize=2)
def qr_code(address: str) -> str:
    """An address as a QR code in SVG, with the quiet zone that readers need."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
