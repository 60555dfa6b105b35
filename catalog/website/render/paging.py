"""Lists that are too long for one page: narrowed by choices where these are, else in parts.

Nobody scrolls through three hundred cards on an old phone, and sending them takes a minute there. A
list of a whole country or voivodeship shows its choices instead of cards; any other long list is
parted, and each part is named by where it begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from catalog.text.folding import sort_key
from catalog.text.language import _
from catalog.website.render.contexts import names_of, with_list
from catalog.website.render.pager import Pager, Part
from catalog.website.render.templates import Page

LONG = 150
"""The most things that a list shows on one page."""
_PART = 100
_LABEL = 24


def spread(page: Page) -> Iterator[Page]:
    """The page itself when its list is short, or all the pages that its list needs."""
    key = page.long_list
    things = names_of(page.context)[key] if key else ()
    if len(things) <= LONG:
        yield page
    elif _narrows(page):
        yield replace(page, narrow=True)
    else:
        yield from _parted(page, key, sorted(things, key=lambda one: sort_key(_place(one))))


def _narrows(page: Page) -> bool:
    """Whether the page offers places to choose from: voivodeships, or powiats of one."""
    named = names_of(page.context)
    return any(one.mark == "w" for one in named.get("filters", ())) or "powiats" in named


def _parted(page: Page, key: str, things: Sequence[Any]) -> Iterator[Page]:
    size = ceil(len(things) / ceil(len(things) / _PART))  # no part of a single thing at the end
    slices = [things[start : start + size] for start in range(0, len(things), size)]
    parts = tuple(
        Part(_path(page, number), _label(some[0]), _label(some[-1]))
        for number, some in enumerate(slices)
    )
    for number, some in enumerate(slices):
        which = _(" (strona {number} z {all})").format(number=number + 1, all=len(parts))
        which = which if number else ""
        yield replace(
            page,
            path=parts[number].path,
            title=page.title + which,
            description=page.description + which,
            context=with_list(page.context, key, some),
            pager=Pager(parts, number, len(things)),
        )


def _path(page: Page, number: int) -> str:
    return f"{page.path}strona-{number + 1}/" if number else page.path


def _place(thing: Any) -> str:
    """What a long list is sorted by: the town of an organization, the name of anything else."""
    if hasattr(thing, "towns"):
        return f"{thing.towns} {thing.organization.name}"
    record = thing[0] if isinstance(thing, tuple) else thing.project
    return str(record.name)


def _label(thing: Any) -> str:
    words = _place(thing)
    if hasattr(thing, "towns"):
        words = thing.towns.partition(",")[0] or thing.organization.name
    return words if len(words) <= _LABEL else f"{words[:_LABEL].rstrip()}…"
