"""Made-up partnerships: the organizations of a community that help one group together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.sample.organizations import Community, Member
from catalog.sample.profiles import HELPED
from catalog.sample.records import Names, Raw, origin
from catalog.sample.seeded_random import Dice

_ROLES = {
    "osrodek-pomocy-spolecznej": "pomoc-spoleczna",
    "urzad-pracy": "rynek-pracy",
    "spoldzielnia-socjalna": "spoldzielnia-socjalna",
}
_TASKS = {
    "pomoc-spoleczna": (
        "Prowadzi partnerstwo, zawiera kontrakty i wypłaca zasiłki.",
        "Zna rodziny, zaprasza je na pierwsze spotkanie i odwiedza co miesiąc.",
    ),
    "rynek-pracy": (
        "Płaci za kursy i staże, kieruje na rozmowy do pracodawców.",
        "Przygotowuje listę osób, które mogą skorzystać, i rozmawia z każdą z nich.",
    ),
    "organizacja-pozarzadowa": (
        "Prowadzi warsztaty, daje salę i zajmuje się dziećmi uczestników.",
        "Prowadzi grupę wsparcia i dyżur prawnika.",
    ),
    "spoldzielnia-socjalna": (
        "Daje miejsca na staż i zatrudnia dwie osoby na stałe.",
        "Uczy zawodu przy prawdziwych zleceniach.",
    ),
}
_STANDARDS = (
    "Pomoc {people} w powrocie do pracy",
    "Pomoc {people} krok po kroku",
    "Wspólna pomoc {people}",
    "Jeden zespół i jeden plan: pomoc {people}",
)
_TARGETS = (
    "Partnerstwo pomaga {people} {where}. Większość z nich szukała pomocy w kilku miejscach.",
    "W okolicy jest ich około {count}. Wszędzie musieli opowiadać to samo od początku.",
    "Najczęściej są to osoby, które od dawna nie mają zajęcia i rzadko wychodzą z domu.",
    "Co trzecia osoba nie ma telefonu, a co druga dopłaca do leków.",
    "Na rok jest {count} miejsc. O przyjęciu decyduje zespół: każdy partner ma jeden głos.",
    "Kto się nie dostał, trafia na listę i dostaje inną pomoc od razu.",
    "Warunek jest jeden: chcieć coś zmienić. Wiek i to, co było wcześniej, nie mają znaczenia.",
)
_STORIES = (
    "Partnerzy spotykają się co dwa tygodnie. Przy jednym stole ustalają, kto zrobi co i do kiedy.",
    "Każda osoba ma jednego opiekuna. On dzwoni do urzędów, ona zajmuje się zmianą.",
    "Najtrudniejszy był przepływ informacji. Dlatego powstała jedna karta, którą widzą wszyscy.",
    "Dojazd okazał się ważniejszy niż kurs. Od drugiego miesiąca partnerzy zwracali za bilety.",
    "Po roku pracę miała co trzecia osoba. Prawie wszyscy zostali w grupie wsparcia.",
    "Urząd i ośrodek mają osobne programy. Umowa partnerska mówi, jak je łączyć.",
)


def made_up(communities: Iterable[Community]) -> Iterator[tuple[str, Raw]]:
    """A partnership for each community of at least three, as (slug, record)."""
    names = Names()
    for community in communities:
        if len(community.members) >= 3:
            yield _partnership(community, names)


def _partnership(community: Community, names: Names) -> tuple[str, Raw]:
    dice = Dice("partnership", community.number)
    spot = community.spot
    wish = f"Partnerstwo {spot.town.name}"
    groups = dice.some(dice.one(community.members).profile.groups, dice.number(1, 3))
    said = {
        "people": HELPED[groups[0]],
        "where": spot.where,
        "count": dice.number(10, 300),
    }
    record: Raw = {
        "name": names.name(wish),
        "number": community.number,
        "standard": dice.one(_STANDARDS).format(**said),
        "place": spot.town.slug,
        "summary": "Jeden zespół z kilku instytucji pomaga {people} {where}.".format(**said),
        "target_group": "\n\n".join(
            text.format(**said) for text in dice.some(_TARGETS, dice.number(2, 5))
        ),
        "description": "\n\n".join(dice.some(_STORIES, dice.number(2, 5))),
        "groups": groups,
        "partners": _partners(dice, community.members),
    }
    return names.slug(wish), record | origin(dice)


def _partners(dice: Dice, members: tuple[Member, ...]) -> list[Raw]:
    """The centre, the office and one to three of the others; the first one leads."""
    chosen = [*members[:2], *dice.some(members[2:6], dice.number(1, 3))]
    partners: list[Raw] = []
    for member in chosen:
        role = _ROLES.get(member.kind, "organizacja-pozarzadowa")
        partner: Raw = {"organization": member.slug, "role": role}
        if not partners:
            partner["lead"] = "tak"
        partners.append(partner | {"tasks": dice.one(_TASKS[role])})
    return partners
