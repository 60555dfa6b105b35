"""Zgłoszenie: what somebody sent by a form, until it became somebody's business or an honest no."""

from __future__ import annotations

from desk.rules.common_moves import COORDINATORS, DAY, HANDED, STEP, WHY, common_moves
from desk.rules.move import Ask, Cause, Effect, Kind, Move, Question, State

_OPEN = frozenset({"new", "read", "deferred"})

WHO = Question(
    "person",
    "Kto to jest",
    Ask.PERSON,
    hint="Ktoś podobny jest już zapisany. Program sam nikogo nie łączy.",
)

SUBMISSION = Kind(
    "submission",
    "zgłoszenie",
    "new",
    (
        State("quarantine", "w kwarantannie"),
        State("new", "nowe"),
        State("read", "czytane"),
        State("deferred", "odłożone"),
        State("accepted", "przyjęte", ended=True),
        State("refused", "odmowa", ended=True),
    ),
    (
        Move(
            "release",
            "To człowiek, nie automat",
            frozenset({"quarantine"}),
            "new",
            COORDINATORS,
            told="wyjmuje z kwarantanny",
        ),
        Move("open", "Czytaj", frozenset({"new"}), "read", COORDINATORS, told="otwiera"),
        *common_moves(_OPEN),
        Move(
            "accept",
            "Przyjmij",
            frozenset({"read", "deferred"}),
            "accepted",
            COORDINATORS,
            needs=(HANDED,),
            asks=(WHO,),
            effects=(Effect.SETTLED,),
            causes=(Cause.BECOME,),
            usual=True,
            told="przyjmuje",
        ),
        Move(
            "defer",
            "Odłóż",
            frozenset({"read"}),
            "deferred",
            COORDINATORS,
            asks=(DAY, STEP),
            told="odkłada",
        ),
        Move(
            "refuse",
            "Odmów",
            frozenset({"quarantine", "read", "deferred"}),
            "refused",
            COORDINATORS,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            told="odmawia",
        ),
        Move(
            "reopen",
            "Wróć do tego",
            frozenset({"accepted", "refused"}),
            "read",
            COORDINATORS,
            effects=(Effect.TAKE,),
            told="wraca do tego",
        ),
    ),
)
"""Opening it is a move: whoever reads first is named, and reminders stop only then."""

STORE_STATES = {
    "quarantine": "quarantine",
    "new": "new",
    "read": "read",
    "deferred": "read",
    "accepted": "done",
    "refused": "done",
}
"""The state that the forms' store is told, for each state here."""
AGREEMENT_STORE_STATES = {"draft": "to-agree", "assented": "agreed"}
"""What it is told instead while an agreement waits, by the agreement's state: whose turn it is."""
