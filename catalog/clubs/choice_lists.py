"""The clubs that forms offer a place in."""

from __future__ import annotations

from collections.abc import Collection

from catalog.clubs.model import Club
from catalog.forms.form import Choice
from catalog.records.distinct_labels import distinct_labels
from catalog.records.places import Places
from catalog.text.folding import sort_key


def running(clubs: Collection[Club], places: Places) -> tuple[Choice, ...]:
    """Each group of each real club that runs; those of one name with the club's town."""
    writings: dict[str, list[str]] = {}
    for club in sorted(clubs, key=lambda one: sort_key(one.name)):
        if club.status == "running" and not club.example:
            town = f", {places.towns[club.place].name}" if club.place else ""
            for group in club.cycle.groups:
                short, longer = f"{club.name}, {group.name}", f"{club.name}{town}, {group.name}"
                writings[f"{club.slug}-{group.id}"] = [short, longer]
    labels = distinct_labels(writings)
    return tuple(Choice(value=value, label=label) for value, label in labels.items())
