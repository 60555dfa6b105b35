"""The description of a kind of record: all that the program knows of it but what pages show.

A kind is a folder `catalog/<kind>/` with a module `kind.py` that names one `KIND`. Its other half
is `catalog/<kind>/website/` (see `catalog.website.kinds.site_kind`): nothing here may know a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from catalog.forms.form import Choice
from catalog.records.places import Places
from catalog.records.problems import RecordProblem
from catalog.records.record import Record

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class Nouns:
    """The Polish noun of a kind, in small letters: 1 klub, 2 kluby, 5 klubów; whose: klubu."""

    one: str
    few: str
    many: str
    whose: str


def _nothing(*_of: Any) -> Iterator[Any]:
    yield from ()


def _always(_record: Any) -> bool:
    return True


@dataclass(frozen=True)
class RecordKind(Generic[R]):
    """One kind of record.

    `folder` is its folder below `content/` and its name everywhere; `order` its place among the
    kinds. `path` is the Polish path of its list, below which its records have their pages; `label`
    what they are called together, `title` what one of them is called. `fields` are what each field
    means (class and field, in Polish, for editors). `listed` is False for a record that lists,
    counts, search and feeds leave out.

    `file_faults` sees one file: its raw value, the record that the model made of it (None where it
    made none), and answers the mistakes that a field alone does not show. `warnings` sees a record
    without mistakes, and the day. `faults_across` sees all records by their slugs.

    `choice_lists` are parts of its records that a form may offer: `choices_from: clubs/running` is
    the list `running` of the kind `clubs`. Each is made of all records and the places.
    """

    folder: str
    order: int
    model: type[R]
    path: str
    label: str
    title: str
    nouns: Nouns
    fields: Mapping[str, str] = field(default_factory=dict)
    listed: Callable[[R], bool] = _always
    file_problems: Callable[[Any, R | None], Iterable[RecordProblem]] = _nothing
    warnings: Callable[[R, date], Iterable[RecordProblem]] = _nothing
    problems_across: Callable[[Mapping[str, R]], Iterable[tuple[str, RecordProblem]]] = _nothing
    choice_lists: Mapping[str, Callable[[Collection[R], Places], tuple[Choice, ...]]] = field(
        default_factory=dict
    )

    @property
    def is_entry(self) -> bool:
        """Whether one of it is an entry of the directory: with a name, a summary and an age.

        A support standard is none: it is a part of its partnership.
        """
        return issubclass(self.model, Record)
