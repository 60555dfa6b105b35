"""`submissions enter`: a page on this computer alone, into which sheets of paper are typed.

It can write and it cannot read back, as the public service: what is typed is sealed with the public
keys and kept in the same store. Nothing here knows a private key.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask import Flask, Response, make_response, render_template, request

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm, Values, empty, filled
from catalog.text.time_zone import WARSAW
from forms_backend.config import Settings
from forms_backend.intake import paper_form
from forms_backend.intake.abuse import (
    PAGE,
    STEP,
    Refusal,
    RefusedError,
    check_names,
    read_values,
)
from forms_backend.intake.acceptance import Channel
from forms_backend.intake.bank_transfer import donation
from forms_backend.local.local_session import LocalSession, local_app, see_other, serve_here
from forms_backend.maintenance import audit
from forms_backend.maintenance.audit import AuditError
from forms_backend.serving.answer_pages import REFUSALS
from forms_backend.serving.server import check_ready
from forms_backend.serving.service import Accepted, Service
from forms_backend.stores.contract import StoreError
from forms_backend.terminal_text import say

SAVE = "zapisz"
CHANGE = "popraw"
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_COOKIE = "przepisywanie"
_SILENCE = 2 * 60 * 60
_NOT_KEPT = replace(
    REFUSALS[503],
    advice="To nie Twoja wina. Odśwież tę stronę za kilka minut. Jeśli przeglądarka zapyta, czy "
    "wysłać dane jeszcze raz, zgódź się: nic nie zapisze się podwójnie.",
)
"""Here the answers do not come back with the refusal; the browser still has them."""


@dataclass
class PaperEntry:
    """Where sheets of paper are typed in: the service that keeps them, and the session."""

    service: Service
    session: LocalSession = field(default_factory=lambda: LocalSession(_COOKIE, _SILENCE))

    @property
    def trial(self) -> bool:
        """Whether nobody runs this copy: what is typed reaches nobody."""
        return self.service.published.current.site.publisher.demonstration

    def index(self) -> Response:
        """The forms that take answers."""
        forms = self.service.published.current.forms.values()
        known = sorted((one for one in forms if not one.closed), key=lambda one: one.order)
        return self._page("index", forms=known)

    def form(self, name: str) -> Response:
        """An empty form. The random id that it carries makes a second sending harmless."""
        form = self._form(name)
        return self._form_page(form, empty(paper_form.typed(form)), secrets.token_urlsafe(16))

    def receive(self, name: str) -> Response:
        """Wrong answers: 422. Right, not confirmed: the check page. Confirmed: 303 to thanks."""
        form = self._form(name)
        values = read_values(request.content_type or "", request.get_data(cache=False))
        check_names(paper_form.typed(form), values)
        page, step = "".join(values.get(PAGE, ())), "".join(values.get(STEP, ()))
        if not _PAGE_ID.fullmatch(page):
            page, step = secrets.token_urlsafe(16), ""
        if step == CHANGE:
            return self._form_page(form, filled(paper_form.typed(form), values), page)
        bound = paper_form.read(form, values, _today())
        if bound.field_errors:
            return self._form_page(form, bound, page)
        if step != SAVE:
            return self._check_page(form, bound, values, page)
        accepted = Accepted.of(form, bound.answers, self._keep(form, bound, page))
        return see_other(f"/zapisane?numer={self.service.sign(accepted)}")

    def saved(self) -> Response:
        """The number to write onto the sheet; opening it again changes nothing."""
        accepted = self.service.unsign(request.args.get("numer", ""))
        if accepted is None:
            raise RefusedError(REFUSALS[404])
        published = self.service.published.current
        recipient = published.recipients.get(accepted.recipient or "")
        return self._page(
            "saved",
            form=published.forms.get(accepted.form),
            reference=accepted.reference,
            recipient=recipient,
            transfer=recipient
            and recipient.account
            and donation(recipient, accepted.grosze, accepted.reference),
        )

    def refused(self, refusal: Refusal) -> Response:
        """Why nothing was kept."""
        return self._page("refused", refusal.status, refusal=refusal)

    def _form(self, name: str) -> Form:
        form = self.service.published.current.forms.get(name)
        if form is None or form.closed:
            raise RefusedError(REFUSALS[404 if form is None else 410])
        return form

    def _form_page(self, form: Form, bound: BoundForm, page: str) -> Response:
        status = 422 if bound.field_errors else 200
        return self._page("form", status, form=form, bound=bound, page=page)

    def _check_page(self, form: Form, bound: BoundForm, values: Values, page: str) -> Response:
        written = str(bound.answers["paper_version"])
        return self._page(
            "check",
            form=form,
            bound=bound,
            page=page,
            written=written,
            same_version=paper_form.right_version(self.service.published.current, form, written),
            dropped=bound.dropped(values),
        )

    def _page(self, which: str, status: int = 200, **context: object) -> Response:
        context |= {"frame": "reader/enter_frame.html", "trial": self.trial}
        return make_response(render_template(f"reader/enter_{which}.html", **context), status)

    def _keep(self, form: Form, bound: BoundForm, page: str) -> str:
        """Keep it like answers from the site, with what is known of the sheet; note it once."""
        service = self.service
        answers, about = paper_form.parted(form, bound)
        published, version = service.published.current, str(about.get("paper_version", ""))
        channel = Channel(
            paper_form.clause_version(published, form, version),
            paper=about,
            written=date.fromisoformat(str(about["paper_date"])),
        )
        kept = service.keep(form.name, answers, channel, service.once(bound, page))
        if kept.is_new:
            audit.note(service.settings.audit, "enter", [kept.reference])
        return kept.reference


def _today() -> date:
    return datetime.now(WARSAW).date()


def paper_app(paper_entry: PaperEntry) -> Flask:
    """Its pages, for its session alone."""
    app = local_app(paper_entry.service.settings, paper_entry.session)
    app.add_url_rule("/", "index", paper_entry.index)
    app.add_url_rule("/kartki", "index_again", paper_entry.index)
    app.add_url_rule("/kartki/<name>", "form", paper_entry.form)
    app.add_url_rule("/kartki/<name>", "receive", paper_entry.receive, methods=["POST"])
    app.add_url_rule("/zapisane", "saved", paper_entry.saved)

    @app.errorhandler(RefusedError)
    def refuse(error: RefusedError) -> Response:
        return paper_entry.refused(error.refusal)

    @app.errorhandler(404)
    def unknown(_error: Exception) -> Response:
        return paper_entry.refused(REFUSALS[404])

    @app.errorhandler(413)
    def too_large(_error: Exception) -> Response:
        return paper_entry.refused(REFUSALS[413])

    @app.errorhandler(StoreError)
    def full(error: StoreError) -> Response:
        say(f"Kartka nie została zapisana: {error}", flush=True)
        return paper_entry.refused(_NOT_KEPT)

    @app.errorhandler(AuditError)
    def unaudited(error: AuditError) -> Response:
        say(error, flush=True)
        return paper_entry.refused(_NOT_KEPT)

    return app


def enter_here(settings: Settings, port: int = 0) -> int:
    """Serve until Ctrl-C. Raises what `Service.open` and `check_ready` raise."""
    paper_entry = PaperEntry(Service.open(settings))
    if paper_entry.trial:
        say("To wersja pokazowa, której nikt nie prowadzi. Nie wpisuj prawdziwych danych.")
    else:
        check_ready(settings)
    return serve_here(paper_app(paper_entry), paper_entry.session, port)
