"""What machines read: JSON-LD in schema.org's words, and an Atom feed of changes (RFC 4287).

JSON-LD says only what the page says: nothing unknown is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from catalog.publication import SiteFrame
from catalog.text.language import HOME, spoken

Node = dict[str, Any]


def json_ld(
    site: SiteFrame,
    path: str,
    title: str,
    trail: Sequence[tuple[str, str]],
    things: Callable[[str], Iterable[Node]] | None = None,
) -> Markup:
    """The text of a page's data block; empty when there is nothing to say.

    `things` makes what the page is about, of its whole address.
    """
    nodes = [*_crumbs(site.url, path, title, trail), *_site(site, path)]
    nodes += things(_address(site.url, path)) if things else ()
    if not nodes:
        return Markup("")
    graph = {"@context": "https://schema.org", "@graph": [_known(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    # Within <script> only "<" could end the block; JSON has its own way to write it.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def _crumbs(url: str, path: str, title: str, trail: Sequence[tuple[str, str]]) -> Iterator[Node]:
    if trail:
        steps = [*trail, (title, path)]
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": number,
                    "name": label,
                    "item": _address(url, target),
                }
                for number, (label, target) in enumerate(steps, 1)
            ],
        }


def _site(site: SiteFrame, path: str) -> Iterator[Node]:
    url = site.url
    if path == "/":
        yield {
            "@type": "WebSite",
            "name": site.name,
            "url": _address(url, "/"),
            "inLanguage": site.lang,
            "potentialAction": {
                "@type": "SearchAction",
                "target": _address(url, "/szukaj/?q={q}"),
                "query-input": "required name=q",
            },
        }


def _address(url: str, path: str) -> str:
    return url + spoken().path(path)


def in_polish(text: str | None) -> str | Node | None:
    """A record's text: on a page in another language it says that it is Polish (JSON-LD 1.1)."""
    if text is None or spoken().code == HOME:
        return text
    return {"@value": text, "@language": HOME}


def _known(value: Any) -> Any:
    """The same without what nobody knows."""
    if isinstance(value, dict):
        kept = {key: _known(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, [], {})}
    if isinstance(value, list):
        return [_known(one) for one in value]
    return value
