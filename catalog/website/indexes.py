"""The catalogue turned round: who is where, who works with whom, what one organization has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TypeVar

from catalog.clubs import Club
from catalog.model import Catalog, Organization, Partner, Partnership, Project
from catalog.places import Voivodeship
from catalog.record import Record
from catalog.standards import Standard
from catalog.text import sort_key
from catalog.timetable import Occurrence, occurrences
from catalog.website.building import build_day
from catalog.website.calendars import shared_pages

R = TypeVar("R", bound=Record)
P = TypeVar("P", Club, Partnership)
_SOON = 3


def sorted_by_name(records: Iterable[R]) -> tuple[R, ...]:
    """Records in the order of a Polish dictionary."""
    return tuple(sorted(records, key=lambda record: sort_key(record.name)))


@dataclass(frozen=True)
class Membership:
    """An organization's part in a partnership, seen from the organization."""

    partnership: Partnership
    partner: Partner


@dataclass(frozen=True)
class Indexes:
    """Look-ups that pages need; each is made once, at its first use. `today`: day of the build."""

    catalog: Catalog
    today: date = field(default_factory=build_day)

    @cached_property
    def organizations(self) -> tuple[Organization, ...]:
        """All organizations in the order of a Polish dictionary."""
        return sorted_by_name(self.catalog.organizations.values())

    @cached_property
    def memberships(self) -> Mapping[str, tuple[Membership, ...]]:
        """Organization slug → its parts in partnerships."""
        found: dict[str, list[Membership]] = defaultdict(list)
        for partnership in sorted_by_name(self.catalog.partnerships.values()):
            for partner in partnership.partners:
                found[partner.organization].append(Membership(partnership, partner))
        return _frozen(found)

    @cached_property
    def standard_of(self) -> Mapping[str, Standard]:
        """Partnership slug → its standard."""
        return {one.partnership: one for one in self.catalog.standards.values()}

    @cached_property
    def clubs_by_organization(self) -> Mapping[str, tuple[Club, ...]]:
        found: dict[str, list[Club]] = defaultdict(list)
        for club in sorted_by_name(self.catalog.real_clubs.values()):
            if club.run_by is not None:
                found[club.run_by].append(club)
        return _frozen(found)

    @cached_property
    def soon(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """Slug of a real, running club with dates → its first meetings from the build's day on."""
        return {
            club.slug: tuple(
                islice((one for one in occurrences(club.cycle) if self._ahead(one)), _SOON)
            )
            for club in self.catalog.real_clubs.values()
            if club.dated and club.status == "running"
        }

    def _ahead(self, one: Occurrence) -> bool:
        return one.start.date() >= self.today

    @cached_property
    def clubs_by_town(self) -> Mapping[str, tuple[Club, ...]]:
        """Town slug → clubs there."""
        return _by_place(self.catalog.real_clubs.values())

    @cached_property
    def partnerships_by_town(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Town slug → partnerships that sit there."""
        return _by_place(self.catalog.partnerships.values())

    @cached_property
    def calendars(self) -> frozenset[str]:
        """Paths of pages of organizations, towns and voivodeships with a calendar of clubs."""
        return shared_pages(self.catalog)

    @cached_property
    def projects_by_organization(self) -> Mapping[str, tuple[Project, ...]]:
        """Organization slug → projects that it ran or shared in (not those it only funded)."""
        found: dict[str, list[Project]] = defaultdict(list)
        for project in sorted_by_name(self.catalog.projects.values()):
            for slug in dict.fromkeys(filter(None, (project.run_by, *project.partners))):
                found[slug].append(project)
        return _frozen(found)

    @cached_property
    def funded_by_organization(self) -> Mapping[str, tuple[Project, ...]]:
        """Organization slug → projects that it gave money to."""
        found: dict[str, list[Project]] = defaultdict(list)
        for project in sorted_by_name(self.catalog.projects.values()):
            for slug in dict.fromkeys(one.organization for one in project.funders):
                if slug is not None:
                    found[slug].append(project)
        return _frozen(found)

    @cached_property
    def organizations_by_voivodeship(self) -> Mapping[str, tuple[Organization, ...]]:
        """Voivodeship slug → organizations with their seat or their work there."""
        found: dict[str, list[Organization]] = defaultdict(list)
        for organization in self.organizations:
            for voivodeship in self.voivodeships_of(organization):
                found[voivodeship.slug].append(organization)
        return _frozen(found)

    @cached_property
    def organizations_by_group(self) -> Mapping[str, tuple[Organization, ...]]:
        found: dict[str, list[Organization]] = defaultdict(list)
        for organization in self.organizations:
            for group in organization.groups:
                found[group].append(organization)
        return _frozen(found)

    @cached_property
    def organizations_by_help(self) -> Mapping[str, tuple[Organization, ...]]:
        """Help category slug → organizations that have a service of it."""
        found: dict[str, list[Organization]] = defaultdict(list)
        for organization in self.organizations:
            for category in dict.fromkeys(service.category for service in organization.services):
                found[category].append(organization)
        return _frozen(found)

    @cached_property
    def organizations_by_kind(self) -> Mapping[str, tuple[Organization, ...]]:
        found: dict[str, list[Organization]] = defaultdict(list)
        for organization in self.organizations:
            found[organization.kind].append(organization)
        return _frozen(found)

    def voivodeships_of(self, organization: Organization) -> tuple[Voivodeship, ...]:
        """Where an organization sits and works, the seat first, each voivodeship once."""
        places = self.catalog.places
        towns = [*filter(None, [organization.place]), *organization.works_in]
        slugs = [places.voivodeship_of(town).slug for town in towns]
        if organization.voivodeship is not None:
            slugs.append(organization.voivodeship)
        return tuple(places.voivodeships[slug] for slug in dict.fromkeys(slugs))

    def voivodeship_of_project(self, project: Project) -> Voivodeship | None:
        """Where a project took place; None when the source does not say."""
        places = self.catalog.places
        if project.place is not None:
            return places.voivodeship_of(project.place)
        return places.voivodeships[project.voivodeship] if project.voivodeship else None


def _by_place(records: Iterable[P]) -> Mapping[str, tuple[P, ...]]:
    found: dict[str, list[P]] = defaultdict(list)
    for one in sorted_by_name(records):
        if one.place is not None:
            found[one.place].append(one)
    return _frozen(found)


def _frozen(found: Mapping[str, list[R]] | Mapping[str, list[Membership]]) -> Mapping[str, tuple]:  # type: ignore[type-arg]
    return {slug: tuple(records) for slug, records in found.items()}
