"""Wpłaty: a bank statement is read in, looked at and kept; the treasurer says what each line pays.

The file stays in the memory of this program, in the session of whoever sent it, until it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, make_response, render_template, request

from catalog.text.money import parse_amount, zloty
from desk.database.errors import RefusedMoveError
from desk.donations.paying import ASIDE, NEW, keep_lines, settle_lines, waiting_lines
from desk.donations.year_register import year_register
from desk.ledger.balances import balances
from desk.pages.gate import house, scope, see_other, session
from desk.pages.sessions import SentFile
from desk.statements.matching import Kind, LineMatch
from desk.statements.reading import read_statement
from desk.statements.statement import Statement, StatementError, Typed
from forms_backend.sealing.readable_codes import tidy_reference

_FIELDS = {Typed.ACCOUNT: "account", Typed.OPENING: "opening", Typed.CLOSING: "closing"}


def payments() -> Response:
    """What was sent and waits to be kept; the lines that pay no donation yet."""
    return _page()


def read_in() -> Response:
    """Read the file; what it tells is shown before anything of it is kept."""
    upload = request.files.get("file")
    data = upload.read() if upload else b""
    before = session().statement
    if data and upload:
        before = SentFile(_organization(), upload.filename or "plik", data)
    if before is None:
        return _page(422, wrong="Wybierz plik z wyciągiem.")
    if not before.organization:
        return _page(422, wrong="Wybierz organizację, której jest ten rachunek.")
    session().statement = before
    before.statements = ()
    try:
        before.statements = read_statement(
            before.data,
            before.name,
            account=_account(before.organization),
            opening=_grosze("opening", Typed.OPENING),
            closing=_grosze("closing", Typed.CLOSING),
        )
    except StatementError as error:
        if not error.asks:
            session().statement = None
        typed = [one for one in Typed if one in error.asks or _FIELDS[one] in request.form]
        return _page(422, wrong=str(error), asks=tuple(typed) if error.asks else ())
    before.data = b""
    return see_other("/wplaty")


def kept_lines() -> Response:
    """Keep all lines of the statement that was shown, once."""
    sent = session().statement
    if sent is None or not sent.statements:
        return see_other("/wplaty")
    try:
        kept = keep_lines(house().record, scope(), sent.organization, sent.statements, house().now)
    except RefusedMoveError as error:
        return _page(409, wrong=" ".join(error.sentences))
    session().statement = None
    return _page(told=f"Zapisane operacje: {kept.new}. Były już wcześniej: {kept.known}.")


def forgotten() -> Response:
    """The file that was sent is not kept."""
    session().statement = None
    return see_other("/wplaty")


def settled() -> Response:
    """What each line pays, as somebody has chosen it on the page."""
    chosen = {}
    for pair in request.form.getlist("choice"):
        identity, _, choice = pair.partition(":")
        if choice == "code":
            choice = tidy_reference(request.form.get("code", "")) or "?"
        chosen[identity] = choice
    if not chosen:
        return _page(422, wrong="Wybierz, czym jest ta wpłata.")
    try:
        number = settle_lines(house().record, scope(), chosen, house().now)
    except RefusedMoveError as error:
        return _page(409, wrong=" ".join(error.sentences))
    return _page(told=f"Zapisane wpłaty: {number}.")


def register_of_year(year: str) -> Response:
    """A file for the accountant."""
    if year not in map(str, range(2000, house().today.year + 1)):
        abort(404)
    response = make_response(year_register(house().record, scope(), int(year), house().now))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="darowizny-{year}.csv"'
    return response


def _organization() -> str:
    """Of whoever works for one; else the one that was chosen."""
    own = scope().organization
    chosen = request.form.get("organization", "")
    return own or (chosen if chosen in house().organizations else "")


def _account(organization: str) -> str:
    """The number that the site publishes for gifts; else the one that was typed in."""
    try:
        recipient = house().publication.recipients.get(organization)
    except (OSError, ValueError):
        recipient = None
    return (recipient.account if recipient else None) or request.form.get("account", "").strip()


def _grosze(name: str, what: Typed) -> int | None:
    """A balance that was typed in; below zero with a minus. StatementError."""
    text = request.form.get(name, "").strip()
    if not text:
        return None
    try:
        amount = parse_amount(text.lstrip("-")).grosze
    except ValueError:
        raise StatementError(
            f"{what.capitalize()}: „{text[:40]}” to nie jest kwota.", asks=(what,)
        ) from None
    return -amount if text.startswith("-") else amount


@dataclass(frozen=True)
class _Row:
    """A line as the page shows it. sure: the code it pays; back: the codes it may give back."""

    identity: str
    what: str
    title: str
    organization: str
    sure: str
    back: tuple[str, ...]
    suggestions: tuple[tuple[str, str, tuple[str, ...]], ...]


def _row(organization: str, match: LineMatch) -> _Row:
    line = match.line
    return _Row(
        line.identity,
        f"{line.day:%d.%m.%Y}, {zloty(line.grosze)}, {line.name or 'nadawca nieznany'}",
        line.title,
        organization,
        match.donation.code if match.donation else "",
        match.codes if match.kind is Kind.OUTGOING else (),
        tuple(
            (one.donation.code, one.donation.name, tuple(map(str, one.reasons)))
            for one in match.suggestions
        ),
    )


_MOST_ROWS = 50


def _page(
    status: int = 200, wrong: str = "", told: str = "", asks: tuple[Typed, ...] = ()
) -> Response:
    """With everything that waits."""
    waiting = waiting_lines(house().record, scope())
    rows = [_row(one.organization, one.match) for one in waiting]
    others = [one for one in rows if not one.sure]
    sent = session().statement
    page = render_template(
        "desk/payments.html",
        wrong=wrong,
        told=told,
        asks=[(_FIELDS[one], one.capitalize(), request.form.get(_FIELDS[one], "")) for one in asks],
        sent=sent,
        shown=[_about(one) for one in sent.statements] if sent else [],
        sure=[one for one in rows if one.sure],
        others=others[:_MOST_ROWS],
        number=len(others),
        new=NEW,
        aside=ASIDE,
        own=scope().organization,
        year=house().today.year,
        left=_left(),
    )
    return make_response(page, status)


def _left() -> list[tuple[str, str, str]]:
    """What each organization has of donations, and what has to be explained, if anything."""
    names = house().choices.organizations
    return [
        (
            names.get(one, one) or "program",
            zloty(here.available),
            zloty(here.unexplained) if here.unexplained else "",
        )
        for one, here in balances(house().record, scope()).items()
    ]


def _about(one: Statement) -> tuple[str, str, int]:
    """Account, days, how many lines; and what came and left."""
    came = sum(line.grosze for line in one.lines if line.grosze > 0)
    left = sum(line.grosze for line in one.lines if line.grosze < 0)
    days = f"od {one.first_day:%d.%m.%Y} do {one.last_day:%d.%m.%Y}"
    return one.account, f"{days}. Wpłynęło {zloty(came)}, wypłynęło {zloty(-left)}.", len(one.lines)
