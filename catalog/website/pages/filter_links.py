"""Filters as plain links: the choices of one question, each a page that the build writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """A link of a filter: its page, its words, and how many things it leads to."""

    slug: str
    label: str
    path: str
    number: int


@dataclass(frozen=True)
class Filter:
    """The choices of one question, as a page offers them. `mark` is its short name for scripts."""

    mark: str
    label: str
    choices: tuple[Choice, ...]
