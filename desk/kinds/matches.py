"""Dopasowanie: an offer is proposed for a request, both sides are told, both say yes, or not."""

from __future__ import annotations

from desk.rules.common_moves import COORDINATORS, HANDED, NOTE, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State

SIDES = {"request": "osoba, która prosi", "offer": "osoba, która pomaga"}

REQUEST_TOLD = Guard("request told", "Najpierw powiedz o tym osobie, która prosi.")
OFFER_TOLD = Guard("offer told", "Najpierw powiedz o tym osobie, która pomaga.")
REQUEST_EMAIL = Guard("request email", "Ta osoba nie podała e-maila: zadzwoń.")
OFFER_EMAIL = Guard("offer email", "Ta osoba nie podała e-maila: zadzwoń.")
ONE_ORGANIZATION = Guard(
    "one organization", "Najpierw przekaż obie osoby tej samej organizacji: to ona zawiera umowy."
)
AGREEMENTS_MISSING = Guard("agreements missing", "Obie umowy już są. Znajdziesz je niżej.")
BOTH_CONCLUDED = Guard(
    "both concluded", "Najpierw zawrzyj obie umowy: porozumienie i umowę o pomoc."
)
CHILD_CHECKED = Guard(
    "child checked",
    "Pomoc dotyczy dziecka: najpierw sprawdź w rejestrze osobę, która pomaga (ustawa z 13 maja "
    "2016 r., art. 21).",
)
NO_TASK = Guard("no task", "Zadanie już jest.")
TASK_ENDED = Guard("no task", "Najpierw zakończ zadanie tego dopasowania.")
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
_DAY = Question("day", "Którego dnia", Ask.DAY)
_INSURED = Question(
    "insured",
    "Ubezpieczenie osoby, która pomaga",
    Ask.CHOICE,
    choices=(
        ("policy", "organizacja ma polisę NNW (porozumienie do 30 dni)"),
        ("law", "porozumienie trwa ponad 30 dni: zaopatrzenie z ustawy"),
    ),
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
            "prepare agreements",
            "Przygotuj umowy",
            frozenset({"negotiating", "agreed"}),
            None,
            COORDINATORS,
            needs=(HANDED, ONE_ORGANIZATION, AGREEMENTS_MISSING),
            causes=(Cause.AGREEMENTS,),
            told="przygotowuje umowy",
        ),
        Move(
            "delegate",
            "Deleguj do zadania",
            frozenset({"agreed"}),
            None,
            COORDINATORS,
            needs=(BOTH_CONCLUDED, CHILD_CHECKED, NO_TASK),
            asks=(_DAY, _INSURED),
            causes=(Cause.TASK,),
            told="deleguje do zadania",
        ),
        Move(
            "reject",
            "Nie dojdzie do skutku",
            _TALKS | {"agreed"},
            "rejected",
            COORDINATORS,
            needs=(TASK_ENDED,),
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
            needs=(TASK_ENDED,),
            asks=(NOTE,),
            effects=(Effect.SETTLED,),
            usual=True,
            told="kończy: pomoc się odbyła",
        ),
        *keeping_moves(_TALKS | {"agreed"}),
    ),
)
"""People answer and a coordinator records it; the program never answers for anybody."""
