"""A form as data, its questions in XLSForm's words.

Source of the vocabulary: https://xlsform.org (type, name, label, hint, required, appearance,
constraint_message). One definition draws the page, checks the answers and heads the export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from catalog.formats import Format
from catalog.kinds import KINDS, Answer, Kind
from catalog.problems import complaint
from catalog.values import Flag, Line, Prose, Slug

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
RESERVED = "wz_"
"""Names that start so belong to the service (which step, which check page)."""

QuestionType = Literal[
    "text", "select_one", "select_multiple", "integer", "date", "acknowledge", "note"
]


__all__ = ["RESERVED", "Answer", "AtLeastOne", "Choice", "Clause", "Form", "Question", "Section"]


T = TypeVar("T")


def _some(items: tuple[T, ...]) -> tuple[T, ...]:
    """Not pydantic's min_length: that one complains again about each item that is wrong."""
    if not items:
        raise complaint("pusta lista", "oczekiwano co najmniej jednej pozycji")
    return items


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Frozen):
    """One thing to choose: `value` is kept, `label` is shown, `hint` explains it."""

    value: Slug
    label: Line
    hint: Line | None = None


class Question(_Frozen):
    """One question. Lengths are in characters.

    `choices` are written here, or taken from `choices_from` (such as `taxonomies/groups`) with
    `choices_before` and `choices_after` around them. `appearance` is XLSForm's: `multiline` text,
    a `minimal` (drop-down) list.
    """

    name: Name
    type: QuestionType
    label: Line
    hint: Line | None = None
    required: Flag = False
    required_message: Line | None = None
    format: Literal["phone", "email", "nip", "krs", "postal_code", "amount", "account"] | None = (
        None
    )
    constraint_message: Line | None = None
    max_length: int | None = Field(default=None, gt=0, le=5000)
    appearance: Literal["multiline", "minimal"] | None = None
    autocomplete: Line | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: Line | None = None
    choices_before: tuple[Choice, ...] = ()
    choices_after: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.name.startswith(RESERVED):
            raise complaint(
                f"zastrzeżona nazwa „{self.name}”",
                f"oczekiwano nazwy, która nie zaczyna się od {RESERVED}",
            )
        self.kind.check_definition(self)
        values = [choice.value for choice in self.choices]
        for value in values:
            if values.count(value) > 1:
                raise complaint(f"powtórzona odpowiedź „{value}”", "oczekiwano różnych wartości")
        return self

    @property
    def kind(self) -> Kind:
        return KINDS[self.type]

    @property
    def control(self) -> str:
        """How the macro draws it: input, textarea, radios, dropdown, checkboxes, box, note."""
        return self.kind.control(self)

    @property
    def writing(self) -> Format | None:
        """How its text is read and shown; None for free text and for choices."""
        return self.kind.writing(self)

    @property
    def limit(self) -> int | None:
        """The most characters that its answer may have; None where nothing is typed."""
        return self.kind.limit(self)

    def tidy(self, values: Sequence[str]) -> Answer:
        return self.kind.tidy(self, values)

    def fault(self, answer: Answer) -> str | None:
        """What is wrong with a tidied answer, as a Polish sentence for the person; else None."""
        return self.kind.fault(self, answer)

    def show(self, answer: Answer) -> str:
        """The answer as text for people. A wrong one is shown as it was typed."""
        return self.kind.show(self, answer)


class Section(_Frozen):
    """Questions that belong together, under one heading."""

    title: Line
    intro: Prose | None = None
    questions: Annotated[tuple[Question, ...], AfterValidator(_some)]


class AtLeastOne(_Frozen):
    """A rule over several questions: one of them has to be answered."""

    questions: Annotated[tuple[Name, ...], AfterValidator(_some)]
    message: Line


class Clause(_Frozen):
    """What is particular to this form in the information about personal data (RODO, art. 13).

    The rest (who, rights, complaint) is the same for every form and is written in
    `site_templates/forms/clause.html`. `version` changes whenever its words change.
    """

    version: Line
    purpose: Prose
    optional: Prose
    recipients: Prose


class TransferQuestions(_Frozen):
    """Which questions of a form say to whom and how much: it is answered with transfer data."""

    recipient: Name
    amount: Name


class Form(_Frozen):
    """A whole form. `retention_days`: how long an answer is kept after it came.

    `closed_text` is shown instead of the questions when a list that it needs is empty.
    """

    name: Slug
    title: Line
    summary: Line
    intro: Prose
    sections: Annotated[tuple[Section, ...], AfterValidator(_some)]
    at_least_one: tuple[AtLeastOne, ...] = ()
    submit_label: Line = "Sprawdź odpowiedzi"
    confirm_label: Line = "Wyślij zgłoszenie"
    accepted_title: Line = "Przyjęliśmy zgłoszenie"
    next_steps: Annotated[tuple[Line, ...], AfterValidator(_some)]
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
        return self

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that have an answer: all but notes."""
        return tuple(question for question in self.questions if question.kind.asks)

    def may_be_skipped(self, question: Question) -> bool:
        """Whether nothing demands an answer to it, so that pages mark it as optional."""
        return not question.required and not any(
            question.name in rule.questions for rule in self.at_least_one
        )

    @property
    def closed(self) -> bool:
        """Whether a question that must be answered has nothing to choose from, once compiled."""
        return any(one.required and one.choices_from and not one.choices for one in self.asked)

    @property
    def path(self) -> str:
        """The site path of its page."""
        return f"/formularze/{self.name}/"

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with any word or choice of the definition."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Each `choices_from` with its place in the file, for the loader's complaints."""
        for number, section in enumerate(self.sections):
            for index, question in enumerate(section.questions):
                if question.choices_from is not None:
                    place = ("sections", number, "questions", index, "choices_from")
                    yield place, question.choices_from

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
