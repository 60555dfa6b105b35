"""Zadanie i Referencja: who is sent where, the hours, and what whoever was helped says of it.

A task never holds an address: that is told by telephone and written on the paper card by hand.
"""

from __future__ import annotations

from desk.rules.common_moves import COORDINATORS, NOTE, WHY, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State

OUTCOMES = (
    ("job", "znalazła pracę"),
    ("placement", "trafiła na staż albo praktykę"),
    ("training", "poszła na szkolenie albo do szkoły"),
    ("qualification", "zdobyła kwalifikacje"),
    ("volunteering", "skończyła wolontariat"),
    ("own steps", "sama robi następne kroki"),
)
"""What changed for whoever helps: the handbook of 2014, chapter 6.3. Counted, never told."""

HOURS = Guard("hours", "Najpierw zapisz godziny.")
NO_REFERENCE = Guard("no reference", "O zdanie już poproszono.")

_LIVE = frozenset({"delegated", "under way", "done", "broken off"})
_WORKED = Question("worked", "Którego dnia", Ask.DAY, earliest=-366, latest=0)
_HOURS = Question("hours", "Ile godzin", Ask.HOURS, hint="Na przykład: 2 albo 1,5 albo 1:30.")
_OUTCOME = Question(
    "outcome", "Co się zmieniło u osoby, która pomaga", Ask.CHOICE, choices=OUTCOMES
)
DAY = Question("day", "Którego dnia", Ask.DAY)

TASK = Kind(
    "task",
    "zadanie",
    "delegated",
    (
        State("delegated", "delegowane"),
        State("under way", "w toku"),
        State("done", "wykonane"),
        State("broken off", "przerwane"),
        State("closed", "zamknięte", ended=True),
    ),
    (
        Move(
            "begin",
            "Zaczęte",
            frozenset({"delegated"}),
            "under way",
            COORDINATORS,
            asks=(NOTE,),
            usual=True,
            told="zapisuje, że zadanie się zaczęło",
        ),
        Move(
            "move day",
            "Zmień dzień",
            frozenset({"delegated", "under way"}),
            None,
            COORDINATORS,
            asks=(DAY,),
            told="zmienia dzień",
        ),
        Move(
            "record hours",
            "Zapisz godziny",
            frozenset({"under way", "done", "broken off"}),
            None,
            COORDINATORS,
            asks=(_WORKED, _HOURS),
            causes=(Cause.HOURS,),
            told="zapisuje godziny",
        ),
        Move(
            "done",
            "Wykonane",
            frozenset({"under way"}),
            "done",
            COORDINATORS,
            needs=(HOURS,),
            asks=(NOTE,),
            effects=(Effect.SETTLED,),
            usual=True,
            told="zapisuje, że zadanie jest wykonane",
        ),
        Move(
            "break off",
            "Przerwane",
            frozenset({"delegated", "under way"}),
            "broken off",
            COORDINATORS,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            told="przerywa zadanie",
        ),
        Move(
            "ask reference",
            "Poproś o zdanie osobę, która skorzystała",
            frozenset({"done"}),
            None,
            COORDINATORS,
            needs=(NO_REFERENCE,),
            causes=(Cause.REFERENCE,),
            told="prosi o zdanie o pomocy",
        ),
        Move(
            "outcome",
            "Zapisz, co się zmieniło",
            frozenset({"done", "broken off"}),
            None,
            COORDINATORS,
            asks=(_OUTCOME,),
            causes=(Cause.OUTCOME,),
            told="zapisuje, co się zmieniło",
        ),
        Move(
            "close",
            "Zamknij zadanie",
            frozenset({"done", "broken off"}),
            "closed",
            COORDINATORS,
            effects=(Effect.SETTLED,),
            causes=(Cause.CLOSED,),
            usual=True,
            told="zamyka zadanie",
        ),
        *keeping_moves(_LIVE),
    ),
)

_SKILLS = Question(
    "skills",
    "Co ta osoba umie",
    Ask.SENTENCE,
    hint="Umiejętności, bez historii i bez imion. To stanie na zaświadczeniu.",
)

REFERENCE = Kind(
    "reference",
    "referencja",
    "asked",
    (
        State("asked", "poproszona"),
        State("received", "otrzymana"),
        State("approved", "zatwierdzona"),
        State("declined", "nie będzie", ended=True),
        State("withdrawn", "wycofana", ended=True),
    ),
    (
        Move(
            "received by phone",
            "Mówi przez telefon",
            frozenset({"asked", "received"}),
            "received",
            COORDINATORS,
            asks=(_SKILLS,),
            channel="phone",
            usual=True,
            told="zapisuje zdanie przez telefon",
        ),
        Move(
            "approve",
            "Zatwierdź",
            frozenset({"received"}),
            "approved",
            COORDINATORS,
            effects=(Effect.SETTLED,),
            usual=True,
            told="zatwierdza",
        ),
        Move(
            "decline",
            "Nie chce nic mówić",
            frozenset({"asked"}),
            "declined",
            COORDINATORS,
            effects=(Effect.SETTLED,),
            told="zapisuje, że zdania nie będzie",
        ),
        Move(
            "withdraw",
            "Wycofaj",
            frozenset({"received", "approved"}),
            "withdrawn",
            COORDINATORS,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            told="wycofuje",
        ),
        *keeping_moves(frozenset({"asked", "received"})),
    ),
)
"""Nobody has to say anything; a certificate is printed of what was approved, and of the hours."""
