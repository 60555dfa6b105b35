"""Dzisiaj, on the screen and on paper; the lists of each kind; what is found by number or name."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from desk.kinds.registry import KINDS
from desk.pages.gate import house, scope, see_other
from desk.record.moves import note_printing
from desk.record.reads import PAGE, Filter, Today, forms, inbox
from desk.record.reads import today as read_today
from desk.rules.roles import Capability
from desk.views.cards import Card, cards

_LONGEST_WORDS = 80


LISTS = {
    "/zgloszenia": ("submission", "Zgłoszenia"),
    "/osoby": ("person", "Osoby"),
    "/prosby": ("request", "Prośby"),
    "/oferty": ("offer", "Oferty"),
    "/dopasowania": ("match", "Dopasowania"),
    "/ogloszenia": ("notice", "Ogłoszenia"),
    "/porozumienia": ("volunteering", "Porozumienia"),
    "/umowy": ("helping", "Umowy o pomoc"),
    "/zadania": ("task", "Zadania"),
    "/referencje": ("reference", "Referencje"),
    "/wsparcia": ("support", "Wsparcie"),
    "/darowizny": ("donation", "Darowizny"),
}
"""The kind and the title of each list, by its address."""


def listed() -> Response:
    """A page of the list; filters stand in its address, and none of them names a person."""
    kind, _title = LISTS.get(request.path, LISTS["/zgloszenia"])
    known = dict(forms(house().record, scope())) if kind == "submission" else {}
    states = {"open": "do załatwienia", "": "wszystkie"} | {
        one.name: one.label for one in KINDS[kind].states
    }
    asked = request.args
    wanted = Filter(
        kind=kind,
        state=asked["stan"] if asked.get("stan") in states else "open",
        form=asked["formularz"] if asked.get("formularz") in known else "",
        mine=asked.get("moje") == "tak",
        urgent=asked.get("pilne") == "tak",
        organization=_organization(asked.get("organizacja", "")),
        page=_page(asked.get("strona", "1")),
    )
    return _list(wanted, known, states)


def searched() -> Response:
    """By POST: no number and no name stays in an address or in the browser's history."""
    words = " ".join(request.form.get("words", "").split())[:_LONGEST_WORDS]
    return _list(Filter(kind="", state="", words=words), {}, {}) if words else listed()


def _list(wanted: Filter, known: dict[str, str], states: dict[str, str]) -> Response:
    found = inbox(house().record, scope(), wanted, house().now)
    asked = {
        "stan": wanted.state,
        "formularz": wanted.form,
        "moje": "tak" if wanted.mine else "",
        "pilne": "tak" if wanted.urgent else "",
        "organizacja": wanted.organization,
    }
    path = request.path if request.path in LISTS else "/zgloszenia"
    more = found.number > wanted.page * PAGE
    page = render_template(
        "desk/inbox.html",
        wanted=wanted,
        path=path,
        title=LISTS[path][1],
        cards=cards(found.items, house().choices, house().today),
        number=found.number,
        forms=known,
        states=states,
        today=house().today,
        all_organizations=scope().sees_all,
        following=f"{path}?{urlencode(asked | {'strona': wanted.page + 1})}" if more else "",
        before=f"{path}?{urlencode(asked | {'strona': wanted.page - 1})}"
        if wanted.page > 1
        else "",
    )
    return make_response(page)


def _organization(text: str) -> str:
    return text if text == "-" or text in house().organizations else ""


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else 1


_OF_A_DAY = (
    ("urgent", "Pilne i nowe", "Otwórz"),
    ("call", "Zadzwoń albo zrób następny krok", "Otwórz"),
    ("decide", "Trzy razy nikt nie odebrał: zdecyduj, co dalej", "Zdecyduj"),
    ("waiting", "Czeka, aż ktoś to weźmie", "Otwórz"),
    ("ending", "Kończy się czas", "Otwórz"),
)


_HOMES = (
    (Capability.SEARCH, "/dzisiaj"),
    (Capability.TYPE_IN, "/kartki"),
    (Capability.MONEY, "/darowizny"),
    (Capability.TEAM, "/zespol"),
)


def home() -> Response:
    """Where somebody's work begins, by what they may do."""
    for needs, path in _HOMES:
        if scope().may(needs):
            return see_other(path)
    return make_response(render_template("desk/nothing.html"))


def today() -> Response:
    """Short lists, empty ones unseen."""
    lists = _lists(read_today(house().record, scope(), house().today))
    page = render_template(
        "desk/today.html",
        lists=lists,
        damages=[*house().damages, *filter(None, [house().not_copied])],
        today=house().today,
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
    for name, title, verb in _OF_A_DAY:
        fresh = [one for one in getattr(found, name) if one.thing.id not in shown]
        shown |= {one.thing.id for one in fresh}
        if fresh:
            lists.append((name, title, verb, cards(fresh, house().choices, house().today)))
    return lists
