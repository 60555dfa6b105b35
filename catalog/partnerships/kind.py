"""Partnerships as a kind of record."""

from __future__ import annotations

from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.partnerships.checks import problems_across
from catalog.partnerships.field_descriptions import FIELDS
from catalog.partnerships.model import Partnership
from catalog.text.language import N_

KIND = RecordKind(
    folder="partnerships",
    order=20,
    model=Partnership,
    path="/partnerstwa/",
    label=N_("Partnerstwa"),
    title=N_("Partnerstwo"),
    nouns=Nouns(N_("partnerstwo"), "partnerstwa", N_("partnerstw"), whose="partnerstwa"),
    fields=FIELDS,
    problems_across=problems_across,
)
