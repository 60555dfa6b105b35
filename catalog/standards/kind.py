"""Support standards as a kind of record."""

from __future__ import annotations

from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.standards.checks import problems_across
from catalog.standards.field_descriptions import FIELDS
from catalog.standards.model import Standard
from catalog.text.language import N_

KIND = RecordKind(
    folder="standards",
    order=30,
    model=Standard,
    path="/standardy/",
    label=N_("Standardy"),
    title="Standard wsparcia",
    nouns=Nouns("standard", "standardy", "standardów", whose="standardu"),
    fields=FIELDS,
    problems_across=problems_across,
)
