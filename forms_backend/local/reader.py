"""`submissions read`: what came, on a page on this computer alone.

It runs no script. What it shows is in memory and on the screen, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flask import Flask, Response, abort, render_template, request

from catalog.text.phrases import long_date
from forms_backend.config import Settings
from forms_backend.intake.quarantine import NEW
from forms_backend.local.local_session import Door, desk_app, see_other, serve_here
from forms_backend.maintenance import audit
from forms_backend.reading.export import DONE, READ, STATES, Opened
from forms_backend.reading.opened_submissions import email, in_order, is_urgent, phones
from forms_backend.stores.contract import Store

_COOKIE = "czytelnia"


@dataclass
class Room:
    """What was opened, what could not be, and who may see it: whoever came through the door."""

    opened: dict[str, Opened]
    store: Store
    settings: Settings
    faults: tuple[str, ...] = ()
    door: Door = field(default_factory=lambda: Door(_COOKIE))
    changed: dict[str, str] = field(default_factory=dict)

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
    app = desk_app(room.settings, room.door)
    app.jinja_env.globals.update(states=STATES, phones=phones, email=email, is_urgent=is_urgent)
    app.jinja_env.filters["long_date"] = long_date

    @app.get("/")
    def index() -> str:
        opened = in_order(room.opened.values())
        return render_template("reader/list.html", opened=opened, faults=room.faults)

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
        return see_other("/")

    return app


def read_here(
    opened: tuple[Opened, ...],
    store: Store,
    settings: Settings,
    port: int = 0,
    faults: tuple[str, ...] = (),
) -> int:
    """Serve until Ctrl-C; then say which states were changed. Returns an exit code.

    faults: what cannot be shown, and why: a sentence each.
    """
    room = Room({one.record.label.reference: one for one in opened}, store, settings, faults)
    code = serve_here(reader_app(room), room.door, port)
    _tell_changes(room.changed)
    return code


def _tell_changes(changed: dict[str, str]) -> None:
    """For whoever reads a copy: how to repeat the changes on the server."""
    if changed:
        print("Zmienione stany. Jeśli czytasz kopię, powtórz to na serwerze:")
    for state in sorted(set(changed.values())):
        references = " ".join(one for one, now in sorted(changed.items()) if now == state)
        print(f"  wzajemnie submissions state {state} {references}")
