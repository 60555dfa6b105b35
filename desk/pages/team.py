"""The team: who may come in, and new accounts with their codes, shown once."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from desk.pages.gate import house, scope, see_other
from desk.record.accounts import (
    LEAST_PASSPHRASE,
    Account,
    AccountError,
    Issued,
    accounts,
    add_account,
    end_account,
)
from desk.rules.roles import ROLES, Role

_GIVEN = tuple(one for one in ROLES if one is not Role.CLOCK)


def listed_team() -> Response:
    """Everybody; and a form for one more."""
    field_error, issued, name = "", None, ""
    if request.method == "POST":
        name = " ".join(request.form.get("name", "").split())
        try:
            issued = _add(name)
        except AccountError as error:
            field_error = str(error)
    if issued is not None:
        return make_response(render_template("desk/issued.html", name=name, issued=issued))
    page = render_template(
        "desk/team.html",
        accounts=accounts(house().record),
        given_roles=[(one.value, ROLES[one]) for one in _GIVEN],
        chosen=request.form.getlist("role"),
        field_error=field_error,
        name=name,
        least=LEAST_PASSPHRASE,
        copied=house().copied,
        not_copied=house().not_copied,
    )
    return make_response(page, 422 if field_error else 200)


def _add(name: str) -> Issued:
    roles = frozenset(one for one in _GIVEN if one.value in request.form.getlist("role"))
    place = request.form.get("organization", "")
    organization = place if place in house().organizations else None
    passphrase = request.form.get("passphrase", "")
    if passphrase != request.form.get("again", ""):
        raise AccountError("Hasła są różne. Wpisz dwa razy to samo.")
    account = Account(name, roles, organization, ended=False)
    return add_account(house().record, scope(), account, passphrase, house().now)


def ended() -> Response:
    """Whoever left comes in no more, also where they are in just now."""
    name = request.form.get("name", "")
    try:
        end_account(house().record, scope(), name, house().now)
    except AccountError:
        return see_other("/zespol")
    house().sessions.end_account(name)
    return see_other("/zespol")
