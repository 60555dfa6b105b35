"""The application of the desk: its routes, each with what it needs, and its pages for trouble."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from flask import Flask, Response, g, make_response, render_template, request, send_from_directory
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from catalog.text.language import _
from catalog.text.phrases import long_date, plural
from desk.database.errors import RecordError, UnknownThingError
from desk.pages import inbox, matching, money, paper, prints, sign_in, team, thing_pages
from desk.pages.gate import InMemory, close, guard, house, route
from desk.pages.house import House
from desk.rules.roles import ROLES, Capability
from desk.views.cards import PATHS, day_and_time, short_day

_LOG = logging.getLogger(__name__)
_SAYS = {
    400: ("Nie udało się odczytać tego, co przyszło", "Wróć i spróbuj jeszcze raz."),
    403: (
        "Nie można tego zrobić",
        "Strona była otwarta za długo albo w innym miejscu. Niczego nie zmieniono.",
    ),
    404: ("Nie ma tu takiej strony", "Może ktoś już ją skasował albo nie należy do Twojej pracy."),
    405: ("Nie można tego zrobić", "Wróć na początek i spróbuj jeszcze raz."),
    413: (
        "To za długie",
        "Skróć to, co wpisujesz, albo wybierz plik do 400 KB. Niczego nie zmieniono.",
    ),
    500: ("Coś się zepsuło", "Wróć na początek i sprawdź, czy zmiana jest zapisana."),
}


def create_desk(one: House) -> Flask:
    """The WSGI application of one desk."""
    templates = one.settings.templates.resolve()
    app = Flask(__name__, static_folder=None, template_folder=templates)
    app.request_class = InMemory
    app.extensions["desk"] = one
    app.config["MAX_CONTENT_LENGTH"] = one.settings.max_body
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["_"] = _
    app.jinja_env.filters |= {
        "long_date": long_date,
        "short_day": short_day,
        "days_later": lambda day, number: day + timedelta(days=number),
        "day_and_time": day_and_time,
    }
    app.jinja_env.globals["plural"] = plural
    app.context_processor(_frame)
    app.before_request(guard)
    app.after_request(close)
    _add_routes(app)
    app.register_error_handler(HTTPException, _explain)
    app.register_error_handler(UnknownThingError, partial(_trouble, 404))
    app.register_error_handler(RecordError, _refuse)
    app.register_error_handler(Exception, _broken)
    return app


def _add_routes(app: Flask) -> None:
    both = ("GET", "POST")
    route(app, "/styl.css", Capability.ANYBODY, style)
    route(app, "/otworz", Capability.ANYBODY, sign_in.open_up, both)
    route(app, "/wejdz", Capability.ANYBODY, sign_in.come_in, both)
    route(app, "/wyjdz", Capability.ENTERED, sign_in.leave, ("POST",))
    route(app, "/", Capability.ENTERED, inbox.home)
    route(app, "/dzisiaj", Capability.READ, inbox.today)
    route(app, "/wydruk", Capability.PRINT, inbox.printed)
    for path in inbox.LISTS:
        route(app, path, Capability.READ, inbox.listed)
    route(app, "/szukaj", Capability.SEARCH, inbox.searched, ("POST",))
    for path in PATHS.values():
        route(app, f"{path}/<reference>", Capability.READ, thing_pages.shown)
        route(app, f"{path}/<reference>/ruch", Capability.MOVE, thing_pages.moved, ("POST",))
        route(app, f"{path}/<reference>/druk", Capability.PRINT, prints.printed_thing)
        route(app, f"{path}/<reference>/pdf", Capability.PRINT, prints.printed_pdf)
        route(app, f"{path}/<reference>/skasuj", Capability.ERASE, thing_pages.erased, both)
    for kind in ("person", "submission"):
        path = f"{PATHS[kind]}/<reference>/dane"
        route(app, path, Capability.EXPORT, prints.told_person, both)
    route(app, "/prosba/<reference>/kto-moze", Capability.READ, matching.who_can_help)
    route(app, "/telefony", Capability.PRINT, matching.to_tell)
    route(app, "/sprawozdanie", Capability.PRINT, prints.printed_report)
    route(app, "/kartki", Capability.TYPE_IN, paper.sheets)
    route(app, "/kartki/<name>", Capability.TYPE_IN, paper.sheet, both)
    route(app, "/kartki/<name>/zapisana", Capability.TYPE_IN, paper.saved)
    route(app, "/wplaty", Capability.MONEY, money.payments)
    route(app, "/wplaty/wczytaj", Capability.MONEY, money.read_in, ("POST",))
    route(app, "/wplaty/zapisz", Capability.MONEY, money.kept_lines, ("POST",))
    route(app, "/wplaty/zapomnij", Capability.MONEY, money.forgotten, ("POST",))
    route(app, "/wplaty/przypisz", Capability.MONEY, money.settled, ("POST",))
    route(app, "/wplaty/rejestr/<year>", Capability.MONEY, money.register_of_year)
    route(app, "/zespol", Capability.TEAM, team.listed_team, both)
    route(app, "/zespol/koniec", Capability.TEAM, team.ended, ("POST",))
    route(app, "/zamknij", Capability.TEAM, sign_in.lock_up, ("POST",))
    if house_of(app).demonstration:
        route(app, "/pokaz", Capability.ANYBODY, sign_in.try_out, ("POST",))


def house_of(app: Flask) -> House:
    """The desk behind an application."""
    found = app.extensions["desk"]
    assert isinstance(found, House)
    return found


def style() -> Response:
    """The one stylesheet."""
    return send_from_directory(house().settings.templates.resolve() / "desk", "desk.css")


def _frame() -> dict[str, object]:
    """What the frame of every page needs."""
    session = g.get("session")
    return {
        "session": session,
        "may": (lambda name: session is not None and session.scope.may(Capability(name))),
        "roles": ROLES,
        "demonstration": house().demonstration,
        "organizations": house().organizations,
        "here": request.path,
    }


def _explain(error: HTTPException) -> Response:
    return _trouble(error.code if error.code in _SAYS else 500, error)


def _trouble(code: int, _error: Exception) -> Response:
    what, advice = _SAYS[code]
    return make_response(render_template("desk/trouble.html", what=what, advice=advice), code)


def _refuse(error: RecordError) -> Response:
    page = render_template("desk/trouble.html", what="Nie udało się", advice=str(error))
    return make_response(page, 503)


def _broken(error: Exception) -> Response:
    """Its type and nothing of its words: those may repeat what somebody sent."""
    _LOG.error("desk: %s", type(error).__name__)
    return _trouble(500, error)
