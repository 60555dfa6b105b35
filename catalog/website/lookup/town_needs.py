"""Who helps with what near a town: what surely fits somebody of that town, and what perhaps does.

An office serves its own place: it is sure there, perhaps right elsewhere in the powiat, and of no
use farther away. Any other organization serves whom its service names: where it names nobody, it is
for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from catalog.model import Catalog
from catalog.records.places import Town
from catalog.website.lookup.nearby import Near, Neighbourhood

_MOST = 2
"""How many of each sort a town's page names for a need."""
_LOOKED_AT = 400
"""So many of the nearest organizations are asked; a large catalogue has enough among them."""


class Fits(NamedTuple):
    """Who helps with one need, the nearest first."""

    sure: tuple[Near, ...]
    perhaps: tuple[Near, ...]


NOBODY = Fits((), ())
"""Nobody whom we know."""


@dataclass(frozen=True)
class TownNeeds:
    """What the organizations of a catalogue help with, seen from a town."""

    catalog: Catalog
    near: Neighbourhood

    def of(self, town: Town) -> Mapping[str, Fits]:
        """Slug of a kind of help → who helps with it; only those with whom anybody does."""
        sure: dict[str, list[Near]] = defaultdict(list)
        perhaps: dict[str, list[Near]] = defaultdict(list)
        seen: set[str] = set()
        for km, place in self.near.around(town):
            for one in self.near.by_town[place.slug]:
                office = one.kind in self._office_needs
                if one.slug in seen or (office and place.powiat != town.powiat):
                    continue
                seen.add(one.slug)
                here = place.slug == town.slug
                for need, limited in self._helps[one.slug]:
                    found = (sure if (here if office else not limited) else perhaps)[need]
                    if len(found) < _MOST:
                        found.append(Near(one, place, km))
            if len(seen) > _LOOKED_AT:
                break
        needs = {*sure, *perhaps}
        return {need: Fits(tuple(sure[need]), tuple(perhaps[need])) for need in needs}

    @cached_property
    def _office_needs(self) -> Mapping[str, frozenset[str]]:
        """Kind of organization → what any office of it helps with."""
        found: dict[str, frozenset[str]] = {}
        for one in self.catalog.institutions.values():
            if one.kind:
                found[one.kind] = found.get(one.kind, frozenset()) | frozenset(one.needs)
        return found

    @cached_property
    def _helps(self) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        """Organization slug → what it helps with, and whether for some people only."""
        found: dict[str, tuple[tuple[str, bool], ...]] = {}
        for one in self.catalog.organizations.values():
            mine = dict.fromkeys(self._office_needs.get(one.kind, ()), False)
            for held in one.services:
                limited = bool(held.for_whom or one.groups)
                mine[held.category] = limited and mine.get(held.category, True)
            found[one.slug] = tuple(mine.items())
        return found
