"""Kinds of institutions as a kind of record."""

from __future__ import annotations

from catalog.institutions.field_descriptions import FIELDS
from catalog.institutions.model import Institution
from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.text.language import N_

KIND = RecordKind(
    folder="institutions",
    order=70,
    model=Institution,
    path="/instytucje/",
    label=N_("Instytucje"),
    title="Rodzaj instytucji",
    nouns=Nouns(
        "rodzaj instytucji", "rodzaje instytucji", "rodzajów instytucji", whose="rodzaju instytucji"
    ),
    fields=FIELDS,
)
