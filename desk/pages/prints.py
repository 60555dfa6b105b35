"""Papers of a thing, as a page that a browser prints."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template

from desk.pages.gate import house, scope
from desk.record.moves import note_printing
from desk.record.reads import whole_thing
from desk.views.cards import path_of
from desk.views.papers import paper_of


def printed_thing(reference: str) -> Response:
    """What is printed of it, with places to fill in by hand; that somebody did is noted."""
    item = whole_thing(house().record, scope(), reference, house().today).item
    paper = paper_of(item.thing, item.detail, house().choices, house().today)
    if paper is None:
        abort(404)
    note_printing(house().record, scope(), house().now)
    page = render_template("desk/paper.html", paper=paper, path=path_of(item.thing))
    return make_response(page)
