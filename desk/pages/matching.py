"""Who can help with a request, and why; and who has still to be told of a match."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template

from desk.kinds.matches import SIDES
from desk.matching.reasons import sentence
from desk.pages.gate import house, scope
from desk.record.moves import note_printing
from desk.record.pairing import Talk, candidates, talks
from desk.views.cards import Calling, calling_of, name_of, path_of


def who_can_help(reference: str) -> Response:
    """The offers that fit, the best first, each with what speaks for it and against."""
    choices = house().choices
    found = candidates(house().record, scope(), reference, choices.places, house().today)
    shown = [
        {
            "name": name_of(one.exchange),
            "path": path_of(one.thing),
            "reference": one.thing.reference,
            "what": one.exchange.what,
            "town": one.exchange.town,
            "pro": [sentence(reason, choices.categories) for reason in one.fit.pro],
            "con": [sentence(reason, choices.categories) for reason in one.fit.con],
        }
        for one in found.found
    ]
    page = render_template(
        "desk/candidates.html",
        thing=found.thing,
        path=path_of(found.thing),
        name=name_of(found.exchange),
        what=found.exchange.what,
        category=choices.categories.get(found.exchange.category, ""),
        shown=shown,
        number=found.number,
        left_out=[(number, str(why)) for why, number in found.left_out.most_common()],
    )
    return make_response(page)


def to_tell() -> Response:
    """Whom to tell of a match: by telephone whoever gave no e-mail, the others as they like."""
    calls: list[_Line] = []
    letters: list[_Line] = []
    for talk in talks(house().record, scope()):
        for name in talk.untold:
            line = _line(talk, name)
            (calls if line.calls else letters).append(line)
    note_printing(house().record, scope(), house().now)
    page = render_template("desk/calls.html", calls=calls, letters=letters, today=house().today)
    return make_response(page)


@dataclass(frozen=True)
class _Line:
    """One side of a match that has still to be told. calls: only the telephone is left."""

    name: str
    side: str
    path: str
    reference: str
    what: str
    calling: Calling
    written: bool

    @property
    def calls(self) -> bool:
        return not self.calling.email or self.written


def _line(talk: Talk, name: str) -> _Line:
    exchange = talk.side(name).exchange
    return _Line(
        name_of(exchange),
        SIDES[name],
        path_of(talk.thing),
        talk.thing.reference,
        exchange.what,
        calling_of(exchange),
        name in talk.written,
    )
