"""What is wrong with records only when one looks at several fields, or at several records. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import TypeVar

from catalog.clubs.model import YEARS, before
from catalog.forms.form import Form
from catalog.partnerships.model import Partnership
from catalog.projects.model import Project
from catalog.records.problems import Fault
from catalog.records.record import Record
from catalog.standards.model import Standard
from catalog.text.phrases import long_date

K = TypeVar("K", int, str)

RECORD_LISTS = {
    "organizations/programme": "organizations",
    "organizations/recipients": "organizations",
    "clubs/running": "clubs",
    "taxonomies/help_categories/exchangeable": "taxonomies/help_categories",
}
"""Lists that a form may offer in `choices_from`, besides the taxonomies: parts of what lists."""


def record_faults(record: Record) -> Iterator[Fault]:
    """A record was checked by the day of its last edit, since to write that down is an edit."""
    checked: date | None = record.last_checked
    if checked is not None and checked > record.updated:
        yield Fault(
            ("last_checked",),
            f"sprawdzono {long_date(checked)}, czyli po ostatniej zmianie wpisu",
            "oczekiwano w polu „updated” tego samego dnia albo późniejszego",
        )
    if isinstance(record, Project):
        yield from _project(record)


def _project(project: Project) -> Iterator[Fault]:
    starts, ends = project.starts, project.ends
    given = {key: day for key, day in (("starts", starts), ("ends", ends)) if day is not None}
    strange = {key: day.year for key, day in given.items() if day.year not in YEARS}
    for key, year in strange.items():
        expected = f"oczekiwano roku od {YEARS[0]} do {YEARS[-1]}"
        yield Fault((key,), f"pole „{key}”: rok {year}", expected)
    if starts and ends and not strange and before(ends, starts):
        yield Fault(
            ("ends",),
            "projekt kończy się, zanim się zacznie",
            f"oczekiwano daty nie wcześniejszej niż {starts}",
        )
    if project.own_share is not None and project.own_share < 0:
        yield Fault(
            ("grant",),
            "dotacja jest większa niż cały budżet",
            f"oczekiwano najwyżej {project.budget}",
        )
    for index, result in enumerate(project.results):
        if result.up_to is not None and result.up_to <= result.count:
            yield Fault(
                ("results", index, "up_to"),
                f"„{result.what}”: od {result.count} do {result.up_to}",
                f"oczekiwano liczby większej niż {result.count}",
            )


def partnership_faults(partnerships: Mapping[str, Partnership]) -> Iterator[tuple[str, Fault]]:
    """Two partnerships with one number, by the slug of the second."""
    for slug, number, other in _taken({slug: one.number for slug, one in partnerships.items()}):
        what = f"numer {number} ma już partnerstwo „{other}”"
        yield slug, Fault(("number",), what, "oczekiwano innego numeru")


def standard_faults(standards: Mapping[str, Standard]) -> Iterator[tuple[str, Fault]]:
    """A second standard of one partnership; cells whose role has no column, or has two of them."""
    for slug, name, other in _taken({slug: one.partnership for slug, one in standards.items()}):
        what = f"partnerstwo „{name}” ma już standard „{other}”"
        yield slug, Fault(("partnership",), what, "oczekiwano jednego standardu na partnerstwo")
    for slug, standard in standards.items():
        known = {role.id for role in standard.roles}
        for index, row in enumerate(standard.rows):
            named = list(chain.from_iterable(cell.roles for cell in row.cells))
            for role in dict.fromkeys(named):
                if role not in known or named.count(role) > 1:
                    yield (
                        slug,
                        Fault(
                            ("rows", index, "cells"),
                            f"rola „{role}” nie ma kolumny albo ma w tym wierszu dwie komórki",
                            f"oczekiwano każdej z ról najwyżej raz: {', '.join(sorted(known))}",
                        ),
                    )


def _taken(given: Mapping[str, K]) -> Iterator[tuple[str, K, str]]:
    """Slugs with what they may not have, since an earlier slug has it: that slug is told too."""
    seen: dict[K, str] = {}
    for slug, key in given.items():
        other = seen.setdefault(key, slug)
        if other != slug:
            yield slug, key, other


def form_faults(
    forms: Iterable[Form], slugs: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, Fault]]:
    """A question whose answers come from a list that nobody has, or that has one of its own.

    `slugs` are those of each folder, and of the terms of each taxonomy (`taxonomies/groups`).
    """
    known = sorted([*RECORD_LISTS, *(f"taxonomies/{name}" for name in slugs["taxonomies"])])
    for form in forms:
        for path, question in form.listed():
            source = str(question.choices_from)
            if source not in known:
                expected = f"oczekiwano jednej z: {', '.join(known)}"
                yield form.name, Fault(path, f"nieznana lista odpowiedzi „{source}”", expected)
                continue
            listed = slugs.get(RECORD_LISTS.get(source, source), ())
            for choice in (*question.choices_before, *question.choices_after):
                if choice.value in listed:
                    what = f"odpowiedź „{choice.value}” jest już na liście „{source}”"
                    yield form.name, Fault(path, what, "oczekiwano innej wartości")
