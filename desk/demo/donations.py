"""Invented gifts: three that were announced, and a bank statement that pays one of them surely."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from catalog.publication import Publication
from catalog.text.time_zone import WARSAW
from desk.database.record import Record
from desk.demo.matches import HAND, step_made
from desk.donations.paying import keep_lines
from desk.kinds.becoming import DONATION
from desk.record.arrivals import Arrival, keep_arrivals
from desk.rules.move import Choices
from desk.rules.roles import Role, Scope
from desk.statements.statement import Draft, booking, statements_of
from forms_backend.reading.export import Opened
from forms_backend.sealing.envelope import Envelope
from forms_backend.sealing.readable_codes import new_reference
from forms_backend.sealing.submission import Label, Submission
from forms_backend.sealing.submission import SealedSubmission as Sealed

IGA = Scope("Zmyślona Iga", frozenset({Role.TREASURER}))
_ACCOUNT = "27000000000000000000004242"
"""Of the bank 00000000, which does not exist."""
_GIFTS = (("Zmyślona Zofia", "50"), ("Zmyślony Adam", "120"), ("", "30"))


def give_some(record: Record, publication: Publication, choices: Choices, now: datetime) -> None:
    """Nothing where the site has no form for donations, or no organization."""
    form = publication.forms.get(DONATION)
    if form is None or not choices.organizations:
        return
    place = next(iter(choices.organizations))
    arrivals = []
    for at, (name, amount) in enumerate(_GIFTS):
        sent = now - timedelta(days=5 + at)
        label = Label(new_reference(), form.name, form.version, "1/1", sent)
        answers = {"organization": place, "amount": amount, "donor_name": name}
        submission = Submission(label, answers | {"purpose": "uczestnicy", "confirmation": "nie"})
        last = (sent + timedelta(days=form.retention_days)).date()
        opened = Opened(Sealed(label, Envelope(b"", ()), last), submission, form)
        identity = hashlib.sha256(f"demo gift {label.reference}".encode()).hexdigest()
        arrivals.append(Arrival(opened, identity))
    codes = keep_arrivals(record, arrivals, choices.organizations, now)
    for code in codes:
        step_made(record, HAND, (code, "open", {}), choices, now)
        step_made(record, HAND, (code, "accept", {}), choices, now)
    day = now.astimezone(WARSAW).date() - timedelta(days=1)
    bookings = (
        booking(day, 5000, f"Darowizna {codes[0]}", "ZMYŚLONA ZOFIA", "P-1"),
        booking(day, 120_00, "Darowizna na cele statutowe", "ZMYŚLONY ADAM", "P-2"),
        booking(day, 20_00, "Na dobry cel", "ZMYŚLONA HALINA", "P-3"),
        booking(day, -9_00, "Opłata za rachunek", "ZMYŚLONY BANK", "P-4"),
    )
    closing = sum(one.grosze for one in bookings)
    statements = statements_of([Draft(_ACCOUNT, 0, closing, day, day, bookings)])
    keep_lines(record, IGA, place, statements, now)
