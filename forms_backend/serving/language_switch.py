"""The way from a page of the service to the same page in another language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Request

from catalog.text.language import Language, spoken
from catalog.text.phrases import own_name

OWN = frozenset({"accepted", "form", None})
"""The pages that anybody sees who has their address: receipts, forms about an entry, no page.

The others rest on answers that a browser sends with them: another address would lose these.
"""


@dataclass(frozen=True)
class Twin:
    """The same page in one language, as the frame shows it."""

    code: str
    url: str
    link: str
    name: str


def twins(
    request: Request, languages: Sequence[Language], codes: Iterable[str]
) -> tuple[Twin, ...]:
    """This page in each language that the site has; nothing where a switch would lose answers."""
    known = [one for one in languages if one.code in set(codes)]
    if request.method not in ("GET", "HEAD") or request.endpoint not in OWN or len(known) < 2:
        return ()
    polish = spoken().polish(request.path)
    query = request.query_string.decode("ascii", "ignore")
    tail = f"?{query}" if query else ""
    places = ((one, one.path(polish) + tail) for one in known)
    return tuple(Twin(one.code, place, place, own_name(one)) for one, place in places)
