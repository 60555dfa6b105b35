"""The question kinds: how each is drawn, tidied, checked and shown as text.

A new kind is a class here and a row of `KINDS`; nothing else in the project looks at a type.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

from catalog.forms.answer_formats import FORMATS, Format
from catalog.records.problems import complaint
from catalog.text.language import _
from catalog.text.tidying import one_line, paragraphs

Answer: TypeAlias = str | tuple[str, ...]
"""A tidied answer: text, or the chosen values. Empty means that nothing was answered."""


class Offered(Protocol):
    """What a kind has to know about a choice."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


class Asked(Protocol):
    """What a kind has to know about a question (`catalog.forms.form.Question` in practice)."""

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


class Kind(ABC):
    """What one type of question does with its definition and its answers."""

    asks = True
    holds_many = False
    chooses = False

    @property
    def decides(self) -> bool:
        """Whether other questions may depend on its answer."""
        return self.chooses

    def check_definition(self, question: Asked) -> None:
        has_choices = bool(question.choices) or question.choices_from is not None
        if self.chooses and not has_choices:
            raise complaint(
                f"pytanie „{question.name}” bez odpowiedzi do wyboru",
                "oczekiwano choices albo choices_from",
            )
        if has_choices and not self.chooses:
            raise complaint(
                f"pytanie „{question.name}” nie jest pytaniem z wyborem",
                "oczekiwano type: select_one albo select_multiple",
            )
        if question.format is not None and question.type != "text":
            raise complaint(f"format w pytaniu „{question.name}”", "oczekiwano type: text")

    def writing(self, question: Asked) -> Format | None:
        return None

    def limit(self, question: Asked) -> int | None:
        return None

    @abstractmethod
    def control(self, question: Asked) -> str: ...

    @abstractmethod
    def tidy(self, question: Asked, values: Sequence[str]) -> Answer: ...

    @abstractmethod
    def fault(self, question: Asked, answer: Answer) -> str | None: ...

    @abstractmethod
    def show(self, question: Asked, answer: Answer) -> str: ...


class Text(Kind):
    """Typed text, free or in a known writing."""

    def writing(self, question: Asked) -> Format | None:
        return FORMATS[question.format] if question.format else None

    def limit(self, question: Asked) -> int | None:
        writing = self.writing(question)
        default = 2000 if question.appearance == "multiline" else 200
        return question.max_length or (writing.max_length if writing else default)

    def control(self, question: Asked) -> str:
        return "textarea" if question.appearance == "multiline" else "input"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        tidy = paragraphs if question.appearance == "multiline" else one_line
        text = tidy(values[0]) if values else ""
        writing = self.writing(question)
        if writing is None or not text or self._too_long(question, text):
            return text
        try:
            return writing.read(text)
        except ValueError:
            return text

    def fault(self, question: Asked, answer: Answer) -> str | None:
        writing = self.writing(question)
        if writing is None or not answer:
            return None
        if self._too_long(question, str(answer)):
            return _("Skróć odpowiedź: zmieści się {number} znaków.").format(
                number=self.limit(question)
            )
        try:
            writing.read(str(answer))
        except ValueError as error:
            return question.constraint_message or str(error)
        return None

    def show(self, question: Asked, answer: Answer) -> str:
        writing = self.writing(question)
        if writing is None or not answer or self.fault(question, answer):
            return str(answer)
        return writing.show(str(answer))

    def _too_long(self, question: Asked, text: str) -> bool:
        """Never read: the time that a writing takes may grow with the square of the length."""
        return len(text) > (self.limit(question) or 0)


class Written(Text):
    """Text whose writing is the type itself: integer, date."""

    def writing(self, question: Asked) -> Format | None:
        return FORMATS[question.type]


class SelectOne(Kind):
    """One of the choices."""

    chooses = True

    def control(self, question: Asked) -> str:
        return "dropdown" if question.appearance == "minimal" else "radios"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        return values[0].strip() if values else ""

    def fault(self, question: Asked, answer: Answer) -> str | None:
        known = {choice.value for choice in question.choices}
        chosen = {answer} if isinstance(answer, str) else set(answer)
        if chosen - {""} <= known:
            return None
        return question.constraint_message or _("Wybierz odpowiedź z listy.")

    def show(self, question: Asked, answer: Answer) -> str:
        chosen = {answer} if isinstance(answer, str) else set(answer)
        return ", ".join(one.label for one in question.choices if one.value in chosen)


class SelectMultiple(SelectOne):
    """Any of the choices, kept in the order of the definition."""

    holds_many = True

    def control(self, question: Asked) -> str:
        return "checkboxes"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        sent = {value.strip() for value in values} - {""}
        known = [choice.value for choice in question.choices if choice.value in sent]
        return (*known, *sorted(sent.difference(known)))


class Acknowledge(Kind):
    """A box to tick: kept as "tak"."""

    @property
    def decides(self) -> bool:
        return True

    def control(self, question: Asked) -> str:
        return "box"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        return values[0].strip() if values else ""

    def fault(self, question: Asked, answer: Answer) -> str | None:
        return None if answer in ("", "tak") else _("Zaznacz to pole albo zostaw je puste.")

    def show(self, question: Asked, answer: Answer) -> str:
        return _("Tak") if answer == "tak" else ""


class Note(Kind):
    """Words between questions: nothing to answer."""

    asks = False

    def control(self, question: Asked) -> str:
        return "note"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        return ""

    def fault(self, question: Asked, answer: Answer) -> str | None:
        return None

    def show(self, question: Asked, answer: Answer) -> str:
        return ""


KINDS: Mapping[str, Kind] = {
    "text": Text(),
    "integer": Written(),
    "date": Written(),
    "select_one": SelectOne(),
    "select_multiple": SelectMultiple(),
    "acknowledge": Acknowledge(),
    "note": Note(),
}
