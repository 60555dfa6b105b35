"""Text that somebody types: free, or in the format that the question names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.question_types.answer_formats import FORMATS, Format
from catalog.question_types.question_type import Answer, Asked, QuestionType
from catalog.text.language import _
from catalog.text.tidying import one_line, paragraphs


class Text(QuestionType):
    """Typed text, free or in a known format."""

    takes_format = True

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

    def field_error(self, question: Asked, answer: Answer) -> str | None:
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
        if writing is None or not answer or self.field_error(question, answer):
            return str(answer)
        return writing.show(writing.read(str(answer)))

    def _too_long(self, question: Asked, text: str) -> bool:
        """Never read: the time that a writing takes may grow with the square of the length."""
        return len(text) > (self.limit(question) or 0)


TYPES: Mapping[str, QuestionType] = {"text": Text()}
