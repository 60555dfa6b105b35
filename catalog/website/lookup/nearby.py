"""Which towns are near: distances in a straight line, computed when the site is built."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from math import ceil, cos, hypot, radians
from operator import itemgetter
from typing import NamedTuple

from catalog.model import Catalog
from catalog.organizations.model import Organization
from catalog.records.places import Town
from catalog.website.lookup.indexes import sorted_by_name

_KM_OF_DEGREE = 111.2
_CELL = 0.25
"""Degrees. A cell is 28 km high and 16 to 18 km wide in Poland."""

_CELL_KM = _CELL * _KM_OF_DEGREE * cos(radians(55))
"""The narrowest cell: what lies more rings away is at least so much farther."""

_FARTHEST = 60
"""Rings: more than the whole country."""

_FEW = 200
"""So many places are sorted sooner than looked for in rings (measured)."""


def distance(one: Town, other: Town) -> float:
    """Kilometres in a straight line; good to a percent within Poland."""
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return hypot(east, one.lat - other.lat) * _KM_OF_DEGREE


class Near(NamedTuple):
    """An organization and how far the nearest town is in which it sits or works.

    A tuple, since a site makes 200,000 of them, and a frozen dataclass takes thrice as long.
    """

    organization: Organization
    town: Town
    km: float


class Grid:
    """Towns in cells of a quarter of a degree, so that the nearest are found without asking all."""

    def __init__(self, towns: Iterable[Town]) -> None:
        cells: dict[tuple[int, int], list[Town]] = defaultdict(list)
        for town in towns:
            cells[_cell(town)].append(town)
        self._cells = dict(cells)
        self._number = sum(map(len, cells.values()))

    def around(self, town: Town) -> Iterator[tuple[float, Town]]:
        """All towns of the grid with their distance, the nearest first."""
        waiting: list[tuple[float, Town]] = []
        row, column = _cell(town)
        left = self._number
        for ring in range(_FARTHEST):
            for down, along in _ring(ring):
                here = self._cells.get((row + down, column + along))
                if here:
                    left -= len(here)
                    waiting += [(distance(town, one), one) for one in here]
            waiting.sort(key=_by_distance)
            if not left:
                break
            sure = bisect_right(waiting, ring * _CELL_KM, key=itemgetter(0))
            yield from waiting[:sure]
            del waiting[:sure]
        yield from waiting


def _cell(town: Town) -> tuple[int, int]:
    return int(town.lat / _CELL), int(town.lon / _CELL)


def _by_distance(found: tuple[float, Town]) -> tuple[float, str]:
    """The nearest first; of two at one distance, by slug."""
    return found[0], found[1].slug


@cache
def _ring(ring: int) -> tuple[tuple[int, int], ...]:
    """The cells of a ring, as rows and columns from the one in its middle."""
    side = range(-ring, ring + 1)
    square = product(side, side)
    return tuple(cell for cell in square if ring in map(abs, cell))


@dataclass(frozen=True)
class Neighbourhood:
    """What is where, and what is near a town."""

    catalog: Catalog
    _around: dict[str, list[tuple[float, Town]]] = field(default_factory=dict, repr=False)

    @cached_property
    def by_town(self) -> Mapping[str, tuple[Organization, ...]]:
        """Town slug → organizations that sit or work there."""
        found: dict[str, list[Organization]] = defaultdict(list)
        for one in sorted_by_name(self.catalog.organizations.values()):
            for town in dict.fromkeys([*filter(None, [one.place]), *one.works_in]):
                found[town].append(one)
        return {town: tuple(here) for town, here in found.items()}

    @cached_property
    def _places(self) -> tuple[Town, ...]:
        """The towns where somebody is."""
        return tuple(self.catalog.places.towns[slug] for slug in self.by_town)

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self._places)

    def around(self, town: Town) -> Iterator[tuple[float, Town]]:
        """The towns where somebody is with their distance, the nearest first."""
        if len(self._places) > _FEW:
            return self._grid.around(town)
        if town.slug not in self._around:
            found = [(distance(town, one), one) for one in self._places]
            self._around[town.slug] = sorted(found, key=_by_distance)
        return iter(self._around[town.slug])

    def nearest(self, town: Town, most: int) -> tuple[Near, ...]:
        """The nearest organizations, each once, those in the town itself first."""
        found: dict[str, Near] = {}
        for km, place in self.around(town):
            for one in self.by_town[place.slug]:
                found.setdefault(one.slug, Near(one, place, km))
            if len(found) >= most:
                break
        return tuple(found.values())[:most]

    def nearest_town(self, town: Town) -> tuple[float, Town] | None:
        """The nearest town where somebody is; None in an empty catalogue."""
        return next(self.around(town), None)


def whole_km(km: float) -> int:
    """Kilometres for people: rounded up, so that nobody walks farther than we said."""
    return ceil(round(km, 6))
