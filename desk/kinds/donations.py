"""Darowizna: announced by a form, paid by one line of a bank statement, confirmed to the donor.

It is received by a line that the treasurer has said it is paid by, or by the treasurer's own move
for what no statement shows. Nothing else makes it so.
"""

from __future__ import annotations

from desk.rules.common_moves import WHY, WORDS
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State
from desk.rules.roles import Role

TREASURER = frozenset({Role.TREASURER})
_BY_LINE = frozenset({Role.CLOCK})
"""No button does it: the record does, together with the line of the statement."""

_PAID = Question("paid", "Ile wpłynęło", Ask.AMOUNT, hint="Na przykład: 50 albo 50,00 zł.")
_PAID_ON = Question("paid_on", "Którego dnia", Ask.DAY, earliest=-366, latest=0)
_PROOF = Question(
    "proof", "Jaki jest dowód", Ask.TEXT, hint="Na przykład: dowód wpłaty KP 12. Nie wyciąg."
)

_PAID_BY = Question(
    "paid_by",
    "Z czego pokryto zwrot",
    Ask.CHOICE,
    choices=(("donations", "z innych darowizn"), ("own", "z własnych pieniędzy organizacji")),
)
UNEXPLAINED = Guard("unexplained", "Nie ma tu nic do wyjaśnienia.")

DONATION = Kind(
    "donation",
    "darowizna",
    "declared",
    (
        State("declared", "zadeklarowana"),
        State("received", "wpłynęła"),
        State("confirmed", "potwierdzona", ended=True),
        State("expired", "wygasła", ended=True),
        State("returned", "zwrócona", ended=True),
    ),
    (
        Move(
            "paid by transfer",
            "Wpłynęła przelewem",
            frozenset({"declared", "expired"}),
            "received",
            _BY_LINE,
            channel="transfer",
            told="wskazuje przelew, którym wpłynęła",
        ),
        Move(
            "paid otherwise",
            "Wpłynęła bez przelewu",
            frozenset({"declared"}),
            "received",
            TREASURER,
            asks=(_PAID, _PAID_ON, _PROOF),
            causes=(Cause.PAID,),
            told="zapisuje wpłatę, której nie ma na wyciągu",
        ),
        Move(
            "unpay",
            "To nie była ta wpłata",
            frozenset({"received"}),
            "declared",
            TREASURER,
            asks=(WHY,),
            causes=(Cause.UNPAID,),
            told="odłącza wpłatę",
        ),
        Move(
            "confirm",
            "Potwierdź",
            frozenset({"received"}),
            "confirmed",
            TREASURER,
            effects=(Effect.SETTLED,),
            causes=(Cause.CONFIRMED,),
            usual=True,
            told="potwierdza; potwierdzenie ma numer",
        ),
        Move(
            "expire",
            "Już nie wpłynie",
            frozenset({"declared"}),
            "expired",
            TREASURER,
            effects=(Effect.SETTLED,),
            told="zapisuje, że pieniądze nie przyszły",
        ),
        Move(
            "returned by transfer",
            "Zwrócona przelewem",
            frozenset({"received", "confirmed"}),
            "returned",
            _BY_LINE,
            channel="transfer",
            told="wskazuje przelew, którym wróciła",
        ),
        Move(
            "give back",
            "Zwrócona",
            frozenset({"received", "confirmed"}),
            "returned",
            TREASURER,
            asks=(WHY,),
            effects=(Effect.SETTLED,),
            causes=(Cause.GIVEN_BACK,),
            told="zapisuje zwrot",
        ),
        Move(
            "explain",
            "Wyjaśnij zwrot",
            frozenset({"returned"}),
            None,
            TREASURER,
            needs=(UNEXPLAINED,),
            asks=(_PAID_BY, WHY),
            causes=(Cause.EXPLAINED,),
            told="wyjaśnia zwrot pieniędzy, które były już wydane",
        ),
        Move(
            "note",
            "Dopisz notatkę",
            frozenset({"declared", "received", "confirmed"}),
            None,
            TREASURER,
            asks=(WORDS,),
            told="dopisuje notatkę",
        ),
    ),
)
