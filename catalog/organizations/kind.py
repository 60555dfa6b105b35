"""Organizations as a kind of record."""

from __future__ import annotations

from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.organizations.choice_lists import programme, recipients
from catalog.organizations.field_descriptions import FIELDS
from catalog.organizations.model import Organization
from catalog.text.language import N_

KIND = RecordKind(
    folder="organizations",
    order=10,
    model=Organization,
    path="/organizacje/",
    label=N_("Organizacje"),
    title=N_("Organizacja"),
    nouns=Nouns(N_("organizacja"), "organizacje", N_("organizacji"), whose="organizacji"),
    fields=FIELDS,
    choice_lists={"programme": programme, "recipients": recipients},
)
