"""`submissions read`: what came, on a page on this computer alone.

It runs no script. What it shows is in memory and on the screen, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flask import Flask, Response, abort, render_template, request

from catalog.text.phrases import long_date
from forms_backend.config import Settings
from forms_backend.intake.quarantine import NEW
from forms_backend.local.local_session import LocalSession, local_app, see_other, serve_here
from forms_backend.maintenance import audit
from forms_backend.reading.export import DONE, READ, STATES, Opened
from forms_backend.reading.opened_submissions import email, in_order, is_urgent, phones
from forms_backend.stores.contract import Store
from forms_backend.terminal_text import say

_COOKIE = "czytelnia"


@dataclass
class Room:
    """What was opened, what could not be, and the session that may see it."""

    opened: dict[str, Opened]
    store: Store
    settings: Settings
    damages: tuple[str, ...] = ()
    session: LocalSession = field(default_factory=lambda: LocalSession(_COOKIE))
    changed: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """A long silence drops what was opened."""
        self.session.forget = self.wipe

    def look_again(self) -> tuple[str, ...]:
        """Read the store once more: what was erased meanwhile is gone, states are today's.

        Answers what cannot be read now, a Polish sentence each: what was in there is not shown.
        """
        found = self.store.find(self.opened.keys())
        there = {record.label.reference: record for record in found.records}
        for reference, one in list(self.opened.items()):
            record = there.get(reference)
            if record is None or record.envelope != one.record.envelope:
                _wipe(self.opened.pop(reference))
            else:
                self.opened[reference] = replace(one, record=record)
        return tuple(map(str, found.damages))

    def note_list(self) -> None:
        """The list shows telephones: the log says whose, once. Raises AuditError."""
        if fresh := self.opened.keys() - self.listed:
            audit.note(self.settings.audit, "list", fresh)
            self.listed |= fresh

    def wipe(self) -> None:
        """Drop all that was opened. The key was not kept; what was freed goes with the process."""
        while self.opened:
            _wipe(self.opened.popitem()[1])

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
    app = local_app(room.settings, room.session)
    app.jinja_env.globals.update(states=STATES, phones=phones, email=email, is_urgent=is_urgent)
    app.jinja_env.filters["long_date"] = long_date

    @app.get("/")
    def index() -> str:
        damages = room.look_again()
        room.note_list()
        opened = in_order(room.opened.values())
        told = tuple(dict.fromkeys((*room.damages, *damages)))
        return render_template("reader/list.html", opened=opened, damages=told)

    @app.get("/<reference>")
    def one(reference: str) -> str:
        room.look_again()
        if reference not in room.opened:
            abort(404)
        audit.note(room.settings.audit, "read", [reference])
        return render_template("reader/one.html", one=room.opened[reference])

    @app.post("/<reference>")
    def put(reference: str) -> Response:
        state = request.form.get("state", "")
        room.look_again()
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
    damages: tuple[str, ...] = (),
) -> int:
    """Serve until Ctrl-C; then say which states were changed. Returns an exit code.

    damages: what cannot be shown, and why: a sentence each.
    """
    room = Room({one.record.label.reference: one for one in opened}, store, settings, damages)
    code = serve_here(reader_app(room), room.session, port)
    _tell_changes(room.changed)
    return code


def _wipe(one: Opened) -> None:
    """Empty what others may still refer to."""
    for answers in (one.submission.answers, one.submission.paper):
        if isinstance(answers, dict):
            answers.clear()


def _tell_changes(changed: dict[str, str]) -> None:
    """For whoever reads a copy: how to repeat the changes on the server."""
    if changed:
        say("Zmienione stany. Jeśli czytasz kopię, powtórz to na serwerze:")
    for state in sorted(set(changed.values())):
        references = " ".join(one for one, now in sorted(changed.items()) if now == state)
        say(f"  wzajemnie submissions state {state} {references}")
