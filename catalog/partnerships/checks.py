"""What is wrong with partnerships only when one looks at several of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.partnerships.model import Partnership
from catalog.records.problems import RecordProblem
from catalog.records.record_checks import taken


def problems_across(partnerships: Mapping[str, Partnership]) -> Iterator[tuple[str, RecordProblem]]:
    """Two partnerships with one number, by the slug of the second."""
    for slug, number, other in taken({slug: one.number for slug, one in partnerships.items()}):
        what = f"numer {number} ma już partnerstwo „{other}”"
        yield slug, RecordProblem(("number",), what, "oczekiwano innego numeru")
