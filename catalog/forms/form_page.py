"""One page of a form, as it is drawn: which questions stand on it and what it carries hidden.

The site draws the first leaf with an empty sheet, the service every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from catalog.forms.form import Form, Question, Section
from catalog.forms.form_class import Sheet


@dataclass(frozen=True)
class Leaf:
    """Page `part` (from 1) of a form; pages up to `reached` have been filled in, this one included.

    `only` are the questions to draw, where not the whole page is: those that an answer called for.
    `asked` are the questions with a condition that have been on a page, answered or not.
    """

    sheet: Sheet
    part: int = 1
    reached: int = 1
    only: frozenset[str] | None = None
    asked: frozenset[str] = frozenset()

    @property
    def form(self) -> Form:
        return self.sheet.form

    @property
    def parts(self) -> int:
        """How many pages the form has."""
        return len(self.form.parts)

    @property
    def last(self) -> bool:
        """Whether the answers are complete after it, so that they can be looked through."""
        return self.reached >= self.parts

    @property
    def title(self) -> str:
        """The form's title on its first page; on each other the title of what is asked there."""
        if self.part == 1 and self.only is None:
            return self.form.title
        drawn = [section for section, _ in self.sections]
        return (drawn or self.form.parts[self.part - 1])[0].title

    @cached_property
    def sections(self) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
        """The sections of this page with the questions to draw; none that would be empty."""
        found = (
            (section, tuple(one for one in section.questions if self._drawn(one)))
            for section in self.form.parts[self.part - 1]
        )
        return tuple((section, questions) for section, questions in found if questions)

    def _drawn(self, question: Question) -> bool:
        if self.only is not None:
            return question.name in self.only
        return question.name in self.sheet.relevant or self.form.in_place(question)

    def waits(self, question: Question) -> bool:
        """Whether it is there only for a script to show, when an answer on this page calls for it.

        Without a script the service asks it on a page of its own.
        """
        return question.name not in self.sheet.relevant

    def depends(self, question: Question) -> bool:
        """Whether a script may hide and show it."""
        return self.only is None and self.form.in_place(question)

    @property
    def scripted(self) -> bool:
        """Whether there is anything for the script to do."""
        return any(self.depends(one) for _, questions in self.sections for one in questions)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the answers that this page carries on without showing them."""
        return self.sheet.carried_besides(self._names)

    @property
    def asked_before(self) -> tuple[str, ...]:
        """What of `asked` is not on this page: not to be asked again."""
        return tuple(sorted(self.asked - self._names))

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(one.name for _, questions in self.sections for one in questions)

    @property
    def before(self) -> int | None:
        """The page to go back to; None on the first one, and where only a few questions are."""
        if self.only is not None:
            return None
        return next((part for part in range(self.part - 1, 0, -1) if _asks(self.sheet, part)), None)


def leaf_of_mistake(sheet: Sheet, reached: int, asked: frozenset[str]) -> Leaf:
    """The page of the first mistake. Call after `validate` has found one."""
    return Leaf(sheet, sheet.form.part_of[sheet.mistakes[0].question], reached, asked=asked)


def next_leaf(sheet: Sheet, part: int, asked: frozenset[str]) -> Leaf | None:
    """The next page after `part` that asks anything; None when all have been filled in."""
    found = next((n for n in range(part + 1, len(sheet.form.parts) + 1) if _asks(sheet, n)), None)
    return None if found is None else Leaf(sheet, found, found, asked=asked)


def unasked(sheet: Sheet, reached: int, asked: frozenset[str]) -> Leaf | None:
    """A page with what an answer called for and nobody has been asked yet.

    There was no script, or the answer was changed when that page had been passed. Call before
    `validate`: what has not been asked is not judged.
    """
    form, called_for = sheet.form, sheet.relevant
    missing = [
        question.name
        for question in form.asked
        if question.relevant is not None
        and question.name in called_for - asked
        and not sheet.answers[question.name]
        and form.part_of[question.name] <= reached
    ]
    sheet.waive(missing)
    if not missing:
        return None
    part = form.part_of[missing[0]]
    names = frozenset(name for name in missing if form.part_of[name] == part)
    return Leaf(sheet, part, reached, names, asked)


def _asks(sheet: Sheet, part: int) -> bool:
    called_for = sheet.relevant
    return any(
        question.name in called_for
        for section in sheet.form.parts[part - 1]
        for question in section.questions
    )
