"""A page on this computer alone, which nobody else can open: for reading and for typing in.

It listens on the loopback address; the address that is printed holds a token that works once and
is exchanged for a cookie; another `Host`, another site's button or a long silence end it.
"""

from __future__ import annotations

import secrets
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from flask import Flask, Response, abort, redirect, render_template, request, send_from_directory
from jinja2 import StrictUndefined
from waitress.server import create_server

from catalog.text.language import _
from forms_backend.config import Settings

_STYLES = {"styl": "reader/reader.css", "strona": "assets/style.css"}
_PAGES = {
    403: "reader/refused.html",
    404: "reader/unknown.html",
    500: "reader/broken.html",
}
_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass
class Door:
    """Lets in whoever came with the token, once. `silence` and `clock` are in seconds."""

    cookie: str
    silence: float = 30 * 60
    clock: Callable[[], float] = time.monotonic
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str | None = field(default=None, repr=False)
    seen: float = 0.0

    def enter(self, token: str) -> bool:
        """Exchange the token for a session; it works once."""
        if self.session is not None or not _same(token, self.token):
            return False
        self.session, self.seen = secrets.token_urlsafe(32), self.clock()
        return True

    def knows(self, cookie: str) -> bool:
        """Whether this is the browser that entered, and it was here not long ago."""
        if self.session is None or not _same(cookie, self.session):
            return False
        if self.clock() - self.seen > self.silence:
            return False
        self.seen = self.clock()
        return True


def _say(template: str, code: int, _error: Exception) -> tuple[str, int]:
    return render_template(template), code


def _same(given: str, known: str) -> bool:
    """Compared in a time that tells nothing; what is not ASCII is another one."""
    return secrets.compare_digest(given.encode(errors="replace"), known.encode())


def desk_app(settings: Settings, door: Door) -> Flask:
    """An application behind this door, without pages yet: `/` is shown after entering."""
    app = Flask(__name__, static_folder=None, template_folder=settings.templates.resolve())
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["_"] = _

    @app.before_request
    def guard() -> None:
        if request.host.partition(":")[0] != "127.0.0.1":
            abort(403)
        if request.endpoint not in ("enter", "style") and not door.knows(
            request.cookies.get(door.cookie, "")
        ):
            abort(403)
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        stranger = origin not in (None, request.host_url.rstrip("/")) or site != "same-origin"
        if request.method == "POST" and stranger:
            abort(403)

    @app.after_request
    def close(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"  # no-referrer would send Origin: null
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    for code, template in _PAGES.items():
        app.register_error_handler(code, partial(_say, template, code))

    @app.get("/wejdz/<token>")
    def enter(token: str) -> Response:
        if not door.enter(token):
            abort(403)
        assert door.session is not None
        response = see_other("/")
        response.set_cookie(door.cookie, door.session, httponly=True, samesite="Strict")
        return response

    @app.get("/<any(styl, strona):name>.css")
    def style(name: str) -> Response:
        return send_from_directory(settings.templates.resolve(), _STYLES[name])

    return app


def see_other(path: str) -> Response:
    """Look there now, with a GET."""
    response = redirect(path, 303)
    assert isinstance(response, Response)
    return response


def serve_here(app: Flask, door: Door, port: int = 0) -> int:
    """Print the address and serve until Ctrl-C. Port 0 is any free one. Returns an exit code."""
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except (OSError, OverflowError):
        print(f"Port {port} jest zajęty albo nie wolno go użyć. Podaj inny.", file=sys.stderr)
        return 1
    server = create_server(app, sockets=[listener], threads=2, ident=None)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/wejdz/{door.token}"
    print(f"Otwórz w przeglądarce (adres działa raz): {address}")
    print("Koniec: Ctrl-C w tym oknie. Potem zamknij też przeglądarkę.", flush=True)
    with suppress(KeyboardInterrupt):
        server.run()
    server.close()
    return 0
