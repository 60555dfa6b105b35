"""POST /zgloszenia/<form>: look, ask to check, keep, thank."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from catalog.forms.form import Form
from catalog.forms.form_class import Sheet, Values, filled
from catalog.forms.form_page import Leaf, leaf_of_mistake, next_leaf, unasked
from catalog.text.language import N_, spoken
from catalog.text.money import parse_amount
from forms_backend.intake import abuse
from forms_backend.intake.abuse import (
    ASKED,
    PAGE,
    PART,
    STEP,
    Refusal,
    RefusedError,
)
from forms_backend.intake.quarantine import SEEN, TRAP, state_of
from forms_backend.sealing.envelope import seal
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Once, Record, Submission, digest_of
from forms_backend.serving import answer_pages
from forms_backend.serving.service import Accepted, Service
from forms_backend.stores.contract import ReferenceTakenError, StoreError

CONFIRM = "wyslij"
CHANGE = "popraw"
_STEP = re.compile(r"(popraw|wstecz)(?:-([1-9]\d?))?")
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_TRIES = 5


@dataclass(frozen=True)
class Turn:
    """Which button was pressed, on which page of the form.

    reached: so many pages have been filled in, and are judged.
    to: the page that somebody wants to see again, whatever is on this one.
    """

    step: str
    reached: int
    to: int | None = None

    @classmethod
    def read(cls, form: Form, values: Values) -> Turn:
        """What cannot be understood counts as all pages, sent to be looked through."""
        last = len(form.parts)
        step = "".join(values.get(STEP, ()))
        match = _STEP.fullmatch(step)
        if match is not None:
            to = min(int(match[2] or 1), last)
            return cls(match[1], last if match[1] == CHANGE else to, to)
        written = "".join(values.get(PART, ()))
        known = step != CONFIRM and re.fullmatch(r"[1-9]\d?", written)
        return cls(step, min(int(written), last) if known else last)


@dataclass(frozen=True)
class Reception:
    """The three addresses of a form, over one service."""

    service: Service

    def receive(self, name: str) -> Response:
        """Wrong answers: 422. Right, not confirmed: the check page. Confirmed: 303 to thanks.

        Confirmed, and could not be kept: 429 or 503, and the check page once more.
        """
        form = self._open_form(name)
        try:
            values = self._values(form)
        except RefusedError as error:
            return answer_pages.refused_page(self.service, error.refusal, form)
        turn = Turn.read(form, values)
        sheet = filled(form, values, turn.reached)
        page = "".join(values.get(PAGE, ()))
        leaf = _next_page(sheet, turn, values)
        if leaf is not None:
            return answer_pages.form_page(
                self.service, leaf, "".join(values.get(TRAP, ())), _own(page)
            )
        if turn.step != CONFIRM or not _PAGE_ID.fullmatch(page):
            page = _own(page)
            seen = self.service.watch.stamp(values, page)
            return answer_pages.check_page(self.service, sheet, page, seen)
        return self._confirmed(sheet, values, page)

    def _confirmed(self, sheet: Sheet, values: Values, page: str) -> Response:
        """Keep it and lead to the thanks; or the check page again, with why it was not kept.

        That page is the same filling-in, seen at the same time: its id and stamp stay.
        """
        seen = "".join(values.get(SEEN, ()))
        address = request.remote_addr or ""
        if self.service.watch.too_many(address):
            return answer_pages.check_page(
                self.service, sheet, page, seen, answer_pages.REFUSALS[429]
            )
        try:
            once = Once(page, digest_of(sheet.answers, sheet.form.name, self.service.secret))
            doubts = self.service.doubts(values, once, address)
            reference = self._keep(sheet, once, doubts)
        except StoreError as error:
            answer_pages.log_store_error(error)
            return answer_pages.check_page(
                self.service, sheet, page, seen, answer_pages.REFUSALS[503]
            )
        organization = str(sheet.answers.get("organization", ""))
        self.service.announce(reference, state_of(doubts), organization)
        signed = self.service.sign(_accepted(sheet, reference))
        thanks = self.service.settings.place(f"/zgloszenia/{sheet.form.name}/przyjete")
        return _leads(303, f"{thanks}?numer={signed}")

    def accepted(self, name: str) -> Response:
        """The page with the reference number; opening it again changes nothing."""
        form = self._form(name)
        accepted = self.service.unsign(_asked("numer"))
        if accepted is None or accepted.form != form.name:
            refusal = Refusal(
                404,
                "receipt",
                N_("Ten adres jest niepełny albo zmieniony."),
                N_("Jeśli zgłoszenie zostało wysłane, mamy je. Numer był na stronie po wysłaniu."),
            )
            return answer_pages.refused_page(self.service, refusal, form)
        return answer_pages.accepted_page(self.service, accepted, form)

    def form_elsewhere(self, name: str) -> Response:
        """The form's page is on the site; only one that knows its entry is drawn here."""
        form = self._form(name)
        entry = _asked("wpis")
        known = self.service.published.current.entries.get(entry)
        values = {one.name: [f"{known} ({entry})"] for one in form.asked if one.prefill == "entry"}
        if known is not None and values and not form.closed:
            return answer_pages.form_page(self.service, Leaf(filled(form, values)), page=_own(""))
        return _leads(302, self.service.settings.site_url + spoken().path(form.path))

    def _form(self, name: str) -> Form:
        known = spoken().polish(f"{spoken().prefix}/{name}").strip("/")
        form = self.service.edition.forms.get(known)
        if form is None:
            raise RefusedError(answer_pages.REFUSALS[404])
        return form

    def _open_form(self, name: str) -> Form:
        form = self._form(name)
        if form.closed:
            raise RefusedError(answer_pages.REFUSALS[410])
        return form

    def _values(self, form: Form) -> Values:
        abuse.check_origin(request.headers, request.host, self.service.settings.origins)
        try:
            body = request.get_data(cache=False)
        except RequestEntityTooLarge:
            raise RefusedError(answer_pages.REFUSALS[413]) from None
        values = abuse.read_values(request.content_type or "", body)
        abuse.check_names(form, values)
        return values

    def challenge(self) -> Response:
        """What the check page asks the browser to do, where that is on.

        Whoever has had very many gets none: their next submission is kept aside, not lost.
        """
        assert self.service.challenges is not None
        if self.service.watch.asks_too_often(request.remote_addr or ""):
            raise RefusedError(answer_pages.REFUSALS[429])
        return jsonify(self.service.challenges.new())

    def _keep(self, sheet: Sheet, once: Once, doubts: tuple[str, ...]) -> str:
        """Seal and store; the answers leave this function only inside the envelope."""
        form = self.service.published.current.forms[sheet.form.name]  # kept in Polish for the desk
        answers = sheet.answers
        now = datetime.now(UTC).replace(microsecond=0)
        clause = (
            f"{form.clause.version}/{self.service.published.current.site.publisher.clause_version}"
        )
        keep_until = (now + timedelta(days=form.retention_days)).date()
        for _ in range(_TRIES):
            label = Label(new_reference(), form.name, form.version, clause, now)
            submission = Submission(label, answers, doubts, language=spoken().code)
            envelope = seal(submission.to_bytes(), self.service.keys)
            try:
                return self.service.store.append(
                    Record(label, envelope, keep_until, state_of(doubts), once), form
                )
            except ReferenceTakenError:
                continue
        raise StoreError("no free reference")


def _own(page: str) -> str:
    """The id that goes with one filling-in of a form, from its first page to the last.

    The same answers sent with it again, after the way back, are the same submission.
    """
    return page if _PAGE_ID.fullmatch(page) else secrets.token_urlsafe(16)


def _next_page(sheet: Sheet, turn: Turn, values: Values) -> Leaf | None:
    """The page of the form to show now; None when there is nothing left to ask or to mend."""
    asked = frozenset(values.get(ASKED, ())).intersection(sheet.form.part_of)
    if turn.to is not None:
        return Leaf(sheet, turn.to, turn.reached, asked=asked)
    own = None if turn.step == CONFIRM else unasked(sheet, turn.reached, asked)
    if not sheet.validate():
        return leaf_of_mistake(sheet, turn.reached, asked)
    if turn.step == CONFIRM:
        return None
    return own or next_leaf(sheet, turn.reached, asked)


def _accepted(sheet: Sheet, reference: str) -> Accepted:
    """What the last page has to know; for a donation also to whom and how much."""
    form, answers = sheet.form, sheet.answers
    if form.transfer is None:
        return Accepted(form.name, reference)
    amount = str(answers[form.transfer.amount])
    return Accepted(
        form.name,
        reference,
        str(answers[form.transfer.recipient]),
        parse_amount(amount).grosze if amount else None,
    )


def _asked(name: str) -> str:
    """A value of the query. Bytes that are no UTF-8, which not every server refuses: 400."""
    try:
        return request.args.get(name, "")
    except UnicodeDecodeError:
        raise BadRequest from None


def _leads(status: int, location: str) -> Response:
    """Without the page that `flask.redirect` writes: it is in English."""
    response = Response(status=status)
    response.headers["Location"] = location
    return response
