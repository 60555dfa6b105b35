"""Sheets of paper typed in: whoever types them writes, and reads nothing back but the number."""

from __future__ import annotations

import re
import secrets

from flask import Response, abort, make_response, render_template, request

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm, Values, empty, filled
from catalog.publication import Publication
from desk.intake.typed_sheet import TypedSheet, keep_sheet
from desk.pages.gate import house, scope, see_other, session
from forms_backend.intake import paper_form
from forms_backend.intake.abuse import PAGE, STEP, RefusedError, check_names

SAVE = "zapisz"
CHANGE = "popraw"
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


def sheets() -> Response:
    """The forms that take answers. Donations wait for their register: they name an account."""
    known = sorted(_forms(house().publication), key=lambda one: one.order)
    return _page("index", forms=known)


def sheet(name: str) -> Response:
    """An empty form; what was typed, to be compared with the paper; or its number, by a 303."""
    publication = house().publication
    form = next((one for one in _forms(publication) if one.name == name), None)
    if form is None:
        abort(404)
    if request.method == "GET":
        return _form_page(form, empty(paper_form.typed(form)), secrets.token_urlsafe(16))
    values = _values(form)
    page, step = "".join(values.get(PAGE, ())), "".join(values.get(STEP, ()))
    if not _PAGE_ID.fullmatch(page):
        page, step = secrets.token_urlsafe(16), ""
    if step == CHANGE:
        return _form_page(form, filled(paper_form.typed(form), values), page)
    bound = paper_form.read(form, values, house().today)
    if bound.field_errors:
        return _form_page(form, bound, page)
    if step != SAVE:
        return _check_page(publication, form, bound, (values, page))
    opened = house().opened
    assert opened is not None  # the gate lets nobody this far while it is locked
    context = (house().organizations, house().now)
    kept = keep_sheet(opened, scope(), publication, TypedSheet(form, bound, page), context)
    session().typed = kept
    return see_other(f"/kartki/{name}/zapisana")


def saved(name: str) -> Response:
    """The number to write onto the sheet: the last one of this session."""
    if not session().typed:
        return see_other("/kartki")
    form = next((one for one in _forms(house().publication) if one.name == name), None)
    return _page("saved", form=form, reference=session().typed, recipient=None, transfer=None)


def _forms(publication: Publication) -> list[Form]:
    return [one for one in publication.forms.values() if not one.closed and one.transfer is None]


def _values(form: Form) -> Values:
    """What the browser sent, but the token, which the gate has seen."""
    values = {name: sent for name, sent in request.form.lists() if name != "token"}
    try:
        check_names(paper_form.typed(form), values)
    except RefusedError:
        abort(400)
    return values


def _form_page(form: Form, bound: BoundForm, page: str) -> Response:
    status = 422 if bound.field_errors else 200
    return _page("form", status, form=form, bound=bound, page=page)


def _check_page(
    publication: Publication, form: Form, bound: BoundForm, sent: tuple[Values, str]
) -> Response:
    values, page = sent
    written = str(bound.answers["paper_version"])
    return _page(
        "check",
        form=form,
        bound=bound,
        page=page,
        written=written,
        same_version=paper_form.right_version(publication, form, written),
        dropped=bound.dropped(values),
    )


def _page(which: str, status: int = 200, **context: object) -> Response:
    """The pages of `submissions enter` in the frame of the desk."""
    page = render_template(f"reader/enter_{which}.html", frame="desk/paper_frame.html", **context)
    return make_response(page, status)
