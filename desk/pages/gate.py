"""What stands before every page: host, locked or open, who, what they may, origin and token."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from desk.pages.house import House
from desk.pages.sessions import Session
from desk.rules.roles import Capability, Scope

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_CAPABILITIES = "desk capabilities"
_MOST_BYTES = {Capability.MONEY: 440 * 1024}
"""What may be larger than a form: a bank statement. Less than what Caddy or waitress would write to
the disk.
"""


class InMemory(Request):
    """A request whose files are never written to the disk, however large they are."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return BytesIO()


def house() -> House:
    """The desk that answers."""
    found = current_app.extensions["desk"]
    assert isinstance(found, House)
    return found


def scope() -> Scope:
    """Who asks: only behind a route that lets nobody in without a session."""
    return session().scope


def session() -> Session:
    """The session of whoever asks, as `scope`."""
    found = g.session
    assert isinstance(found, Session)
    return found


def route(
    app: Flask,
    path: str,
    needs: Capability,
    view: Callable[..., Any],
    methods: Sequence[str] = ("GET",),
) -> None:
    """The only way to add a page: with the capability that it needs."""
    endpoint = view.__name__
    app.extensions.setdefault(_CAPABILITIES, {})[endpoint] = needs
    app.add_url_rule(path, endpoint, view, methods=list(methods))


def capabilities(app: Flask) -> dict[str, Capability]:
    """What each endpoint needs."""
    return dict(app.extensions[_CAPABILITIES])


def cookie_name() -> str:
    """Bound to this host and to HTTPS, where there is HTTPS."""
    return "__Host-stanowisko" if house().desk.desk_url else "stanowisko"


def guard() -> AnyResponse | None:
    """Before every request. What is not allowed looks like what is not there."""
    if request.host.rpartition(":")[0] not in _hosts() and request.host not in _hosts():
        abort(403)
    needs = capabilities(current_app).get(request.endpoint or "")
    g.session = house().sessions.find(request.cookies.get(cookie_name(), ""))
    if needs is None:
        abort(404)
    if request.method == "POST":
        _check_origin()
    if needs is Capability.ANYBODY:
        return None
    if house().opened is None:
        return see_other("/otworz")
    if g.session is None:
        return see_other("/wejdz")
    if not g.session.scope.may(needs):
        abort(404)
    if request.method == "POST":
        request.max_content_length = _MOST_BYTES.get(needs, request.max_content_length)
        _check_token(g.session)
        if needs is not Capability.ENTERED:
            house().check_clock()
    return None


def _hosts() -> set[str]:
    desk = house().desk
    named = urlsplit(desk.desk_url).hostname
    return {"127.0.0.1", "localhost", "[::1]", desk.desk_host} | ({named} if named else set())


def _check_token(own: Session) -> None:
    token = request.form.get("token", "")
    if not secrets.compare_digest(token.encode(), own.token.encode()):
        abort(403)


def _check_origin() -> None:
    """A cookie of 127.0.0.1 is shared by all its ports: the origin tells them apart."""
    own = house().desk.desk_url or request.host_url.rstrip("/")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.headers.get("Origin") != own or site != "same-origin":
        abort(403)


def close(response: Response) -> Response:
    """Headers of every answer: no script, nothing from elsewhere, nothing kept by the browser."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"  # no-referrer would send Origin: null
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    return response


def let_in(response: Response, who: Scope) -> Response:
    """Give this browser a new session."""
    house().sessions.end(request.cookies.get(cookie_name(), ""))
    cookie = house().sessions.begin(who)
    response.set_cookie(
        cookie_name(),
        cookie,
        secure=bool(house().desk.desk_url),
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def see_other(path: str) -> Response:
    """Look there now, with a GET."""
    response = redirect(path, 303)
    assert isinstance(response, Response)
    return response
