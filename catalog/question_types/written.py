"""Integers and dates: text whose format is the type itself."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.question_types.answer_formats import FORMATS, Format
from catalog.question_types.question_type import Asked, QuestionType
from catalog.question_types.text import Text


class Written(Text):
    """Text whose format is the type itself."""

    takes_format = False

    def writing(self, question: Asked) -> Format | None:
        return FORMATS[question.type]


TYPES: Mapping[str, QuestionType] = {"integer": Written(), "date": Written()}
