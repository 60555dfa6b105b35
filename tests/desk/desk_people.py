"""People of the desk: what they sent by the forms that make people, and things in any state."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from catalog.forms.form import Answer, Form
from desk.database.record import Record
from desk.database.tables import EXCHANGES, THINGS
from desk.record.arrivals import Arrival
from desk.record.moves import Request, make_move
from desk.record.reads import Filter, inbox, whole_thing
from desk.rules.move import Thing
from desk.rules.roles import Scope
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed
from tests.desk.desk_records import ASKED, CHOICES, NOW, PROGRAMME

_TEXTS = ("what", "when", "by_day", "notice", "donor_name", "amount", "purpose")
_LISTS = (
    "category",
    "how_far",
    "of_age",
    "contact_way",
    "may_leave_message",
    "board",
    "confirmation",
)


def form_called(name: str) -> Form:
    """The synthetic form with the questions of the forms that make people."""
    whole = ASKED.model_dump()
    texts = [{"name": one, "type": "text", "label": one, "max_length": "1000"} for one in _TEXTS]
    town = {"name": "place", "type": "text", "label": "Skąd?", "max_length": "80"}
    town["autocomplete"] = "address-level2"
    yes = [{"value": one, "label": one} for one in ("tak", "nie")]
    kinds = [{"value": one, "label": label} for one, label in CHOICES.categories.items()]
    other = {"value": "cos-innego", "label": "Coś innego"}
    lists = [
        {
            "name": one,
            "type": "select_multiple" if one == "category" and name == "oferta" else "select_one",
            "label": one,
            "choices": [*kinds, other] if one == "category" else yes,
        }
        for one in _LISTS
    ]
    many = [
        {"name": one, "type": "select_multiple", "label": one, "choices": [*kinds, other]}
        for one in ("abilities", "services")
    ]
    more = {"title": "Więcej", "questions": [*texts, town, *lists, *many]}
    return Form.model_validate(whole | {"name": name, "sections": [*whole["sections"], more]})


_NAMES = ("potrzeba", "oferta", "uczestnik", "wolontariusz", "odpowiedz", "darowizna")
FORMS = {name: form_called(name) for name in _NAMES}


def sent(form: str, answers: Mapping[str, Answer] | None = None, when: datetime = NOW) -> Arrival:
    """Somebody's submission by one of these forms, for organization `jedna`."""
    asked = FORMS[form]
    label = Label(new_reference(), form, asked.version, "1/1", when)
    given: dict[str, Answer] = {"first_name": "Anna", "organization": "jedna", **(answers or {})}
    sealed = Sealed(label, Envelope(b"", ()), (when + timedelta(days=180)).date())
    return Arrival(Opened(sealed, Submission(label, given), asked), secrets.token_hex(16))


def move(
    record: Record, reference: str, name: str, scope: Scope = PROGRAMME, **given: str
) -> Thing:
    """Make a move on the version that is there."""
    seen = whole_thing(record, scope, reference, NOW.date()).item.thing.version
    return make_move(record, scope, Request(reference, name, seen, given, CHOICES, NOW))


def accepted(record: Record, reference: str, person: str = "", scope: Scope = PROGRAMME) -> None:
    """Read a submission and make of it what it becomes."""
    move(record, reference, "open", scope)
    move(record, reference, "accept", scope, **({"person": person} if person else {}))


def of_kind(record: Record, kind: str, scope: Scope = PROGRAMME) -> list[Thing]:
    """Everything of a kind, oldest first."""
    found = inbox(record, scope, Filter(kind=kind, state=""), NOW).items
    return sorted((one.thing for one in found), key=lambda one: one.id)


def put(record: Record, thing: int, **columns: object) -> None:
    """A row, past all rules."""
    table = THINGS if not columns.keys() - set(THINGS.c.keys()) else EXCHANGES
    key = table.c.id if table is THINGS else table.c.thing
    with record.writing() as connection:
        connection.execute(sa.update(table).where(key == thing).values(**columns))


POST = {
    "words": "Naprawię kran. Mam narzędzia.",
    "powiat": "0463",
    "when": "weekends",
    "until": (NOW + timedelta(days=20)).date().isoformat(),
}
"""What is asked when a notice is proposed."""


def posted(record: Record, exchange: Thing) -> Thing:
    """A notice of an open request or offer, published with the person's yes."""
    move(record, exchange.reference, "ask board", board="tak")
    move(record, exchange.reference, "propose notice", PROGRAMME, **POST)
    return move(record, of_kind(record, "notice")[-1].reference, "publish")


LATER = (NOW + timedelta(days=30)).date()


def opened(record: Record, thing: Thing) -> None:
    """A request or an offer as one that was checked and opened."""
    put(record, thing.id, state="open")
    put(record, thing.id, valid_until=LATER)


def pair(record: Record, keep: tuple[str, str]) -> tuple[Thing, Thing, Thing]:
    """A request, an offer and their match, out of a submission each. `keep`: their numbers."""
    for one in keep:
        accepted(record, one)
    request, offer = of_kind(record, "request")[-1], of_kind(record, "offer")[-1]
    for thing in (request, offer):
        opened(record, thing)
    move(record, request.reference, "pair", offer=offer.reference)
    return request, offer, of_kind(record, "match")[-1]


def agreed(record: Record, match: Thing) -> None:
    """Both sides of a match are told and say yes; both people are of the match's organization."""
    for side in ("request", "offer"):
        move(record, match.reference, f"tell {side}")
    move(record, match.reference, "one agrees", willing="request")
    move(record, match.reference, "other agrees")
    move(record, match.reference, "agree", note="sobota")
    for person in of_kind(record, "person"):
        put(record, person.id, state="accepted")


TERMS = {
    "what": "Naprawa kranu w soboty.",
    "starts": NOW.date().isoformat(),
    "ends": (NOW + timedelta(days=20)).date().isoformat(),
    "mode": "free",
    "proposed_by": "organization",
    "party": "person",
}
"""What is settled in both agreements."""


def conclude(record: Record, agreement: Thing, **terms: str) -> None:
    """Terms, a yes of the other party by telephone, and that of the organization."""
    number = agreement.reference
    move(record, number, "set terms", PROGRAMME, **(TERMS | terms))
    move(record, number, "agreed by phone", read_aloud="tak")
    move(record, number, "conclude")


def delegated(record: Record, match: Thing) -> tuple[Thing, Thing, Thing]:
    """Of an agreed match: both agreements, concluded, and its task."""
    move(record, match.reference, "prepare agreements")
    volunteering, helping = of_kind(record, "volunteering")[-1], of_kind(record, "helping")[-1]
    for one in (volunteering, helping):
        conclude(record, one)
    request = next(one for one in of_kind(record, "request") if one.state == "taken")
    put(record, request.id, children="nie")
    move(record, match.reference, "delegate", day=TERMS["starts"], insured="policy")
    return volunteering, helping, of_kind(record, "task")[-1]


SUPPORTED = {
    "category": "naprawy",
    "means": "money",
    "grosze": "20,00 zł",
    "items": "",
    "what": "Cieknie kran, nie ma na części.",
}
"""What is asked for when a person needs support."""


def supported(record: Record, person: Thing, **given: str) -> Thing:
    """A request for support of a person who has an organization."""
    move(record, person.reference, "add support", PROGRAMME, **(SUPPORTED | given))
    return of_kind(record, "support")[-1]


ASKS: dict[str, Answer] = {
    "category": "naprawy",
    "what": "Cieknie kran.",
    "place": "Toruń",
    "phone": "+48601234567",
}
HELPS: dict[str, Answer] = {
    "first_name": "Jan",
    "category": ("naprawy",),
    "what": "Naprawię kran.",
    "place": "Lubicz",
    "how_far": "dalej",
    "when": "w soboty",
    "email": "jan@example.org",
}
