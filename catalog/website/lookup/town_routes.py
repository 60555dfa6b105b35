"""Every town of the index, and where the nearest help is: the same in every language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.records.places import Powiat, Town
from catalog.text.folding import sort_key
from catalog.text.language import _
from catalog.website.lookup.indexes import sorted_by_name
from catalog.website.lookup.nearby import Near, Neighbourhood, whole_km
from catalog.website.lookup.town_needs import Fits, TownNeeds

_MOST = 8
"""How many organizations a town's page names, unless more are in the town itself."""
TOWNS_FILE = "/miejscowosci/miejscowosci.json"


@dataclass(frozen=True)
class Way:
    """A town of the index, and the nearest town where somebody is: itself, or `km` away.

    `km` is 0 where somebody is in the town itself; both are None in a catalogue without places.
    """

    town: Town
    powiat: Powiat
    nearest: Town | None
    km: int | None

    @property
    def path(self) -> str:
        """The town's page."""
        return f"/miejscowosci/{self.town.slug}/"


@dataclass(frozen=True)
class Ways:
    """All towns of a catalogue, and who is in them or near them."""

    catalog: Catalog
    _nearest: dict[str, tuple[Near, ...]] = field(default_factory=dict, repr=False)
    _fits: dict[str, Mapping[str, Fits]] = field(default_factory=dict, repr=False)

    @cached_property
    def near(self) -> Neighbourhood:
        """Who is in which town, and what is near a town."""
        return Neighbourhood(self.catalog)

    @cached_property
    def by_town(self) -> Mapping[str, Way]:
        """Every town by its slug, in the order of a Polish dictionary."""
        towns = sorted(self.catalog.places.towns.values(), key=lambda one: sort_key(one.name))
        return {town.slug: self._way(town) for town in towns}

    def _way(self, town: Town) -> Way:
        powiat = self.catalog.places.powiat_of(town.slug)
        nearest = self.near.nearest_town(town)
        if nearest is None:
            return Way(town, powiat, None, None)
        km, other = nearest
        return Way(town, powiat, other, 0 if other.slug == town.slug else max(1, whole_km(km)))

    def nearest(self, town: Town) -> tuple[Near, ...]:
        """Everybody in a town, and the nearest elsewhere; looked up once for all languages."""
        if town.slug not in self._nearest:
            here = len(self.near.by_town.get(town.slug, ()))
            self._nearest[town.slug] = self.near.nearest(town, max(_MOST, here))
        return self._nearest[town.slug]

    def fits(self, town: Town) -> Mapping[str, Fits]:
        """Kind of help → who helps with it near a town; looked up once for all languages."""
        if town.slug not in self._fits:
            self._fits[town.slug] = self._needs.of(town)
        return self._fits[town.slug]

    @cached_property
    def _needs(self) -> TownNeeds:
        return TownNeeds(self.catalog, self.near)

    @cached_property
    def within(self) -> Mapping[str, Sequence[Way]]:
        """TERYT code of a powiat or voivodeship → the ways of its towns."""
        found: dict[str, list[Way]] = defaultdict(list)
        for way in self.by_town.values():
            found[way.town.powiat].append(way)
            found[way.town.powiat[:2]].append(way)
        return found

    @cached_property
    def organizations(self) -> Mapping[str, tuple[Organization, ...]]:
        """Powiat code → organizations with their seat or their work there."""
        found: dict[str, dict[str, Organization]] = defaultdict(dict)
        for slug, here in self.near.by_town.items():
            for one in here:
                found[self.catalog.places.towns[slug].powiat][one.slug] = one
        return {code: sorted_by_name(here.values()) for code, here in sorted(found.items())}

    def file(self) -> bytes:
        """What town.js asks for: names, powiats and pages of towns and voivodeships, as JSON.

        `towns` has rows of name, index in `powiats`, slug of the page; `voivodeships` of label,
        slug of the page, and every name by which it is called.
        """
        ways = self.by_town.values()
        powiats = sorted({way.powiat for way in ways}, key=lambda one: one.teryt)
        number = {one.teryt: index for index, one in enumerate(powiats)}
        towns = [[way.town.name, number[way.powiat.teryt], way.town.slug] for way in ways]
        voivodeships = [
            [
                _("Województwo {voivodeship}").format(voivodeship=one.name),
                one.slug,
                [one.name, *one.regions],
            ]
            for one in self.catalog.places.voivodeships.values()
        ]
        told = {
            "powiats": [one.name for one in powiats],
            "towns": towns,
            "voivodeships": voivodeships,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
