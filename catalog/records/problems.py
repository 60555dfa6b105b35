"""What is wrong with the content, as values.

A problem is found, collected and printed; it is never the first traceback. The words are for
editors and therefore Polish.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

Path = tuple[str | int, ...]
"""Where a value is inside a document: keys and list positions, as pydantic names them."""


@dataclass(frozen=True, order=True)
class Where:
    """A place in a content file: its path as the editor knows it and a line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an editor has to mend: where it is, what is wrong, what was expected."""

    where: Where
    what: str
    expected: str

    def __str__(self) -> str:
        """One line, even when it quotes a value of several."""
        return " ".join(f"{self.where}: {self.what}; {self.expected}".split())


@dataclass(frozen=True)
class RecordProblem:
    """A problem that the reader of a record finds: the path of the value instead of its line."""

    path: Path
    what: str
    expected: str


class ContentError(Exception):
    """The content cannot be published. Carries every problem, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown_path(path: pathlib.Path, root: pathlib.Path) -> str:
    """The path that an editor recognises: with the content folder's own name in front."""
    return str(pathlib.Path(root.name) / path.relative_to(root))


def value_problem(what: str, expected: str) -> PydanticCustomError:
    """The error that a value type raises: both halves of a `Problem`, without a place yet."""
    return PydanticCustomError(
        "problem", "{what}; {expected}", {"what": what, "expected": expected}
    )
