"""`submissions read`: a page on this computer alone, which nobody else can open.

It listens on the loopback address; the address that is printed holds a token that works once and
is exchanged for a cookie; another `Host`, another site's button or half an hour of silence end it.
It runs no script. What it shows is in memory and on the screen, and nowhere else.
"""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from flask import Flask, Response, abort, redirect, render_template, request, send_from_directory
from jinja2 import StrictUndefined
from waitress.server import create_server

from catalog.text import long_date
from forms_backend import audit
from forms_backend.config import Settings
from forms_backend.export import DONE, READ, STATES, Opened
from forms_backend.quarantine import NEW
from forms_backend.reading import email, in_order, is_urgent, phones
from forms_backend.stores.contract import Store

_SILENCE = 30 * 60
_COOKIE = "czytelnia"
_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass
class Room:
    """What was opened, and who may see it: whoever came with the token. `clock` in seconds."""

    opened: dict[str, Opened]
    store: Store
    settings: Settings
    clock: Callable[[], float] = time.monotonic
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str | None = field(default=None, repr=False)
    seen: float = 0.0
    changed: dict[str, str] = field(default_factory=dict)

    def enter(self, token: str) -> bool:
        """Exchange the token for a session; it works once."""
        if self.session is not None or not secrets.compare_digest(token, self.token):
            return False
        self.session, self.seen = secrets.token_urlsafe(32), self.clock()
        return True

    def knows(self, cookie: str) -> bool:
        """Whether this is the browser that entered, and it was here within half an hour."""
        if self.session is None or not secrets.compare_digest(cookie, self.session):
            return False
        if self.clock() - self.seen > _SILENCE:
            return False
        self.seen = self.clock()
        return True

    def put(self, reference: str, state: str) -> bool:
        """Another state, in the store and here. False when it is not there any more."""
        audit.note(self.settings.audit, f"state {state}", [reference])
        if not self.store.set_state(reference, state):
            return False
        one = self.opened[reference]
        self.opened[reference] = replace(one, record=replace(one.record, state=state))
        self.changed[reference] = state
        return True


def reader_app(room: Room) -> Flask:
    """The pages: a list, a submission, and the buttons that change its state."""
    app = Flask(__name__, static_folder=None, template_folder=room.settings.templates.resolve())
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(states=STATES, phones=phones, email=email, is_urgent=is_urgent)
    app.jinja_env.filters["long_date"] = long_date

    @app.before_request
    def guard() -> None:
        if request.host.partition(":")[0] != "127.0.0.1":
            abort(403)
        if request.endpoint not in ("enter", "style") and not room.knows(
            request.cookies.get(_COOKIE, "")
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

    @app.errorhandler(403)
    def refuse(_error: Exception) -> tuple[str, int]:
        return render_template("reader/refused.html"), 403

    _add_pages(app, room)
    return app


def _add_pages(app: Flask, room: Room) -> None:
    @app.get("/wejdz/<token>")
    def enter(token: str) -> Response:
        if not room.enter(token):
            abort(403)
        assert room.session is not None
        response = _to("/")
        response.set_cookie(_COOKIE, room.session, httponly=True, samesite="Strict")
        return response

    @app.get("/styl.css")
    def style() -> Response:
        return send_from_directory(room.settings.templates.resolve() / "reader", "reader.css")

    @app.get("/")
    def index() -> str:
        return render_template("reader/list.html", opened=in_order(room.opened.values()))

    @app.get("/<reference>")
    def one(reference: str) -> str:
        if reference not in room.opened:
            abort(404)
        return render_template("reader/one.html", one=room.opened[reference])

    @app.post("/<reference>")
    def put(reference: str) -> Response:
        state = request.form.get("state", "")
        if reference not in room.opened or state not in (NEW, READ, DONE):
            abort(404)
        if not room.put(reference, state):
            abort(404)
        return _to("/")


def _to(path: str) -> Response:
    response = redirect(path, 303)
    assert isinstance(response, Response)
    return response


def read_here(opened: tuple[Opened, ...], store: Store, settings: Settings, port: int = 0) -> int:
    """Serve until Ctrl-C; then say which states were changed. Returns an exit code."""
    room = Room({one.record.label.reference: one for one in opened}, store, settings)
    listener = socket.create_server(("127.0.0.1", port))
    server = create_server(reader_app(room), sockets=[listener], threads=2, ident=None)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/wejdz/{room.token}"
    print(f"Otwórz w przeglądarce (adres działa raz): {address}")
    print("Koniec: Ctrl-C w tym oknie. Potem zamknij też przeglądarkę.", flush=True)
    with suppress(KeyboardInterrupt):
        server.run()
    server.close()
    _tell_changes(room.changed)
    return 0


def _tell_changes(changed: dict[str, str]) -> None:
    """For whoever reads a copy: how to repeat the changes on the server."""
    if changed:
        print("Zmienione stany. Jeśli czytasz kopię, powtórz to na serwerze:")
    for state in sorted(set(changed.values())):
        references = " ".join(one for one, now in sorted(changed.items()) if now == state)
        print(f"  wzajemnie submissions state {state} {references}")
