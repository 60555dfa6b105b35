"""The catalogue turned round: who is where, who works with whom, what one organization has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TypeVar

from catalog.clubs.model import Club
from catalog.clubs.timetable import Occurrence, occurrences
from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.partnerships.model import Partner, Partnership
from catalog.projects.model import Project
from catalog.records.places import Voivodeship
from catalog.records.record import Record
from catalog.standards.model import Standard
from catalog.text.folding import sort_key
from catalog.website.feeds.calendars import shared_pages
from catalog.website.lookup.build_day import build_day

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_SOON = 3


def sorted_by_name(records: Iterable[R]) -> tuple[R, ...]:
    """Records in the order of a Polish dictionary."""
    return tuple(sorted(records, key=lambda record: sort_key(record.name)))


def helps_of(catalog: Catalog, organization: Organization) -> tuple[str, ...]:
    """The kinds of help that an organization gives, each once: what its record names, then what
    any office of its kind has to give, whatever its old project was about.
    """
    own = (service.category for service in organization.services)
    institution = catalog.institution_of(organization)
    return tuple(dict.fromkeys((*own, *(institution.needs if institution else ()))))


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
        parts = (Membership(one, part) for one in self.partnerships for part in one.partners)
        return _by(parts, lambda one: (one.partner.organization,))

    @cached_property
    def standard_of(self) -> Mapping[str, Standard]:
        """Partnership slug → its standard."""
        return {one.partnership: one for one in self.catalog.standards.values()}

    @cached_property
    def clubs(self) -> tuple[Club, ...]:
        """All real clubs in the order of a Polish dictionary."""
        return sorted_by_name(self.catalog.real_clubs.values())

    @cached_property
    def clubs_by_organization(self) -> Mapping[str, tuple[Club, ...]]:
        """Organization slug → clubs that it runs."""
        return _by(self.clubs, lambda one: (one.run_by,))

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
        return _by(self.clubs, lambda one: (one.place,))

    @cached_property
    def clubs_by_voivodeship(self) -> Mapping[str, tuple[Club, ...]]:
        """Voivodeship slug → clubs there."""
        return _by(self.clubs, lambda one: self._voivodeship_slugs(one.place))

    @cached_property
    def partnerships(self) -> tuple[Partnership, ...]:
        """All partnerships in the order of a Polish dictionary."""
        return sorted_by_name(self.catalog.partnerships.values())

    @cached_property
    def partnerships_by_town(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Town slug → partnerships that sit there."""
        return _by(self.partnerships, lambda one: (one.place,))

    @cached_property
    def partnerships_by_voivodeship(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Voivodeship slug → partnerships that sit there."""
        return _by(self.partnerships, lambda one: self._voivodeship_slugs(one.place))

    @cached_property
    def calendars(self) -> frozenset[str]:
        """Paths of pages of organizations, towns and voivodeships with a calendar of clubs."""
        return shared_pages(self.catalog)

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """All projects in the order of a Polish dictionary."""
        return sorted_by_name(self.catalog.projects.values())

    @cached_property
    def projects_by_organization(self) -> Mapping[str, tuple[Project, ...]]:
        """Organization slug → projects that it ran or shared in (not those it only funded)."""
        return _by(self.projects, lambda one: (one.run_by, *one.partners))

    @cached_property
    def funded_by_organization(self) -> Mapping[str, tuple[Project, ...]]:
        """Organization slug → projects that it gave money to."""
        return _by(self.projects, lambda one: (funder.organization for funder in one.funders))

    @cached_property
    def projects_by_voivodeship(self) -> Mapping[str, tuple[Project, ...]]:
        """Voivodeship slug → projects there."""

        def where(one: Project) -> Iterable[str]:
            found = self.voivodeship_of_project(one)
            return (found.slug,) if found else ()

        return _by(self.projects, where)

    @cached_property
    def organizations_by_voivodeship(self) -> Mapping[str, tuple[Organization, ...]]:
        """Voivodeship slug → organizations with their seat or their work there."""
        places = self.voivodeships_of
        return _by(self.organizations, lambda one: (place.slug for place in places(one)))

    @cached_property
    def organizations_by_group(self) -> Mapping[str, tuple[Organization, ...]]:
        """Group slug → organizations that help it."""
        return _by(self.organizations, lambda one: one.groups)

    @cached_property
    def organizations_by_help(self) -> Mapping[str, tuple[Organization, ...]]:
        """Help category slug → organizations that give it."""
        return _by(self.organizations, lambda one: helps_of(self.catalog, one))

    @cached_property
    def organizations_by_kind(self) -> Mapping[str, tuple[Organization, ...]]:
        """Kind slug → organizations of it."""
        return _by(self.organizations, lambda one: (one.kind,))

    def _voivodeship_slugs(self, town: str | None) -> Iterable[str]:
        return () if town is None else (self.catalog.places.voivodeship_of(town).slug,)

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


def _by(
    things: Iterable[T], keys: Callable[[T], Iterable[str | None]]
) -> Mapping[str, tuple[T, ...]]:
    """Things under each of their keys, in their order, once each; None is no key."""
    found: dict[str, list[T]] = defaultdict(list)
    for one in things:
        for key in dict.fromkeys(keys(one)):
            if key is not None:
                found[key].append(one)
    return {key: tuple(ones) for key, ones in found.items()}
