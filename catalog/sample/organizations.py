"""Made-up organizations, in communities: those that work in one place and know each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.sample import numbers
from catalog.sample.help_phrases import (
    CHECKERS,
    CLOSINGS,
    HELPS,
    HOURS,
    NEXT_STEPS,
    OPENINGS,
    SIGN_UPS,
    STORIES,
    STREETS,
    SUMMARIES,
)
from catalog.sample.profiles import (
    CENTRE,
    COOPERATIVE,
    EMBLEMS,
    ENDINGS,
    HEADS,
    HELPED,
    OFFICE,
    PROFILES,
    Profile,
)
from catalog.sample.records import TODAY, Names, Raw, origin
from catalog.sample.seeded_random import Dice
from catalog.sample.towns import Spot, Towns
from catalog.text.phrases import plural

KINDS = (
    "osrodek-pomocy-spolecznej",
    "urzad-pracy",
    "stowarzyszenie",
    "fundacja",
    "stowarzyszenie",
    "spoldzielnia-socjalna",
    "stowarzyszenie",
    "osrodek-pomocy-spolecznej",
)
"""Who is in a community, in this order. The proportions are those of the real content."""

_TRANSFER_NAME = 20
"""Characters that the transfer QR has for a name."""


@dataclass(frozen=True)
class Member:
    """An organization: its slug, what it is, where, and its record."""

    slug: str
    kind: str
    spot: Spot
    profile: Profile
    record: Raw


@dataclass(frozen=True)
class Community:
    """Up to eight organizations of one powiat. `number` counts from 1."""

    number: int
    spot: Spot
    members: tuple[Member, ...]


def communities(number: int, towns: Towns) -> Iterator[Community]:
    """Communities with `number` organizations in all.

    The first thousand organizations of a larger catalogue are those of a catalogue of a thousand.
    """
    names = Names()
    for index, first in enumerate(range(0, number, len(KINDS)), 1):
        dice = Dice("community", index)
        spot = towns.draw(dice)
        kinds = KINDS[: number - first]
        members = []
        for place, kind in enumerate(kinds):
            own = Dice("organization", index, place)
            near = spot if place < 3 else towns.neighbour(own, spot)
            members.append(_member(own, kind, near, names))
        yield Community(index, spot, tuple(members))


def made_up(communities: Iterable[Community]) -> Iterator[tuple[str, Raw]]:
    """Each organization as (slug, record)."""
    for community in communities:
        for member in community.members:
            yield member.slug, member.record


def _member(dice: Dice, kind: str, spot: Spot, names: Names) -> Member:
    profile = _profile(dice, kind)
    wish, short = _naming(dice, kind, spot, profile)
    slug = names.slug(f"{short} {spot.town.slug}" if kind in HEADS else short)
    groups = dice.some(profile.groups, dice.number(1, 3))
    services = _services(dice, profile, groups)
    record: Raw = {"name": names.name(wish), "short_name": short, "kind": kind}
    record |= {"place": spot.town.slug, "summary": _summary(dice, spot, groups, services)}
    record |= {"description": _description(dice, spot, groups), "groups": groups}
    record |= {"services": services, "contact": _contact(dice, spot, slug)}
    if dice.chance(0.6):
        record |= {"nip": numbers.nip(dice), "regon": numbers.regon(dice)}
    if kind not in ("osrodek-pomocy-spolecznej", "urzad-pracy"):
        record["krs"] = numbers.krs(dice)
        if dice.chance(0.6):
            record["account"] = numbers.account(dice)
            record["transfer_name"] = f"Przykład {short}"[:_TRANSFER_NAME].strip()
    if dice.chance(0.5):
        record["programme"] = {
            "takes_participants": "tak" if dice.chance(0.7) else "nie",
            "registration_point": "tak" if dice.chance(0.3) else "nie",
            "takes_donations": "tak" if "krs" in record else "nie",
        }
    record |= origin(dice)
    return Member(slug, kind, spot, profile, record | _checked(dice, record["updated"]))


def _profile(dice: Dice, kind: str) -> Profile:
    fixed = {
        "osrodek-pomocy-spolecznej": CENTRE,
        "urzad-pracy": OFFICE,
        "spoldzielnia-socjalna": COOPERATIVE,
    }
    return fixed[kind] if kind in fixed else dice.one(PROFILES)


def _naming(dice: Dice, kind: str, spot: Spot, profile: Profile) -> tuple[str, str]:
    """A full name without its mark, and a short one."""
    town = spot.town.name
    if kind == "osrodek-pomocy-spolecznej":
        first = "Miejski" if spot.is_city else dice.one(("Gminny", "Miejsko-Gminny"))
        short = f"{''.join(word[0] for word in first.split('-'))}OPS {town}"
        return f"{first} Ośrodek Pomocy Społecznej – {town}", short
    if kind == "urzad-pracy":
        if spot.is_city:
            return f"Miejski Urząd Pracy – {town}", f"MUP {town}"
        return f"Powiatowy Urząd Pracy – {spot.powiat.name}, filia {town}", f"PUP {town}"
    emblem = dice.one(EMBLEMS)
    if kind == "spoldzielnia-socjalna":
        head = "Spółdzielnia"
        name = f"{_adjective(spot, head, dice)}{head} {profile.of} „{emblem}”"
        return f"{name} – {town}", f"{emblem} {town}"
    head = dice.one(HEADS[kind])
    name = f"{_adjective(spot, head, dice)}{head} {profile.of} „{emblem}”"
    return f"{name} – {town}", emblem


def _adjective(spot: Spot, head: str, dice: Dice) -> str:
    """Before some names "Bolesławieckie "; before others nothing."""
    if spot.adjective is None or dice.chance(0.5):
        return ""
    return spot.adjective.capitalize() + ENDINGS.get(head, "ie") + " "


def _people(groups: list[str]) -> str:
    return " i ".join(HELPED[group] for group in groups[:2])


def _summary(dice: Dice, spot: Spot, groups: list[str], services: list[Raw]) -> str:
    service = dice.one(services)["name"]
    low = service[:1].lower() + service[1:]
    words = dice.one(SUMMARIES)
    return words.format(people=_people(groups), where=spot.where, service=service, service_low=low)


def _description(dice: Dice, spot: Spot, groups: list[str]) -> str:
    """An opening, one to three paragraphs of what it is like there, a closing."""
    persons, places = dice.number(12, 400), dice.number(6, 60)
    said = {
        "people": _people(groups),
        "where": spot.where,
        "where_start": spot.where[0].upper() + spot.where[1:],
        "town": spot.town.name,
        "year": dice.number(1991, 2022),
        "persons": f"{persons} {plural(persons, 'osoba', 'osoby', 'osób')}",
        "volunteers": dice.number(2, 40),
        "places": f"{places} {plural(places, 'miejsce', 'miejsca', 'miejsc')}",
    }
    stories = dice.some(STORIES, dice.number(2, 7))
    parts = [dice.one(OPENINGS), *(" ".join(stories[at : at + 3]) for at in range(0, 7, 3))]
    parts.append(dice.one(CLOSINGS))
    return "\n\n".join(part.format(**said) for part in parts if part)


def _services(dice: Dice, profile: Profile, groups: list[str]) -> list[Raw]:
    services = []
    for category in dice.some(profile.helps, dice.number(1, len(profile.helps))):
        words = HELPS[category]
        service: Raw = {"id": category, "name": dice.one(words.names), "category": category}
        service["description"] = " ".join(dice.some(words.says, dice.number(1, 2)))
        service["for_whom"] = "Pomoc " + HELPED[dice.one(groups)]
        if dice.chance(0.7):
            service["cost"] = "free" if dice.chance(0.9) else "paid"
        if dice.chance(0.6):
            service |= {"sign_up": dice.one(SIGN_UPS), "what_next": dice.one(NEXT_STEPS)}
        services.append(service)
    return services


def _contact(dice: Dice, spot: Spot, slug: str) -> Raw:
    """Some organizations tell much of themselves, some nothing but their town."""
    contact: Raw = {}
    if dice.chance(0.8):
        contact["phone"] = numbers.phone(dice, spot.voivodeship)
    if dice.chance(0.7):
        contact["email"] = f"{slug}@example.org"
    if dice.chance(0.5):
        contact["website"] = f"https://{slug}.example.org/"
    if dice.chance(0.8):
        contact["street"] = f"{dice.one(STREETS)} {dice.number(1, 120)}"
        contact["postal_code"] = numbers.postal_code(dice, spot.voivodeship)
        contact["hours"] = dice.one(HOURS)
    return contact


def _checked(dice: Dice, updated: str) -> Raw:
    """Whoever checks a record writes it down, so it was never edited before its check."""
    if dice.chance(0.4):
        return {}
    day: date = TODAY - timedelta(days=dice.number(0, 700))
    checked = min(day.isoformat(), updated)
    return {"last_checked": checked, "checked_by": dice.one(CHECKERS)}
