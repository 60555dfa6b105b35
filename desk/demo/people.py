"""Forty invented people: what they sent, relative to today, and what was done with it.

Each name says that it is made up. Telephone numbers have an area code and then 000, which no
network gives out (see `catalog.sample.numbers`); e-mails end in example.org.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.forms.form import Answer, Form
from catalog.publication import Publication
from catalog.sample.seeded_random import Dice
from desk.database.record import Record
from desk.demo.agreements import agree_some
from desk.demo.donations import give_some
from desk.demo.matches import match_some, step_made
from desk.demo.notices import post_some
from desk.demo.organizations import ORGANIZATIONS
from desk.record.arrivals import Arrival, keep_arrivals
from desk.record.moves import WARSAW
from desk.rules.move import Choices
from desk.rules.roles import Role, Scope
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed

PEOPLE = 40
EWA = Scope("Zmyślona Ewa", frozenset({Role.PROGRAMME}))
_NAMES = (
    "Zmyślona Zofia", "Zmyślony Adam", "Zmyślona Halina", "Zmyślony Jan", "Zmyślona Maria",
    "Zmyślony Piotr", "Zmyślona Irena", "Zmyślony Marek", "Zmyślona Oksana", "Zmyślony Tomasz",
)  # fmt: skip
_TOWNS = ("Toruń", "Bydgoszcz", "Włocławek", "Grudziądz", "Chełmża", "Brodnica")
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "what": (
        "Cieknie kran w kuchni, a ja nie umiem go naprawić.",
        "Potrzebuję kogoś, kto pomoże wypełnić pismo do urzędu.",
        "Syn nie radzi sobie z matematyką w szóstej klasie.",
        "Chcę pomalować pokój przed świętami.",
    ),
    "offer": ("Umiem naprawiać rowery i sprzęty.", "Mogę uczyć angielskiego w soboty."),
    "callback": ("po 16", "tylko rano", "w weekend"),
}
_OTHER_TEXT = ("To zmyślona odpowiedź.",)
_FORMS = ("potrzeba", "potrzeba", "potrzeba", "uczestnik", "wolontariusz", "oferta")


@dataclass(frozen=True)
class _Done:
    """What was done with a thing: a move, with what was typed."""

    move: str
    given: Mapping[str, str]


def seed(record: Record, publication: Publication, choices: Choices, now: datetime) -> None:
    """Fill an empty record; with the organizations and kinds of help that moves may choose."""
    dice = Dice("desk")
    forms = [publication.forms[name] for name in _FORMS if name in publication.forms]
    forms = forms or [one for one in publication.forms.values() if not one.closed]
    arrivals = [_arrival(forms[at % len(forms)], at, dice, now) for at in range(PEOPLE)]
    kept = keep_arrivals(record, arrivals, choices.organizations, now)
    tomorrow = (now.astimezone(WARSAW) + timedelta(days=1)).date().isoformat()
    today = now.astimezone(WARSAW).date().isoformat()
    for at, reference in enumerate(kept[8:]):
        for step in _story(at % 8, today, tomorrow):
            _make(record, reference, step, now)
    match_some(record, choices, now)
    agree_some(record, choices, now)
    post_some(record, choices, now)
    give_some(record, publication, choices, now)


def _story(which: int, today: str, tomorrow: str) -> tuple[_Done, ...]:
    """Eight ways in which things go on, so that every state is filled."""
    read = _Done("open", {})
    place = sorted(ORGANIZATIONS)[which % 2]
    hand = _Done("hand over", {"organization": place})
    plan = _Done("plan", {"next_day": today, "next_step": "zadzwonić do organizacji"})
    talked = _Done("reached", {"note": "Rozmawialiśmy. Prosi o termin w przyszłym tygodniu."})
    later = {"next_day": tomorrow, "next_step": "sprawdzić, czy jest wolontariusz"}
    stories: tuple[tuple[_Done, ...], ...] = (
        (read,),
        (read, _Done("missed", {})),
        (read, talked, plan),
        (read, hand, talked, _Done("accept", {})),
        (read, talked, _Done("defer", later)),
        (read, _Done("refuse", {"note": "To sprawa dla innego programu. Podaliśmy telefon."})),
        (read, _Done("missed", {}), _Done("missed", {}), _Done("missed", {})),
        (read, hand, _Done("accept", {})),
    )
    return stories[which]


def _make(record: Record, reference: str, step: _Done, now: datetime) -> None:
    step_made(record, EWA, (reference, step.move, step.given), Choices(ORGANIZATIONS), now)


def _arrival(form: Form, at: int, dice: Dice, now: datetime) -> Arrival:
    """One of them; the first came just now, the last some weeks ago."""
    when = (now - timedelta(hours=7 * at + dice.number(0, 5))).replace(microsecond=0)
    answers = _answers(form, at, dice)
    label = Label(new_reference(), form.name, form.version, "1/1", when)
    submission = Submission(label, answers)
    last = (when + timedelta(days=form.retention_days)).date()
    opened = Opened(Sealed(label, Envelope(b"", ()), last), submission, form)
    identity = hashlib.sha256(f"pokaz {at}".encode()).hexdigest()
    return Arrival(opened, identity)


def _answers(form: Form, at: int, dice: Dice) -> dict[str, Answer]:
    """An answer to most questions, by their types and names."""
    answers: dict[str, Answer] = {}
    for question in form.asked:
        if question.choices:
            values = [choice.value for choice in question.choices]
            many = question.type == "select_multiple"
            values = ["telefon"] if question.name == "contact_way" else values
            answers[question.name] = tuple(dice.some(values, 2)) if many else dice.one(values)
        elif question.format == "phone":
            answers[question.name] = f"+4856000{dice.digits(4)}"
        elif question.format == "email":
            answers[question.name] = f"osoba{at}@example.org" if dice.chance(0.5) else ""
        elif question.autocomplete == "given-name":
            answers[question.name] = _NAMES[at % len(_NAMES)]
        elif question.autocomplete == "address-level2":
            answers[question.name] = dice.one(_TOWNS)
        elif question.type == "text":
            answers[question.name] = dice.one(_TEXTS.get(question.name, _OTHER_TEXT))
        elif question.type == "acknowledge":
            answers[question.name] = "tak"
    relevant = form.relevant({**{one.name: "" for one in form.asked}, **answers})
    return {name: value for name, value in answers.items() if name in relevant}
