"""A page on this computer alone, which nobody else can open: for reading and for typing in.

It listens on the loopback address; the address that is printed holds a token that works once and
is exchanged for a cookie; another `Host` or another site's button is refused. A long silence, also
of a closed laptop, ends the command: what it had opened is dropped, and its memory is the system's.
"""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request, send_from_directory
from jinja2 import StrictUndefined
from waitress import wasyncore
from waitress.server import create_server

from catalog.text.language import _
from forms_backend.config import Settings
from forms_backend.terminal_text import say

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


def awake_or_not() -> float:
    """Seconds on a clock that nobody sets and that goes on while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass
class LocalSession:
    """Lets in whoever came with the token, once. `silence` and `clock` are in seconds.

    forget: drops what is shown; called when it is over.
    """

    cookie: str
    silence: float = 30 * 60
    clock: Callable[[], float] = awake_or_not
    forget: Callable[[], object] = lambda: None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    cookie_value: str | None = field(default=None, repr=False)
    seen: float = 0.0

    def __post_init__(self) -> None:
        """Waiting for somebody to come in is silence, too."""
        self.seen = self.clock()

    def is_over(self) -> bool:
        """Whether the silence was too long. Then nobody comes in again and all is forgotten."""
        if self.clock() - self.seen <= self.silence:
            return False
        self.forget()
        return True

    def enter(self, token: str) -> bool:
        """Exchange the token for a session; it works once."""
        if self.is_over() or self.cookie_value is not None or not _same(token, self.token):
            return False
        self.cookie_value, self.seen = secrets.token_urlsafe(32), self.clock()
        return True

    def knows(self, cookie: str) -> bool:
        """Whether this is the browser that entered, and it was here not long ago."""
        if self.is_over() or self.cookie_value is None or not _same(cookie, self.cookie_value):
            return False
        self.seen = self.clock()
        return True


def _say(template: str, code: int, _error: Exception) -> tuple[str, int]:
    return render_template(template), code


def _same(given: str, known: str) -> bool:
    """Compared in a time that tells nothing; what is not ASCII is another one."""
    return secrets.compare_digest(given.encode(errors="replace"), known.encode())


def local_app(settings: Settings, session: LocalSession) -> Flask:
    """An application for this session alone, without pages yet: `/` is shown after entering."""
    app = Flask(__name__, static_folder=None, template_folder=settings.templates.resolve())
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["_"] = _

    @app.before_request
    def guard() -> None:
        if request.host.partition(":")[0] != "127.0.0.1":
            abort(403)
        if request.endpoint not in ("enter", "style") and not session.knows(
            request.cookies.get(session.cookie, "")
        ):
            abort(403)
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site")
        own = (origin in (None, request.host_url.rstrip("/"))) and site in (None, "same-origin")
        told = origin is not None or site is not None  # each browser sends one of them with a POST
        if request.method == "POST" and not (own and told):
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
        if not session.enter(token):
            abort(403)
        assert session.cookie_value is not None
        response = see_other("/")
        response.set_cookie(session.cookie, session.cookie_value, httponly=True, samesite="Strict")
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


def serve_here(app: Flask, session: LocalSession, port: int = 0) -> int:
    """Print the address and serve until Ctrl-C or a long silence. Port 0 is any free one.

    Returns an exit code.
    """
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except (OSError, OverflowError):
        say(f"Port {port} jest zajęty albo nie wolno go użyć. Podaj inny.", error=True)
        return 1
    sockets: dict[int, Any] = {}
    server: Any = create_server(app, map=sockets, sockets=[listener], threads=2, ident=None)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/wejdz/{session.token}"
    say(f"Otwórz w przeglądarce (adres działa raz): {address}")
    say("Koniec: Ctrl-C w tym oknie. Potem zamknij też przeglądarkę.", flush=True)
    with suppress(KeyboardInterrupt):
        while not session.is_over():
            wasyncore.loop(timeout=1, map=sockets, count=1)
        say("Długo nikt tu nie klikał: strona jest zamknięta. Uruchom polecenie jeszcze raz.")
    session.forget()
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)
    return 0
