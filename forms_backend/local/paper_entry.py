"""`submissions enter`: a page on this computer alone, into which sheets of paper are typed.

It can write and it cannot read back, as the public service: what is typed is sealed with the public
keys and kept in the same store. Nothing here knows a private key.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask import Flask, Response, make_response, render_template, request

from catalog.forms.form import Form
from catalog.forms.form_class import BoundForm
from catalog.text.time_zone import WARSAW
from forms_backend.config import Settings
from forms_backend.intake import paper_form
from forms_backend.intake.abuse import Refusal, RefusedError, read_values
from forms_backend.intake.acceptance import Channel
from forms_backend.intake.bank_transfer import donation
from forms_backend.intake.paper_pages import PaperPage, new_sheet, receive
from forms_backend.local.local_session import LocalSession, local_app, see_other, serve_here
from forms_backend.maintenance import audit
from forms_backend.maintenance.audit import AuditError
from forms_backend.serving.answer_pages import REFUSALS
from forms_backend.serving.server import check_ready
from forms_backend.serving.service import Accepted, Service
from forms_backend.stores.contract import StoreError
from forms_backend.terminal_text import say

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
        """An empty form."""
        return self._show(new_sheet(self._form(name)))

    def receive(self, name: str) -> Response:
        """The next page of the sheet; once it is kept, 303 to its number."""
        form = self._form(name)
        values = read_values(request.content_type or "", request.get_data(cache=False))
        published = self.service.published.current
        done = receive(published, form, values, _today(), self._keep)
        return self._show(done) if isinstance(done, PaperPage) else see_other(done)

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

    def _show(self, page: PaperPage) -> Response:
        return self._page(page.name, page.status, **page.context)

    def _page(self, which: str, status: int = 200, **context: object) -> Response:
        context |= {"frame": "reader/enter_frame.html", "trial": self.trial}
        return make_response(render_template(f"reader/enter_{which}.html", **context), status)

    def _keep(self, form: Form, bound: BoundForm, page: str) -> str:
        """Keep it like answers from the site, with what is known of the sheet; note it once.

        Answers the address of its number.
        """
        service = self.service
        answers, about = paper_form.parted(form, bound)
        channel = Channel(
            paper_form.clause_version(service.published.current, form, about),
            paper=about,
            written=date.fromisoformat(str(about["paper_date"])),
        )
        kept = service.keep(form.name, answers, channel, service.once(bound, page))
        if kept.is_new:
            audit.note(service.settings.audit, "enter", [kept.reference])
        accepted = Accepted.of(form, bound.answers, kept.reference)
        return f"/zapisane?numer={service.sign(accepted)}"


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
