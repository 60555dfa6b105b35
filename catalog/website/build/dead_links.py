"""Dead links: every internal address that a written page names has to be a written file.

Reads the finished folder, so prose, data pages and templates are held to the same law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from catalog.text.language import POLISH, SERVICE, Language
from catalog.website.feeds.file_hashes import files_below

_LINK = re.compile(
    r"""<(?:a|link|img|script|source|iframe)\b[^>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')"""
)
_ID = re.compile(r"""\sid=(["'])(.*?)\1""")


@dataclass(frozen=True, order=True)
class DeadLink:
    """A page (a path below the site's folder) and the address in it that leads nowhere."""

    page: str
    target: str

    def __str__(self) -> str:
        return f"{self.page}: odnośnik „{self.target}” prowadzi donikąd"


def dead_links(
    folder: Path, base: str = "", languages: Iterable[Language] = (POLISH,)
) -> list[DeadLink]:
    """All dead internal links below `folder`. `base` is the sub-path that the site lives under.

    In each of the languages one address is the forms service's: there is no file to find.
    """
    services = tuple(one.path(SERVICE).lstrip("/") for one in languages)
    return sorted(_Checker(folder, base, services).dead())


class _Checker:
    """One run over a written site. The ids of a page are read when a fragment first needs them."""

    def __init__(self, folder: Path, base: str, services: tuple[str, ...]) -> None:
        self.folder = folder
        self.base = base
        self.services = services
        self.files = set(files_below(folder))
        self.ids: dict[str, frozenset[str]] = {}
        self.from_above: dict[tuple[str, str], bool] = {}
        self.from_beside: dict[str, set[str]] = {}

    def dead(self) -> Iterator[DeadLink]:
        for page in self.files:
            if page.endswith(".html"):
                text = (self.folder / page).read_text(encoding="utf-8")
                written = {double or single for double, single in set(_LINK.findall(text))}
                targets = {unescape(one) if "&" in one else one for one in written}
                for target in self._unknown(page, targets):
                    if not target.startswith("#") and not self._leads_somewhere(page, target):
                        yield DeadLink(page, target)
                here = {target for target in targets if len(target) > 1 and target[0] == "#"}
                lost = {one for one in here if f' id="{one[1:]}"' not in text}
                known = _ids(text) if lost else frozenset()
                for target in lost:
                    if unquote(target[1:]) not in known:
                        yield DeadLink(page, target)

    def _unknown(self, page: str, targets: set[str]) -> set[str]:
        """Those that no page beside has named: in the same folder's folders, such as those of all
        towns, what goes up leads to the same. What leads nowhere stays unknown for each page.
        """
        if page.count("/") < 2:
            return targets
        alive = self.from_beside.setdefault(page.rsplit("/", 2)[0], set())
        fresh = targets - alive
        up = (one for one in fresh if one.startswith("../"))
        alive.update([one for one in up if self._leads_somewhere(page, one)])
        return fresh - alive

    def _leads_somewhere(self, page: str, target: str) -> bool:
        """Most links go up and down again: those are looked up once, from where they go down."""
        below = target
        while below.startswith("../"):
            below = below[3:]
        ups = (len(target) - len(below)) // 3
        above = page.split("/")[:-1]
        if not ups or ups > len(above):
            return self._is_alive(page, target)
        key = "/".join([*above[: len(above) - ups], "index.html"]), below
        if key not in self.from_above:
            self.from_above[key] = self._is_alive(key[0], below or "./")
        return self.from_above[key]

    def _is_alive(self, page: str, target: str) -> bool:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return True
        file = _file(page, unquote(parts.path), self.base)
        if file is not None and file.startswith(self.services):
            return True
        if file is None or file not in self.files:
            return False
        if not parts.fragment or not file.endswith(".html"):
            return True
        return unquote(parts.fragment) in self._ids_of(file)

    def _ids_of(self, file: str) -> frozenset[str]:
        if file not in self.ids:
            text = (self.folder / file).read_text(encoding="utf-8")
            self.ids[file] = _ids(text)
        return self.ids[file]


def _ids(text: str) -> frozenset[str]:
    return frozenset(unescape(match[2]) for match in _ID.finditer(text))


def _file(page: str, path: str, base: str) -> str | None:
    """The file that a path names, seen from a page; None when it leaves the site."""
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base + "/"):
            return None
        found = normpath(path.removeprefix(base)).lstrip("/")
    else:
        found = normpath(f"{page.rpartition('/')[0]}/{path}".lstrip("/"))
        if found.startswith(".."):
            return None
    if found in ("", "."):
        return "index.html"
    return f"{found}/index.html" if path.endswith("/") else found
