"""The catalogue: everything that is known, checked, as frozen values.

None in a record means that the source does not say; pages show it as unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from catalog.clubs.model import Club
from catalog.forms.form import Form
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


@dataclass(frozen=True)
class Catalog:
    """Everything that we know, checked. Mappings keep the order of their slugs.

    `words` are translations of the forms' texts: a language code, a Polish text, its translation.
    `warnings` are for editors: they do not keep anything from being published.
    """

    publisher: PublisherFile
    sources: Mapping[str, Source]
    taxonomies: Mapping[str, Taxonomy]
    places: Places
    organizations: Mapping[str, Organization]
    partnerships: Mapping[str, Partnership]
    clubs: Mapping[str, Club]
    projects: Mapping[str, Project]
    standards: Mapping[str, Standard]
    forms: Mapping[str, Form]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

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
