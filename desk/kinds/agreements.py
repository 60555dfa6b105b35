"""Porozumienie i Umowa o pomoc: an organization with who helps, and with who is helped.

Terms are settled first, and each change of them asks the other party anew; the organization agrees
last. Source: the Act of 24 April 2003 on public benefit activity and volunteering, art. 42 to 48.
"""

from __future__ import annotations

from desk.rules.agreement_text import MODES
from desk.rules.common_moves import COORDINATORS, NOTE, WHY, keeping_moves
from desk.rules.move import Ask, Cause, Effect, Guard, Kind, Move, Question, State
from desk.rules.roles import Role

LONGEST_DAYS = 2 * 366

TERMS = Guard("terms", "Najpierw wpisz warunki.")
NOT_OVER = Guard("not over", "Ostatni dzień już minął. Wpisz nowe warunki.")
SHORT = Guard(
    "short",
    "To porozumienie trwa ponad 30 dni: podpiszcie je na papierze (ustawa z 24 kwietnia 2003 r., "
    "art. 44).",
)
REVIEWED = Guard(
    "reviewed", "Tryb odpłatny i umowa z firmą czekają, aż prawnik sprawdzi tekst umowy."
)
SAME_TEXT = Guard(
    "same text", "Druga strona nie zgodziła się na ten tekst. Zapytaj ją jeszcze raz."
)
PARTY_ACCEPTED = Guard("party accepted", "Najpierw przyjmij tę osobę do programu.")
PARTY_OPEN = Guard("party open", "Sprawa tej osoby jest już zakończona.")

_STATES = (
    State("draft", "projekt"),
    State("assented", "druga strona się zgadza"),
    State("concluded", "zawarte"),
    State("refused", "nie zawarte", ended=True),
    State("dissolved", "rozwiązane", ended=True),
    State("expired", "wygasłe", ended=True),
)
_BEFORE = frozenset({"draft", "assented"})
_SETTLED = (
    Question(
        "what", "Zakres", Ask.SENTENCE, hint="Co będzie robione, gdzie (bez ulicy), jak często."
    ),
    Question("starts", "Od którego dnia", Ask.DAY, earliest=-7, latest=LONGEST_DAYS),
    Question("ends", "Do którego dnia", Ask.DAY, latest=LONGEST_DAYS),
    Question("mode", "Tryb", Ask.CHOICE, choices=MODES),
    Question(
        "proposed_by",
        "Czyja to propozycja",
        Ask.CHOICE,
        choices=(("organization", "organizacji"), ("person", "drugiej strony")),
    ),
)
_PARTY = Question(
    "party",
    "Kim jest druga strona",
    Ask.CHOICE,
    choices=(("person", "osoba prywatna"), ("firm", "firma albo instytucja")),
)
_READ_ALOUD = Question(
    "read_aloud",
    "Czy cały tekst jest przeczytany na głos",
    Ask.CHOICE,
    choices=(("tak", "tak, od początku do końca"),),
    hint="Zapisujemy dzień, godzinę i kto czytał. Kopię daj pocztą albo do ręki.",
)
_FOLDER = Question(
    "folder", "Gdzie leży podpisany papier", Ask.TEXT, hint="Na przykład: segregator 3, nr 12."
)


def _kind(name: str, label: str, party: Guard, long: tuple[Guard, ...], *asks: Question) -> Kind:
    return Kind(
        name,
        label,
        "draft",
        _STATES,
        (
            Move(
                "set terms",
                "Wpisz warunki",
                _BEFORE,
                "draft",
                COORDINATORS,
                asks=(*_SETTLED, *asks),
                effects=(Effect.TAKE,),
                causes=(Cause.WORDING,),
                told="wpisuje warunki; zgodę trzeba uzyskać na nowo",
            ),
            Move(
                "agreed by phone",
                "Zgadza się przez telefon",
                frozenset({"draft"}),
                "assented",
                COORDINATORS,
                needs=(TERMS, NOT_OVER, *long),
                asks=(_READ_ALOUD, NOTE),
                causes=(Cause.AGREED,),
                channel="phone",
                usual=True,
                told="czyta tekst przez telefon; druga strona się zgadza",
            ),
            Move(
                "agreed on paper",
                "Podpisane na papierze",
                frozenset({"draft"}),
                "assented",
                COORDINATORS,
                needs=(TERMS, NOT_OVER),
                asks=(_FOLDER,),
                causes=(Cause.AGREED,),
                channel="paper",
                usual=True,
                told="zapisuje podpis drugiej strony na papierze",
            ),
            Move(
                "conclude",
                "Organizacja też się zgadza: zawarte",
                frozenset({"assented"}),
                "concluded",
                COORDINATORS,
                needs=(TERMS, NOT_OVER, SAME_TEXT, REVIEWED, party),
                effects=(Effect.SETTLED,),
                causes=(Cause.CONCLUDED,),
                usual=True,
                told="zgadza się za organizację",
            ),
            Move(
                "refuse",
                "Nie dojdzie do zawarcia",
                _BEFORE,
                "refused",
                COORDINATORS,
                asks=(WHY,),
                effects=(Effect.SETTLED,),
                told="zapisuje, że umowy nie będzie",
            ),
            Move(
                "dissolve",
                "Rozwiąż",
                frozenset({"concluded"}),
                "dissolved",
                COORDINATORS,
                asks=(WHY,),
                effects=(Effect.SETTLED,),
                causes=(Cause.DISSOLVED,),
                told="rozwiązuje",
            ),
            Move(
                "expire",
                "Wygaś",
                frozenset({"concluded"}),
                "expired",
                frozenset({Role.CLOCK}),
                effects=(Effect.SETTLED,),
                channel="clock",
                told="minął ostatni dzień",
            ),
            *keeping_moves(_BEFORE | {"concluded"}),
        ),
    )


VOLUNTEERING = _kind("volunteering", "porozumienie", PARTY_ACCEPTED, (SHORT,))
"""The organization with whoever helps."""
HELPING = _kind("helping", "umowa o pomoc", PARTY_OPEN, (), _PARTY)
"""The organization with whoever is helped; whoever helps is party to nothing here."""
