"""One question of a form, in XLSForm's words, and when it is asked.

Source of the vocabulary: https://xlsform.org (type, name, label, hint, required, appearance,
constraint_message, relevant).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from catalog.forms.answer_bounds import bound_message
from catalog.forms.expressions import Answers, parse
from catalog.question_types.answer_formats import FORMATS, Format
from catalog.question_types.long_lists import LONG, LongList
from catalog.question_types.question_type import Answer, Offered, QuestionType
from catalog.question_types.registry import QUESTION_TYPES
from catalog.records.problems import value_problem
from catalog.records.value_types import FLAGS, Line, Slug

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
RESERVED = "wz_"
"""Names that start so belong to the service (which step, which check page)."""

if TYPE_CHECKING:
    TypeName: TypeAlias = str
    FormatName: TypeAlias = str
else:
    TypeName = Literal[tuple(QUESTION_TYPES)]
    FormatName = Literal[tuple(name for name in FORMATS if name not in QUESTION_TYPES)]
T = TypeVar("T")


def some(items: tuple[T, ...]) -> tuple[T, ...]:
    """Not pydantic's min_length: that one complains again about each item that is wrong."""
    if not items:
        raise value_problem("pusta lista", "oczekiwano co najmniej jednej pozycji")
    return items


class FormPart(BaseModel):
    """A piece of a form's definition: frozen, and no key that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(FormPart):
    """One thing to choose: `value` is kept, `label` is shown, `hint` explains it."""

    value: Slug
    label: Line
    hint: Line | None = None


def _as_written(written: Any) -> Any:
    if not isinstance(written, dict) or len(written) != 1:
        return written
    ((question, values),) = written.items()
    return {"question": question, "values": [values] if isinstance(values, str) else values}


class Condition(FormPart):
    """When a question is asked; written `for_whom: kogos` or `tasks: [naprawy, opieka]`.

    It holds when that earlier question is answered with one of these values.
    """

    question: Name
    values: Annotated[tuple[Slug, ...], AfterValidator(some)]

    def holds(self, answer: Answer) -> bool:
        return bool(_chosen(answer) & set(self.values))


def _chosen(answer: Answer) -> set[str]:
    return {answer} if isinstance(answer, str) else set(answer)


Relevance = Annotated[
    Condition, BeforeValidator(_as_written, json_schema_input_type=dict[str, str | list[str]])
]


def _expressed(text: str) -> str:
    parse(text)
    return text


Expressed = Annotated[Line, AfterValidator(_expressed)]
"""A condition as text, such as `${contact_way} = 'email'`."""


def _flag_or_expression(written: Any) -> Any:
    return FLAGS.get(written, written) if isinstance(written, str) else written


Required = Annotated[bool | Expressed, BeforeValidator(_flag_or_expression)]
"""Written tak, nie or as an expression."""


class Question(FormPart):
    """One question. Lengths are in characters.

    `choices` are written here, or taken from `choices_from` (such as `taxonomies/groups`) with
    `choices_before` and `choices_after` around them. `appearance` is XLSForm's: `multiline` text,
    a `minimal` (drop-down) list. `relevant` says when it is asked at all; `required` is tak, nie or
    an expression over other answers, `constraint` one over its own (`catalog.forms.expressions`). A
    `constraint_message` replaces whatever the answer's writing is told. `other_label` is
    the label where the form is filled in for somebody else. A `prefill` of `entry`
    is filled with the record of the directory from whose page somebody comes, one of `notice` with
    the notice.
    """

    name: Name
    type: TypeName
    label: Line
    other_label: Line | None = None
    hint: Line | None = None
    required: Required = False
    required_message: Line | None = None
    format: FormatName | None = None
    constraint: Expressed | None = None
    constraint_message: Line | None = None
    max_length: int | None = Field(default=None, gt=0, le=5000)
    appearance: Literal["multiline", "minimal"] | None = None
    autocomplete: Line | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: Line | None = None
    choices_before: tuple[Choice, ...] = ()
    choices_after: tuple[Choice, ...] = ()
    relevant: Relevance | None = None
    prefill: Literal["entry", "notice"] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.name.startswith(RESERVED):
            raise value_problem(
                f"zastrzeżona nazwa „{self.name}”",
                f"oczekiwano nazwy, która nie zaczyna się od {RESERVED}",
            )
        self.kind.check_definition(self)
        seen: set[str] = set()
        for value in (choice.value for choice in self.choices):
            if value in seen:
                raise value_problem(
                    f"powtórzona odpowiedź „{value}”", "oczekiwano różnych wartości"
                )
            seen.add(value)
        return self

    @property
    def always_required(self) -> bool:
        """Whether it has to be answered, whatever else is answered."""
        return self.required is True

    def demanded(self, answers: Answers) -> bool:
        """Whether these answers call for one to this question."""
        if isinstance(self.required, str):
            return parse(self.required).holds(answers)
        return self.required

    def out_of_bounds(self, answers: Answers) -> str | None:
        """What is wrong with an answer that is well written, by `constraint`; else None."""
        if self.constraint is None or not answers.own:
            return None
        expression = parse(self.constraint)
        if expression.holds(answers):
            return None
        return self.constraint_message or bound_message(self.label, expression, answers)

    @property
    def kind(self) -> QuestionType:
        """What its type does."""
        return QUESTION_TYPES[self.type]

    @cached_property
    def long_list(self) -> LongList | None:
        """Its choices, to be looked for by typing; None while they fit on a page."""
        one_of = self.kind.chooses and not self.kind.holds_many
        long = one_of and len(self.choices) > LONG
        return LongList(self.choices) if long else None

    @property
    def control(self) -> str:
        """How the macro draws it: input, textarea, radios, dropdown, search, checkboxes, box."""
        return self.kind.control(self)

    @property
    def writing(self) -> Format | None:
        """How its text is read and shown; None for free text and for choices."""
        return self.kind.writing(self)

    @property
    def limit(self) -> int | None:
        """The most characters that its answer may have; None where nothing is typed."""
        return self.kind.limit(self)

    @property
    def repeats(self) -> bool:
        """Whether its name may stand more than once in what a page sends."""
        return self.kind.repeats(self)

    def offered(self, answer: Answer) -> Sequence[Offered]:
        """The choices to draw beside this answer: all, or of a long list what fits."""
        return self.kind.offered(self, answer)

    def tidy(self, values: Sequence[str]) -> Answer:
        return self.kind.tidy(self, values)

    def field_error(self, answer: Answer) -> str | None:
        """What is wrong with a tidied answer, as a Polish sentence for the person; else None."""
        return self.kind.field_error(self, answer)

    def show(self, answer: Answer) -> str:
        """The answer as text for people. A wrong one is shown as it was typed."""
        return self.kind.show(self, answer)


def check_expressions(question: Question, known: Mapping[str, Question]) -> None:
    """Raise a problem unless its expressions name questions of the form and their answers."""
    for text in (question.required, question.constraint):
        for name, value in parse(text).questions if isinstance(text, str) else ():
            if name not in known:
                raise value_problem(
                    f"warunek o nieznanym pytaniu „{name}”", "oczekiwano nazwy pytania"
                )
            if value and known[name].kind.decides:
                check_condition(Condition(question=name, values=(value,)), (known[name],))


def check_condition(condition: Condition, earlier: Sequence[Question]) -> None:
    """Raise a problem unless a condition names an earlier question and answers of it."""
    asked = next((one for one in earlier if one.name == condition.question), None)
    if asked is None or not asked.kind.decides:
        raise value_problem(
            f"warunek o pytaniu „{condition.question}”",
            "oczekiwano nazwy wcześniejszego pytania z wyborem",
        )
    listed = (*asked.choices, *asked.choices_before, *asked.choices_after)
    known = {choice.value for choice in listed} if asked.kind.chooses else {"tak"}
    unknown = [value for value in condition.values if value not in known]
    if unknown and asked.choices_from is None:
        raise value_problem(
            f"warunek o nieznanej odpowiedzi „{unknown[0]}” na pytanie „{asked.name}”",
            f"oczekiwano jednej z: {', '.join(sorted(known))}",
        )
