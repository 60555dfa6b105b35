"""Zlecenie i Oferta: what one person asks for or can do; both end, or expire by the clock."""

from __future__ import annotations

from desk.kinds.notices import board_moves
from desk.kinds.people import CATEGORY, HOW_FAR, TOWN, WHAT
from desk.rules.common_moves import COORDINATORS, NOTE, WHY, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State
from desk.rules.roles import Role

LONGEST_DAYS = 90
"""No request and no offer is open longer without somebody asking again."""
REMINDED_DAYS = 7
"""So many days before its end its person is written to."""

OPEN_LONG_ENOUGH = Guard("valid", "Najpierw sprawdź to i wpisz, do którego dnia jest ważne.")
ACCEPTED = Guard("person accepted", "Najpierw przyjmij osobę, która to oferuje.")
ASKING = Guard("person open", "Osoba, która o to prosi, ma już zakończoną sprawę.")

_STATES = (
    State("draft", "szkic"),
    State("checked", "sprawdzone"),
    State("open", "otwarte"),
    State("taken", "zajęte"),
    State("closed", "zamknięte", ended=True),
    State("expired", "wygasłe", ended=True),
)
_LIVE = frozenset({"draft", "checked", "open", "taken"})
_UNTIL = Question("valid_until", "Ważne do", Ask.DAY, latest=LONGEST_DAYS)
_TIMES = Question(
    "times", "Kiedy", Ask.TEXT, required=False, hint="Na przykład „po 16” albo „w soboty”."
)
_CHILDREN = Question(
    "children",
    "Czy pomoc dotyczy dziecka",
    Ask.CHOICE,
    choices=(("tak", "tak"), ("nie", "nie")),
)
_FAR = Question("how_far", "Jak daleko", Ask.CHOICE, choices=HOW_FAR)
_OFFER = Question("offer", "Oferta", Ask.OFFER)


def _kind(
    name: str, label: str, asks: tuple[Question, ...], needs: tuple[Guard, ...], *more: Move
) -> Kind:
    return Kind(
        name,
        label,
        "draft",
        _STATES,
        (
            Move(
                "check",
                "Sprawdź i uzupełnij",
                frozenset({"draft", "checked"}),
                "checked",
                COORDINATORS,
                asks=asks,
                effects=(Effect.TAKE,),
                usual=True,
                told="sprawdza",
            ),
            Move(
                "open up",
                "Otwórz na dopasowanie",
                frozenset({"checked"}),
                "open",
                COORDINATORS,
                needs=(OPEN_LONG_ENOUGH, *needs),
                usual=True,
                told="otwiera na dopasowanie",
            ),
            *more,
            *board_moves(_LIVE),
            *keeping_moves(_LIVE),
            Move(
                "prolong",
                "Przedłuż",
                frozenset({"open", "expired"}),
                "open",
                COORDINATORS,
                needs=needs,
                asks=(_UNTIL,),
                told="przedłuża",
            ),
            Move(
                "correct",
                "Popraw",
                frozenset({"open"}),
                "checked",
                COORDINATORS,
                asks=asks,
                told="poprawia",
            ),
            Move(
                "occupy",
                "Zajęte, umówione inaczej",
                frozenset({"open"}),
                "taken",
                COORDINATORS,
                asks=(NOTE,),
                effects=(Effect.SETTLED,),
                told="zajęte",
            ),
            Move(
                "free",
                "Znów otwarte",
                frozenset({"taken"}),
                "open",
                COORDINATORS,
                needs=(OPEN_LONG_ENOUGH,),
                told="znów otwarte",
            ),
            Move(
                "finish",
                "To już załatwione",
                frozenset({"taken"}),
                "closed",
                COORDINATORS,
                asks=(NOTE,),
                effects=(Effect.SETTLED,),
                told="kończy: załatwione",
            ),
            Move(
                "close",
                "Zamknij bez pomocy",
                frozenset({"draft", "checked", "open"}),
                "closed",
                COORDINATORS,
                asks=(WHY,),
                effects=(Effect.SETTLED,),
                told="zamyka",
            ),
            Move(
                "reopen",
                "Wróć do tego",
                frozenset({"closed", "expired"}),
                "draft",
                COORDINATORS,
                effects=(Effect.TAKE,),
                told="wraca do tego",
            ),
            Move(
                "remind",
                "Przypomnij",
                frozenset({"open"}),
                None,
                frozenset({Role.CLOCK}),
                tells=("ends soon",),
                channel="clock",
                told="przypomina o końcu ważności",
            ),
            Move(
                "expire",
                "Wygaś",
                frozenset({"open"}),
                "expired",
                frozenset({Role.CLOCK}),
                effects=(Effect.SETTLED,),
                channel="clock",
                told="minął dzień ważności",
            ),
        ),
    )


REQUEST = _kind(
    "request",
    "prośba",
    (CATEGORY, WHAT, TOWN, _TIMES, _CHILDREN, _UNTIL),
    (ASKING,),
    Move(
        "pair",
        "Dopasuj",
        frozenset({"open"}),
        None,
        COORDINATORS,
        asks=(_OFFER,),
        causes=(Cause.PAIR,),
        effects=(Effect.TAKE,),
        told="zaczyna dopasowanie",
    ),
)
OFFER = _kind(
    "offer",
    "oferta",
    (CATEGORY, WHAT, TOWN, _FAR, _TIMES, _UNTIL),
    (ACCEPTED,),
)
"""Each has one kind of help: an offer of three kinds is three offers, each taken by itself."""
