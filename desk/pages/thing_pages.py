"""One thing: how to reach the person, what was answered, the moves that are possible, its story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Response, make_response, render_template, request

from catalog.website.print.typst_pdf import AVAILABLE
from desk.database.errors import RefusedMoveError, StaleError, WrongAnswersError
from desk.details.agreements import Agreement
from desk.details.matches import Pairing
from desk.details.registry import Detail
from desk.details.tasks import Task
from desk.kinds import notices
from desk.kinds.exchanges import LONGEST_DAYS
from desk.kinds.possible import MOST_WORDS, possible, usual
from desk.kinds.registry import KINDS
from desk.pages.gate import house, scope, see_other
from desk.record.erasing import erase
from desk.record.moves import Request, make_move, open_thing
from desk.record.reads import WholeThing, goes_with, whole_thing
from desk.rules.hash_chain import Line
from desk.rules.move import Thing
from desk.views.about import rows_of, typed_before
from desk.views.cards import PATHS, Calling, calling_of, card, cards, name_of, path_of
from desk.views.papers import paper_of
from desk.views.story import told_moves


@dataclass(frozen=True)
class Trouble:
    """Why a move was not made: sentences, or field errors by question beside what was typed."""

    refused: tuple[str, ...] = ()
    tried: str = ""
    field_errors: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


_NONE = Trouble()


@dataclass(frozen=True)
class Event:
    """A line of the story: when (UTC), who, what was done."""

    at: datetime
    who: str
    told: str


def shown(reference: str) -> Response:
    """Opening it is noted; what was new is read from now on, and whoever sent it is not new."""
    thing = open_thing(house().record, scope(), reference, house().now)
    if request.path != path_of(thing):
        return see_other(path_of(thing))
    return _page(reference)


def moved(reference: str) -> Response:
    """Make the move, or say why not, with all that was typed."""
    given = {name: value for name, value in request.form.items() if name != "token"}
    seen = given.pop("seen", "")
    wish = Request(
        reference,
        given.pop("move", ""),
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
        given,
        house().choices,
        house().now,
    )
    try:
        after = make_move(house().record, scope(), wish)
    except StaleError as error:
        return _conflict(reference, error, given)
    except RefusedMoveError as error:
        sentences = error.sentences or ("Tego ruchu nie można teraz zrobić.",)
        return _page(reference, 409, Trouble(refused=tuple(sentences)))
    except WrongAnswersError as error:
        if wish.move == "pair":
            gone = ("Ta oferta już nie pasuje do prośby. Sprawdź listę jeszcze raz.",)
            return _page(reference, 409, Trouble(refused=gone))
        return _page(reference, 422, Trouble((), wish.move, error.field_errors, given))
    if not scope().sees(after.organization, after.kind):
        return see_other("/")
    return see_other(_after(after, wish.move))


def _after(thing: Thing, move: str) -> str:
    """Where it goes on: what was just made, else the same sheet."""
    wanted = {
        "pair": "match",
        "add request": "request",
        "add offer": "offer",
        "add support": "support",
        "propose notice": "notice",
        "prepare agreements": "volunteering",
        "delegate": "task",
        "ask reference": "reference",
    }.get(move)
    if wanted:
        linked = whole_thing(house().record, scope(), thing.reference, house().today).linked
        made = [one.thing for one in linked if one.thing.kind == wanted]
        if made:
            return path_of(max(made, key=lambda one: one.id))
    return path_of(thing)


def erased(reference: str) -> Response:
    """Ask first; then erase it for good, here and in the forms' store."""
    if request.method == "POST" and request.form.get("sure") == "tak":
        erase(house().record, scope(), [reference], house().now)
        house().round()
        return see_other("/")
    found = whole_thing(house().record, scope(), reference, house().today)
    goes = goes_with(house().record, scope(), reference)
    page = render_template(
        "desk/erase.html",
        card=card(found.item, house().choices, house().today),
        goes=cards(goes, house().choices, house().today),
    )
    return make_response(page)


_LONGEST = timedelta(days=LONGEST_DAYS)
_POSTED = timedelta(days=notices.LONGEST_DAYS)


def _page(reference: str, status: int = 200, trouble: Trouble = _NONE) -> Response:
    choices = house().choices
    found = whole_thing(house().record, scope(), reference, house().today, choices.exchangeable)
    thing = found.item.thing
    detail = found.item.detail
    ways = possible(thing, scope(), found.facts)
    page = render_template(
        "desk/thing.html",
        card=card(found.item, choices, house().today),
        opened=found.item.opened,
        rows=rows_of(detail, choices),
        sides=_sides(detail),
        wordings=detail.wordings[-2:] if isinstance(detail, Agreement) else (),
        prints=paper_of(thing, detail, choices, house().today) is not None,
        pdf=AVAILABLE,
        linked=cards(found.linked, choices, house().today),
        alike=found.alike,
        people=PATHS["person"],
        choices=[one for one in ways if one.move.name != "pair"],
        usual=usual(thing, ways),
        pairs=any(one.move.name == "pair" for one in ways),
        categories=choices.categories,
        powiats=choices.powiats,
        before=typed_before(detail, choices, house().today + _LONGEST, house().today + _POSTED),
        public=_public(thing),
        events=_story(found),
        notes=found.notes,
        same=found.same,
        today=house().today,
        trouble=trouble,
        most_words=MOST_WORDS,
    )
    return make_response(page, status)


def _public(thing: Thing) -> tuple[str, ...]:
    """Of a notice: when the site shows it, or stops to; nothing for other kinds."""
    if thing.kind != "notice":
        return ()
    address = f"/ogloszenia/{thing.reference.lower()}/"
    builds = (
        "W pokazie strona buduje się wtedy sama. To trwa parę minut."
        if house().demonstration
        else "Strona pokazuje to po najbliższym zbudowaniu. Na serwerze zaczyna się ono zwykle "
        "od razu, a najpóźniej w nocy."
    )
    if thing.state == "published":
        return (f"Jest na liście dla strony, pod adresem {address}. {builds}",)
    if thing.state == "proposed":
        return ("Nie ma tego na stronie, dopóki ktoś z programu nie opublikuje.", builds)
    return (f"Nie ma tego na liście dla strony. {builds}",)


def _sides(detail: Detail | None) -> list[tuple[str, str, str, str, Calling]]:
    """Of a match or a task: who, their sheet, what they say, and how to call each."""
    pairing = detail.pairing if isinstance(detail, Task) else detail
    if not isinstance(pairing, Pairing):
        return []
    both = (("Kto prosi", pairing.request), ("Kto pomaga", pairing.offer))
    return [
        (
            label,
            name_of(side.exchange),
            path_of(side.thing),
            side.exchange.what,
            calling_of(side.exchange),
        )
        for label, side in both
    ]


def _story(found: WholeThing) -> list[Event]:
    """Newest first; looking twice in a row is told once."""
    told = told_moves(found.item.thing.kind)
    events: list[Event] = []
    for line in found.lines:
        event = Event(line.at, line.user, told.get(line.move, line.move))
        if events and (events[-1].who, events[-1].told) == (event.who, event.told):
            events.pop()
        events.append(event)
    return events[::-1]


def _conflict(reference: str, error: StaleError, given: Mapping[str, str]) -> Response:
    """What was on the page, what is now, who did what in between; and the words that were typed."""
    found = whole_thing(house().record, scope(), reference, house().today)
    kind = KINDS[error.now.kind]
    told = {one.name: one.told or one.label for one in kind.moves}
    page = render_template(
        "desk/conflict.html",
        card=card(found.item, house().choices, house().today),
        before=kind.state(error.since[0].start).label if error.since else "",
        since=[Event(one.at, one.user, _word(one, told)) for one in error.since],
        typed=[value for value in given.values() if value.strip()],
    )
    return make_response(page, 409)


def _word(line: Line, told: Mapping[str, str]) -> str:
    return told.get(line.move, line.move)
