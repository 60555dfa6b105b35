"""Dead links: every internal address that a written page names has to be a written file.

Reads the finished folder, so prose, data pages and templates are held to the same law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r"""<(?:a|link|img|script|source|iframe)\b[^>]*?\s(?:href|src)=(["'])(.*?)\1""")
_ID = re.compile(r"""\sid=(["'])(.*?)\1""")


@dataclass(frozen=True, order=True)
class DeadLink:
    """A page (a path below the site's folder) and the address in it that leads nowhere."""

    page: str
    target: str

    def __str__(self) -> str:
        return f"{self.page}: odnośnik „{self.target}” prowadzi donikąd"


def dead_links(folder: Path, base: str = "") -> list[DeadLink]:
    """All dead internal links below `folder`. `base` is the sub-path that the site lives under."""
    files = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    ids: dict[str, frozenset[str]] = {}
    return sorted(
        DeadLink(page, target)
        for page in sorted(files)
        if page.endswith(".html")
        for target in _links(folder / page)
        if not _leads_somewhere(folder, files, ids, page, target, base)
    )


def _links(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    yield from dict.fromkeys(unescape(match[2]) for match in _LINK.finditer(text))


def _leads_somewhere(
    folder: Path, files: set[str], ids: dict[str, frozenset[str]], page: str, target: str, base: str
) -> bool:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return True
    file = _file(page, unquote(parts.path), base)
    if file is None or file not in files:
        return False
    if not parts.fragment or not file.endswith(".html"):
        return True
    if file not in ids:
        text = (folder / file).read_text(encoding="utf-8")
        ids[file] = frozenset(unescape(match[2]) for match in _ID.finditer(text))
    return unquote(parts.fragment) in ids[file]


def _file(page: str, path: str, base: str) -> str | None:
    """The file that a path names, seen from a page; None when it leaves the site."""
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base + "/"):
            return None
        steps = PurePosixPath(path.removeprefix(base)).parts[1:]
        below: list[str] = []
    else:
        steps = PurePosixPath(path).parts
        below = list(PurePosixPath(page).parts[:-1])
    for step in steps:
        if step == "..":
            if not below:
                return None
            below.pop()
        elif step != ".":
            below.append(step)
    return "/".join([*below, "index.html"] if path.endswith("/") or not below else below)
