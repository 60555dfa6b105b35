"""Ogłoszenie: an open request or offer on the public board, in words of a coordinator alone.

Who proposes it needs the person's yes; who publishes it works for the programme. It leaves the
board by itself when its day is over, or when its request or offer is no longer open.
"""

from __future__ import annotations

from desk.rules.common_moves import COORDINATORS, NOTE, PROGRAMME, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State
from desk.rules.roles import Role

SAID_YES = Guard("board yes", "Najpierw zapytaj tę osobę i zapisz, że zgadza się na ogłoszenie.")
EXCHANGED = Guard(
    "exchangeable", "Na stronie pokazujemy tylko pomoc, którą ludzie robią dla siebie nawzajem."
)
STILL_OPEN = Guard("exchange open", "Prośba albo oferta musi być otwarta i ważna.")
NO_OTHER = Guard("no notice", "Ta prośba albo oferta ma już inne ogłoszenie.")
DAY_AHEAD = Guard("notice ahead", "Ostatni dzień już minął. Popraw go.")

LONGEST_DAYS = 60
"""No notice is on the board longer without somebody looking at it again."""
TIMES = (
    ("any", "o każdej porze"),
    ("mornings", "rano"),
    ("afternoons", "po południu"),
    ("evenings", "wieczorem"),
    ("weekdays", "w dni robocze"),
    ("weekends", "w weekendy"),
)
"""What a notice may say of its time: the words of `catalog.notices.model.TIMES`."""
_ASKS = (
    Question(
        "words",
        "Co napisać na stronie",
        Ask.PUBLIC,
        hint="Jedno albo dwa zdania, Twoimi słowami. Przeczyta to każdy. Bez imion, telefonów, "
        "adresów i nazw miejscowości.",
    ),
    Question(
        "powiat",
        "Powiat",
        Ask.POWIAT,
        required=False,
        hint="Bez powiatu: pomoc przez telefon albo internet.",
    ),
    Question("when", "Kiedy", Ask.CHOICE, choices=TIMES),
    Question("until", "Ostatni dzień na stronie", Ask.DAY, latest=LONGEST_DAYS),
)
_LIVE = frozenset({"proposed", "published"})


def board_moves(states: frozenset[str]) -> tuple[Move, ...]:
    """What leads from a request or an offer to the board: the person's answer, and the proposal.

    states: those in which the answer may be noted.
    """
    return (
        Move(
            "ask board",
            "Zapisz, czy zgadza się na ogłoszenie",
            states,
            None,
            COORDINATORS,
            asks=(
                Question(
                    "board",
                    "Czy ta osoba zgadza się na ogłoszenie na stronie",
                    Ask.CHOICE,
                    hint="Powiedz: bez imienia, telefonu i miejscowości. Zgodę można cofnąć, "
                    "wtedy ogłoszenie zniknie.",
                    choices=(("tak", "tak"), ("nie", "nie")),
                ),
            ),
            told="zapisuje, co ta osoba mówi o ogłoszeniu",
        ),
        Move(
            "propose notice",
            "Zaproponuj ogłoszenie",
            frozenset({"open"}),
            None,
            COORDINATORS,
            needs=(SAID_YES, EXCHANGED, STILL_OPEN, NO_OTHER),
            asks=_ASKS,
            causes=(Cause.NOTICE,),
            told="proponuje ogłoszenie na stronie",
        ),
    )


NOTICE = Kind(
    "notice",
    "ogłoszenie",
    "proposed",
    (
        State("proposed", "do sprawdzenia"),
        State("published", "na stronie"),
        State("withdrawn", "zdjęte", ended=True),
        State("expired", "wygasłe", ended=True),
    ),
    (
        Move(
            "publish",
            "Opublikuj na stronie",
            frozenset({"proposed"}),
            "published",
            PROGRAMME,
            needs=(SAID_YES, EXCHANGED, STILL_OPEN, DAY_AHEAD),
            effects=(Effect.SETTLED,),
            usual=True,
            told="publikuje na stronie",
        ),
        Move(
            "correct",
            "Popraw",
            _LIVE,
            "proposed",
            COORDINATORS,
            asks=_ASKS,
            told="poprawia, trzeba sprawdzić jeszcze raz",
        ),
        Move(
            "withdraw",
            "Zdejmij ze strony",
            _LIVE,
            "withdrawn",
            COORDINATORS,
            asks=(NOTE,),
            effects=(Effect.SETTLED,),
            told="zdejmuje ze strony",
        ),
        Move(
            "reopen",
            "Zaproponuj jeszcze raz",
            frozenset({"withdrawn", "expired"}),
            "proposed",
            COORDINATORS,
            needs=(SAID_YES, STILL_OPEN, NO_OTHER),
            told="proponuje jeszcze raz",
        ),
        *keeping_moves(_LIVE),
        Move(
            "expire",
            "Wygaś",
            _LIVE,
            "expired",
            frozenset({Role.CLOCK}),
            effects=(Effect.SETTLED,),
            channel="clock",
            told="minął ostatni dzień",
        ),
        Move(
            "take down",
            "Zdejmij: nie ma już podstawy",
            _LIVE,
            "withdrawn",
            frozenset({Role.CLOCK}),
            effects=(Effect.SETTLED,),
            channel="clock",
            told="schodzi: prośba albo oferta nie jest otwarta albo nie ma zgody",
        ),
    ),
)
"""Of the person there is nothing in it: the request or offer behind it knows who it is."""
