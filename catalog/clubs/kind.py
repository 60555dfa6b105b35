"""Clubs as a kind of record."""

from __future__ import annotations

from catalog.clubs.checks import file_problems, warnings
from catalog.clubs.choice_lists import running
from catalog.clubs.field_descriptions import FIELDS
from catalog.clubs.model import Club
from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.text.language import N_

KIND = RecordKind(
    folder="clubs",
    order=40,
    model=Club,
    path="/kluby/",
    label=N_("Kluby"),
    title=N_("Klub"),
    nouns=Nouns(N_("klub"), "kluby", N_("klubów"), whose="klubu"),
    fields=FIELDS,
    file_problems=file_problems,
    warnings=warnings,
    listed=lambda club: not club.example,
    choice_lists={"running": running},
)
