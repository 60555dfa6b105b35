"""Moves that every kind with somebody behind it has: taking, calling, planning, handing over."""

from __future__ import annotations

from dataclasses import replace

from desk.rules.move import Ask, Cause, Effect, Guard, Move, Question
from desk.rules.roles import Role

COORDINATORS = frozenset({Role.PROGRAMME, Role.ORGANIZATION})
PROGRAMME = frozenset({Role.PROGRAMME})

HANDED = Guard("handed", "Najpierw przekaż to organizacji.")
TALKED = Guard("talked", "Najpierw porozmawiaj z tą osobą i zaznacz, że odebrała.")

NOTE = Question(
    "note",
    "Notatka",
    Ask.NOTE,
    required=False,
    hint="Tylko to, co jest potrzebne do pomocy. Bez zdrowia, PESEL-u i nazwisk innych osób.",
)
WHY = Question("note", "Dlaczego", Ask.NOTE, hint="Jedno zdanie. Znika razem ze zgłoszeniem.")
WORDS = Question("note", "Notatka", Ask.NOTE, hint=NOTE.hint)
STEP = Question("next_step", "Co dalej", Ask.TEXT, hint="Na przykład: zadzwonić do organizacji.")
DAY = Question("next_day", "Którego dnia", Ask.DAY)
WHERE_TO = Question("organization", "Organizacja", Ask.ORGANIZATION)


_NONE = frozenset[str]()
_KEEPING = (
    Move(
        "take",
        "Biorę to",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.TAKE,),
        told="ma to teraz",
    ),
    Move(
        "leave",
        "Oddaję, ktoś inny to weźmie",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.LEAVE,),
        told="już tego nie ma",
    ),
    Move(
        "plan",
        "Zaplanuj następny krok",
        _NONE,
        None,
        COORDINATORS,
        asks=(DAY, STEP),
        told="planuje następny krok",
    ),
    Move(
        "settle",
        "Krok zrobiony",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.SETTLED,),
        told="następny krok zrobiony",
    ),
    Move(
        "note",
        "Dopisz notatkę",
        _NONE,
        None,
        COORDINATORS,
        asks=(WORDS,),
        told="dopisuje notatkę",
    ),
    Move(
        "mark urgent",
        "Oznacz jako pilne",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.URGENT,),
        told="oznacza jako pilne",
    ),
    Move(
        "mark calm",
        "To nie jest pilne",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.CALM,),
        told="to nie jest pilne",
    ),
)
_HANDING = (
    Move(
        "hand over",
        "Przekaż organizacji",
        _NONE,
        None,
        PROGRAMME,
        asks=(WHERE_TO,),
        effects=(Effect.LEAVE,),
        usual=True,
        told="przekazuje organizacji",
    ),
    Move(
        "give back",
        "Oddaj programowi",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.RETURN,),
        told="oddaje programowi",
    ),
)
_CALLING = (
    Move(
        "reached",
        "Odebrał(a)",
        _NONE,
        None,
        COORDINATORS,
        asks=(NOTE,),
        effects=(Effect.REACHED, Effect.TAKE),
        told="rozmawia przez telefon",
    ),
    Move(
        "missed",
        "Nie odebrał(a)",
        _NONE,
        None,
        COORDINATORS,
        effects=(Effect.MISSED, Effect.TAKE),
        told="dzwoni, nikt nie odbiera",
    ),
    Move(
        "do not call",
        "Nie dzwonić",
        _NONE,
        None,
        COORDINATORS,
        asks=(WHY,),
        effects=(Effect.SETTLED,),
        told="nie dzwonimy",
    ),
)


def common_moves(states: frozenset[str], *causes: Cause) -> tuple[Move, ...]:
    """What is done with a thing behind which somebody can be called, in these open states.

    causes: what handing over does to other things.
    """
    handing = tuple(replace(one, start=states, causes=causes) for one in _HANDING)
    calling = tuple(replace(one, start=states) for one in _CALLING)
    return (*keeping_moves(states), *handing, *calling)


def keeping_moves(states: frozenset[str]) -> tuple[Move, ...]:
    """Who has it, what comes next, and how soon: for every kind."""
    return tuple(replace(one, start=states) for one in _KEEPING)
