"""Words between questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.question_types.question_type import Answer, Asked, QuestionType


class Note(QuestionType):
    """Words between questions: nothing to answer."""

    asks = False

    def control(self, question: Asked) -> str:
        return "note"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        return ""

    def field_error(self, question: Asked, answer: Answer) -> str | None:
        return None

    def show(self, question: Asked, answer: Answer) -> str:
        return ""


TYPES: Mapping[str, QuestionType] = {"note": Note()}
