"""Helplines as a kind of record."""

from __future__ import annotations

from catalog.helplines.field_descriptions import FIELDS
from catalog.helplines.model import Helpline
from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.text.language import N_

KIND = RecordKind(
    folder="helplines",
    order=60,
    model=Helpline,
    path="/telefony/",
    label=N_("Telefony pomocy"),
    title=N_("Telefon pomocy"),
    nouns=Nouns("telefon pomocy", "telefony pomocy", "telefonów pomocy", whose="telefonu pomocy"),
    fields=FIELDS,
)
