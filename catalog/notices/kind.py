"""Notices as a kind of record."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from catalog.forms.form import Choice
from catalog.kinds.record_kind import Nouns, RecordKind
from catalog.notices.field_descriptions import FIELDS
from catalog.notices.model import SIDES, Notice
from catalog.notices.personal_words import personal
from catalog.records.places import Places
from catalog.records.problems import RecordProblem
from catalog.text.language import HOME, N_, _, spoken

_SHOWN = 60
"""Characters of a notice's words where a form offers it."""


def file_problems(_raw: Any, notice: Notice | None) -> Iterator[RecordProblem]:
    """Nothing by which somebody is found, and an end after the beginning."""
    if notice is None:
        return
    for sentence in personal(notice.words):
        yield RecordProblem(("words",), sentence.rstrip("."), "oczekiwano innych słów")
    if notice.until < notice.published:
        expected = f"oczekiwano dnia nie wcześniej niż {notice.published}"
        yield RecordProblem(("until",), f"ostatni dzień {notice.until} jest za wcześnie", expected)


def warnings(notice: Notice, today: date) -> Iterator[RecordProblem]:
    """What is past its day is not published any more."""
    if notice.until < today:
        what = f"to ogłoszenie skończyło się {notice.until} i nie ma go na stronie"
        yield RecordProblem(("until",), what, "oczekiwano nowego dnia albo skasowania pliku")


def answerable(notices: Collection[Notice], _places: Places) -> tuple[Choice, ...]:
    """Those that a form may answer, the newest first."""
    found = sorted(notices, key=lambda one: (-one.published.toordinal(), one.slug))
    return tuple(Choice(value=one.slug, label=_label(one)) for one in found)


def _label(notice: Notice) -> str:
    """Number, side and the first words; these are Polish, and an option cannot say so of a part."""
    side = f"{notice.number}. {_(SIDES[notice.side][1])}"
    if spoken().code != HOME:
        return side
    words = notice.words
    if len(words) > _SHOWN:
        words = words[: _SHOWN - 1].rpartition(" ")[0].rstrip(",.;:") + "…"
    return f"{side}: {words}"


KIND = RecordKind(
    folder="notices",
    order=80,
    model=Notice,
    path="/ogloszenia/",
    label=N_("Ogłoszenia"),
    title=N_("Ogłoszenie"),
    nouns=Nouns(N_("ogłoszenie"), "ogłoszenia", N_("ogłoszeń"), whose="ogłoszenia"),
    fields=FIELDS,
    file_problems=file_problems,
    warnings=warnings,
    choice_lists={"answerable": answerable},
)
