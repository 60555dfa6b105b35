"""What is wrong with standards only when one looks at several cells or standards. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from catalog.records.problems import RecordProblem
from catalog.records.record_checks import taken
from catalog.standards.model import Standard


def problems_across(standards: Mapping[str, Standard]) -> Iterator[tuple[str, RecordProblem]]:
    """A second standard of one partnership; cells whose role has no column, or has two of them."""
    for slug, name, other in taken({slug: one.partnership for slug, one in standards.items()}):
        what = f"partnerstwo „{name}” ma już standard „{other}”"
        yield (
            slug,
            RecordProblem(("partnership",), what, "oczekiwano jednego standardu na partnerstwo"),
        )
    for slug, standard in standards.items():
        known = {role.id for role in standard.roles}
        for index, row in enumerate(standard.rows):
            named = list(chain.from_iterable(cell.roles for cell in row.cells))
            for role in dict.fromkeys(named):
                if role not in known or named.count(role) > 1:
                    yield (
                        slug,
                        RecordProblem(
                            ("rows", index, "cells"),
                            f"rola „{role}” nie ma kolumny albo ma w tym wierszu dwie komórki",
                            f"oczekiwano każdej z ról najwyżej raz: {', '.join(sorted(known))}",
                        ),
                    )
