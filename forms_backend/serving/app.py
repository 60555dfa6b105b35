"""The WSGI application of the public service. It can write; it cannot read back.

`create_app` is the only way in. Reading is a separate program (`forms_backend.cli.commands`) with
the private key, and nothing that this module imports reaches `forms_backend.keys.opening`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, jsonify, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from catalog.text.gettext_files import FOLDER, codes, language
from catalog.text.language import (
    N_,
    POLISH,
    Language,
    _,
    speaking,
)
from forms_backend.config import Settings
from forms_backend.intake.abuse import Refusal, RefusedError
from forms_backend.intake.case_state import CaseStates
from forms_backend.serving import answer_pages
from forms_backend.serving.headers import security_headers
from forms_backend.serving.logs import log_answers
from forms_backend.serving.service import Service
from forms_backend.serving.submit import Reception
from forms_backend.serving.towns import WHERE, which_town
from forms_backend.stores.contract import StoreError
from forms_backend.stores.database_errors import for_anybody

_LOG = logging.getLogger(__name__)
_HERE = ("127.0.0.1", "::1")
_UNBELIEVED = (
    "Przed usługą stoi inny serwer (X-Forwarded-For), a WZAJEMNIE_PROXIES=0: wszyscy ludzie mają "
    "dla niej jeden adres, więc po wielu zgłoszeniach w godzinie trafią do kwarantanny. "
    "Ustaw WZAJEMNIE_PROXIES=1."
)


def create_app(settings: Settings) -> Flask:
    """The WSGI application.

    Raises SettingsError or KeysError, each with a Polish sentence for the operator, when the site
    was not built or there are no public keys.
    """
    service = Service.open(settings)
    app = Flask(__name__, static_folder=None, template_folder=settings.templates.resolve())
    app.extensions["wzajemnie"] = service
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0
        )
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.jinja_env.globals["_"] = _
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.merge_slashes = False  # else `//zgloszenia` is answered with an English page
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    words = settings.templates.resolve() / FOLDER
    spoken = [language(code, words) for code in codes(words)]
    app.extensions["languages"] = spoken
    app.wsgi_app = _Speaking(app.wsgi_app, spoken).answer  # type: ignore[method-assign]
    reception, towns = Reception(service), partial(which_town, service)
    cases = partial(_case, service, CaseStates(service.store))
    for one in spoken:
        form, thanks = one.path("/zgloszenia/<name>"), one.path("/zgloszenia/<name>/przyjete")
        draft = one.path("/zgloszenia/<name>/odpowiedzi") + "/<draft>"
        app.add_url_rule(form, "receive", reception.receive, methods=["POST"])
        app.add_url_rule(draft, "receive", reception.receive, methods=["POST"])
        app.add_url_rule(draft, "draft", reception.draft)
        check = f"{draft}/{one.segments.get('sprawdz', 'sprawdz')}"
        app.add_url_rule(check, "check", reception.check)
        app.add_url_rule(form, "form", reception.form_elsewhere)
        app.add_url_rule(thanks, "accepted", reception.accepted)
        app.add_url_rule(one.path(answer_pages.STATE), "state", cases)
        app.add_url_rule(one.path(WHERE), "where", towns)
    app.add_url_rule("/zdrowie", "health", lambda: _health(service))
    if settings.altcha:
        app.add_url_rule(answer_pages.CHALLENGE, "challenge", reception.challenge)
    _answer_kindly(app, service)
    if not settings.proxies:
        _notice_proxy(app)
    log_answers(app)
    return app


@dataclass(frozen=True)
class _Speaking:
    """Answers each request in the language that its address begins with."""

    app: WSGIApplication
    languages: Sequence[Language]

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        path = environ.get("PATH_INFO", "")
        known = (one for one in self.languages if one.prefix and path.startswith(f"{one.prefix}/"))
        with speaking(next(known, POLISH)):
            return self.app(environ, start_response)


def _case(service: Service, cases: CaseStates) -> Response:
    """How far the submission with the number in the query is; a look changes nothing."""
    typed, address = request.args.get("numer", "")[:40].strip(), request.remote_addr or ""
    if not typed:
        return answer_pages.state_page(service, "", None)
    if cases.guessed_too_often(address):
        raise RefusedError(answer_pages.TOO_MANY_NUMBERS)
    try:
        return answer_pages.state_page(service, typed, cases.state(typed, address))
    except StoreError as error:
        answer_pages.log_store_error(error)
        raise RefusedError(answer_pages.NO_STATES) from None


def _answer_kindly(app: Flask, service: Service) -> None:
    """A page in plain words for whatever goes wrong, and the same headers on every answer."""
    headers = security_headers(service.settings)

    @app.errorhandler(RefusedError)
    def refuse(error: RefusedError) -> Response:
        return answer_pages.refused_page(service, error.refusal)

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        fallback = Refusal(
            error.code or 500,
            "other",
            N_("Nie udało się odczytać zapytania."),
            N_("Spróbuj inaczej."),
        )
        page = answer_pages.refused_page(
            service, answer_pages.REFUSALS.get(error.code or 500, fallback)
        )
        if isinstance(error, MethodNotAllowed):
            page.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        return page

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(headers)
        response.headers["Cache-Control"] = "no-store"
        return response


def _notice_proxy(app: Flask) -> None:
    """Say once in the log that people come through a server of ours that we were not told of.

    From outside anybody can send such a header; from this machine only a server in front does.
    """
    said = threading.Event()

    @app.before_request
    def notice() -> None:
        near = request.remote_addr in _HERE and "X-Forwarded-For" in request.headers
        if near and not said.is_set():
            said.set()
            _LOG.warning(_UNBELIEVED)


def _health(service: Service) -> Response:
    """For the operator's monitoring: 200 while answers can be kept, else 503; and what is wrong.

    It tells which forms are served and never how many submissions there are.
    """
    publication = service.published.current
    damages = service.store.health()
    for damage in damages:
        _LOG.warning("store: %s", damage.why)
    troubles = [f"{_last_name(one.where)}: {for_anybody(one.why)}" for one in damages]
    stale = ["forms.json: nowego pliku nie da się użyć; działa poprzedni"]
    told = troubles + (stale if service.published.trouble else [])
    response = jsonify(
        status="trouble" if told else "ok",
        troubles=told,
        version=publication.version,
        forms=sorted(publication.forms),
        development=service.keys.development,
    )
    response.status_code = 503 if troubles else 200
    return response


def _last_name(where: str) -> str:
    """The file's or database's own name: its place is nobody's business outside."""
    return where.partition("?")[0].rpartition("/")[2]
