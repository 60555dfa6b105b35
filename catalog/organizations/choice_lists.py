"""The organizations that forms offer: where one takes part, and to whom one gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from catalog.forms.form import Choice
from catalog.organizations.model import Organization
from catalog.question_types.long_lists import LONG
from catalog.records.distinct_labels import distinct_labels
from catalog.records.places import Places
from catalog.text.folding import sort_key


def programme(organizations: Collection[Organization], places: Places) -> tuple[Choice, ...]:
    """Those that take participants of the programme."""
    return _offered(organizations, lambda one: one.programme.takes_participants, places)


def recipients(organizations: Collection[Organization], places: Places) -> tuple[Choice, ...]:
    """Those that take donations."""
    return _offered(organizations, lambda one: one.programme.takes_donations, places)


def _offered(
    everyone: Iterable[Organization], chosen: Callable[[Organization], bool | None], places: Places
) -> tuple[Choice, ...]:
    """Each organization by its name; those of one name with their town, then with its powiat, then
    with their street.

    In a list that is too long for a page all have their town: people look for it by typing.
    """
    organizations = sorted(filter(chosen, everyone), key=lambda one: sort_key(one.name))
    least = 1 if len(organizations) > LONG else 0
    ways = (_by_name, _by_town, _by_powiat, _by_street)[least:]
    writings = {one.slug: [tell(one, places) for tell in ways] for one in organizations}
    labels = distinct_labels(writings)
    return tuple(Choice(value=slug, label=label) for slug, label in labels.items())


def _by_name(one: Organization, _places: Places) -> str:
    return one.name


def _by_town(one: Organization, places: Places) -> str:
    return f"{one.name}, {places.towns[one.place].name}" if one.place else one.name


def _by_powiat(one: Organization, places: Places) -> str:
    if not one.place:
        return one.name
    powiat, voivodeship = places.powiat_of(one.place), places.voivodeship_of(one.place)
    return f"{_by_town(one, places)}, {powiat.name}, {voivodeship.name}"


def _by_street(one: Organization, places: Places) -> str:
    street = one.contact.street
    return f"{_by_powiat(one, places)}, {street}" if street else _by_powiat(one, places)
