"""What a type of question is: how its control is drawn, its answer tidied, checked and shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol, TypeAlias

from catalog.question_types.answer_formats import Format
from catalog.question_types.long_lists import LongList
from catalog.records.problems import value_problem

Answer: TypeAlias = str | tuple[str, ...]
"""A tidied answer: text, or the chosen values. Empty means that nothing was answered."""


class Offered(Protocol):
    """What a type has to know about a choice."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


class Asked(Protocol):
    """What a type has to know about a question (`catalog.forms.form.Question` in practice)."""

    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def format(self) -> str | None: ...
    @property
    def constraint_message(self) -> str | None: ...
    @property
    def max_length(self) -> int | None: ...
    @property
    def appearance(self) -> str | None: ...
    @property
    def choices(self) -> Sequence[Offered]: ...
    @property
    def choices_from(self) -> str | None: ...
    @property
    def choices_before(self) -> Sequence[Offered]: ...
    @property
    def choices_after(self) -> Sequence[Offered]: ...
    @property
    def long_list(self) -> LongList | None: ...


class QuestionType(ABC):
    """What one type of question does with its definition and its answers.

    `asks` is not true of words between questions, `chooses` of what has choices, `holds_many` where
    several may be chosen; `takes_format` where a question names the format of its text.
    """

    asks = True
    holds_many = False
    chooses = False
    takes_format = False

    @property
    def decides(self) -> bool:
        """Whether other questions may depend on its answer."""
        return self.chooses

    def check_definition(self, question: Asked) -> None:
        """Raise a problem about a question that is written as this type cannot be."""
        has_choices = bool(question.choices) or question.choices_from is not None
        if self.chooses and not has_choices:
            raise value_problem(
                f"pytanie „{question.name}” bez odpowiedzi do wyboru",
                "oczekiwano choices albo choices_from",
            )
        if has_choices and not self.chooses:
            raise value_problem(
                f"pytanie „{question.name}” nie jest pytaniem z wyborem",
                "oczekiwano type: select_one albo select_multiple",
            )
        if question.format is not None and not self.takes_format:
            raise value_problem(f"format w pytaniu „{question.name}”", "oczekiwano type: text")

    def writing(self, question: Asked) -> Format | None:
        """How its text is read and shown; None for free text and for choices."""
        return None

    def limit(self, question: Asked) -> int | None:
        """The most characters that its answer may have; None where nothing is typed."""
        return None

    def repeats(self, question: Asked) -> bool:
        """Whether its name may stand more than once in what a page sends."""
        return self.holds_many

    def offered(self, question: Asked, answer: Answer) -> Sequence[Offered]:
        """The choices to draw for this answer."""
        return question.choices

    @abstractmethod
    def control(self, question: Asked) -> str:
        """How `site_templates/forms/fields.html` draws it, as input, textarea, radios, box."""

    @abstractmethod
    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        """The answer in what was sent, in the one way in which it is kept."""

    @abstractmethod
    def field_error(self, question: Asked, answer: Answer) -> str | None:
        """What is wrong with a tidied answer, as a sentence for the person; else None."""

    @abstractmethod
    def show(self, question: Asked, answer: Answer) -> str:
        """The answer as text for people. A wrong one is shown as it was typed."""
