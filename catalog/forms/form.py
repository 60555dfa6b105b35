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
    Relevance,
    check_condition,
    check_expressions,
    some,
)
from catalog.question_types.question_type import Answer
from catalog.records.problems import Path, value_problem
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
    form shows one section at a time. `somebody_else` is the answer that says that it is filled in
    for another person: then questions are called by their `other_label`. `keywords` are what people
    type when they search for it, `translated_keywords` the same by language code; `audience` and
    `order` are its place in the list of forms.
    """

    name: Slug
    title: Line
    summary: Line
    keywords: tuple[Line, ...] = ()
    translated_keywords: Mapping[str, tuple[Line, ...]] = Field(default_factory=dict)
    audience: Literal["need", "help", "institution", "reader"] = "reader"
    order: int = 100
    paged: Flag = False
    somebody_else: Relevance | None = None
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
                raise value_problem(f"powtórzone pytanie „{name}”", "oczekiwano różnych nazw pytań")
        for name in (name for rule in self.at_least_one for name in rule.questions):
            if name not in names:
                raise value_problem(
                    f"reguła o nieznanym pytaniu „{name}”", "oczekiwano nazwy pytania"
                )
        if self.somebody_else is not None:
            check_condition(self.somebody_else, self.questions)
        for number, question in enumerate(self.questions):
            if question.other_label is not None and self.somebody_else is None:
                raise value_problem(
                    f"other_label w pytaniu „{question.name}”",
                    "oczekiwano też somebody_else w formularzu",
                )
            if question.relevant is not None:
                check_condition(question.relevant, self.questions[:number])
            check_expressions(question, {one.name: one for one in self.questions})
        return self

    def calls_for(self, question: Question) -> tuple[str, ...]:
        """The labels of the answers that a question depends on; none where it is always asked."""
        if question.relevant is None:
            return ()
        other = next(one for one in self.asked if one.name == question.relevant.question)
        chosen = (one.label for one in other.choices if one.value in question.relevant.values)
        return tuple(chosen) or (other.label,)

    def label(self, question: Question, answers: Mapping[str, Answer]) -> str:
        """What a question is called where it is known for whom the form is filled in."""
        somebody_else = self.somebody_else
        if question.other_label is None or somebody_else is None:
            return question.label
        holds = somebody_else.holds(answers.get(somebody_else.question, ""))
        return question.other_label if holds else question.label

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
    def offered(self) -> bool:
        """Whether lists name it: not while it is about notices and there is none to answer."""
        return not (self.closed and any(one.prefill == "notice" for one in self.asked))

    @property
    def path(self) -> str:
        """The site path of its page."""
        return f"/formularze/{self.name}/"

    @classmethod
    def from_text(cls, text: str) -> Form:
        """A definition as it was kept. Its words decide about its version, not today's model:
        one that has learnt a field more writes another text, and one that has lost a field reads
        past it. ValueError when it is none.
        """
        form = cls.model_validate_json(text, extra="ignore")
        form.__dict__["text"] = text
        return form

    @cached_property
    def text(self) -> str:
        """The whole definition as JSON, as it is kept beside what was answered."""
        return self.model_dump_json()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, which is sealed with each answer: 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def version(self) -> str:
        """The first twelve digits, which change with any word or choice of the definition."""
        return self.digest[:12]

    def __hash__(self) -> int:
        """By the version: hashing ten thousand choices for each request takes too long."""
        return hash(self.version)

    def paper_version(self, clause_version: str) -> str:
        """Six hexadecimal capitals at the foot of the printed form.

        They change with any word of the form, and of the information about data that the site adds
        to it, whose version is `clause_version`: a sheet says by them what its writer has read.
        """
        told = f"{self.digest} {clause_version}"
        return hashlib.sha256(told.encode()).hexdigest()[:6].upper()

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
    return question.model_copy(update={"choices": choices, "choices_from": None})
