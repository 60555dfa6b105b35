"""Wsparcie: money or things for a person, from donations, decided by two people.

The first decision and the second are made by two people. The second takes the money out of the
ledger in the same move. What is given out is signed for on paper. Nothing here asks how long
anybody has worked: hours never decide (a law of the programme). No donation names a person.
"""

from __future__ import annotations

from desk.rules.common_moves import COORDINATORS, HANDED, NOTE, WHY, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State

MEANS = (("money", "pieniądze"), ("things", "rzeczy albo usługa"))
GIVERS = (("volunteer", "wolontariusz"), ("coordinator", "koordynacja"))

SUPPORTED_OPEN = Guard("supported open", "Sprawa tej osoby jest już zakończona.")
NOTHING_OWED = Guard(
    "nothing owed",
    "Darowizna, którą już wydano, wróciła do darczyńcy. Najpierw skarbnik musi to wyjaśnić.",
)

TERMS = (
    Question("category", "Na co", Ask.CATEGORY),
    Question("means", "Co dajemy", Ask.CHOICE, choices=MEANS),
    Question(
        "grosze",
        "Ile z darowizn",
        Ask.AMOUNT,
        required=False,
        hint="Na przykład: 50 albo 50,00 zł. Puste, kiedy rzecz jest podarowana.",
    ),
    Question(
        "items", "Jakie rzeczy", Ask.TEXT, required=False, hint="Na przykład: piec elektryczny."
    ),
    Question(
        "what",
        "Dlaczego potrzeba",
        Ask.SENTENCE,
        hint="Jedno zdanie. Bez zdrowia, nazwisk i adresów.",
    ),
)
"""What is asked for; the same questions make the thing, at its person."""

_STATES = (
    State("requested", "wniosek"),
    State("first", "po pierwszej decyzji, czeka na drugą osobę"),
    State("granted", "przyznane"),
    State("given", "wydane", ended=True),
    State("refused", "odmowa", ended=True),
    State("withdrawn", "nie odebrane", ended=True),
)
_BEFORE = frozenset({"requested", "first"})

SUPPORT = Kind(
    "support",
    "wsparcie",
    "requested",
    _STATES,
    (
        Move(
            "set terms",
            "Popraw wniosek",
            _BEFORE,
            "requested",
            COORDINATORS,
            asks=TERMS,
            causes=(Cause.TERMS,),
            told="poprawia wniosek; decyzje trzeba podjąć na nowo",
        ),
        Move(
            "decide first",
            "Pierwsza decyzja: tak",
            frozenset({"requested"}),
            "first",
            COORDINATORS,
            needs=(HANDED, SUPPORTED_OPEN),
            asks=(NOTE,),
            usual=True,
            told="podejmuje pierwszą decyzję: tak",
        ),
        Move(
            "grant",
            "Druga decyzja: przyznaj",
            frozenset({"first"}),
            "granted",
            COORDINATORS,
            needs=(HANDED, SUPPORTED_OPEN, NOTHING_OWED),
            asks=(NOTE,),
            causes=(Cause.GRANTED,),
            other=True,
            usual=True,
            told="podejmuje drugą decyzję i przyznaje",
        ),
        Move(
            "refuse",
            "Odmów",
            _BEFORE,
            "refused",
            COORDINATORS,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            told="odmawia",
        ),
        Move(
            "give out",
            "Wydane, pokwitowanie podpisane",
            frozenset({"granted"}),
            "given",
            COORDINATORS,
            asks=(
                Question("giver", "Kto wydał", Ask.CHOICE, choices=GIVERS),
                Question(
                    "folder",
                    "Gdzie leży podpisane pokwitowanie",
                    Ask.TEXT,
                    hint="Na przykład: segregator 3, nr 12.",
                ),
            ),
            effects=(Effect.SETTLED,),
            channel="paper",
            usual=True,
            told="wydaje; pokwitowanie jest podpisane",
        ),
        Move(
            "not collected",
            "Nie zostało odebrane",
            frozenset({"granted"}),
            "withdrawn",
            COORDINATORS,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            causes=(Cause.UNGRANTED,),
            told="cofa; pieniądze wracają do darowizn",
        ),
        *keeping_moves(frozenset({"requested", "first", "granted"})),
    ),
)
