"""A round of the intake: take in what waits, forget what expired, say back what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desk.intake.opened_record import OpenDesk
from desk.record.arrivals import Arrival, keep_arrivals, store_states
from desk.record.clock import erases_too_much, runs_behind, tend
from desk.record.erasing import erase_elsewhere_erased, erase_expired, erased
from desk.record.moves import WARSAW
from forms_backend.keys.keyring import Keyring
from forms_backend.keys.opening import OpeningError
from forms_backend.maintenance.backup import Backup
from forms_backend.maintenance.erasing import identity
from forms_backend.maintenance.exchange import Orders, orders_file, publish, read_waiting
from forms_backend.reading.export import Opened
from forms_backend.sealing.submission import SealedSubmission as Sealed
from forms_backend.stores.contract import StoreError


@dataclass(frozen=True)
class Round:
    """What came of it. `damages` are Polish sentences: what could not be taken in, and why."""

    came: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    damages: tuple[str, ...] = ()


def take_in(
    desk: OpenDesk,
    folder: Path,
    organizations: Mapping[str, str],
    now: datetime,
    checked: date | None = None,
) -> Round:
    """One round. RecordError when the record refuses; OSError when orders cannot be written.

    Nothing is ended or erased by age where that would be unusually much, for the clock may run
    ahead. checked: a day on which somebody compared it with another one.
    """
    damages: list[str] = []
    today = now.astimezone(WARSAW).date()
    try:
        waiting = read_waiting(folder)
    except StoreError as error:
        waiting, damages = Backup(), [str(error)]
    arrivals = [
        one for sealed in waiting.records if (one := _opened(desk.ring, waiting, sealed, damages))
    ]
    came = keep_arrivals(desk.record, arrivals, organizations, now) if arrivals else ()
    gone = erase_elsewhere_erased(desk.record, waiting.erasures, now) if waiting.erasures else ()
    doubt = erases_too_much(desk.record, now, checked)
    old: tuple[str, ...] = ()
    if doubt:
        damages.append(doubt)
    else:
        old = erase_expired(desk.record, today, now)
        tend(desk.record, today, now)
    states = store_states(desk.record, today)
    publish(orders_file(folder), Orders(states, erased(desk.record)).to_bytes())
    return Round(came, (*gone, *old), tuple(damages))


def late_clock(desk: OpenDesk, now: datetime, checked: date | None = None) -> str:
    """Why no move can be made at this moment, as `runs_behind` says; nothing where it can."""
    return runs_behind(desk.record, now, checked)


def _opened(ring: Keyring, waiting: Backup, sealed: Sealed, damages: list[str]) -> Arrival | None:
    """One envelope that somebody spoiled, or that another key has sealed, hides no other one."""
    form = waiting.forms.get(sealed.label.form_version)
    if form is None:
        damages.append(f"Nie ma pytań do zgłoszenia {sealed.label.reference}.")
        return None
    try:
        return Arrival(Opened(sealed, ring.open(sealed), form), identity(sealed))
    except OpeningError as error:
        damages.append(str(error))
        return None
