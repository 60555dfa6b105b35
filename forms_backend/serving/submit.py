"""POST /zgloszenia/<form>: look, ask to check, keep, thank.

A browser is never shown a page as the answer to a POST: it would have no way back to it. It is led
(303) to the address of its draft, which shows the same page as often as it is opened. Any other
client, and a browser that takes no cookies, gets the page at once.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from catalog.forms.form import PAPER, Form
from catalog.forms.form_class import BoundForm, Values, filled
from catalog.text.language import N_, spoken
from forms_backend.intake import abuse
from forms_backend.intake.abuse import (
    CLAUSE,
    PAGE,
    STEP,
    TAKES,
    Refusal,
    RefusedError,
)
from forms_backend.intake.acceptance import Channel
from forms_backend.intake.quarantine import SEEN, TRAP
from forms_backend.sealing.drafts import Draft
from forms_backend.sealing.submission import CLAUSE_VERSION, Once
from forms_backend.serving import answer_pages, draft_cookies
from forms_backend.serving.service import Accepted, Service
from forms_backend.stores.contract import StoreError

CONFIRM = "wyslij"
CHANGE = "popraw"
CLEAR = "wyczysc"
_PAGE_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class Reception:
    """The addresses of a form, over one service."""

    service: Service

    def receive(self, name: str, draft: str = "") -> Response:
        """Confirmed and kept: 303 to thanks. Everything else is a page: see `_led`.

        Wrong answers: 422. Right, not confirmed: the check page. Confirmed, and could not be kept:
        429 or 503, and the check page once more.
        """
        form = self._open_form(name)
        if draft and (found := self._draft(form)) is not None:
            return _leads(303, self._place(form, draft, found))
        try:
            values = self._values(form)
        except RefusedError as error:
            return answer_pages.refused_page(self.service, error.refusal, form)
        step = "".join(values.get(STEP, ()))
        if step == CLEAR:
            return self._cleared(form, _own(values))
        bound = filled(form, values)
        page = self._page_of(form, bound, values)
        shown = Draft(form.name, {**values, PAGE: (page,)})
        if step != CHANGE and bound.validate():
            if step == CONFIRM and page in values.get(PAGE, ()):
                refusal = self._confirmed(bound, values, page)
                if isinstance(refusal, Response):
                    return refusal
                shown = replace(shown, refusal=refusal)
            else:
                stamp = self.service.stamp(values, bound, page)
                shown = replace(shown, values={**shown.values, SEEN: (stamp,)})
        return self._led(form, shown, draft)

    def _page_of(self, form: Form, bound: BoundForm, values: Values) -> str:
        """The id of this filling-in; where the page has none, of the same answers sent before."""
        page = _own(values)
        last = self._cookies.last_sent(request.cookies, form.name)
        if last is None or page in values.get(PAGE, ()):
            return page
        return last.page if last == self.service.once(bound, last.page) else page

    def _led(self, form: Form, shown: Draft, draft: str) -> Response:
        """The way of a browser to its page; the page itself for whoever cannot go there.

        Whether a browser takes cookies is known when it brings one, or its script says so. Until
        then it is asked to send the same form once more, to the draft's address (307, which no
        history remembers).
        """
        asked_again = bool(draft)
        if "text/html" not in request.headers.get("Accept", "") or asked_again:
            return self._shown(form, shown)
        page = "".join(shown.values[PAGE])
        known = draft_cookies.takes_cookies(request.cookies) or "tak" in shown.values.get(TAKES, ())
        seen, place = self._place(form, page, shown), self._place(form, page)
        response = _leads(303, seen) if known else _leads(307, place)
        fits = self._cookies.put(response, shown, place)
        return response if fits else self._shown(form, shown)

    def draft(self, name: str, draft: str) -> Response:
        """The form with the answers of a draft, and with its mistakes; a look changes nothing."""
        form, found = self._found(name)
        if found.sent:
            return self._thanks(form, found.sent)
        return self._form_page(form, found.values, draft)

    def check(self, name: str, draft: str) -> Response:
        """The check page of a draft; once it was sent, its number."""
        form, found = self._found(name)
        if found.sent:
            return self._thanks(form, found.sent)
        if not filled(form, found.values).validate():  # the form has changed meanwhile
            return _leads(302, self._place(form, draft))
        return self._shown(form, found, self._place(form, draft))

    def _found(self, name: str) -> tuple[Form, Draft]:
        form = self._open_form(name)
        found = self._draft(form)
        if found is None:
            raise RefusedError(answer_pages.NO_DRAFT)
        return form, found

    def _draft(self, form: Form) -> Draft | None:
        return self._cookies.taken(request.cookies, form.name)

    @property
    def _cookies(self) -> draft_cookies.Cookies:
        return draft_cookies.Cookies(self.service.drafts, request.is_secure)

    def _place(self, form: Form, draft: str, shown: Draft | None = None) -> str:
        """The address of a draft; with what is `shown`, of the page that it leads to."""
        place = f"{self.service.settings.place(f'/zgloszenia/{form.name}/odpowiedzi')}/{draft}"
        if shown is None or "".join(shown.values.get(STEP, ())) == CHANGE:
            return place
        right = shown.sent or filled(form, shown.values).validate()
        return f"{place}/{spoken().segments.get('sprawdz', 'sprawdz')}" if right else place

    def _shown(self, form: Form, draft: Draft, mend: str | None = None) -> Response:
        """The form, or the check page, as these answers call for."""
        values = draft.values
        bound = filled(form, values)
        page = "".join(values.get(PAGE, ()))
        if "".join(values.get(STEP, ())) == CHANGE or not bound.validate():
            return self._form_page(form, values, page)
        return answer_pages.check_page(
            self.service,
            bound,
            page=page,
            seen="".join(values.get(SEEN, ())),
            clause=self._clause_of(form, values),
            dropped=bound.dropped(values),
            mend=mend,
            refusal=answer_pages.REFUSALS.get(draft.refusal),
        )

    def _form_page(self, form: Form, values: Values, page: str) -> Response:
        bound = filled(form, values)
        bound.validate()
        trap = "".join(values.get(TRAP, ()))
        return answer_pages.form_page(self.service, bound, trap, page, filled_in=True)

    def _confirmed(self, bound: BoundForm, values: Values, page: str) -> Response | int:
        """Keep it and lead to the thanks; or the status of why it was not kept.

        The check page is then shown again as the same filling-in, seen at the same time.
        """
        address = request.remote_addr or ""
        if self.service.watch.too_many(address):
            return 429
        try:
            once = self.service.once(bound, page)
            doubts = self.service.doubts(values, once, address)
            channel = Channel(self._clause_of(bound.form, values), spoken().code, doubts)
            kept = self.service.keep(bound.form.name, bound.answers, channel, once)
        except StoreError as error:
            answer_pages.log_store_error(error)
            return 503
        accepted = Accepted.of(bound.form, bound.answers, kept.reference)
        return self._sent(bound.form, once, self.service.sign(accepted))

    def _sent(self, form: Form, once: Once, signed: str) -> Response:
        """To the thanks. What a browser kept of the answers becomes the way to that page."""
        thanks = self.service.settings.place(f"/zgloszenia/{form.name}/przyjete")
        response = _leads(303, f"{thanks}?numer={signed}")
        if draft_cookies.takes_cookies(request.cookies):
            done, place = Draft(form.name, {}, sent=signed), self._place(form, once.page)
            self._cookies.put(response, done, place)
            action = self.service.settings.action(form.name)
            self._cookies.remember(response, form.name, once, action)
        return response

    def _cleared(self, form: Form, page: str) -> Response:
        """The empty form, and nothing of what was typed left in this browser."""
        response = _leads(303, self.service.settings.site_url + spoken().path(form.path))
        draft_cookies.forget(
            response, self._place(form, page), self.service.settings.action(form.name)
        )
        return response

    def _clause_of(self, form: Form, values: Values) -> str:
        """The version of the information that stood on the page when it was filled in.

        Who names none, or none that the site could have written, has read that of today.
        """
        read = "".join(values.get(CLAUSE, ()))
        if CLAUSE_VERSION.fullmatch(read) and not read.endswith(f"/{PAPER}"):
            return read
        own = self.service.edition.site.publisher.clause_version
        return f"{form.clause.version}/{own}"

    def accepted(self, name: str) -> Response:
        """The page with the reference number; opening it again changes nothing."""
        return self._thanks(self._form(name), _asked("numer"))

    def _thanks(self, form: Form, signed: str) -> Response:
        accepted = self.service.unsign(signed)
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
        """The form's page is on the site; only one that knows where somebody comes from is here."""
        form = self._form(name)
        values = self._prefilled(form)
        if values and not form.closed:
            return answer_pages.form_page(self.service, filled(form, values), page=_own({}))
        return _leads(302, self.service.settings.site_url + spoken().path(form.path))

    def _prefilled(self, form: Form) -> dict[str, list[str]]:
        """The entry or the notice that the address names, where there is such a one."""
        entry, notice = _asked("wpis"), _asked("ogloszenie")
        known = self.service.published.current.entries.get(entry)
        found: dict[str, list[str]] = {}
        for one in form.asked:
            if one.prefill == "entry" and known is not None:
                found[one.name] = [f"{known} ({entry})"]
            elif one.prefill == "notice" and any(notice == choice.value for choice in one.choices):
                found[one.name] = [notice]
        return found

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


def _own(values: Values) -> str:
    """The id that goes with one filling-in of a form, from its page to the last.

    The same answers sent with it again, after the way back, are the same submission.
    """
    page = "".join(values.get(PAGE, ()))
    return page if _PAGE_ID.fullmatch(page) else secrets.token_urlsafe(16)


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
