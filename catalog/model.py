"""What a catalogue is made of. Frozen values; one class for each kind of content file.

The names are Open Referral HSDS's where it has them. None means that the source does not say, and
pages show it as unknown; nothing here is ever guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from catalog.forms import Form
from catalog.places import Places
from catalog.standards import Standard
from catalog.values import (
    ClubKind,
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
    ProjectRef,
    ProjectTheme,
    Prose,
    Regon,
    Slug,
    SourceRef,
    TownRef,
    VoivodeshipRef,
    Website,
    When,
)


class Frozen(BaseModel):
    """A value that cannot change and knows no key but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Frozen):
    """Where a record comes from: a document of `content/sources/`, and the place in it."""

    document: SourceRef
    part: Line | None = None


class Record(Frozen):
    """What every record of the directory has.

    `slug` is the file's name and is set by the loader. `updated` is the day of the last edit here;
    `last_checked` the day when somebody (`checked_by`, a role) last confirmed the facts.
    """

    slug: Slug
    name: Line
    summary: Line
    description: Prose | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)
    updated: Day
    last_checked: Day | None = None
    checked_by: Line | None = None


class Source(Frozen):
    """A document that facts come from. `year` None is shown as "rok nieznany"."""

    slug: Slug
    title: Line
    author: Line
    kind: Line
    year: int | None = Field(ge=1900, le=2100)
    remarks: Prose | None = None


class Term(Frozen):
    """One word of a taxonomy in both languages. `synonyms` are what people type when searching."""

    slug: Slug
    pl: Line
    en: Line
    abbreviation: Line | None = None
    description: Line | None = None
    synonyms: tuple[Line, ...] = ()
    exchangeable: Flag = False


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


class LegalBasis(Frozen):
    """A rule of law that a club stands on, and the year in which the source says so."""

    act: Line
    article: Line
    says: Line
    as_of: int


class ClubGroup(Frozen):
    """People who meet together; `places` is how many may join."""

    id: Slug
    name: Line
    places: int = Field(ge=1)


class ClubClass(Frozen):
    """A kind of class with its planned hours for the whole cycle (None: the source gives none)."""

    id: Slug
    name: Line
    kind: Literal["social", "vocational", "support", "leisure"]
    hours: int | None = Field(default=None, ge=1)
    leader: Line | None = None


class CountedMeeting(Frozen):
    """A rhythm that the source gives without weekday or start: counted, never dated.

    `every` is the length of the rhythm; `times` meetings happen in each. Hours are per meeting.
    """

    id: Slug
    name: Line
    times: int = Field(ge=1)
    every: Literal["week", "two_weeks", "month"]
    min_hours: int | None = Field(default=None, ge=1)
    max_hours: int | None = Field(default=None, ge=1)
    part_of_day: Line | None = None


class ExpectedResult(Frozen):
    """What a club set out to reach; `percent` of the participants where the source counts."""

    text: Line
    percent: int | None = Field(default=None, ge=0, le=100)
    measured_by: Line | None = None


class Cycle(Frozen):
    """One run of a club: its period, its length in weeks, who meets and what is planned."""

    starts: When
    ends: When
    weeks: int = Field(ge=1)
    groups: tuple[ClubGroup, ...] = Field(min_length=1)
    classes: tuple[ClubClass, ...] = Field(min_length=1)
    meetings: tuple[CountedMeeting, ...] = ()


class Club(Record):
    """A social-integration club (KIS) or a self-help club."""

    kind: ClubKind
    run_by: OrganizationRef
    place: TownRef
    rooms: int | None = Field(default=None, ge=1)
    status: Literal["running", "finished", "unknown"]
    for_whom: tuple[Line, ...] = Field(min_length=1)
    groups: tuple[GroupTerm, ...] = ()
    aims: tuple[Line, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    cycle: Cycle
    staff: tuple[Line, ...] = ()
    projects: tuple[ProjectRef, ...] = ()
    funding: tuple[Line, ...] = ()
    results: tuple[ExpectedResult, ...] = ()


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
    """Everything that we know, checked. Mappings keep the order of their slugs."""

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

    def term(self, taxonomy: str, slug: str) -> Term:
        """A term by the name of its taxonomy; KeyError cannot happen after loading."""
        return self.taxonomies[taxonomy][slug]

    def year_of(self, record: Record) -> int | None:
        """The latest year among the record's sources; None when none has a year."""
        years = [self.sources[citation.document].year for citation in record.sources]
        return max((year for year in years if year is not None), default=None)


def last_change(records: Mapping[str, Record]) -> date | None:
    """The day of the newest edit among records."""
    return max((record.updated for record in records.values()), default=None)
