"""Organizations and clubs in a list: what one card shows, and what a filter asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from catalog.clubs.model import Club
from catalog.institutions.model import Institution
from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.text.folding import fold
from catalog.website.lookup.indexes import Indexes, helps_of
from catalog.website.pages.record_pages import Location, location, terms
from catalog.website.render.freshness import standing_words
from catalog.website.schedule.meetings import Meeting

_MEETINGS = 3


@dataclass(frozen=True)
class Card:
    """An organization in a list: what it is, where, how it helps whom, and how old this is.

    `institution` says what any office of its kind does, where that is told: an office is never
    shown as one for the group of its old project alone. `km` is the distance in a straight line
    from the town whose page shows the card; `meetings` are the first of its clubs from the day of
    the build on.
    """

    organization: Organization
    kind: Term
    towns: str
    voivodeships: tuple[Voivodeship, ...]
    helps: tuple[Term, ...]
    groups: tuple[Term, ...]
    runs_club: bool
    meetings: tuple[Meeting, ...]
    standing: str
    institution: Institution | None = None
    km: int | None = None

    @property
    def marks(self) -> str:
        """What filter.js compares: facet letter and slug, with spaces between them."""
        one = self.organization
        found = [
            *(f"w:{place.slug}" for place in self.voivodeships),
            *(f"p:{term.slug}" for term in self.helps),
            *(f"g:{group}" for group in one.groups),
            f"r:{one.kind}",
        ]
        return " ".join([*found, "k:tak"] if self.runs_club else found)

    @property
    def words(self) -> str:
        """What filter.js looks for typed words in: folded name and towns."""
        one = self.organization
        return fold(" ".join(filter(None, (one.name, one.short_name, self.towns))))


def card(catalog: Catalog, indexes: Indexes, organization: Organization) -> Card:
    """One card, in the language that is spoken."""
    slugs = dict.fromkeys([*filter(None, [organization.place]), *organization.works_in])
    clubs = indexes.clubs_by_organization.get(organization.slug, ())
    return Card(
        organization,
        catalog.term("organization_kinds", organization.kind),
        ", ".join(catalog.places.towns[slug].name for slug in slugs),
        indexes.voivodeships_of(organization),
        tuple(catalog.term("help_categories", slug) for slug in helps_of(catalog, organization)),
        tuple(catalog.term("groups", slug) for slug in organization.groups),
        bool(clubs),
        first_meetings(indexes, clubs),
        standing_words(catalog, organization),
        catalog.institution_of(organization),
    )


@dataclass(frozen=True)
class Cards:
    """The cards of all lists. Each is drawn up once: a large catalogue shows it on many pages."""

    catalog: Catalog
    indexes: Indexes
    _made: dict[str, Card] = field(default_factory=dict, repr=False)

    def of(self, organizations: Iterable[Organization]) -> tuple[Card, ...]:
        """Cards in the given order."""
        return tuple(map(self.one, organizations))

    def one(self, organization: Organization, km: int | None = None) -> Card:
        """One card; with the distance where a page names it."""
        found = self._made.get(organization.slug)
        if found is None:
            found = self._made[organization.slug] = card(self.catalog, self.indexes, organization)
        return found if km is None else replace(found, km=km)


class ClubCard(NamedTuple):
    """A club in a list: what it is, where, for whom, when it meets first, how old this is."""

    club: Club
    kind: Term
    seat: Location | None
    groups: tuple[Term, ...]
    meetings: tuple[Meeting, ...]
    standing: str


def club_card(catalog: Catalog, indexes: Indexes, club: Club) -> ClubCard:
    """One card of the list of clubs."""
    return ClubCard(
        club,
        catalog.term("club_kinds", club.kind),
        location(catalog, club.place),
        terms(catalog, "groups", club.groups),
        first_meetings(indexes, (club,)),
        standing_words(catalog, club),
    )


def first_meetings(indexes: Indexes, clubs: Iterable[Club]) -> tuple[Meeting, ...]:
    """What some clubs hold first from the day of the build on.

    A card shows one of them; the others wait for `meetings.js`, when the first is over.
    """
    found = (Meeting(club, one) for club in clubs for one in indexes.soon.get(club.slug, ()))
    return tuple(sorted(found, key=lambda one: one.start)[:_MEETINGS])
