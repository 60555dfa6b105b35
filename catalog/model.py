"""The catalogue: everything that is known, checked, as frozen values.

None in a record means that the source does not say; pages show it as unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from catalog.agreements.model import AgreementText
from catalog.clubs.model import Club
from catalog.forms.form import Form
from catalog.helplines.model import Helpline
from catalog.institutions.model import Institution
from catalog.kinds.record_kind import RecordKind
from catalog.kinds.registry import RECORD_KINDS
from catalog.organizations.model import Organization
from catalog.partnerships.model import Partnership
from catalog.projects.model import Project
from catalog.records.places import Places
from catalog.records.problems import Problem
from catalog.records.publisher import PublisherFile
from catalog.records.record import Record
from catalog.records.sources import Source
from catalog.records.taxonomies import Taxonomy, Term
from catalog.standards.model import Standard
from catalog.upkeep import Upkeep

R = TypeVar("R", bound=BaseModel)
_FOLDERS: Mapping[type[BaseModel], str] = {kind.model: kind.folder for kind in RECORD_KINDS}


@dataclass(frozen=True)
class Catalog:
    """Everything that we know, checked. Mappings keep the order of their slugs.

    `records` are all records of the directory: the folder of a kind, a slug, its record.
    `words` are translations of the forms' texts: a language code, a Polish text, its translation.
    `warnings` are for editors: they do not keep anything from being published.
    `upkeep` is what the service tells of itself; no file of the content says it.
    """

    publisher: PublisherFile
    sources: Mapping[str, Source]
    taxonomies: Mapping[str, Taxonomy]
    places: Places
    records: Mapping[str, Mapping[str, Any]]
    forms: Mapping[str, Form]
    agreements: Mapping[str, AgreementText] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    upkeep: Upkeep = field(default_factory=Upkeep)

    def of(self, model: type[R]) -> Mapping[str, R]:
        """The records of one kind by slug, asked for by its model; KeyError: it is no kind."""
        return cast("Mapping[str, R]", self.records[_FOLDERS[model]])

    def listed(self, kind: RecordKind[R]) -> Mapping[str, R]:
        """The records of a kind that lists, counts, search and feeds tell of."""
        records: Mapping[str, R] = self.records[kind.folder]
        return {slug: one for slug, one in records.items() if kind.listed(one)}

    def having(self, **records: Mapping[str, BaseModel]) -> Catalog:
        """The same catalogue with these records (`clubs={…}`) instead of its own of that kind."""
        return replace(self, records={**self.records, **records})

    # What code often asks for by name. A new kind needs no line here: `catalog.of(Model)`.

    @property
    def organizations(self) -> Mapping[str, Organization]:
        """Every organization by slug."""
        return self.of(Organization)

    @property
    def partnerships(self) -> Mapping[str, Partnership]:
        """Every partnership by slug."""
        return self.of(Partnership)

    @property
    def clubs(self) -> Mapping[str, Club]:
        """Every club by slug, the example for editors too."""
        return self.of(Club)

    @property
    def projects(self) -> Mapping[str, Project]:
        """Every project by slug."""
        return self.of(Project)

    @property
    def helplines(self) -> Mapping[str, Helpline]:
        """Every helpline by slug."""
        return self.of(Helpline)

    @property
    def institutions(self) -> Mapping[str, Institution]:
        """Every kind of institution by slug."""
        return self.of(Institution)

    def institution_of(self, organization: Organization) -> Institution | None:
        """What any office of its kind does for anybody; None where the kind does not tell that."""
        found = self.institutions.values()
        return next((one for one in found if one.kind == organization.kind), None)

    @property
    def standards(self) -> Mapping[str, Standard]:
        """Every support standard by slug."""
        return self.of(Standard)

    def term(self, taxonomy: str, slug: str) -> Term:
        """A term by the name of its taxonomy; KeyError cannot happen after loading."""
        return self.taxonomies[taxonomy][slug]

    @property
    def real_clubs(self) -> Mapping[str, Club]:
        """The clubs without the example for editors: what is counted, listed and searched."""
        return {slug: club for slug, club in self.clubs.items() if not club.example}

    def year_of(self, record: Record) -> int | None:
        """The latest year among the record's sources; None when none has a year."""
        years = [self.sources[citation.document].year for citation in record.sources]
        return max((year for year in years if year is not None), default=None)


def last_change(records: Mapping[str, Record]) -> date | None:
    """The day of the newest edit among records."""
    return max((record.updated for record in records.values()), default=None)
