"""Every type of question: each module of this folder that names `TYPES` has some.

Nobody lists them. A question's `type` in a form is a name from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from catalog.question_types.question_type import QuestionType


def _found() -> Iterator[tuple[str, QuestionType]]:
    for module in iter_modules([str(Path(__file__).parent)], "catalog.question_types."):
        if module.name != __name__:
            yield from getattr(import_module(module.name), "TYPES", {}).items()


QUESTION_TYPES: Mapping[str, QuestionType] = dict(sorted(_found()))
"""Each type by its name in XLSForm's vocabulary, in the order of the alphabet."""
