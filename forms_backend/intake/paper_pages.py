"""The pages through which a sheet of paper is typed in: the form, the comparison, the keeping.

The desk and `submissions enter` draw them in their own frames and keep the sheet in their own way.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm, Values, empty, filled
from catalog.publication import Publication
from catalog.text.language import HOME
from forms_backend.intake import paper_form
from forms_backend.intake.abuse import PAGE, STEP, check_names

SAVE = "zapisz"
CHANGE = "popraw"
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")

Keep = Callable[[Form, BoundForm, str], str]
"""Keeps a right sheet, once for the same page id, and answers where its number is told."""


@dataclass(frozen=True)
class PaperPage:
    """What to show: the template `reader/enter_<name>.html`, its HTTP status and its context."""

    name: str
    context: Mapping[str, object]
    status: int = 200


def new_sheet(form: Form) -> PaperPage:
    """An empty form. The random id that it carries makes a second sending harmless."""
    return _form_page(form, empty(paper_form.typed(form)), secrets.token_urlsafe(16))


def receive(
    publication: Publication, form: Form, values: Values, today: date, keep: Keep
) -> PaperPage | str:
    """Where to go, once what was typed is confirmed and kept; before that a page.

    Wrong answers: the form again, 422. Right, not confirmed: all of them, to be compared with the
    sheet. `today` is in Poland. RefusedError where a field is sent that no sheet has.
    """
    typed = paper_form.typed(form)
    check_names(typed, values)
    page, step = "".join(values.get(PAGE, ())), "".join(values.get(STEP, ()))
    if not _PAGE_ID.fullmatch(page):
        page, step = secrets.token_urlsafe(16), ""
    if step == CHANGE:
        return _form_page(form, filled(typed, values), page)
    bound = paper_form.read(form, values, today)
    paper_form.judge_clause(publication, form, bound)
    if bound.field_errors:
        return _form_page(form, bound, page)
    if step == SAVE:
        return keep(form, bound, page)
    written = str(bound.answers["paper_version"])
    clause = paper_form.clause_version(publication, form, bound.answers)
    told = {
        "written": written,
        "printed_today": paper_form.printed_version(publication.edition(HOME), form.name),
        "same_version": paper_form.right_version(publication, form, written),
        "clause": clause if paper_form.clause_known(clause) else None,
        "dropped": bound.dropped(values),
    }
    return PaperPage("check", {"form": form, "bound": bound, "page": page, **told})


def _form_page(form: Form, bound: BoundForm, page: str) -> PaperPage:
    context = {"form": form, "bound": bound, "page": page}
    return PaperPage("form", context, 422 if bound.field_errors else 200)
