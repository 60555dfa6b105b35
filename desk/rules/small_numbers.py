"""Counts that may leave the house: small ones hidden, and not to be found by subtraction either.

Who knows a village knows who "1 person found a job" is. A count from 1 to 4 is told as "fewer than
5"; nothing is 0. A total of which a part is hidden is told as "at least": the sum of the parts that
are shown and one for each hidden one, which says nothing that the parts do not say.
Source: the threshold rule and secondary suppression of statistical disclosure control (Eurostat,
Handbook on Statistical Disclosure Control, chapter 4).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

LEAST = 5
"""The smallest count above nothing that is told."""


@dataclass(frozen=True)
class Told:
    """What is told of a number. hidden: `number` is not exact, only a bound.

    A hidden count is below `number`; a hidden total is at least that.
    """

    number: int
    hidden: bool = False


def count(number: int) -> Told:
    """A count, or that it is small."""
    return Told(LEAST, hidden=True) if 0 < number < LEAST else Told(number)


def total(numbers: Collection[int]) -> Told:
    """The sum of counts that are told beside it."""
    parts = [count(one) for one in numbers]
    least = sum(1 if one.hidden else one.number for one in parts)
    return Told(least, hidden=any(one.hidden for one in parts))


def amount(number: int, entries: int) -> Told:
    """An amount made of so many entries, such as minutes: hidden where they are few."""
    return Told(0, hidden=True) if count(entries).hidden else Told(number)


def total_amount(amounts: Collection[tuple[int, int]]) -> Told:
    """The sum of amounts with their entries, those alone that are told."""
    parts = [amount(*one) for one in amounts]
    return Told(sum(one.number for one in parts), hidden=any(one.hidden for one in parts))
