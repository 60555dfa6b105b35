"""The way from every town of the index to help: the same in every language."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.records.places import Powiat, Town
from catalog.text.folding import sort_key
from catalog.website.lookup.indexes import sorted_by_name
from catalog.website.lookup.nearby import Neighbourhood, whole_km

_NEAR_KM = 15
TOWNS_FILE = "/miejscowosci/miejscowosci.json"


@dataclass(frozen=True)
class Way:
    """A town of the index: where it leads, and how far that is (None: it has its own page)."""

    town: Town
    powiat: Powiat
    target: Town | None
    km: int | None

    @property
    def path(self) -> str:
        """The page to go to."""
        return f"/miejscowosci/{self.target.slug}/" if self.target else "/wojewodztwa/"


@dataclass(frozen=True)
class Ways:
    """All towns of a catalogue, and who is in them or near them."""

    catalog: Catalog

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
        if km <= _NEAR_KM:
            return Way(town, powiat, town, None)
        return Way(town, powiat, other, whole_km(km))

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
        """What town.js asks for: names, powiats and where each leads, as JSON.

        `towns` has rows of name, index in `powiats`, slug of the page, kilometres to it (0: here).
        """
        ways = self.by_town.values()
        powiats = sorted({way.powiat for way in ways}, key=lambda one: one.teryt)
        number = {one.teryt: index for index, one in enumerate(powiats)}
        towns = [
            [way.town.name, number[way.powiat.teryt], way.target.slug, way.km or 0]
            for way in ways
            if way.target
        ]
        told = {"powiats": [one.name for one in powiats], "towns": towns}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
