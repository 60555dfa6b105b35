"""Osoba: somebody who asks, offers or takes part; what is known of them, and how it goes on."""

from __future__ import annotations

from desk.kinds.support import TERMS
from desk.rules.common_moves import COORDINATORS, HANDED, NOTE, TALKED, WHY, common_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State

ROLES = {"recipient": "odbiorca", "helper": "pomaga", "participant": "uczestnik"}
"""Why somebody is known, in Polish. Who only asks for help needs no approval."""

OF_AGE = Guard("of age", "Najpierw zaznacz, że ta osoba ma 18 lat albo jest zgoda opiekuna.")
HOW_FAR = (
    ("miejscowosc", "tylko w swojej miejscowości"),
    ("gmina", "po swojej gminie"),
    ("powiat", "po swoim powiecie"),
    ("dalej", "jeszcze dalej"),
    ("zdalnie", "przez telefon albo internet"),
)
CATEGORY = Question("category", "Rodzaj pomocy", Ask.CATEGORY)
WHAT = Question("what", "O co chodzi", Ask.SENTENCE, hint="Jedno zdanie, bez nazwisk i adresów.")
TOWN = Question("town", "Miejscowość", Ask.TOWN, hint="Wystarczy nazwa. Bez ulicy.")

_OPEN = frozenset({"reported", "talking", "accepted", "paused"})
_BEFORE = frozenset({"reported", "talking"})

PERSON = Kind(
    "person",
    "osoba",
    "reported",
    (
        State("reported", "zgłoszona"),
        State("talking", "rozmowa"),
        State("accepted", "przyjęta"),
        State("paused", "wstrzymana"),
        State("closed", "zamknięta", ended=True),
        State("refused", "odmowa", ended=True),
    ),
    (
        Move(
            "begin talks",
            "Zacznij rozmowę",
            frozenset({"reported"}),
            "talking",
            COORDINATORS,
            effects=(Effect.TAKE,),
            told="zaczyna rozmowę",
        ),
        *common_moves(_OPEN, Cause.ALONG),
        Move(
            "met",
            "Rozmawialiśmy osobiście",
            _OPEN,
            None,
            COORDINATORS,
            asks=(NOTE,),
            effects=(Effect.REACHED, Effect.TAKE),
            channel="in person",
            told="rozmawia osobiście",
        ),
        Move(
            "of age",
            "Zapisz wiek albo zgodę opiekuna",
            _OPEN,
            None,
            COORDINATORS,
            asks=(
                Question(
                    "of_age",
                    "Skąd to wiemy",
                    Ask.CHOICE,
                    choices=(("tak", "ma 18 lat"), ("zgoda", "jest zgoda opiekuna na papierze")),
                ),
            ),
            told="sprawdza wiek",
        ),
        Move(
            "child check",
            "Sprawdzono w rejestrze",
            _OPEN,
            None,
            COORDINATORS,
            asks=(
                Question(
                    "child_check",
                    "Którego dnia",
                    Ask.DAY,
                    hint="Dzień sprawdzenia w rejestrze sprawców i w KRK. Bez dokumentu.",
                    earliest=-366,
                    latest=0,
                ),
            ),
            told="zapisuje sprawdzenie w rejestrze",
        ),
        Move(
            "accept",
            "Przyjmij",
            _BEFORE,
            "accepted",
            COORDINATORS,
            needs=(TALKED, OF_AGE),
            effects=(Effect.SETTLED,),
            usual=True,
            told="przyjmuje",
        ),
        Move("refuse", "Odmów", _BEFORE, "refused", COORDINATORS, asks=(WHY,), told="odmawia"),
        Move(
            "add request",
            "Dopisz prośbę",
            _OPEN,
            None,
            COORDINATORS,
            asks=(CATEGORY, WHAT, TOWN),
            causes=(Cause.REQUEST,),
            told="dopisuje prośbę",
        ),
        Move(
            "add offer",
            "Dopisz ofertę",
            _OPEN,
            None,
            COORDINATORS,
            asks=(
                CATEGORY,
                WHAT,
                TOWN,
                Question("how_far", "Jak daleko", Ask.CHOICE, choices=HOW_FAR),
            ),
            causes=(Cause.OFFER,),
            told="dopisuje ofertę",
        ),
        Move(
            "add support",
            "Dopisz wniosek o wsparcie",
            _OPEN,
            None,
            COORDINATORS,
            needs=(HANDED,),
            asks=TERMS,
            causes=(Cause.SUPPORT,),
            told="dopisuje wniosek o wsparcie",
        ),
        Move(
            "pause",
            "Wstrzymaj",
            frozenset({"accepted"}),
            "paused",
            COORDINATORS,
            asks=(WHY,),
            told="wstrzymuje",
        ),
        Move(
            "resume",
            "Wznów",
            frozenset({"paused"}),
            "accepted",
            COORDINATORS,
            told="wznawia",
        ),
        Move(
            "keep longer",
            "Zgadza się, żebyśmy pamiętali dłużej",
            _OPEN,
            None,
            COORDINATORS,
            asks=(Question("keep_until", "Do którego dnia", Ask.DAY),),
            told="zapisuje zgodę na dłuższe przechowywanie",
        ),
        Move(
            "close",
            "Zakończ",
            frozenset({"accepted", "paused"}),
            "closed",
            COORDINATORS,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            told="kończy",
        ),
        Move(
            "reopen",
            "Wróć do tego",
            frozenset({"closed", "refused"}),
            "talking",
            COORDINATORS,
            effects=(Effect.TAKE,),
            told="wraca do tego",
        ),
    ),
)
"""Guards ask whether somebody was talked to, by telephone or in person, and their age."""


def first_state(role: str) -> str:
    """Where somebody begins who comes with this role."""
    return "accepted" if role == "recipient" else PERSON.first
