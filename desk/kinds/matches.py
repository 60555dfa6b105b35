"""Dopasowanie: an offer is proposed for a request, both sides are told, both say yes, or not."""

from __future__ import annotations

from desk.rules.common_moves import COORDINATORS, NOTE, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State

SIDES = {"request": "osoba, która prosi", "offer": "osoba, która pomaga"}

REQUEST_TOLD = Guard("request told", "Najpierw powiedz o tym osobie, która prosi.")
OFFER_TOLD = Guard("offer told", "Najpierw powiedz o tym osobie, która pomaga.")
REQUEST_EMAIL = Guard("request email", "Ta osoba nie podała e-maila: zadzwoń.")
OFFER_EMAIL = Guard("offer email", "Ta osoba nie podała e-maila: zadzwoń.")
STILL_OPEN = Guard("both open", "Prośba i oferta muszą być otwarte. Sprawdź je.")

_TALKS = frozenset({"proposed", "ready", "negotiating"})
_TERMS = Question(
    "note",
    "Co ustalono",
    Ask.NOTE,
    hint="Co, kiedy, jak długo. Bez adresu: adres podaje się przez telefon.",
)
_WHO = Question(
    "refused_by",
    "Kto odmawia",
    Ask.CHOICE,
    choices=(*SIDES.items(), ("coordinator", "koordynator")),
)
_SAYS_YES = Question("willing", "Kto się zgadza", Ask.CHOICE, choices=(*SIDES.items(),))


def _of_sides() -> tuple[Move, ...]:
    """Telling each side, by voice or by a letter that says nothing."""
    found = []
    of = {"request": "osobie, która prosi", "offer": "osobie, która pomaga"}
    for side, guard in (("request", REQUEST_EMAIL), ("offer", OFFER_EMAIL)):
        found.append(
            Move(
                f"write {side}",
                f"Wyślij list bez treści {of[side]}",
                _TALKS,
                None,
                COORDINATORS,
                needs=(guard,),
                tells=(f"{side} side",),
                told=f"pisze, że prosi o telefon: {of[side]}",
            )
        )
        found.append(
            Move(
                f"tell {side}",
                f"Powiedziano {of[side]}",
                _TALKS,
                None,
                COORDINATORS,
                asks=(NOTE,),
                effects=(Effect.TAKE,),
                channel="phone",
                told=f"mówi o tym {of[side]}",
            )
        )
    return tuple(found)


MATCH = Kind(
    "match",
    "dopasowanie",
    "proposed",
    (
        State("proposed", "proponowane"),
        State("ready", "jedna strona się zgadza"),
        State("negotiating", "obie się zgadzają, ustalają"),
        State("agreed", "uzgodnione"),
        State("rejected", "odrzucone", ended=True),
        State("finished", "zakończone", ended=True),
    ),
    (
        *_of_sides(),
        Move(
            "one agrees",
            "Jedna strona się zgadza",
            frozenset({"proposed"}),
            "ready",
            COORDINATORS,
            asks=(_SAYS_YES,),
            usual=True,
            told="zapisuje zgodę jednej strony",
        ),
        Move(
            "other agrees",
            "Druga strona też się zgadza",
            frozenset({"ready"}),
            "negotiating",
            COORDINATORS,
            needs=(REQUEST_TOLD, OFFER_TOLD),
            usual=True,
            told="zapisuje zgodę drugiej strony",
        ),
        Move(
            "agree",
            "Uzgodnione",
            frozenset({"negotiating"}),
            "agreed",
            COORDINATORS,
            needs=(REQUEST_TOLD, OFFER_TOLD, STILL_OPEN),
            asks=(_TERMS,),
            effects=(Effect.SETTLED,),
            causes=(Cause.TAKEN,),
            usual=True,
            told="zapisuje, co uzgodniono",
        ),
        Move(
            "reject",
            "Nie dojdzie do skutku",
            _TALKS | {"agreed"},
            "rejected",
            COORDINATORS,
            asks=(_WHO, NOTE),
            effects=(Effect.SETTLED,),
            causes=(Cause.FREED,),
            told="zapisuje odmowę",
        ),
        Move(
            "finish",
            "Pomoc się odbyła",
            frozenset({"agreed"}),
            "finished",
            COORDINATORS,
            asks=(NOTE,),
            effects=(Effect.SETTLED,),
            usual=True,
            told="kończy: pomoc się odbyła",
        ),
        *keeping_moves(_TALKS | {"agreed"}),
    ),
)
"""People answer and a coordinator records it; the program never answers for anybody."""
