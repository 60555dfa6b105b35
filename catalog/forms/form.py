"""A form as data, its questions in XLSForm's words.

Source of the vocabulary: https://xlsform.org (type, name, label, hint, required, appearance,
constraint_message). One definition draws the page, checks the answers and heads the export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from catalog.forms.question import (
    RESERVED,
    Choice,
    Condition,
    FormPart,
    Name,
    Question,
    check_condition,
    check_expressions,
    some,
)
from catalog.forms.question_types import Answer
from catalog.records.problems import Path, complaint
from catalog.records.value_types import Flag, Line, Prose, Slug

PAPER = "papier"
"""Ends the version of the information clause as it stands on the printed form."""

__all__ = [
    "PAPER",
    "RESERVED",
    "Answer",
    "AtLeastOne",
    "Choice",
    "Clause",
    "Condition",
    "Form",
    "Question",
    "Section",
]


class Section(FormPart):
    """Questions that belong together, under one heading."""

    title: Line
    intro: Prose | None = None
    questions: Annotated[tuple[Question, ...], AfterValidator(some)]


class AtLeastOne(FormPart):
    """A rule over several questions: one of them has to be answered."""

    questions: Annotated[tuple[Name, ...], AfterValidator(some)]
    message: Line


class Clause(FormPart):
    """What is particular to this form in the information about personal data (RODO, art. 13).

    The rest (who, rights, complaint) is the same for every form and is written in
    `site_templates/forms/clause.html`. `version` changes whenever its words change.
    """

    version: Line
    purpose: Prose
    optional: Prose
    recipients: Prose


class TransferQuestions(FormPart):
    """Which questions of a form say to whom and how much: it is answered with transfer data."""

    recipient: Name
    amount: Name


class Form(FormPart):
    """A whole form. `retention_days`: how long an answer is kept after it came.

    `closed_text` is shown instead of the questions when a list that it needs is empty. A `paged`
    form shows one section at a time. `keywords` are what people type when they search for it;
    `audience` and `order` are its place in the list of forms.
    """

    name: Slug
    title: Line
    summary: Line
    keywords: tuple[Line, ...] = ()
    keywords_en: tuple[Line, ...] = ()
    audience: Literal["need", "help", "institution", "reader"] = "reader"
    order: int = 100
    paged: Flag = False
    intro: Prose
    sections: Annotated[tuple[Section, ...], AfterValidator(some)]
    at_least_one: tuple[AtLeastOne, ...] = ()
    submit_label: Line = "Sprawdź odpowiedzi"
    confirm_label: Line = "Wyślij zgłoszenie"
    accepted_title: Line = "Przyjęliśmy zgłoszenie"
    next_steps: Annotated[tuple[Line, ...], AfterValidator(some)]
    transfer: TransferQuestions | None = None
    closed_text: Prose | None = None
    clause: Clause
    retention_days: int = Field(gt=0, le=3650)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        names = [question.name for question in self.questions]
        for name in names:
            if names.count(name) > 1:
                raise complaint(f"powtórzone pytanie „{name}”", "oczekiwano różnych nazw pytań")
        for name in (name for rule in self.at_least_one for name in rule.questions):
            if name not in names:
                raise complaint(f"reguła o nieznanym pytaniu „{name}”", "oczekiwano nazwy pytania")
        for number, question in enumerate(self.questions):
            if question.relevant is not None:
                check_condition(question.relevant, self.questions[:number])
            check_expressions(question, {one.name: one for one in self.questions})
        return self

    @cached_property
    def parts(self) -> tuple[tuple[Section, ...], ...]:
        """The sections of each page that is shown at once: all of them, or one after another."""
        return tuple((one,) for one in self.sections) if self.paged else (self.sections,)

    @cached_property
    def part_of(self) -> Mapping[str, int]:
        """On which page, counted from 1, each question is."""
        return {
            question.name: number
            for number, sections in enumerate(self.parts, start=1)
            for section in sections
            for question in section.questions
        }

    def in_place(self, question: Question) -> bool:
        """Whether what it depends on is asked on the same page."""
        condition = question.relevant
        return condition is not None and (
            self.part_of[condition.question] == self.part_of[question.name]
        )

    def relevant(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """The questions (notes too) that these answers call for."""
        found: set[str] = set()
        for question in self.questions:
            condition = question.relevant
            if condition is None or (
                condition.question in found and condition.holds(answers[condition.question])
            ):
                found.add(question.name)
        return frozenset(found)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that have an answer: all but notes."""
        return tuple(question for question in self.questions if question.kind.asks)

    @cached_property
    def own_contacts(self) -> tuple[Question, ...]:
        """The questions for the writer's own telephone and e-mail, which a browser may fill in."""
        return tuple(
            one
            for one in self.asked
            if one.format in ("phone", "email") and one.autocomplete in ("tel", "email")
        )

    @property
    def needs_contact(self) -> bool:
        """Whether one of them has to be answered."""
        return not all(map(self.may_be_skipped, self.own_contacts))

    def may_be_skipped(self, question: Question) -> bool:
        """Whether nothing demands an answer to it, so that pages mark it as optional."""
        return not question.always_required and not any(
            question.name in rule.questions for rule in self.at_least_one
        )

    @property
    def closed(self) -> bool:
        """Whether a question that must be answered has nothing to choose from, once compiled."""
        needed = (one for one in self.asked if one.always_required)
        return any(one.choices_from and not one.choices for one in needed)

    @property
    def path(self) -> str:
        """The site path of its page."""
        return f"/formularze/{self.name}/"

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with any word or choice of the definition."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @property
    def paper_version(self) -> str:
        """The first half of its version in capitals, as it stands on the printed form."""
        return self.version[:6].upper()

    def listed(self) -> Iterator[tuple[Path, Question]]:
        """Each question that has `choices_from`, with the place of that in the file."""
        for number, section in enumerate(self.sections):
            for index, question in enumerate(section.questions):
                if question.choices_from is not None:
                    yield ("sections", number, "questions", index, "choices_from"), question

    def with_choices(self, known: Mapping[str, Iterable[Choice]]) -> Form:
        """The compiled form: every `choices_from` replaced by its choices. KeyError if unknown."""
        sections = tuple(
            section.model_copy(
                update={"questions": tuple(_compiled(one, known) for one in section.questions)}
            )
            for section in self.sections
        )
        return Form.model_validate(self.model_copy(update={"sections": sections}).model_dump())


def _compiled(question: Question, known: Mapping[str, Iterable[Choice]]) -> Question:
    if question.choices_from is None:
        return question
    choices = (*question.choices_before, *known[question.choices_from], *question.choices_after)
    if not choices:
        return question  # Nothing to offer: the form is closed, see `Form.closed`.
    emptied = {"choices_from": None, "choices_before": (), "choices_after": ()}
    return question.model_copy(update={"choices": choices, **emptied})
