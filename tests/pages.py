"""A page as a reader's browser meets it, taken apart with the standard library's parser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Element:
    """One element: its name, attributes, all the text inside and the elements around it."""

    tag: str
    attributes: dict[str, str]
    around: tuple[Element, ...]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def language(self) -> str:
        """The language of its text: its own `lang`, or that of the nearest element around."""
        return next((one["lang"] for one in (self, *reversed(self.around)) if one["lang"]), "")


@dataclass
class Page(HTMLParser):
    """All elements of a page, in order. `path` is the site path that shows it."""

    path: str
    html: str = field(repr=False)
    elements: list[Element] = field(default_factory=list, repr=False)
    texts: list[tuple[Element, str]] = field(default_factory=list, repr=False)
    """Each piece of text with the element that it stands in, in order."""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, tuple(self._open))
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        names = [element.tag for element in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
        if self._open and data.strip():
            self.texts.append((self._open[-1], data))

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of these names."""
        return [element for element in self.elements if element.tag in tags]

    @property
    def language(self) -> str:
        """The code of the language that the page says it is in."""
        return self.all("html")[0]["lang"]

    @property
    def description(self) -> str:
        """What search engines show below the title; empty when there is none."""
        return next(
            (one["content"] for one in self.all("meta") if one["name"] == "description"), ""
        )

    def headings(self) -> list[Element]:
        """h1 to h6, in order."""
        return self.all(*_HEADINGS)

    def ids(self) -> list[str]:
        """Every id, as often as it stands in the page."""
        return [element["id"] for element in self.elements if "id" in element.attributes]

    def words(self) -> str:
        """What a person reads in the page's main part, with single plain spaces."""
        return " ".join("".join(element.text for element in self.all("main")).split())


NOBODY = ("na miejscu nie znamy nikogo.", "here we know of nobody.")
"""What the page of a town says where we know nobody."""
_ONE_IN = 25


def pages_of(folder: Path) -> Iterator[Page]:
    """The pages below a built site's folder; 404.html has the path of the file.

    Of the pages of towns where we know nobody, one in 25: they are alike, and all of them, taken
    apart, fill a machine. `tests/catalog/website/pages/test_town_pages.py` reads every one.
    """
    alike: Counter[Path] = Counter()
    for file in sorted(folder.rglob("*.html")):
        place = file.relative_to(folder).as_posix()
        html = file.read_text(encoding="utf-8")
        if file.parent.parent.name in ("miejscowosci", "towns") and any(
            words in html for words in NOBODY
        ):
            alike[file.parent.parent] += 1
            if alike[file.parent.parent] % _ONE_IN:
                continue
        yield Page("/" + place.removesuffix("index.html"), html)
