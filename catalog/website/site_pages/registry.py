"""Every page of the site itself: each module of this folder that names `PAGES` has some."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from catalog.website.site_pages.site_page import SitePage


def _found() -> Iterator[SitePage]:
    for module in iter_modules([str(Path(__file__).parent)], f"{__package__}."):
        if module.name != __name__:
            yield from getattr(import_module(module.name), "PAGES", ())


SITE_PAGES: tuple[SitePage, ...] = tuple(_found())
"""In the order of their modules."""
