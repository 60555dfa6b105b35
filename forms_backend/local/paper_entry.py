"""`submissions enter`: a page on this computer alone, into which sheets of paper are typed.

It can write and it cannot read back, as the public service: what is typed is sealed with the public
keys and kept in the same store. Nothing here knows a private key.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from flask import Flask, Response, make_response, render_template, request

from catalog.forms.form import Form
from catalog.forms.form_class import Sheet, Values, empty, filled
from catalog.text.money import parse_amount
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
from forms_backend.intake.bank_transfer import donation
from forms_backend.intake.quarantine import NEW
from forms_backend.local.local_session import Door, desk_app, see_other, serve_here
from forms_backend.maintenance import audit
from forms_backend.maintenance.audit import AuditError
from forms_backend.reading.export import WARSAW
from forms_backend.sealing.envelope import seal
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Once, Record, Submission, digest_of
from forms_backend.serving.answer_pages import REFUSALS
from forms_backend.serving.server import check_ready
from forms_backend.serving.service import Accepted, Service
from forms_backend.stores.contract import ReferenceTakenError, StoreError

SAVE = "zapisz"
CHANGE = "popraw"
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_COOKIE = "przepisywanie"
_SILENCE = 2 * 60 * 60
_TRIES = 5
_NOT_KEPT = replace(
    REFUSALS[503],
    advice="To nie Twoja wina. Odśwież tę stronę za kilka minut. Jeśli przeglądarka zapyta, czy "
    "wysłać dane jeszcze raz, zgódź się: nic nie zapisze się podwójnie.",
)
"""Here the answers do not come back with the refusal; the browser still has them."""


@dataclass
class Desk:
    """Where sheets are typed in: the service that keeps them, and who may come in."""

    service: Service
    door: Door = field(default_factory=lambda: Door(_COOKIE, _SILENCE))

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
        sheet = paper_form.read(form, values, _today())
        if sheet.mistakes:
            return self._form_page(form, sheet, page)
        if step != SAVE:
            return self._check_page(form, sheet, values, page)
        signed = self.service.sign(_accepted(form, sheet, self._keep(form, sheet, page)))
        return see_other(f"/zapisane?numer={signed}")

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

    def _form_page(self, form: Form, sheet: Sheet, page: str) -> Response:
        status = 422 if sheet.mistakes else 200
        return self._page("form", status, form=form, sheet=sheet, page=page)

    def _check_page(self, form: Form, sheet: Sheet, values: Values, page: str) -> Response:
        written = str(sheet.answers["paper_version"])
        return self._page(
            "check",
            form=form,
            sheet=sheet,
            page=page,
            written=written,
            same_version=paper_form.right_version(self.service.published.current, form, written),
            dropped=paper_form.dropped(sheet, values),
        )

    def _page(self, which: str, status: int = 200, **context: object) -> Response:
        template = f"reader/enter_{which}.html"
        return make_response(render_template(template, trial=self.trial, **context), status)

    def _keep(self, form: Form, sheet: Sheet, page: str) -> str:
        """Seal and store; the answers leave this function only inside the envelope."""
        service, now = self.service, datetime.now(UTC).replace(microsecond=0)
        answers, about = paper_form.parted(form, sheet)
        clause = paper_form.clause_version(
            service.published.current, form, str(about.get("paper_version", ""))
        )
        keep_until = paper_form.last_day(form, date.fromisoformat(str(about["paper_date"])))
        once = Once(page, digest_of(answers | about, form.name, service.secret))
        for _ in range(_TRIES):
            label = Label(new_reference(), form.name, form.version, clause, now)
            envelope = seal(Submission(label, answers, paper=about).to_bytes(), service.keys)
            record = Record(label, envelope, keep_until, NEW, once)
            try:
                reference = service.store.append(record, form)
            except ReferenceTakenError:
                continue
            if reference == label.reference:
                audit.note(service.settings.audit, "enter", [reference])
                service.announce(reference, NEW, str(answers.get("organization", "")))
            return reference
        raise StoreError("no free reference")


def _accepted(form: Form, sheet: Sheet, reference: str) -> Accepted:
    if form.transfer is None:
        return Accepted(form.name, reference)
    amount = str(sheet.answers[form.transfer.amount])
    recipient = str(sheet.answers[form.transfer.recipient])
    return Accepted(
        form.name, reference, recipient, parse_amount(amount).grosze if amount else None
    )


def _today() -> date:
    return datetime.now(WARSAW).date()


def desk_of(desk: Desk) -> Flask:
    """The pages of one desk, behind its door."""
    app = desk_app(desk.service.settings, desk.door)
    app.add_url_rule("/", "index", desk.index)
    app.add_url_rule("/kartka/<name>", "form", desk.form)
    app.add_url_rule("/kartka/<name>", "receive", desk.receive, methods=["POST"])
    app.add_url_rule("/zapisane", "saved", desk.saved)

    @app.errorhandler(RefusedError)
    def refuse(error: RefusedError) -> Response:
        return desk.refused(error.refusal)

    @app.errorhandler(404)
    def unknown(_error: Exception) -> Response:
        return desk.refused(REFUSALS[404])

    @app.errorhandler(413)
    def too_large(_error: Exception) -> Response:
        return desk.refused(REFUSALS[413])

    @app.errorhandler(StoreError)
    def full(error: StoreError) -> Response:
        print(f"Kartka nie została zapisana: {error}", flush=True)
        return desk.refused(_NOT_KEPT)

    @app.errorhandler(AuditError)
    def unaudited(error: AuditError) -> Response:
        print(error, flush=True)
        return desk.refused(_NOT_KEPT)

    return app


def enter_here(settings: Settings, port: int = 0) -> int:
    """Serve until Ctrl-C. Raises what `Service.open` and `check_ready` raise."""
    desk = Desk(Service.open(settings))
    if desk.trial:
        print("To wersja pokazowa, której nikt nie prowadzi. Nie wpisuj prawdziwych danych.")
    else:
        check_ready(settings)
    return serve_here(desk_of(desk), desk.door, port)
