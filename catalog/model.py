"""What a catalogue is made of. Frozen values; one class for each kind of content file.

The names are Open Referral HSDS's where it has them. None means that the source does not say, and
pages show it as unknown; nothing here is ever guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import Field

from catalog.clubs import Club
from catalog.forms import Form
from catalog.language import HOME, spoken
from catalog.places import Places
from catalog.problems import Problem
from catalog.record import Frozen, Record
from catalog.standards import Standard
from catalog.values import (
    Account,
    Day,
    Email,
    Flag,
    FundingProgramme,
    GroupTerm,
    HelpTerm,
    Krs,
    Line,
    Money,
    Nip,
    OrganizationKind,
    OrganizationRef,
    PartnerRole,
    Phone,
    PostalCode,
    ProjectTheme,
    Prose,
    Regon,
    Slug,
    TownRef,
    TransferName,
    VoivodeshipRef,
    Website,
    When,
)


class Source(Frozen):
    """A document that facts come from. `year` None is shown as "rok nieznany"."""

    slug: Slug
    title: Line
    author: Line
    kind: Line
    year: int | None = Field(ge=1900, le=2100)
    remarks: Prose | None = None


class Term(Frozen):
    """One word of a taxonomy in both languages. `synonyms` are what people type when searching.

    The site does not speak Ukrainian, but many of its readers type it: `synonyms_uk` are found in
    both searches.
    """

    slug: Slug
    pl: Line
    en: Line
    abbreviation: Line | None = None
    description: Line | None = None
    synonyms: tuple[Line, ...] = ()
    synonyms_en: tuple[Line, ...] = ()
    synonyms_uk: tuple[Line, ...] = ()
    exchangeable: Flag = False

    @property
    def label(self) -> str:
        """The word in the language that is spoken."""
        return self.pl if spoken().code == HOME else self.en

    @property
    def also(self) -> tuple[str, ...]:
        """What people type for it in the language that is spoken, and in Ukrainian."""
        typed = self.synonyms if spoken().code == HOME else self.synonyms_en
        return typed + self.synonyms_uk


class Taxonomy(Frozen):
    """A closed list of terms, in the order in which pages show them."""

    slug: str
    title: Line
    terms: tuple[Term, ...] = Field(min_length=1)

    def __getitem__(self, slug: str) -> Term:
        return next(term for term in self.terms if term.slug == slug)


class Contact(Frozen):
    """How the public reaches an organization. Never a private person's number or address."""

    phone: Phone | None = None
    email: Email | None = None
    website: Website | None = None
    street: Line | None = None
    postal_code: PostalCode | None = None
    hours: Line | None = None


class Service(Frozen):
    """One kind of help: for whom, at what cost, whether one signs up, what happens next."""

    id: Slug
    name: Line
    category: HelpTerm
    description: Prose | None = None
    for_whom: Line | None = None
    cost: Literal["free", "paid"] | None = None
    sign_up: Line | None = None
    what_next: Line | None = None


class Programme(Frozen):
    """An organization's place in the mutual-help programme. None: nobody has said."""

    takes_participants: Flag | None = None
    registration_point: Flag | None = None
    takes_donations: Flag | None = None


class Organization(Record):
    """An institution, association, foundation or social co-operative.

    `place` is the town of its seat; `works_in` the towns where the source saw it work.
    """

    short_name: Line | None = None
    kind: OrganizationKind
    place: TownRef | None = None
    voivodeship: VoivodeshipRef | None = None
    works_in: tuple[TownRef, ...] = ()
    groups: tuple[GroupTerm, ...] = ()
    services: tuple[Service, ...] = ()
    contact: Contact = Contact()
    nip: Nip | None = None
    regon: Regon | None = None
    krs: Krs | None = None
    account: Account | None = None
    transfer_name: TransferName | None = None
    programme: Programme = Programme()


class Partner(Frozen):
    """An organization's part in a partnership."""

    organization: OrganizationRef
    role: PartnerRole
    lead: Flag = False
    tasks: Line | None = None


class Partnership(Record):
    """Organizations that support one group of people together, by a numbered standard."""

    number: int = Field(ge=1)
    standard: Line
    place: TownRef
    target_group: Prose
    groups: tuple[GroupTerm, ...] = Field(min_length=1)
    partners: tuple[Partner, ...] = Field(min_length=2)


class Funder(Frozen):
    """Who gave the money. `organization` where the funder has a page of its own."""

    name: Line
    organization: OrganizationRef | None = None
    through: Line | None = None


class ProjectResult(Frozen):
    """A result in numbers: 170 and "wolontariuszy zaangażowanych do współpracy"."""

    count: int = Field(ge=0)
    up_to: int | None = Field(default=None, ge=1)
    approximate: Flag = False
    what: Line
    planned: Flag = False


class Project(Record):
    """A funded project. Money in grosze; `own_share` only where the source states it."""

    theme: ProjectTheme
    programme: FundingProgramme
    status: Literal["planned", "running", "finished", "unknown"]
    place: TownRef | None = None
    voivodeship: VoivodeshipRef | None = None
    starts: When | None = None
    ends: When | None = None
    run_by: OrganizationRef | None = None
    partners: tuple[OrganizationRef, ...] = ()
    funders: tuple[Funder, ...] = Field(min_length=1)
    budget: Money | None = None
    grant: Money | None = None
    institutional_grant: Flag | None = None
    groups: tuple[GroupTerm, ...] = ()
    for_whom: Line | None = None
    activities: tuple[Line, ...] = ()
    results: tuple[ProjectResult, ...] = ()
    keywords: tuple[Line, ...] = ()

    @property
    def own_share(self) -> int | None:
        """Grosze that did not come from the grant; None unless both amounts are exact."""
        if self.budget is None or self.grant is None:
            return None
        if self.budget.precision or self.grant.precision:
            return None
        return self.budget.grosze - self.grant.grosze


class PublisherAccessibility(Frozen):
    """What the accessibility declaration needs (ids of the Polish form of declaration)."""

    published: Day
    prepared: Day
    reviewed: Day | None = None
    contact_role: Line | None = None


class PublisherFile(Frozen):
    """Who runs this copy. Without a `name` it is a demonstration without an operator."""

    name: Line | None
    site_name: Line
    site_url: Website
    email: Email | None = None
    phone: Phone | None = None
    street: Line | None = None
    postal_code: PostalCode | None = None
    town: Line | None = None
    krs: Krs | None = None
    coordinator: Line | None = None
    clause_version: Line
    accessibility: PublisherAccessibility

    @property
    def demonstration(self) -> bool:
        """True until somebody puts a name to this copy and can be reached."""
        return self.name is None or (self.email is None and self.phone is None)


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
