"""A thing as a line of a list, and how its person may be called: from what the form asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from catalog.text.money import zloty
from catalog.text.phrases import long_date, plural
from catalog.text.time_zone import WARSAW
from desk.details.agreements import Agreement
from desk.details.donations import Donation
from desk.details.exchanges import Exchange
from desk.details.matches import Pairing
from desk.details.notices import Posting
from desk.details.people import Person
from desk.details.registry import Detail
from desk.details.support import Support
from desk.details.tasks import Reference, Task
from desk.kinds.registry import KINDS
from desk.record.reads import Item
from desk.rules.move import Choices, Thing
from forms_backend.reading.export import Opened
from forms_backend.reading.opened_submissions import email, phones

_WHAT = ("category", "tasks", "services", "group", "forms_of_cooperation", "needs")
_NAMES = ("organization_name", "name", "writer_name")
_NEVER = "Nie zostawiaj wiadomości."
_UNKNOWN = "Nie wiemy, czy można zostawić wiadomość: nie zostawiaj."
_MAY = "Można zostawić wiadomość, ale bez słowa o sprawie."
_MESSAGES = {"tak": _MAY, "nie": _NEVER}


@dataclass(frozen=True)
class Calling:
    """How somebody may be reached. `message` says it before the number is read.

    numbers: each as people read it, and as a button dials it. way, when: as they were answered.
    """

    numbers: tuple[tuple[str, str], ...] = ()
    email: str = ""
    way: str = ""
    when: str = ""
    message: str = ""


@dataclass(frozen=True)
class Card:
    """A thing in a list: who, what, where, since when, whose it is."""

    thing: Thing
    form: str
    who: str
    what: str
    town: str
    came: str
    waited: int
    state: str
    organization: str
    calling: Calling
    ends: str = ""

    @property
    def path(self) -> str:
        return path_of(self.thing)


PATHS = {
    "submission": "/zgloszenie",
    "person": "/osoba",
    "request": "/prosba",
    "offer": "/oferta",
    "match": "/dopasowanie",
    "notice": "/ogloszenie",
    "volunteering": "/porozumienie",
    "helping": "/umowa",
    "task": "/zadanie",
    "reference": "/referencja",
    "donation": "/darowizna",
    "support": "/wsparcie",
}
"""Where the sheets of each kind are."""

POSTED = {"request": "Prośba na stronie", "offer": "Oferta na stronie"}
"""What a notice is called at the desk: never by a name."""
_HIDDEN = "Osoba spoza Twojej organizacji"


def path_of(thing: Thing) -> str:
    """The address of its sheet."""
    return f"{PATHS[thing.kind]}/{thing.reference}"


def cards(items: Iterable[Item], choices: Choices, day: date) -> tuple[Card, ...]:
    """The lines of a list."""
    return tuple(card(one, choices, day) for one in items)


def card(item: Item, choices: Choices, day: date) -> Card:
    """One line."""
    thing, opened, detail = item.thing, item.opened, item.detail
    came = item.created.astimezone(WARSAW)
    place = thing.organization
    return Card(
        thing=thing,
        form=opened.form.title if opened else KINDS[thing.kind].label.capitalize(),
        who=_who(opened) if opened else name_of(detail),
        what=_first(opened, _WHAT) if opened else _what(detail, choices),
        town=_by_autocomplete(opened, "address-level2") if opened else _town(detail),
        came=day_and_time(came),
        waited=max((day - came.date()).days, 0),
        state=KINDS[thing.kind].state(thing.state).label,
        organization=choices.organizations.get(place, place) if place else "program",
        calling=calling(opened) if opened else calling_of(detail),
        ends=_ends(thing, detail, day),
    )


def _ends(thing: Thing, detail: Detail | None, day: date) -> str:
    """When an open request or offer ends, or an agreement."""
    if isinstance(detail, Agreement) and thing.state == "concluded" and detail.ends:
        return f"Obowiązuje do: {short_day(detail.ends, day)}."
    if thing.state != "open" or not isinstance(detail, Exchange) or detail.valid_until is None:
        return ""
    return f"Ważne do: {short_day(detail.valid_until, day)}."


def name_of(detail: Detail | None) -> str:
    """Whose it is; of a match both, who asks and who helps."""
    match detail:
        case Person():
            return detail.name or "Bez imienia"
        case Exchange():
            return name_of(detail.person) if detail.person else _HIDDEN
        case Pairing():
            return f"{name_of(detail.request.exchange)} i {name_of(detail.offer.exchange)}"
        case Posting():
            return POSTED[detail.side.thing.kind]
        case Agreement() | Support():
            return name_of(detail.person) if detail.person else _HIDDEN
        case Task():
            return name_of(detail.pairing)
        case Reference():
            return name_of(detail.task.pairing.offer.exchange)
        case Donation():
            return detail.name or "Bez imienia"
        case _:
            return _HIDDEN


def _what(detail: Detail | None, choices: Choices) -> str:
    if isinstance(detail, Pairing):
        return _what(detail.request.exchange, choices)
    if isinstance(detail, Posting):
        return _what(detail.side.exchange, choices)
    if isinstance(detail, Task):
        return _what(detail.pairing, choices)
    if isinstance(detail, Reference):
        return _what(detail.task, choices)
    if isinstance(detail, Donation):
        return amount_of(detail)
    if isinstance(detail, Exchange | Support):
        return choices.categories.get(detail.category, "")
    return ""


def amount_of(one: Donation) -> str:
    """What came; before that, what was declared, where an amount was said."""
    if one.paid is not None:
        return zloty(one.paid)
    return f"zapowiedziano {zloty(one.declared)}" if one.declared else "kwoty nie podano"


def _town(detail: Detail | None) -> str:
    if isinstance(detail, Pairing):
        return detail.request.exchange.town
    if isinstance(detail, Task):
        return detail.pairing.request.exchange.town
    if isinstance(detail, Agreement | Support):
        return detail.person.town if detail.person else ""
    return detail.town if isinstance(detail, Person | Exchange) else ""


def _person_behind(detail: Detail | None) -> Detail | None:
    """Who is called about it: of a reference, whoever was helped."""
    match detail:
        case Posting():
            return detail.side.exchange.person
        case Reference():
            return detail.task.pairing.request.exchange.person
        case Exchange() | Agreement() | Support():
            return detail.person
        case _:
            return detail


def calling_of(detail: Detail | None) -> Calling:
    """How a person may be reached, or the person behind a request or an offer."""
    person = _person_behind(detail)
    if not isinstance(person, Person):
        return Calling()
    return Calling(
        person.phones,
        person.email,
        person.way,
        person.callback,
        _MESSAGES.get(person.may_leave_message, _UNKNOWN),
    )


def calling(opened: Opened | None) -> Calling:
    """From the answers about calling back; a helper who stays the contact comes first."""
    if opened is None:
        return Calling()
    may = opened.submission.answers.get("may_leave_message", "")
    return Calling(
        numbers=phones(opened),
        email=email(opened) or "",
        way=_shown(opened, "contact_way"),
        when=_shown(opened, "callback"),
        message=_MESSAGES.get(str(may), _UNKNOWN),
    )


def _who(opened: Opened | None) -> str:
    name = _by_autocomplete(opened, "given-name")
    return name or _first(opened, _NAMES) or "Bez imienia"


def _by_autocomplete(opened: Opened | None, kind: str) -> str:
    for question in opened.form.asked if opened else ():
        if question.autocomplete == kind and opened:
            return _shown(opened, question.name)
    return ""


def _first(opened: Opened | None, names: Iterable[str]) -> str:
    return next((shown for name in names if opened and (shown := _shown(opened, name))), "")


def _shown(opened: Opened, name: str) -> str:
    for question in opened.form.asked:
        if question.name == name:
            return question.show(opened.submission.answers.get(name, "")).replace("\n", ", ")
    return ""


def day_and_time(moment: datetime) -> str:
    """27 listopada 2026, 14:03, in Poland."""
    here = moment.astimezone(WARSAW)
    return f"{long_date(here.date())}, {here:%H:%M}"


def short_day(day: date, today: date) -> str:
    """Dziś, jutro, za 3 dni, or the day itself; a day that has passed is late."""
    days = (day - today).days
    near = {-1: "wczoraj", 0: "dziś", 1: "jutro"}
    if days in near:
        return near[days]
    words = f"{abs(days)} {plural(abs(days), 'dzień', 'dni', 'dni')}"
    if abs(days) < 15:
        return f"za {words}" if days > 0 else f"{words} temu"
    return long_date(day)
