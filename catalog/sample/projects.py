"""Made-up funded projects, and the made-up programmes that pay for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from catalog.sample.organizations import Community, Member
from catalog.sample.profiles import HELPED
from catalog.sample.records import TODAY, Names, Raw, origin
from catalog.sample.seeded_random import Dice
from catalog.text.money import zloty
from catalog.text.phrases import plural

PROGRAMMES = (
    ("fundusz-dobrych-pomyslow", "Fundusz Dobrych Pomysłów", "Fund of Good Ideas"),
    ("program-blisko", "Program „Blisko”", "“Nearby” programme"),
    ("dotacja-na-probe", "Dotacja na Próbę", "Grant for a Try"),
)
"""Slug, Polish and English name. The names are marked where they are written."""

_SHARE = 2
"""Projects for each community: one organization in four has a project."""

_TITLES = (
    "Razem od nowa", "Krok do pracy", "Sąsiedzi sąsiadom", "Ciepły posiłek", "Okno na świat",
    "Nie jesteś sam", "Druga szansa", "Warsztat na podwórku", "Czas dla opiekuna", "Prosto do celu",
    "Międzypokoleniowa kuchnia", "Bank godzin", "Drzwi bez progu", "Szkoła po szkole", "Nowy fach",
    "Ogród dla wszystkich", "Telefon do seniora", "Trzeźwe wakacje", "Bez długów", "Mowa polska",
)  # fmt: skip
_THEMES = (
    "przeciwdzialanie-wykluczeniu", "integracja-spoleczna", "samopomoc", "niepelnosprawnosc",
    "zdrowie-psychiczne", "zywnosc",
)  # fmt: skip
_STORIES = (
    "Zaczęło się od rozmów przy furtce. Ludzie mówili, czego brakuje, i to trafiło do wniosku.",
    "Pieniądze poszły na prowadzących, dojazdy i jedzenie. Sprzęt dali miejscowi pracodawcy.",
    "Zajęcia odbywały się w szkole, w remizie i w bibliotece, żeby nikt nie musiał daleko jechać.",
    "Połowa planu zmieniła się w trakcie. Fundator zgodził się na to od ręki.",
    "Po zakończeniu została grupa, która spotyka się sama, i szafa pełna narzędzi.",
    "Najwięcej zrobili wolontariusze. Każdy miał umowę, ubezpieczenie i jedną osobę do pytań.",
    "Trudno było dotrzeć do osób bez telefonu. Pomogły listonoszka i pani ze sklepu.",
)
_ACTIVITIES = (
    "warsztaty raz w tygodniu", "dyżur doradcy", "wyjazd na trzy dni", "kurs z egzaminem",
    "obiady w soboty", "grupa wsparcia", "spotkania z pracodawcami", "zajęcia dla dzieci",
    "wspólny remont", "poradnik i ulotki",
)  # fmt: skip
_RESULTS = (
    "uczestników", "godzin zajęć", "wolontariuszy", "porad", "osób, które znalazły pracę", "paczek",
)  # fmt: skip
_KEYWORDS = (
    "wolontariat", "samopomoc", "praca", "seniorzy", "dzieci", "żywność", "warsztaty", "sąsiedzi",
    "zdrowie", "komputery",
)  # fmt: skip


def made_up(communities: Iterable[Community]) -> Iterator[tuple[str, Raw]]:
    """Projects as (slug, record)."""
    names = Names()
    for community in communities:
        for place in range(_SHARE):
            dice = Dice("project", community.number, place)
            member, *partners = dice.some(community.members, dice.number(1, 4))
            yield _project(dice, member, partners, names)


def _project(dice: Dice, member: Member, partners: list[Member], names: Names) -> tuple[str, Raw]:
    spot = member.spot
    wish = f"{dice.one(_TITLES)} – {spot.town.name}"
    groups = dice.some(member.profile.groups, dice.number(1, 2))
    starts = TODAY - timedelta(days=dice.number(30, 2500))
    ends = starts + timedelta(days=dice.number(60, 720))
    count = dice.number(8, 120)
    record: Raw = {
        "name": names.name(wish),
        "summary": f"Projekt dla {count} {plural(count, 'osoby', 'osób', 'osób')} {spot.where}.",
        "description": "\n\n".join(dice.some(_STORIES, dice.number(2, 4))),
        "theme": dice.one(_THEMES),
        "status": _status(starts, ends),
        "place": spot.town.slug,
        "starts": starts.isoformat()[: dice.one((4, 7, 10))],
        "ends": ends.isoformat()[: dice.one((4, 7, 10))],
        "run_by": member.slug,
        "partners": [one.slug for one in partners],
        **_money(dice),
        "groups": groups,
        "for_whom": "Pomoc " + HELPED[groups[0]],
        "activities": dice.some(_ACTIVITIES, dice.number(1, 5)),
        "results": [
            {"count": dice.number(2, 400), "what": what}
            for what in dice.some(_RESULTS, dice.number(1, 4))
        ],
        "keywords": dice.some(_KEYWORDS, dice.number(1, 4)),
    }
    return names.slug(wish), record | origin(dice)


def _status(starts: date, ends: date) -> str:
    return "planned" if starts > TODAY else "finished" if ends < TODAY else "running"


def _money(dice: Dice) -> Raw:
    """Who paid how much. One project in ten does not say its budget."""
    slug, name, _ = dice.one(PROGRAMMES)
    budget = dice.number(30, 4000) * 10_000 + dice.number(0, 9999)
    grant = budget * dice.number(50, 100) // 100
    money: Raw = {"programme": slug, "funders": [{"name": f"{name} (przykład)"}]}
    if dice.chance(0.9):
        money["budget"] = _written(budget)
    money["grant"] = _written(grant)
    if dice.chance(0.3):
        money["institutional_grant"] = dice.one(("tak", "nie"))
    return money


def _written(grosze: int) -> str:
    return zloty(grosze).replace("\u00a0", " ")
