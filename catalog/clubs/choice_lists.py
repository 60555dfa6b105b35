"""The clubs that forms offer a place in."""

from __future__ import annotations

from collections.abc import Collection

from catalog.clubs.model import Club
from catalog.forms.form import Choice
from catalog.records.places import Places
from catalog.text.folding import sort_key


def running(clubs: Collection[Club], _places: Places) -> tuple[Choice, ...]:
    """Each group of each real club that runs."""
    return tuple(
        Choice(value=f"{club.slug}-{group.id}", label=f"{club.name}, {group.name}")
        for club in sorted(clubs, key=lambda one: sort_key(one.name))
        if club.status == "running" and not club.example
        for group in club.cycle.groups
    )
