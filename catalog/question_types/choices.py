"""One or several of the choices; of a long list a part is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.question_types.long_lists import MOST, TYPED
from catalog.question_types.question_type import Answer, Asked, Offered, QuestionType
from catalog.text.language import _
from catalog.text.tidying import one_line


class SelectOne(QuestionType):
    """One of the choices. Of a long list a part is typed, and what fits is drawn to choose from."""

    chooses = True

    def control(self, question: Asked) -> str:
        if question.long_list is not None:
            return "search"
        return "dropdown" if question.appearance == "minimal" else "radios"

    def limit(self, question: Asked) -> int | None:
        return None if question.long_list is None else TYPED

    def repeats(self, question: Asked) -> bool:
        """A long list is drawn as a box to type in and, beside it, the choices that fit."""
        return question.long_list is not None

    def offered(self, question: Asked, answer: Answer) -> Sequence[Offered]:
        """Of a long list what stands around it, what is chosen, or what fits what was typed."""
        known = question.long_list
        if known is None:
            return question.choices
        around = (*question.choices_before, *question.choices_after)
        typed = str(answer)
        fitting = known.fitting(typed) if typed not in known.by_value else (known.by_value[typed],)
        apart = {one.value for one in around}
        found = tuple(one for one in fitting if one.value not in apart)
        return (*question.choices_before, *found[: _shown(found)], *question.choices_after)

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        known = question.long_list
        if known is None:
            return values[0].strip() if values else ""
        sent = [one_line(value) for value in values]
        typed = [value for value in sent if value and value not in known.by_value]
        if not typed:
            return next(filter(None, sent), "")
        if len(typed[0]) > TYPED:
            return typed[0]
        fitting = known.fitting(typed[0])
        return fitting[0].value if len(fitting) == 1 else typed[0]

    def field_error(self, question: Asked, answer: Answer) -> str | None:
        chosen = {answer} if isinstance(answer, str) else set(answer)
        known = question.long_list
        if known is not None and answer and answer not in known.by_value:
            return None if len(answer) > TYPED else known.missing(str(answer))
        if chosen - {""} <= {choice.value for choice in question.choices}:
            return None
        return question.constraint_message or _("Wybierz odpowiedź z listy.")

    def show(self, question: Asked, answer: Answer) -> str:
        chosen = {answer} if isinstance(answer, str) else set(answer)
        return ", ".join(one.label for one in question.choices if one.value in chosen)


def _shown(found: Sequence[Offered]) -> int:
    """How many: none of very many, since the first forty of a thousand would look like all."""
    return len(found) if len(found) <= MOST else 0


class SelectMultiple(SelectOne):
    """Any of the choices, kept in the order of the definition."""

    holds_many = True

    def control(self, question: Asked) -> str:
        return "checkboxes"

    def limit(self, question: Asked) -> int | None:
        return None

    def repeats(self, question: Asked) -> bool:
        return True

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        sent = {value.strip() for value in values} - {""}
        known = [choice.value for choice in question.choices if choice.value in sent]
        return (*known, *sorted(sent.difference(known)))


TYPES: Mapping[str, QuestionType] = {
    "select_one": SelectOne(),
    "select_multiple": SelectMultiple(),
}
