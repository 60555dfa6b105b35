"""A form laid out to be filled in: a WTForms class made once from each definition.

WTForms binds values and runs validators; the words and the drawing are ours (the macro in
`site_templates/forms/fields.html`), because its Polish catalogue lacks about a dozen messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar

import wtforms
import wtforms.form
from wtforms.validators import Length, StopValidation, ValidationError

from catalog.forms.expressions import Answers
from catalog.forms.form import Form, Question
from catalog.question_types.question_type import Answer
from catalog.text.folding import has_controls
from catalog.text.language import _
from catalog.text.time_zone import WARSAW

Values = Mapping[str, Sequence[str]]
"""What was sent: each name with all its values, as typed."""


@dataclass(frozen=True)
class FieldError:
    """One line of the error summary: which question it leads to, and what to do about it."""

    question: str
    message: str


class AnswerField(wtforms.Field):
    """One question bound to what was sent. `data` is its tidied answer."""

    data: Answer
    waived = False
    """Not judged: nothing calls for it."""
    cleaned = False
    """Whether what was sent had characters in it that are not kept."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(label=question.label, description=question.hint or "", **kwargs)
        self.question = question

    def process_data(self, value: Any) -> None:
        self.data = self.question.tidy(()) if value is None else value

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = self.question.tidy(valuelist)
        self.cleaned = any(map(has_controls, valuelist))

    def validate(self, form: wtforms.form.BaseForm, extra_validators: Any = ()) -> bool:
        """Whether the answer is right, or is not judged."""
        return self.waived or super().validate(form, extra_validators)

    @property
    def shown(self) -> str:
        """The answer as text for people."""
        return self.question.show(self.data)

    def holds(self, value: str) -> bool:
        """Whether this choice is chosen."""
        return value == self.data if isinstance(self.data, str) else value in self.data


class _Demanded:
    """That there is an answer, where the question or another answer calls for one."""

    def __call__(self, bound: wtforms.Form, field: wtforms.Field) -> None:
        assert isinstance(field, AnswerField)
        assert isinstance(bound, BoundForm)
        question = field.question
        if not field.data and bound.demands(question):
            raise StopValidation(
                question.required_message
                or _("Odpowiedz na pytanie „{question}”.").format(question=question.label)
            )


class _Fits(Length):
    """That the answer is not longer than its place.

    Its words are chosen when somebody is answered: a class is shared by pages of all languages.
    """

    def __call__(self, form: wtforms.form.BaseForm, field: wtforms.Field) -> None:
        if len(field.data or "") > self.max:
            words = _("Skróć odpowiedź: zmieści się {number} znaków.")
            raise ValidationError(words.format(number=self.max))


class _Right:
    """The kind's own check: the writing, or that the choice was offered; bounds; nothing taken."""

    def __call__(self, bound: wtforms.Form, field: wtforms.Field) -> None:
        assert isinstance(field, AnswerField)
        assert isinstance(bound, BoundForm)
        field_error = field.question.field_error(field.data)
        if field_error is None:
            field_error = field.question.out_of_bounds(bound.asked_of(field))
        if field_error is None and field.cleaned:
            field_error = _(
                "Usunęliśmy z tej odpowiedzi znaki, których nie da się zapisać. Sprawdź ją."
            )
        if field_error is not None:
            raise ValidationError(field_error)


class BoundForm(wtforms.Form):
    """A form with a place for each answer. Make one with `empty` or `filled`."""

    form: ClassVar[Form]
    today: date = date.max
    """The day from which dates are judged."""

    class Meta:
        locales: ClassVar[list[str]] = ["pl"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer is right; after it, `field_errors` says which are not."""
        right = super().validate(extra_validators)
        for rule in self.form.at_least_one:
            fields = [self._answer(name) for name in rule.questions]
            judged = [one for one in fields if not one.waived]
            if judged and not any(one.data or one.errors for one in judged):
                judged[0].errors = [rule.message]
                right = False
        return right

    @property
    def relevant(self) -> frozenset[str]:
        """The questions (notes too) that the answers call for."""
        return self.form.relevant(self.answers)

    def waive(self, names: Iterable[str]) -> None:
        """Do not judge these questions: nobody has been asked yet."""
        for name in names:
            self._answer(name).waived = True

    def judge(self) -> None:
        """Drop every answer that nothing calls for, and do not judge it."""
        called_for = self.relevant
        for question in self.form.asked:
            field = self._answer(question.name)
            if question.name not in called_for:
                field.data = question.tidy(())
            field.waived = question.name not in called_for

    def label(self, question: Question) -> str:
        """What a question is called, as these answers say for whom the form is."""
        return self.form.label(question, self.answers)

    def dropped(self, values: Values) -> tuple[str, ...]:
        """The questions that were answered although another answer does not call for them."""
        called_for = self.relevant
        return tuple(
            self.label(question)
            for question in self.form.asked
            if question.name not in called_for
            and any(map(str.strip, values.get(question.name, ())))
        )

    @property
    def field_errors(self) -> tuple[FieldError, ...]:
        """The first error of each question, in the order of the page. Empty before `validate`."""
        return tuple(
            FieldError(question.name, str(self[question.name].errors[0]))
            for question in self.form.asked
            if self[question.name].errors
        )

    def demands(self, question: Question) -> bool:
        """Whether the answers call for one to this question."""
        return question.demanded(self.asked_of(self._answer(question.name)))

    def asked_of(self, field: AnswerField) -> Answers:
        """What the expressions of a question are about."""
        return Answers(field.data, self.answers, self.today)

    def shown(self, name: str) -> str:
        """The answer to a question as text for people."""
        return self._answer(name).shown

    def _answer(self, name: str) -> AnswerField:
        field = self[name]
        assert isinstance(field, AnswerField)
        return field

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """Every answer as name and value, for the hidden fields of the check page."""
        return tuple(
            (name, value)
            for name, answer in self.answers.items()
            for value in ((answer,) if isinstance(answer, str) else answer)
            if value
        )

    @property
    def answers(self) -> dict[str, Answer]:
        """Every tidied answer by question name, unanswered questions included."""
        return {question.name: self[question.name].data for question in self.form.asked}


def _field(question: Question) -> Any:
    validators: list[Any] = []
    if question.required:
        validators.append(_Demanded())
    if question.limit is not None:
        validators.append(_Fits(max=question.limit))
    return AnswerField(question, validators=[*validators, _Right()])


@lru_cache(maxsize=64)
def bound_class(form: Form) -> type[BoundForm]:
    """The WTForms class of a compiled form, made once for each version of it."""
    fields = {question.name: _field(question) for question in form.asked}
    return type("BoundForm", (BoundForm,), {"form": form, **fields})


def empty(form: Form) -> BoundForm:
    """A form without answers, for the page of the site."""
    return bound_class(form)()


def filled(form: Form, values: Values, today: date | None = None) -> BoundForm:
    """A form bound to what was sent. Call `validate` on it to fill `field_errors`.

    Answers that nothing calls for are dropped. Dates are judged from `today`, else from the day
    that it is in Poland.
    """
    bound = bound_class(form)(_Sent(values))
    bound.today = today or datetime.now(WARSAW).date()
    bound.judge()
    return bound


class _Sent(dict[str, Sequence[str]]):
    """What WTForms expects of form data: a mapping with `getlist`."""

    def getlist(self, name: str) -> list[str]:
        return list(self.get(name, ()))
