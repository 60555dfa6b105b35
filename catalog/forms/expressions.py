"""Expressions in a form's definition: when an answer is required, and what bounds it.

Source of the language: https://docs.getodk.org/form-logic/ (XLSForm `required`, `constraint`), of
which we read comparisons joined by `and` and `or` (`and` binds first, no brackets):

    ${contact_way} = 'email' or ${callback} != ''
    . >= today() and . <= today() + 366
    . >= 1 and . <= 1000
    ${contact_way} != 'sms' or mobile(.)

`.` is the answer itself, `${name}` another one, `today()` the day in Poland. Dates compare as
dates, whole numbers as numbers; a question with several answers equals each of them. `mobile(.)` is
ours: whether a telephone takes text messages.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from catalog.records import identifiers
from catalog.records.problems import value_problem

_OPERAND = r"""(\$\{[a-z][a-z0-9_]*\}|\.|today\(\)(?:\s*[+-]\s*\d+)?|\d+|'[^']*'|"[^"]*")"""
_COMPARISON = re.compile(rf"\s*{_OPERAND}\s*(!=|<=|>=|=|<|>)\s*{_OPERAND}\s*")
_SELECTED = re.compile(rf"\s*selected\(\s*{_OPERAND}\s*,\s*{_OPERAND}\s*\)\s*")
_MOBILE = re.compile(r"\s*mobile\(\s*\.\s*\)\s*")
_TODAY = re.compile(r"today\(\)(?:\s*([+-])\s*(\d+))?")
_NUMBER = re.compile(r"[0-9]+")
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
MOBILE = "mobile"
"""The operator of `mobile(.)`."""


@dataclass(frozen=True)
class Answers:
    """What an expression is asked about: the answer itself, all answers by name, and today."""

    own: str | tuple[str, ...]
    all: Mapping[str, str | tuple[str, ...]]
    today: date

    def value(self, operand: str) -> str | tuple[str, ...]:
        """What an operand stands for; a day in ISO 8601, so that text compares as dates do."""
        if operand == ".":
            return self.own
        if operand.startswith("${"):
            return self.all.get(operand[2:-1], "")
        if today := _TODAY.fullmatch(operand):
            days = int(f"{today[1] or '+'}{today[2] or 0}")
            return (self.today + timedelta(days=days)).isoformat()
        return operand if _NUMBER.fullmatch(operand) else operand[1:-1]


@dataclass(frozen=True)
class Comparison:
    """Two operands as they are written, and what is between them."""

    left: str
    sign: str
    right: str

    def holds(self, answers: Answers) -> bool:
        """Whether it is so; an order of something that is not answered holds."""
        left, right = answers.value(self.left), answers.value(self.right)
        if self.sign == MOBILE:
            return _mobile(str(left))
        if self.sign in ("=", "!="):
            return (self.sign == "=") == (
                set(_several(left)) == set(_several(right))
                or (isinstance(left, tuple) and right in left)
            )
        return not left or not right or _ORDER[self.sign](*_comparable(str(left), str(right)))


def _comparable(left: str, right: str) -> tuple[str, str] | tuple[int, int]:
    """Two numbers as numbers, of which 9 is less than 10; else texts, as days in ISO 8601 are."""
    numbers = _NUMBER.fullmatch(left) and _NUMBER.fullmatch(right)
    return (int(left), int(right)) if numbers else (left, right)


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def _mobile(kept: str) -> bool:
    try:
        return identifiers.takes_sms(identifiers.phone(kept))
    except ValueError:
        return True  # the format's own check says what is wrong


@dataclass(frozen=True)
class Expression:
    """Alternatives, each of comparisons that all have to hold."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    def holds(self, answers: Answers) -> bool:
        """Whether one alternative holds."""
        return any(all(one.holds(answers) for one in each) for each in self.alternatives)

    def failing(self, answers: Answers) -> Comparison | None:
        """The first comparison about the answer itself that does not hold."""
        return next(
            (one for one in self.comparisons if one.left == "." and not one.holds(answers)), None
        )

    @property
    def comparisons(self) -> Iterator[Comparison]:
        """Every comparison in the order of writing."""
        return (one for each in self.alternatives for one in each)

    @property
    def questions(self) -> Iterator[tuple[str, str | None]]:
        """Each question that is named, with the text it is compared with, if any."""
        for one in self.comparisons:
            for operand, other in ((one.left, one.right), (one.right, one.left)):
                if operand.startswith("${"):
                    yield operand[2:-1], other[1:-1] if other[:1] in "'\"" else None


@lru_cache(maxsize=256)
def parse(text: str) -> Expression:
    """Read an expression. Raises the problem of a definition that cannot work."""
    return Expression(
        tuple(
            tuple(_comparison(one) for one in re.split(r"\band\b", each))
            for each in re.split(r"\bor\b", text)
        )
    )


def _comparison(text: str) -> Comparison:
    if match := _COMPARISON.fullmatch(text):
        return Comparison(*match.groups())
    if match := _SELECTED.fullmatch(text):
        return Comparison(match[1], "=", match[2])
    if _MOBILE.fullmatch(text):
        return Comparison(".", MOBILE, "''")
    raise value_problem(
        f"niezrozumiały warunek „{text.strip()}”",
        "oczekiwano porównania takiego jak ${contact_way} = 'email' albo . >= today()",
    )
