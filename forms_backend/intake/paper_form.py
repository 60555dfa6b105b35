"""A sheet of paper typed in: the form with what one has to know about the sheet itself.

Coordinators and volunteers type, so what is said here is Polish only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache

from catalog.forms.form import PAPER, Answer, Form, Question, Section
from catalog.forms.form_class import BoundForm, Values, filled
from catalog.publication import Edition, Publication
from catalog.text.language import HOME
from forms_backend.intake.acceptance import last_day
from forms_backend.sealing.submission import CLAUSE_VERSION

HELPER = "pomocnik"
_UNKNOWN_CLAUSE = "nieznana"
_LEAST_OF_VERSION = 4
_ABOUT = Section.model_validate(
    {
        "title": "O kartce",
        "questions": [
            {
                "name": "paper_date",
                "type": "date",
                "label": "Data na kartce",
                "hint": "Z pola „Data wypełnienia”, na przykład 22.11.2026.",
                "required": "tak",
                "required_message": "Wpisz datę z kartki. Od niej liczymy czas przechowywania.",
            },
            {
                "name": "paper_version",
                "type": "text",
                "label": "Wersja",
                "hint": "Sześć znaków na dole kartki, na przykład 3F9A12.",
                "max_length": "12",
            },
            {
                "name": "paper_clause",
                "type": "text",
                "label": "Wersja informacji o danych",
                "hint": "Tylko z kartki starszej niż dzisiejszy formularz. Stoi pod „Co stanie się "
                "z danymi”, na przykład 3/2026-11-3fa9c2/papier.",
                "max_length": "60",
            },
            {
                "name": "paper_typist",
                "type": "text",
                "label": "Kto przepisuje?",
                "hint": "Podaj funkcję, nie nazwisko: na przykład „wolontariusz”.",
                "required": "tak",
                "required_message": "Wpisz, kto przepisuje: funkcję, nie nazwisko.",
                "max_length": "80",
            },
        ],
    }
)
_CONTACT = Section.model_validate(
    {
        "title": "Kto jest do kontaktu",
        "questions": [
            {
                "name": "paper_contact",
                "type": "select_one",
                "label": "Do kogo mamy się odzywać?",
                "required": "tak",
                "required_message": "Zaznacz, do kogo mamy się odzywać.",
                "choices": [
                    {"value": "osoba", "label": "Do osoby, która się zgłasza"},
                    {
                        "value": HELPER,
                        "label": "Do osoby, która jej pomaga",
                        "hint": "Wtedy telefon i e-mail osoby, która się zgłasza, mogą być puste.",
                    },
                ],
            },
            {
                "name": "paper_helper_role",
                "type": "text",
                "label": "Kim jest osoba, która pomaga?",
                "hint": "Tylko jeśli to do niej mamy się odzywać. Bez nazwiska.",
                "required": "tak",
                "required_message": "Wpisz, kim jest osoba, która pomaga.",
                "max_length": "80",
                "relevant": {"paper_contact": HELPER},
            },
            {
                "name": "paper_helper_phone",
                "type": "text",
                "format": "phone",
                "label": "Telefon osoby, która pomaga",
                "hint": "Tylko jeśli to do niej mamy się odzywać.",
                "required": "tak",
                "required_message": "Wpisz telefon osoby, która pomaga.",
                "relevant": {"paper_contact": HELPER},
            },
        ],
    }
)
QUESTIONS: Mapping[str, Question] = {
    one.name: one for one in (*_ABOUT.questions, *_CONTACT.questions)
}
"""What is asked about the sheet, by name. A form has no question of such a name."""


@lru_cache(maxsize=64)
def typed(form: Form) -> Form:
    """A compiled form as it is typed in: all on one page, numbered as on paper, sheet first."""
    numbers = {question.name: number for number, question in enumerate(form.asked, start=1)}
    sections = tuple(
        section.model_copy(
            update={"questions": tuple(_numbered(form, one, numbers) for one in section.questions)}
        )
        for section in form.sections
    )
    about = (_ABOUT, _CONTACT) if form.needs_contact else (_ABOUT,)
    changed = form.model_copy(update={"sections": (*about, *sections), "paged": False})
    return Form.model_validate(changed.model_dump())


def _numbered(form: Form, question: Question, numbers: Mapping[str, int]) -> Question:
    """With its number, and with the condition in words: no script shows and hides it here.

    The typist's browser must not fill in the typist's own telephone.
    """
    if question.name not in numbers:
        return question
    hint, condition = question.hint, question.relevant
    if condition is not None:
        other = next(one for one in form.asked if one.name == condition.question)
        labels = [f"„{one.label}”" for one in other.choices if one.value in condition.values]
        told = f"Tylko jeśli w pytaniu {numbers[other.name]} zaznaczono {' albo '.join(labels)}."
        hint = " ".join(filter(None, (told.replace(" .", "."), hint)))
    label = f"{numbers[question.name]}. {question.label}"
    return question.model_copy(update={"label": label, "hint": hint, "autocomplete": None})


def read(form: Form, values: Values, today: date) -> BoundForm:
    """The typed answers, judged: `field_errors` tells what is wrong. `today` is in Poland."""
    bound = filled(typed(form), values, today=today)
    with suppress(ValueError):
        bound.today = min(_day(bound), today)  # a day that was ahead when the sheet was written
    if bound.answers.get("paper_contact") == HELPER:
        bound.waive(one.name for one in form.own_contacts if _stands_in(one, bound))
    bound.validate()
    if not bound["paper_date"].errors:
        bound["paper_date"].errors = list(_wrong_day(form, _day(bound), today))
    return bound


def _stands_in(question: Question, bound: BoundForm) -> bool:
    """Whether the helper's telephone stands in for a contact of the person's own.

    Not for the e-mail address to which the answer is to be sent.
    """
    called_for = question.format == "email" and bound.demands(question)
    return not bound.answers[question.name] and not called_for


def _wrong_day(form: Form, day: date, today: date) -> Iterator[str]:
    if day > today:
        yield "Ta data jest w przyszłości. Sprawdź dzień, miesiąc i rok."
    if last_day(form, day) < today:
        yield (
            f"Ta kartka ma ponad {form.retention_days} dni, więc nie wolno nam już trzymać tych "
            "danych. Zniszcz ją i zapytaj tę osobę, czy chce zgłosić się jeszcze raz."
        )


def _day(bound: BoundForm) -> date:
    return date.fromisoformat(str(bound.answers["paper_date"]))


def parted(form: Form, bound: BoundForm) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """The answers to the form, and what is known of the sheet."""
    answers = bound.answers
    about = {name: answer for name, answer in answers.items() if name in QUESTIONS and answer}
    return {one.name: answers[one.name] for one in form.asked}, about


def right_version(publication: Publication, form: Form, written: str) -> bool:
    """Whether a sheet was printed of today's form, in any language, by the code at its foot."""
    return _edition_of(publication, form, written) is not None


def _edition_of(publication: Publication, form: Form, written: str) -> Edition | None:
    """The language of which it is a print of today, by the code at its foot."""
    wanted = re.sub(r"[^0-9A-F]", "", written.upper())
    if len(wanted) < _LEAST_OF_VERSION:
        return None
    editions = (publication.edition(HOME), *publication.translations.values())
    known = (one for one in editions if form.name in one.forms)
    printed = (one for one in known if printed_version(one, form.name).startswith(wanted))
    return next(printed, None)


def printed_version(edition: Edition, name: str) -> str:
    """What stands at the foot of a form that is printed today."""
    return edition.forms[name].paper_version(edition.site.publisher.clause_version)


def _printed_clause(edition: Edition, name: str) -> str:
    """The version of the information on a form that is printed today."""
    return f"{edition.forms[name].clause.version}/{edition.site.publisher.clause_version}/{PAPER}"


def clause_version(publication: Publication, form: Form, about: Mapping[str, Answer]) -> str:
    """The version of the information that stood on the sheet, `about` which this is known.

    A sheet that is printed today says it by the code at its foot. An older one says it in words,
    if the typist has found them; else it is not known, and nothing is claimed.
    """
    edition = _edition_of(publication, form, str(about.get("paper_version", "")))
    if edition is not None:
        return _printed_clause(edition, form.name)
    return _typed_clause(str(about.get("paper_clause", ""))) or f"{_UNKNOWN_CLAUSE}/{PAPER}"


def clause_known(version: str) -> bool:
    """Whether it is the version of words, and not the admission that nobody knows them."""
    return not version.startswith(f"{_UNKNOWN_CLAUSE}/")


def _typed_clause(typed: str) -> str:
    """As it is printed: "3/2026-11-3FA9C2" is 3/2026-11-3fa9c2/papier. Empty when it is none."""
    written = re.sub(rf"(?i)/{PAPER}$", "", re.sub(r"\s", "", typed).rstrip("."))
    written = re.sub(r"(?<=-)[0-9A-F]{6}$", lambda digits: digits[0].lower(), written)
    return f"{written}/{PAPER}" if CLAUSE_VERSION.fullmatch(written) else ""


def judge_clause(publication: Publication, form: Form, bound: BoundForm) -> None:
    """Say what is wrong with a typed version of the information: its writing, or that the sheet's
    foot says another one.
    """
    typed = str(bound.answers["paper_clause"])
    if not typed or bound["paper_clause"].errors:
        return
    version = _typed_clause(typed)
    edition = _edition_of(publication, form, str(bound.answers["paper_version"]))
    if not version:
        bound["paper_clause"].errors = [
            "Sprawdź wersję informacji o danych: na kartce wygląda tak: 3/2026-11-3fa9c2/papier."
        ]
    elif edition is not None and version != (printed := _printed_clause(edition, form.name)):
        bound["paper_clause"].errors = [
            f"Kartka z taką wersją na dole ma wersję informacji {printed}. Sprawdź obie."
        ]


def rows(about: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    """Label and answer of what is known of a sheet; nothing when it was no paper."""
    return tuple(
        (one.label, one.show(about[name])) for name, one in QUESTIONS.items() if name in about
    )
