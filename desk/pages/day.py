"""Dzisiaj: what has to be looked at on this day, on the screen and on paper."""

from __future__ import annotations

from flask import Response, make_response, render_template

from desk.pages.cards import Card, cards
from desk.pages.gate import house, scope, see_other
from desk.record.moves import note_printing
from desk.record.reads import Today
from desk.record.reads import today as read_today
from desk.rules.roles import Capability

_LISTS = (
    ("urgent", "Pilne i nowe", "Otwórz"),
    ("call", "Zadzwoń albo zrób następny krok", "Otwórz"),
    ("decide", "Trzy razy nikt nie odebrał: zdecyduj, co dalej", "Zdecyduj"),
    ("waiting", "Czeka, aż ktoś to weźmie", "Otwórz"),
    ("ending", "Kończy się czas", "Otwórz"),
)


def home() -> Response:
    """Where somebody's work begins, by what they may do."""
    for needs, path in ((Capability.READ, "/dzisiaj"), (Capability.TEAM, "/zespol")):
        if scope().may(needs):
            return see_other(path)
    return make_response(render_template("desk/nothing.html"))


def today() -> Response:
    """Short lists, empty ones unseen."""
    lists = _lists(read_today(house().record, scope(), house().today))
    page = render_template(
        "desk/today.html", lists=lists, damages=house().damages, today=house().today
    )
    return make_response(page)


def printed() -> Response:
    """The same on paper, with squares to tick; that somebody printed it is noted."""
    lists = _lists(read_today(house().record, scope(), house().today))
    note_printing(house().record, scope(), house().now)
    return make_response(render_template("desk/day.html", lists=lists, today=house().today))


def _lists(found: Today) -> list[tuple[str, str, str, tuple[Card, ...]]]:
    shown: set[int] = set()
    lists = []
    for name, title, verb in _LISTS:
        fresh = [one for one in getattr(found, name) if one.thing.id not in shown]
        shown |= {one.thing.id for one in fresh}
        if fresh:
            lists.append((name, title, verb, cards(fresh, house().choices, house().today)))
    return lists
