"""What the pages of towns show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from catalog.clubs.model import Club
from catalog.organizations.model import Organization
from catalog.partnerships.model import Partnership
from catalog.records.places import Voivodeship
from catalog.records.taxonomies import Term
from catalog.website.lookup.town_routes import Way
from catalog.website.pages.cards import Card
from catalog.website.pages.voivodeship_map import Region


class Told(NamedTuple):
    """What is to say of a town, each part as it stands in the page's HTML.

    `voivodeship` is its name, how one says "within it", and its slug; `near` and `needs` are lists.
    """

    slug: str
    town: str
    powiat: str
    kicker: str
    powiat_slug: str
    voivodeship: tuple[str, str, str]
    lead: Markup
    near: Markup
    needs: tuple[Markup, ...]


class NeedAnswer(NamedTuple):
    """A kind of help, as a town's page answers it: where to begin, and lists of who helps."""

    term: Term
    begin: Markup
    rows: Markup


@dataclass(frozen=True)
class TownsContext:
    """What the template of the choice may name."""

    regions: tuple[Region, ...]
    letters: tuple[str, ...]
    towns_file: str
    number: int


@dataclass(frozen=True)
class TownsOfContext:
    """What the template of a list may name. `doubled` are names that several towns have."""

    voivodeship: Voivodeship | None
    letters: tuple[tuple[str, Sequence[Way]], ...]
    doubled: frozenset[str]


@dataclass(frozen=True)
class TownContext:
    """What the template of a town may name. `here` and what follows is in the town itself."""

    told: Told
    voivodeship: str
    within: str
    region: str
    needs: tuple[NeedAnswer, ...]
    here: tuple[Card, ...]
    offices: tuple[Organization, ...]
    clubs: Sequence[Club]
    partnerships: Sequence[Partnership]
