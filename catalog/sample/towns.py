"""Where the made-up records are: the real towns, the larger ones more often."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from catalog.records.places import Places, Powiat, Town
from catalog.sample.seeded_random import Dice
from catalog.text.folding import fold

_CITY, _SEAT, _OTHER = 15, 4, 1
"""How many times as many organizations a city or a powiat's seat has as another town.

A guess: our places have no number of inhabitants. A fifth of all comes out in cities, half in towns
that are not even a powiat's seat.
"""


@dataclass(frozen=True)
class Spot:
    """A town with what sentences say of the place around it."""

    town: Town
    powiat: Powiat
    voivodeship: str

    @property
    def is_city(self) -> bool:
        """A town with a powiat's rights."""
        return self.town.name == self.powiat.name

    @property
    def where(self) -> str:
        """Where: "w powiecie bolesławieckim", "w mieście Łódź"; no name has to be declined."""
        if self.is_city:
            return f"w mieście {self.town.name}"
        words = self.powiat.name.removeprefix("powiat ").split()
        return "w powiecie " + " ".join(f"{word}m" for word in words)

    @property
    def adjective(self) -> str | None:
        """The first word of the powiat's adjective without its ending: "bolesławieck"."""
        if self.is_city:
            return None
        return self.powiat.name.removeprefix("powiat ").split()[0].removesuffix("i")


class Towns:
    """All towns, drawn by weight, and the neighbours of each in its powiat."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._towns = tuple(places.towns.values())
        self._sums = tuple(accumulate(_weight(places, town) for town in self._towns))
        by_powiat: dict[str, list[Town]] = defaultdict(list)
        for town in self._towns:
            by_powiat[town.powiat].append(town)
        self._by_powiat: Mapping[str, list[Town]] = by_powiat

    def draw(self, dice: Dice) -> Spot:
        """A town, the larger ones more often."""
        return self._spot(self._towns[bisect(self._sums, int(dice.share() * self._sums[-1]))])

    def neighbour(self, dice: Dice, spot: Spot) -> Spot:
        """A town of the same powiat, perhaps the same one."""
        return self._spot(dice.one(self._by_powiat[spot.town.powiat]))

    def _spot(self, town: Town) -> Spot:
        return Spot(town, self._places.powiats[town.powiat], town.powiat[:2])


def _weight(places: Places, town: Town) -> int:
    powiat = places.powiats[town.powiat].name
    if powiat == town.name:
        return _CITY
    stem = fold(powiat.removeprefix("powiat "))[:4]
    return _SEAT if fold(town.name).startswith(stem) else _OTHER
