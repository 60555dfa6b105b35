"""Opening the desk, coming in and leaving."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from desk.database.errors import RecordError
from desk.intake.opened_record import OpeningError, check_passphrase, is_locked
from desk.pages.gate import cookie_name, house, let_in, see_other
from desk.record.accounts import CLOSED, NotLetInError, accounts
from desk.record.accounts import let_in as check
from desk.rules.roles import ROLES, Role, Scope
from forms_backend.intake.rate_limit import home_of
from forms_backend.sealing.envelope import KeysError

KEEPER = Scope("klucz", frozenset({Role.KEEPER}))
"""Whoever opens a desk that has no accounts yet, with the private key, makes the first one."""

TRIALS = {
    "programme": Role.PROGRAMME,
    "organization": Role.ORGANIZATION,
    "typist": Role.TYPIST,
    "treasurer": Role.TREASURER,
    "keeper": Role.KEEPER,
}
"""As whom one may look around in a demonstration."""


def open_up() -> Response:
    """The passphrase of the private key opens the desk; until then no page shows anything."""
    if house().opened is not None and (house().demonstration or accounts(house().record)):
        return see_other("/wejdz")
    field_error = ""
    if request.method == "POST":
        passphrase = request.form.get("passphrase", "")
        try:
            _open(passphrase)
        except (OpeningError, RecordError, KeysError) as error:
            field_error = str(error)
        else:
            if accounts(house().record):
                return see_other("/wejdz")
            return let_in(see_other("/zespol"), KEEPER)
    page = render_template("desk/open.html", field_error=field_error, locked=_asks())
    return make_response(page, 422 if field_error else 200)


def _open(passphrase: str) -> None:
    """Open it; where it is open already, only the same passphrase makes the first account."""
    if house().opened is None:
        house().open(passphrase)
    else:
        check_passphrase(house().settings, passphrase)


def _asks() -> bool:
    try:
        return is_locked(house().settings)
    except OpeningError:
        return True


def come_in() -> Response:
    """Name, passphrase and six digits."""
    if house().opened is None:
        return see_other("/otworz")
    field_error, name = "", ""
    if request.method == "POST" and not house().demonstration:
        name = request.form.get("name", "").strip()
        passphrase, code = request.form.get("passphrase", ""), request.form.get("code", "")
        try:
            who = _check(name, passphrase, code)
        except NotLetInError as error:
            field_error = str(error)
        else:
            return let_in(see_other("/"), who)
    page = render_template(
        "desk/enter.html",
        field_error=field_error,
        name=name,
        trials=[(key, ROLES[role]) for key, role in TRIALS.items()],
    )
    return make_response(page, 422 if field_error else 200)


def _check(name: str, passphrase: str, code: str) -> Scope:
    """Who came in. NotLetInError, in the same words whether somebody has this name or nobody."""
    # On this computer everybody has the same address.
    home = home_of(request.remote_addr or "") if house().desk.desk_url else ""
    if not house().tries.may(name, home):
        raise NotLetInError(CLOSED)
    try:
        who = check(house().record, name, passphrase, code, house().now)
    except NotLetInError:
        house().tries.count(name, home)
        raise
    house().tries.clear(name)
    return who


def try_out() -> Response:
    """Only in a demonstration: look around in a role, without a passphrase."""
    role = TRIALS.get(request.form.get("role", ""))
    if role is None or not house().demonstration:
        return see_other("/wejdz")
    organization = next(iter(sorted(house().organizations)), None)
    own = organization if role is Role.ORGANIZATION else None
    return let_in(see_other("/"), Scope(f"pokaz: {ROLES[role]}", frozenset({role}), own))


def leave() -> Response:
    """This browser is out."""
    house().sessions.end(request.cookies.get(cookie_name(), ""))
    g.session = None
    return see_other("/wejdz")


def lock_up() -> Response:
    """Forget the keys; whoever wants to go on needs the passphrase of the private key."""
    if not house().demonstration:
        house().lock()
    return see_other("/otworz")
