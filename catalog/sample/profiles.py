"""What kinds of organizations there are: whom they help, with what, and how they are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """A field of work. `of` is the genitive in a name; slugs are terms of the taxonomies."""

    of: str
    groups: tuple[str, ...]
    helps: tuple[str, ...]


CENTRE = Profile(
    "Pomocy Społecznej",
    ("ubostwo", "seniorzy", "dzieci", "osoby-z-niepelnosprawnoscia", "samotni-rodzice"),
    ("pomoc-materialna", "opieka", "dokumenty-i-urzedy", "wsparcie-psychologiczne", "schronienie"),
)
OFFICE = Profile(
    "Pracy",
    ("dlugotrwale-bezrobocie", "bez-kwalifikacji", "mlodzi-do-25", "osoby-50-plus"),
    ("praca-i-doradztwo", "kursy-i-staze", "wlasna-firma"),
)
COOPERATIVE = Profile(
    "Socjalna",
    ("dlugotrwale-bezrobocie", "osoby-z-niepelnosprawnoscia", "po-wiezieniu", "bezdomnosc"),
    ("malowanie-i-remonty", "sprzatanie", "naprawy", "praca-i-doradztwo", "opieka"),
)
PROFILES = (
    Profile(
        "Pomocy Sąsiedzkiej",
        ("seniorzy", "ubostwo", "osoby-z-niepelnosprawnoscia"),
        ("codzienne-sprawy", "naprawy", "pomoc-materialna", "sprzatanie"),
    ),
    Profile(
        "Powrotu do Pracy",
        ("dlugotrwale-bezrobocie", "bez-kwalifikacji", "osoby-50-plus", "mlodzi-do-25"),
        ("praca-i-doradztwo", "kursy-i-staze", "komputer-i-internet", "wlasna-firma"),
    ),
    Profile(
        "Trzeźwego Życia",
        ("uzaleznienie", "bezdomnosc", "po-wiezieniu"),
        ("wychodzenie-z-uzaleznien", "grupy-samopomocowe", "wsparcie-psychologiczne"),
    ),
    Profile(
        "Osób z Niepełnosprawnością",
        ("osoby-z-niepelnosprawnoscia", "dzieci", "seniorzy"),
        ("rehabilitacja", "opieka", "czas-wolny", "dokumenty-i-urzedy"),
    ),
    Profile(
        "Pomocy Rodzinie",
        ("dzieci", "rodzice-malych-dzieci", "samotni-rodzice"),
        ("nauka-dzieci", "opieka", "pomoc-materialna", "czas-wolny"),
    ),
    Profile(
        "Wsparcia Kobiet",
        ("kobiety", "samotni-rodzice", "rodzice-malych-dzieci"),
        ("porady-prawne", "wsparcie-psychologiczne", "schronienie", "kursy-i-staze"),
    ),
    Profile(
        "Zdrowia Psychicznego",
        ("kryzys-zdrowia-psychicznego", "osoby-z-niepelnosprawnoscia"),
        ("wsparcie-psychologiczne", "grupy-samopomocowe", "czas-wolny", "praca-i-doradztwo"),
    ),
    Profile(
        "Pomocy Bezdomnym",
        ("bezdomnosc", "uzaleznienie", "po-wiezieniu", "ubostwo"),
        ("schronienie", "pomoc-materialna", "dokumenty-i-urzedy", "wychodzenie-z-uzaleznien"),
    ),
    Profile(
        "Godnej Starości",
        ("seniorzy", "osoby-50-plus"),
        ("codzienne-sprawy", "czas-wolny", "komputer-i-internet", "rehabilitacja"),
    ),
    Profile(
        "Gościnnej Ziemi",
        ("uchodzcy", "dzieci", "kobiety"),
        ("dokumenty-i-urzedy", "nauka-dzieci", "porady-prawne", "kursy-i-staze"),
    ),
)

HEADS: Mapping[str, tuple[str, ...]] = {
    "stowarzyszenie": ("Stowarzyszenie", "Towarzystwo", "Koło"),
    "fundacja": ("Fundacja",),
}
"""First words of names by kind. All are neuter or feminine, which `ENDINGS` tells."""
ENDINGS: Mapping[str, str] = {"Fundacja": "a", "Spółdzielnia": "a"}
"""The ending of the adjective before a head; the others take "ie": Bolesławieckie Koło."""

EMBLEMS = (
    "Arka", "Bliżej", "Ciepły Kąt", "Dłoń", "Dobry Sąsiad", "Dom z Zegarem", "Drogowskaz",
    "Druga Zmiana", "Dzwonek", "Furtka", "Ganek", "Grosz do Grosza", "Iskierka", "Jaskółka",
    "Kładka", "Koniczyna", "Kotwica", "Krok", "Krzesło", "Kuźnia", "Latarnia", "Lipa", "Ławka",
    "Mała Przystań", "Most", "Most nad Rzeką", "Nić", "Niezapominajka", "Nowy Rozdział", "Okno",
    "Ogrodnik", "Oparcie", "Otwarte Drzwi", "Parasol", "Pełny Talerz", "Piec", "Plaster",
    "Pod Jednym Dachem", "Pod Kasztanem", "Poranek", "Powrót", "Próg", "Przystanek", "Rondo",
    "Rzeka", "Skrzydła", "Słonecznik", "Spokojny Port", "Sto Kroków", "Stół", "Studnia", "Szansa",
    "Światełko", "Tratwa", "Ucho do Słuchania", "Warsztat", "Weranda", "Wiosło", "Wspólny Stół",
    "Wyspa", "Zielony Listek", "Zza Rogu", "Źródło", "Życzliwość",
)  # fmt: skip

HELPED: Mapping[str, str] = {
    "dlugotrwale-bezrobocie": "osobom długo bez pracy",
    "bez-kwalifikacji": "osobom bez zawodu",
    "mlodzi-do-25": "młodym do 25 lat",
    "osoby-50-plus": "osobom po pięćdziesiątce",
    "kobiety": "kobietom",
    "samotni-rodzice": "rodzicom samotnie wychowującym dzieci",
    "rodzice-malych-dzieci": "rodzicom małych dzieci",
    "osoby-z-niepelnosprawnoscia": "osobom z niepełnosprawnością",
    "kryzys-zdrowia-psychicznego": "osobom w kryzysie psychicznym",
    "uzaleznienie": "osobom w walce z nałogiem",
    "bezdomnosc": "osobom bez dachu nad głową",
    "seniorzy": "osobom starszym",
    "dzieci": "dzieciom",
    "ubostwo": "rodzinom w biedzie",
    "po-wiezieniu": "osobom po wyjściu z więzienia",
    "uchodzcy": "uchodźcom",
}
"""Whom one helps, in the dative, by slug of `taxonomies/groups.yml`."""
