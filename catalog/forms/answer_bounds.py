"""What a person is told whose answer is well written and out of its bounds."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from catalog.forms.expressions import MOBILE, Answers, Expression
from catalog.text.language import _
from catalog.text.phrases import long_date


def bound_message(label: str, expression: Expression, answers: Answers) -> str:
    """A sentence that names the answer and the bound which it breaks."""
    broken = expression.failing(answers)
    if broken is not None and broken.sign == MOBILE:
        return _(
            "Na ten numer nie wyślemy SMS-a, bo to nie jest komórka. Wpisz numer komórki albo "
            "wybierz, że mamy zadzwonić."
        )
    if broken is not None and broken.sign in ("<", "<=", ">", ">="):
        bound = str(answers.value(broken.right))
        if broken.right.isdecimal():
            words = (
                _("Ta liczba jest za duża: {number}. Wpisz liczbę nie większą niż {bound}.")
                if broken.sign in ("<", "<=")
                else _("Ta liczba jest za mała: {number}. Wpisz liczbę nie mniejszą niż {bound}.")
            )
            return words.format(number=answers.own, bound=bound)
        with suppress(ValueError):
            day, last = date.fromisoformat(str(answers.own)), date.fromisoformat(bound)
            if day < answers.today == last and broken.sign in (">", ">="):
                return _("Ten dzień już minął: {day}. Wpisz dzień od dzisiaj.").format(
                    day=long_date(day)
                )
            words = (
                _("Ten dzień jest za późny: {day}. Wpisz dzień nie późniejszy niż {bound}.")
                if broken.sign in ("<", "<=")
                else _(
                    "Ten dzień jest za wczesny: {day}. Wpisz dzień nie wcześniejszy niż {bound}."
                )
            )
            return words.format(day=long_date(day), bound=long_date(last))
    return _("Sprawdź odpowiedź na pytanie „{question}”.").format(question=label)
