"""The map of Poland: sixteen voivodeships, each a link. Borders: `outline` in the places."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model import Catalog
from catalog.records.places import Voivodeship
from catalog.text.folding import sort_key
from catalog.text.phrases import plural
from catalog.website.lookup.indexes import Indexes

WIDTH, HEIGHT = 620, 590
"""The drawing that the outlines were made for."""


@dataclass(frozen=True)
class Region:
    """A voivodeship on the map, and how many organizations we know there."""

    voivodeship: Voivodeship
    number: int

    @property
    def path(self) -> str:
        """The page that it leads to."""
        return f"/wojewodztwa/{self.voivodeship.slug}/"

    @property
    def label(self) -> str:
        """What a screen reader says, and what a mouse finds."""
        words = plural(self.number, "organizacja", "organizacje", "organizacji")
        return f"{self.voivodeship.name}: {self.number} {words}"


def regions(catalog: Catalog, indexes: Indexes) -> tuple[Region, ...]:
    """All sixteen, in the order of a Polish dictionary."""
    found = indexes.organizations_by_voivodeship
    return tuple(
        Region(one, len(found.get(one.slug, ())))
        for one in sorted(catalog.places.voivodeships.values(), key=lambda one: sort_key(one.name))
    )
