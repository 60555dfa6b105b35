"""Towns as people type them, and how far one is from another; coordinates are WGS 84 degrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, cos, hypot, radians

_KM_OF_DEGREE = 111.2
_HALF_DEGREE = radians(0.5)
_MILLIMETRE = 1e-6
"""What floating point may add to a whole number of kilometres."""


@dataclass(frozen=True, slots=True)
class Place:
    """A town. `powiat` tells towns of one name apart: "powiat toruński"; `code` is its TERYT."""

    name: str
    powiat: str
    code: str
    lat: float
    lon: float

    @property
    def label(self) -> str:
        """Name and powiat; the name alone for a town with a powiat's rights."""
        return self.name if self.name == self.powiat else f"{self.name}, {self.powiat}"

    @property
    def is_city(self) -> bool:
        """Whether it is a powiat by itself: those codes of TERYT end with 61 to 99."""
        return self.code[2:] >= "61"


def distance(one: Place, other: Place) -> int:
    """Whole kilometres in a straight line, rounded up; good to a percent within Poland."""
    east = (one.lon - other.lon) * cos((one.lat + other.lat) * _HALF_DEGREE)
    return ceil(hypot(east, one.lat - other.lat) * _KM_OF_DEGREE - _MILLIMETRE)


class Places:
    """All towns, found by name, or by name and powiat: "Brzezie", "Brzezie, powiat kaliski"."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        found: dict[str, list[Place]] = {}
        for one in places:
            for key in {_key(one.name), _key(one.label)}:
                found.setdefault(key, []).append(one)
        self._known: Mapping[str, tuple[Place, ...]] = {
            key: tuple(ones) for key, ones in found.items()
        }
        self._asked: dict[str, tuple[Place, ...]] = {}

    def meant(self, typed: str) -> tuple[Place, ...]:
        """The towns that may be meant; none where we know no such name."""
        found = self._asked.get(typed)
        if found is None:
            found = self._asked[typed] = self._known.get(_key(typed), ())
        return found

    def sure(self, typed: str) -> Place | None:
        """The town that is meant, where there is only one."""
        meant = self.meant(typed)
        return meant[0] if len(meant) == 1 else None


_PLAIN = str.maketrans("ąćęłńóśźż", "acelnoszz")


def _key(typed: str) -> str:
    """Without capitals, diacritics, brackets and double spaces: people type as they can."""
    plain = typed.casefold().translate(_PLAIN)
    return " ".join(plain.replace("(", " ").replace(")", " ").replace(",", " ").split())
