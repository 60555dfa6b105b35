"""Forms on paper: the same questions with boxes to tick and lines to write on.

`press` makes PDFs of it with `site_templates/print/form.typ`, which has no word of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

from catalog.forms.form import PAPER, Form, Question, Section
from catalog.forms.form_class import BoundForm
from catalog.records.publisher import PublisherFile
from catalog.text.language import _, spoken
from catalog.website.print.typst_pdf import AVAILABLE, Job, printed
from catalog.website.render.clause import ON_PAPER
from catalog.website.render.next_step import phone_words
from catalog.website.render.templates import Page, tie

_MOST_BOXES = 25
"""Lists that are longer are not printed: people write down what they choose."""
_SIDE_BY_SIDE = range(6, _MOST_BOXES + 1)
_SHORT_LABEL = 38
_SIZE = 13
_LINE_CHARACTERS = 110
_FEWEST_LINES, _MOST_LINES = 4, 9
"""Of a long answer; who needs more writes on the back."""
_CELLS = {
    "date": (2, 2, 4),
    "nip": (3, 3, 2, 2),
    "krs": (10,),
    "postal_code": (2, 3),
    "account": (2, 4, 4, 4, 4, 4, 4),
}
"""Writings with a fixed number of signs get a cell for each, in groups."""
_SHORT = ("phone", "amount", "integer")


@dataclass(frozen=True)
class Paper:
    """A printed form: its site path and the PDF."""

    path: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, so that nobody pays for a download unawares."""
        return ceil(len(self.content) / 1024)


def papers(
    forms: Mapping[str, Form],
    originals: Mapping[str, Form],
    publisher: PublisherFile,
    site_url: str,
    templates: Path,
) -> dict[str, Paper]:
    """The printed forms by name, in the language spoken; none without typst, none that is closed.

    `forms` are compiled, `originals` as they are written: they say which choices come from a list.
    `site_url` has no slash at its end.
    """
    open_forms = {paper_path(one): one for one in forms.values() if AVAILABLE and not one.closed}
    jobs = [
        form_job(form, originals[form.name], publisher, site_url) for form in open_forms.values()
    ]
    made = (printed(templates, job) for job in jobs)
    return {open_forms[path].name: Paper(path, content) for path, content in made}


@dataclass(frozen=True)
class FormContext:
    """What the page of a form may name; nothing is filled in yet. `paper` is its print."""

    form: Form
    bound: BoundForm
    action: str | None
    paper: Paper | None = None
    trap: str = ""
    filled: bool = False
    page: str = ""


def with_papers(pages: Iterable[Page], made: Mapping[str, Paper]) -> Iterator[Page]:
    """Each page; that of a form knows its print, or None."""
    for page in pages:
        context = page.context
        if isinstance(context, FormContext):
            context = replace(context, paper=made.get(context.form.name))
        yield replace(page, context=context)


def paper_path(form: Form) -> str:
    """Where the print of a form is: beside the form's page, and called as its address is."""
    page = spoken().path(form.path)
    return f"{page}{page.rstrip('/').rpartition('/')[2]}.pdf"


def form_job(form: Form, original: Form, publisher: PublisherFile, site_url: str) -> Job:
    """What is on the print of one compiled form. Every word of it is in the language spoken."""
    address = site_url + spoken().path(form.path)
    data = json.dumps(_data(form, original, publisher, address), ensure_ascii=False)
    return Job(paper_path(form), "form", data, address, _SIZE, most_pages=None)


def _data(form: Form, original: Form, publisher: PublisherFile, address: str) -> dict[str, Any]:
    numbers = {question.name: number for number, question in enumerate(form.asked, start=1)}
    lists = {one.name: one for one in original.questions if one.choices_from is not None}
    last = form.sections[-1]
    return {
        "lang": spoken().code,
        "title": form.title,
        "address": address,
        "example": _demonstration() if publisher.demonstration else None,
        "intro": tie(form.intro.partition("\n\n")[0]),
        "how": tie(_how()),
        "sections": [
            _section(form, one, numbers, lists) for one in form.sections if one is not last
        ],
        "helper": _helper() if form.needs_contact else None,
        "clause": _clause(form, publisher),
        "last": _section(form, last, numbers, lists),
        "steps": [tie(step) for step in _steps(form)],
        "hand_in": [tie(line) for line in _hand_in(publisher)],
        "words": _words(form, publisher),
    }


def _section(
    form: Form,
    section: Section,
    numbers: Mapping[str, int],
    lists: Mapping[str, Question],
) -> dict[str, Any]:
    return {
        "title": section.title,
        "intro": tie(section.intro or ""),
        "questions": [
            {
                **_question(form, one, numbers, lists.get(one.name)),
                "rule": tie(_rule(form, one, section.intro or "")),
            }
            for one in section.questions
        ],
    }


def _rule(form: Form, question: Question, told: str) -> str:
    """The rule that begins with this question, unless the section's intro has said it."""
    rules = (one.message for one in form.at_least_one if one.questions[0] == question.name)
    return next((one for one in rules if one.partition(",")[0].rstrip(".") not in told), "")


def _question(
    form: Form, question: Question, numbers: Mapping[str, int], listed: Question | None
) -> dict[str, Any]:
    return {
        "number": numbers.get(question.name),
        "label": tie(_label(question)),
        "hint": tie(question.hint or ""),
        "optional": question.kind.asks and form.may_be_skipped(question),
        "only": tie(_only(form, question, numbers)),
        "control": question.control,
        **_room(question, listed),
    }


def _label(question: Question) -> str:
    """On paper nobody knows for whom the form will be filled in."""
    if question.other_label is None:
        return question.label
    return f"{question.label} ({_('albo:')} {question.other_label})"


def _room(question: Question, listed: Question | None) -> dict[str, Any]:
    """Where the answer goes: boxes, cells or lines."""
    choices, lines = question.choices, 0
    if listed is not None and len(choices) > _MOST_BOXES:
        choices = (*listed.choices_before, *listed.choices_after)
        lines = 2 if question.kind.holds_many else 1
    elif not choices and question.limit:
        lines = _lines(question)
    boxes = [
        {"label": tie(_(one.label)), "hint": tie(_(one.hint)) if one.hint else ""}
        for one in choices
    ]
    short = all(len(one["label"]) <= _SHORT_LABEL for one in boxes)
    half = ceil(len(boxes) / 2) if short and len(boxes) in _SIDE_BY_SIDE else len(boxes)
    writing = question.format or question.type
    return {
        "boxes": [column for column in (boxes[:half], boxes[half:]) if column],
        "cells": _CELLS.get(writing, ()),
        "lines": lines,
        "listed": listed is not None and lines > 0,
        "short": writing in _SHORT,
        "unit": "zł" if writing == "amount" else "",
    }


def _lines(question: Question) -> int:
    wanted = ceil((question.limit or 1) / _LINE_CHARACTERS)
    if question.control == "textarea":
        return min(max(wanted, _FEWEST_LINES), _MOST_LINES)
    return 1 if question.writing else wanted


def _only(form: Form, question: Question, numbers: Mapping[str, int]) -> str:
    """When a question is to be answered at all."""
    condition = question.relevant
    if condition is None:
        return ""
    number = numbers[condition.question]
    asked = next(one for one in form.asked if one.name == condition.question)
    labels = [
        _("„{answer}”").format(answer=one.label)
        for one in asked.choices
        if one.value in condition.values
    ]
    if not labels:
        return _("Wypełnij tylko, jeśli zaznaczasz pole w pytaniu {number}.").format(number=number)
    answers = _(" albo ").join(labels)
    return _("Wypełnij tylko, jeśli w pytaniu {number} zaznaczasz: {answers}.").format(
        number=number, answers=answers
    )


def _demonstration() -> str:
    return _(
        "To wersja pokazowa, której nikt nie prowadzi. Nie wpisuj tu prawdziwych danych i nikomu "
        "nie oddawaj tej kartki."
    )


def _how() -> str:
    return _(
        "Pisz długopisem, drukowanymi literami. Przy swojej odpowiedzi postaw w kratce znak X. "
        "Brakuje miejsca? Pisz dalej na odwrocie i podaj numer pytania."
    )


def _helper() -> dict[str, str]:
    return {
        "title": _("Jeśli ktoś pomaga Ci to wypełnić"),
        "intro": tie(_("Tę część wypełnia osoba, która pomaga. Bez nazwiska.")),
        "contact": tie(_("Odzywajcie się do mnie. Przekażę wszystko osobie, której pomagam.")),
        "role": _("Kim jesteś dla tej osoby?"),
        "role_hint": tie(_("Na przykład „pracownica ośrodka” albo „sąsiad”.")),
        "phone": _("Telefon osoby, która pomaga"),
    }


def _clause(form: Form, publisher: PublisherFile) -> list[str]:
    """The words of `forms/clause.html`, and what is different for paper."""
    told = [
        _controller(publisher),
        form.clause.purpose,
        form.clause.optional,
        form.clause.recipients,
        _(ON_PAPER).format(days=form.retention_days),
        _(
            "Możesz poprosić o wgląd w swoje dane, o kopię, poprawienie, usunięcie i ograniczenie "
            "ich używania. Możesz też sprzeciwić się ich używaniu. Wystarczy podać numer "
            "zgłoszenia, telefon albo e-mail."
        ),
        _(
            "Jeśli uważasz, że robimy coś źle, możesz złożyć skargę do Prezesa Urzędu Ochrony "
            "Danych Osobowych."
        ),
        f"{_('Wersja tej informacji:')} {form.clause.version}/{publisher.clause_version}/{PAPER}.",
    ]
    return [tie(" ".join(one.split())) for one in told]


def _controller(publisher: PublisherFile) -> str:
    if publisher.demonstration or publisher.name is None:
        return _(
            "Ta kopia strony jest pokazowa i nikt jej nie prowadzi. Nikt nie odpowiada za dane i "
            "nikt ich nie odbiera. Poniżej widać, co przeczytasz, kiedy ktoś zacznie ją prowadzić."
        )
    return f"{_('Za dane odpowiada (jest ich administratorem):')} {publisher.name}."


def _steps(form: Form) -> Iterator[str]:
    """What happens next; a donor on paper has no page to copy the transfer's data from."""
    if form.transfer is not None:
        yield _("Przyjmiemy kartkę i damy Ci dane do przelewu: numer konta i tytuł z kodem.")
        yield _("Zrób przelew w swoim banku. Przepisz tytuł bez zmian.")
        return
    yield from form.next_steps


def _hand_in(publisher: PublisherFile) -> Iterator[str]:
    if publisher.demonstration or publisher.name is None:
        yield _("Na razie nikomu. Kiedy ktoś zacznie prowadzić tę stronę, będzie tu jego adres.")
        return
    yield _(
        "Oddaj kartkę osobie, od której ją masz, albo organizacji, która bierze udział w programie."
    )
    ours = _("Możesz też oddać ją tutaj:") if publisher.street else _("Nie wiesz komu? Zapytaj:")
    yield f"{ours} {_contact(publisher, publisher.name)}"
    yield _("Nie wysyłaj zdjęcia kartki przez internet: mógłby je zobaczyć ktoś obcy.")
    yield _("Zapytaj o numer zgłoszenia i zapisz go. Po tym numerze znajdziemy Twoje zgłoszenie.")


def _contact(publisher: PublisherFile, name: str) -> str:
    town = f"{publisher.postal_code or ''} {publisher.town or ''}".strip()
    where = [part for part in (name, publisher.street, town) if part]
    ways = [", ".join(where)]
    if publisher.phone:
        ways.append(f"{_('Telefon:')} {phone_words(publisher.phone)}")
    if publisher.email:
        ways.append(f"E-mail: {publisher.email}")
    return ". ".join(ways) + "."


def _words(form: Form, publisher: PublisherFile) -> dict[str, str]:
    return {
        "code": _("Kod QR z adresem tego formularza w internecie:"),
        "online": _("Ten sam formularz w internecie:"),
        "optional": f"({_('nieobowiązkowe')})",
        "clause": _("Co stanie się z danymi"),
        "steps": _("Co dalej"),
        "hand_in": _("Komu oddać kartkę"),
        "list": tie(_("Wpisz nazwę albo zaznacz odpowiedź niżej.")),
        "list_only": _("Wpisz nazwę."),
        "date": _("Data wypełnienia (dzień, miesiąc, rok)"),
        "office": _("Wypełnia osoba, która przyjmuje kartkę"),
        "reference": _("Numer zgłoszenia"),
        "received": _("Data przyjęcia"),
        "version": _("wersja {version}").format(
            version=form.paper_version(publisher.clause_version)
        ),
        "page": _("strona {page} z {pages}"),
        "publisher": publisher.site_name,
    }
