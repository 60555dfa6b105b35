"""What is wrong with a project only when one looks at several of its fields. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.clubs.model import YEARS, before
from catalog.projects.model import Project
from catalog.records.problems import RecordProblem


def file_problems(_raw: Any, project: Project | None) -> Iterator[RecordProblem]:
    """Dates, amounts and results that contradict each other."""
    if project is None:
        return
    starts, ends = project.starts, project.ends
    given = {key: day for key, day in (("starts", starts), ("ends", ends)) if day is not None}
    strange = {key: day.year for key, day in given.items() if day.year not in YEARS}
    for key, year in strange.items():
        expected = f"oczekiwano roku od {YEARS[0]} do {YEARS[-1]}"
        yield RecordProblem((key,), f"pole „{key}”: rok {year}", expected)
    if starts and ends and not strange and before(ends, starts):
        yield RecordProblem(
            ("ends",),
            "projekt kończy się, zanim się zacznie",
            f"oczekiwano daty nie wcześniejszej niż {starts}",
        )
    if project.own_share is not None and project.own_share < 0:
        yield RecordProblem(
            ("grant",),
            "dotacja jest większa niż cały budżet",
            f"oczekiwano najwyżej {project.budget}",
        )
    for index, result in enumerate(project.results):
        if result.up_to is not None and result.up_to <= result.count:
            yield RecordProblem(
                ("results", index, "up_to"),
                f"„{result.what}”: od {result.count} do {result.up_to}",
                f"oczekiwano liczby większej niż {result.count}",
            )
