"""Sheets of paper typed in: whoever types them writes, and reads nothing back but the number."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm
from catalog.publication import Publication
from desk.intake.typed_sheet import TypedSheet, keep_sheet
from desk.pages.gate import house, scope, see_other, session
from forms_backend.intake.abuse import RefusedError
from forms_backend.intake.paper_pages import PaperPage, new_sheet, receive


def sheets() -> Response:
    """The forms that take answers. Donations wait for their register: they name an account."""
    known = sorted(_forms(house().publication), key=lambda one: one.order)
    return _page("index", forms=known)


def sheet(name: str) -> Response:
    """An empty form; the next page of a sheet; once it is kept, 303 to its number."""
    publication = house().publication
    form = next((one for one in _forms(publication) if one.name == name), None)
    if form is None:
        abort(404)
    if request.method == "GET":
        return _show(new_sheet(form))
    values = {name: sent for name, sent in request.form.lists() if name != "token"}
    try:
        done = receive(publication, form, values, house().today, _keep)
    except RefusedError:
        abort(400)
    return _show(done) if isinstance(done, PaperPage) else see_other(done)


def _keep(form: Form, bound: BoundForm, page: str) -> str:
    """Keep it in the record. Answers the address of its number."""
    opened = house().opened
    assert opened is not None  # the gate lets nobody this far while it is locked
    context = (house().organizations, house().now)
    typed = TypedSheet(form, bound, page)
    session().typed = keep_sheet(opened, scope(), house().publication, typed, context)
    return f"/kartki/{form.name}/zapisana"


def saved(name: str) -> Response:
    """The number to write onto the sheet: the last one of this session."""
    if not session().typed:
        return see_other("/kartki")
    form = next((one for one in _forms(house().publication) if one.name == name), None)
    return _page("saved", form=form, reference=session().typed, recipient=None, transfer=None)


def _forms(publication: Publication) -> list[Form]:
    return [one for one in publication.forms.values() if not one.closed and one.transfer is None]


def _show(page: PaperPage) -> Response:
    return _page(page.name, page.status, **page.context)


def _page(which: str, status: int = 200, **context: object) -> Response:
    """The pages of `submissions enter` in the frame of the desk."""
    page = render_template(f"reader/enter_{which}.html", frame="desk/paper_frame.html", **context)
    return make_response(page, status)
