"""What the website shows of every kind: each folder `catalog/<kind>/website` names its `SITE_KIND`.

A kind without such a folder is read, checked and counted, and has no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from catalog.kinds.registry import RECORD_KINDS
from catalog.website.kinds.site_kind import SiteKind


def _found() -> Iterator[SiteKind[Any]]:
    for kind in RECORD_KINDS:
        name = f"catalog.{kind.folder}.website"
        if find_spec(name):
            shown = import_module(name).SITE_KIND
            assert isinstance(shown, SiteKind), name
            assert kind is shown.kind, name
            yield shown


SITE_KINDS: tuple[SiteKind[Any], ...] = tuple(_found())
"""Every kind that the website shows, in the order of the kinds."""
