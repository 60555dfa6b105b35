"""Opening many submissions: each as it was asked, urgent and new first, likely doubles marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from catalog.forms.form import Answer, Form
from catalog.text.time_zone import WARSAW
from forms_backend.intake import paper_form
from forms_backend.intake.quarantine import NEW
from forms_backend.keys.keyring import Keyring
from forms_backend.keys.opening import OpeningError
from forms_backend.reading.export import Opened
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.contract import REMEMBERED, Store

SOON = timedelta(days=3)
_WHEN = ("by_when", "by_day")
_URGENT = "pilne"


@dataclass(frozen=True)
class Reading:
    """What could be opened, in the order given; and of the rest why not, a Polish sentence each."""

    opened: tuple[Opened, ...]
    closed: tuple[str, ...]


def open_all(store: Store, records: Iterable[SealedSubmission], ring: Keyring) -> Reading:
    """Every record that these keys open. Raises OpeningError when they open none of them.

    One envelope that somebody spoiled, or that an older key has sealed, hides no other one.
    """
    form_of = cache(store.form)
    opened: list[Opened] = []
    closed: list[str] = []
    for record in records:
        try:
            opened.append(_open(record, ring, form_of))
        except OpeningError as error:
            closed.append(str(error))
    if closed and not opened:
        raise OpeningError(closed[0])
    same = doubles(opened)
    marked = (replace(one, same_as=same.get(one.record.label.reference, "")) for one in opened)
    return Reading(tuple(marked), tuple(closed))


def _open(record: SealedSubmission, ring: Keyring, form_of: Callable[[str], Form | None]) -> Opened:
    """With the form whose whole digest is sealed inside; the store's word for it is not enough."""
    submission = ring.open(record)
    version = record.label.form_version
    digest = submission.form_digest or version
    form = form_of(digest) if digest.startswith(version) else None
    if form is None:
        raise OpeningError(
            f"Nie ma pytań do zgłoszenia {record.label.reference} w wersji, na którą ktoś "
            "odpowiedział: przepadły albo ktoś je zmienił. Przywróć je z kopii: wzajemnie restore"
        )
    return Opened(record, submission, form)


def in_order(opened: Iterable[Opened]) -> tuple[Opened, ...]:
    """New ones first, among them the urgent, then the longest waiting; then the others, newest."""
    new = [one for one in opened if one.record.state == NEW]
    rest = [one for one in opened if one.record.state != NEW]
    new.sort(key=lambda one: (not is_urgent(one), one.record.label.received))
    rest.sort(key=lambda one: one.record.label.received, reverse=True)
    return (*new, *rest)


def doubles(opened: Iterable[Opened]) -> dict[str, str]:
    """What says just what another one said to the same form within a day before: both references.

    Somebody went back to the form and sent it again, or it came on paper too; or two people gave
    the same few answers. Only a person can tell, so nothing is put together.
    """
    found: dict[str, str] = {}
    before: dict[tuple[str, frozenset[tuple[str, Answer]]], Opened] = {}
    for one in sorted(opened, key=lambda one: one.record.label.received):
        label = one.record.label
        same = label.form, frozenset(one.submission.answers.items())
        earlier = before.get(same)
        before[same] = one
        if earlier is not None and label.received - earlier.record.label.received <= REMEMBERED:
            found[label.reference] = earlier.record.label.reference
    return found


def is_urgent(opened: Opened) -> bool:
    """Whether somebody needs it within three days of asking, by the form's question about when."""
    came = opened.record.label.received.astimezone(WARSAW).date()
    answers = [str(opened.submission.answers.get(name, "")) for name in _WHEN]
    return any(one == _URGENT or _within(one, came) for one in answers)


def _within(answer: str, came: date) -> bool:
    try:
        return date.fromisoformat(answer) <= came + SOON
    except ValueError:
        return False


def phones(opened: Opened) -> tuple[tuple[str, str], ...]:
    """Each telephone that was given: as people read it, and as a button dials it.

    Whoever helps and stays the contact comes first.
    """
    asked = (*paper_form.QUESTIONS.values(), *opened.form.asked)
    given = {**opened.submission.answers, **opened.submission.paper}
    return tuple(
        (
            question.show(given[question.name]),
            str(given[question.name]).partition(";")[0].partition(" ")[0],
        )
        for question in asked
        if question.format == "phone" and given.get(question.name)
    )


def email(opened: Opened) -> str | None:
    """The e-mail that was given, if one was."""
    for question in opened.form.asked:
        answer = opened.submission.answers.get(question.name)
        if question.format == "email" and answer:
            return str(answer)
    return None
