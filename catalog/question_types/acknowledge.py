"""A box to tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.question_types.question_type import Answer, Asked, QuestionType
from catalog.text.language import _


class Acknowledge(QuestionType):
    """A box to tick: kept as "tak"."""

    @property
    def decides(self) -> bool:
        return True

    def control(self, question: Asked) -> str:
        return "box"

    def tidy(self, question: Asked, values: Sequence[str]) -> Answer:
        return values[0].strip() if values else ""

    def field_error(self, question: Asked, answer: Answer) -> str | None:
        return None if answer in ("", "tak") else _("Zaznacz to pole albo zostaw je puste.")

    def show(self, question: Asked, answer: Answer) -> str:
        return _("Tak") if answer == "tak" else ""


TYPES: Mapping[str, QuestionType] = {"acknowledge": Acknowledge()}
