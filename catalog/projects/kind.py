"""Projects as a kind of record."""

from __future__ import annotations

from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.projects.checks import file_problems
from catalog.projects.field_descriptions import FIELDS
from catalog.projects.model import Project
from catalog.text.language import N_

KIND = RecordKind(
    folder="projects",
    order=50,
    model=Project,
    path="/projekty/",
    label=N_("Projekty"),
    title=N_("Projekt"),
    nouns=Nouns(N_("projekt"), "projekty", N_("projektów"), whose="projektu"),
    fields=FIELDS,
    file_problems=file_problems,
)
