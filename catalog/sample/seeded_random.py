"""Choices that come out the same for the same seed, on every machine and with every Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices that its seed words decide.

    Built on `Random.random` and seeding by text alone: the only parts of the library whose results
    Python promises never to change.
    """

    def __init__(self, *seed: object) -> None:
        self._random = Random("/".join(map(str, seed)))  # noqa: S311 - nothing here is secret

    def share(self) -> float:
        """A number from 0 up to, but never, 1."""
        return self._random.random()

    def chance(self, share: float) -> bool:
        """True that often: 0.25 is one time in four."""
        return self.share() < share

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.share() * (most - least + 1))

    def one(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self.share() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Different items in the order in which they were drawn; all of them if there are fewer."""
        left = list(items)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(count, len(left)))]

    def digits(self, count: int) -> str:
        """So many decimal digits."""
        return "".join(str(self.number(0, 9)) for _ in range(count))
