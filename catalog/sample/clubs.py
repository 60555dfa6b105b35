"""Made-up clubs: social-integration clubs of centres, self-help clubs of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.sample.organizations import Community, Member
from catalog.sample.profiles import EMBLEMS, HELPED
from catalog.sample.records import Names, Raw, origin
from catalog.sample.seeded_random import Dice
from catalog.sample.timetables import cycle

_SHARE = 0.8
"""Clubs for each community: one organization in ten has a club."""

_CONDITIONS = (
    "mieszkasz {where}",
    "możesz przychodzić raz w tygodniu",
    "chcesz być w grupie i mówić o tym, co trudne",
    "nie masz pracy albo boisz się ją stracić",
    "jesteś w rejestrze urzędu pracy dłużej niż rok",
    "nie przychodzisz po alkoholu",
)
_AIMS = (
    "wrócić do pracy albo do codziennego rytmu",
    "nauczyć się radzić sobie z pismami i urzędami",
    "poznać ludzi, do których można zadzwonić",
    "zrobić plan na pół roku i sprawdzać go co miesiąc",
    "wymieniać się pomocą: ja Tobie okno, Ty mnie komputer",
    "zobaczyć, co się umie, i dostać na to papier",
)
_STORIES = (
    "Spotykamy się w małych grupach. Pierwsze spotkanie jest po to, żeby popatrzeć.",
    "Na początku każdy mówi, jak minął tydzień. Na końcu ustalamy jedną rzecz do zrobienia.",
    "Sala jest ciepła, jest czajnik i kącik dla dzieci. Za bilet oddajemy pieniądze.",
    "Kto opuści dwa spotkania, do tego dzwonimy. Nie po to, żeby pytać dlaczego.",
    "Klub działa cały rok z przerwą w lipcu. Nowe osoby przyjmujemy, gdy zwolni się miejsce.",
    "Po cyklu dostajesz zaświadczenie. Połowa osób zostaje i pomaga następnym.",
)
_STAFF = ("kierownik klubu", "psycholog", "doradca zawodowy", "pracownik socjalny", "animator")
_RESULTS = (
    ("osoby, które kończą zajęcia", "lista obecności"),
    ("osoby z gotowym planem działania", "liczba planów"),
    ("osoby, które pół roku później mają pracę", "rozmowa po pół roku"),
)


def made_up(communities: Iterable[Community]) -> Iterator[tuple[str, Raw]]:
    """Clubs as (slug, record)."""
    names = Names()
    for community in communities:
        dice = Dice("club", community.number)
        if dice.chance(_SHARE):
            yield _club(dice, dice.one(community.members), names)


def _club(dice: Dice, member: Member, names: Names) -> tuple[str, Raw]:
    integration = member.kind == "osrodek-pomocy-spolecznej"
    town = member.spot.town
    title = (
        "Klub Integracji Społecznej" if integration else f"Klub Samopomocy „{dice.one(EMBLEMS)}”"
    )
    wish = f"{title} – {town.name}"
    groups = dice.some(member.profile.groups, dice.number(1, 2))
    record: Raw = {
        "name": names.name(wish),
        "kind": "kis" if integration else "klub-samopomocy",
        "run_by": member.slug,
        "place": town.slug,
        "status": dice.one(("running", "running", "finished", "unknown")),
        "summary": f"Zajęcia i spotkania {member.spot.where}. Klub pomaga {HELPED[groups[0]]}.",
        "description": "\n\n".join(dice.some(_STORIES, dice.number(2, 5))),
        "for_whom": [
            text.format(where=member.spot.where)
            for text in dice.some(_CONDITIONS, dice.number(2, 4))
        ],
        "groups": groups,
        "aims": dice.some(_AIMS, dice.number(2, 4)),
        "rooms": dice.number(1, 3),
        "cycle": cycle(dice),
        "staff": dice.some(_STAFF, dice.number(2, 4)),
        "results": [
            {"text": text, "percent": dice.number(10, 20) * 5, "measured_by": measure}
            for text, measure in dice.some(_RESULTS, dice.number(0, 3))
        ],
    }
    return names.slug(wish), record | origin(dice)
