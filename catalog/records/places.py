"""Where things are: voivodeships, powiats and towns, with TERYT codes.

TERYT is the Polish official register of territorial units: two digits name a voivodeship, four a
powiat. Coordinates are WGS 84 degrees. Source and licence: `content/ATTRIBUTION.md`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from catalog.records.problems import value_problem
from catalog.records.value_types import Line, Slug
from catalog.text.language import HOME, spoken

_CODE = re.compile(r"\d{4}")


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise value_problem(
            f"zły kod powiatu „{value}”", "oczekiwano 4 cyfr razem z zerem na początku"
        )
    return value


Teryt = Annotated[str, AfterValidator(_code)]
"""The code of a powiat: four digits, of which the first two are the voivodeship's."""


class Place(BaseModel):
    """What every place has: `slug` is its name in addresses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    name: Line


class Voivodeship(Place):
    """One of the 16, by its adjective ("łódzkie"). `teryt` has two digits.

    `outline` is its border as the path data of an SVG of 620 by 590 units that holds all Poland.
    `synonyms` are the regions that people say for it or for a part of it ("Podlasie"), and
    `translated_synonyms` the same by language code: search and the town box find it by them.
    """

    teryt: str = Field(pattern=r"^\d{2}$")
    outline: str = Field(pattern=r"^[Mlz0-9 -]+$")
    synonyms: tuple[Line, ...] = ()
    translated_synonyms: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)

    @property
    def regions(self) -> tuple[str, ...]:
        """What people call it or a part of it, in every language."""
        return (*self.synonyms, *chain.from_iterable(self.translated_synonyms.values()))

    @property
    def within(self) -> str:
        """How one says where: "łódzkim", as in "w województwie łódzkim"; in English the name."""
        return self.name.removesuffix("e") + "m" if spoken().code == HOME else self.name


class VoivodeshipsFile(BaseModel):
    """What `voivodeships.yml` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    voivodeships: tuple[Voivodeship, ...] = Field(min_length=1)


class Powiat(Place):
    """A powiat, or a town with a powiat's rights."""

    teryt: Teryt


class Town(Place):
    """A town or village with the powiat it lies in."""

    powiat: Teryt
    lat: float = Field(ge=48.9, le=55.0)
    lon: float = Field(ge=14.0, le=24.3)


@dataclass(frozen=True)
class Places:
    """All places: voivodeships and towns by slug, powiats by TERYT code."""

    voivodeships: Mapping[str, Voivodeship]
    powiats: Mapping[str, Powiat]
    towns: Mapping[str, Town]

    def powiat_of(self, town: str) -> Powiat:
        """The powiat that a town lies in."""
        return self.powiats[self.towns[town].powiat]

    def voivodeship_of(self, town: str) -> Voivodeship:
        """The voivodeship that a town lies in: the first two digits of its powiat's code."""
        code = self.towns[town].powiat[:2]
        return next(item for item in self.voivodeships.values() if item.teryt == code)
