"""All kinds of record: each folder of `catalog` that has a module `kind` is one.

Nobody lists them: a kind that is forgotten in a list would lose its search, feed or checks without
a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

import catalog
from catalog.kinds.record_kind import RecordKind


def _found() -> Iterator[RecordKind[Any]]:
    for module in iter_modules(catalog.__path__, "catalog."):
        if module.ispkg and find_spec(f"{module.name}.kind"):
            kind = import_module(f"{module.name}.kind").KIND
            assert isinstance(kind, RecordKind), f"{module.name}.kind.KIND"
            yield kind


RECORD_KINDS: tuple[RecordKind[Any], ...] = tuple(sorted(_found(), key=lambda one: one.order))
"""Every kind, in the order in which the program tells of them."""

CHOICE_LISTS: Mapping[str, str] = {
    f"{kind.folder}/{name}": kind.folder for kind in RECORD_KINDS for name in kind.choice_lists
} | {"taxonomies/help_categories/exchangeable": "taxonomies/help_categories"}
"""Lists that a form may offer in `choices_from`, besides the taxonomies: parts of what lists."""
