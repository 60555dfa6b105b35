"""Templates: their environment, the words they may use, and pages written to disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from catalog.kinds.registry import RECORD_KINDS
from catalog.publication import SiteFrame
from catalog.records.taxonomies import Term
from catalog.text.language import (
    HOME,
    N_,
    POLISH,
    Language,
    _,
    spoken,
)
from catalog.text.money import zloty
from catalog.text.phrases import long_date, plural
from catalog.website.feeds.json_ld import Node, json_ld
from catalog.website.render.contexts import Context, names_of
from catalog.website.render.frame import absolute_link, alternates, relative_link, versioned
from catalog.website.render.next_step import phone_words
from catalog.website.render.pager import Pager

_NOUNS = {
    **{kind.nouns.one: (kind.nouns.one, kind.nouns.few, kind.nouns.many) for kind in RECORD_KINDS},
    "partner": (N_("partner"), "partnerzy", N_("partnerów")),
    "godzina": (N_("godzina"), "godziny", N_("godzin")),
    "grupa": (N_("grupa"), "grupy", N_("grup")),
    "osoba": (N_("osoba"), "osoby", N_("osób")),
    "tydzień": (N_("tydzień"), "tygodnie", N_("tygodni")),
    "spotkanie": (N_("spotkanie"), "spotkania", N_("spotkań")),
    "sala": (N_("sala"), "sale", N_("sal")),
    "miejsce": (N_("miejsce"), "miejsca", N_("miejsc")),
    "strona": (N_("strona"), "strony", N_("stron")),
}
_DASHES = ("– ", "- ")
_SHORT_WORD = re.compile(r"(?:^|(?<=[\s(„]))([aiouwzAIOUWZ]) (?=\S)|(?<=\d) (?=r\.)")


@dataclass(frozen=True)
class Alike:
    """What differs among many pages that are alike: they are drawn once, and then only filled.

    `pattern` makes their common page, in which each key of `values` stands where the value (HTML)
    belongs: in its path, its title, its context. Pages of one `name` have the same pattern.
    """

    name: str
    pattern: Callable[[], Page]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Folder:
    """A part of addresses that pages stand below, which is a page only because people cut it out.

    `name` is what the folder around calls it; `instead` is the fuller page, as (label, path);
    `sort`: what is in it stands by name, and not in the order in which it was made.
    """

    path: str
    name: str
    title: str
    instead: tuple[str, str]
    sort: bool = False


@dataclass(frozen=True)
class Page:
    """One page to write: a site path that ends in a slash, its template and what it shows.

    `updated` is for the sitemap; `trail` are breadcrumbs as (label, path), home first; `things`
    makes what machines read of what it shows (JSON-LD), of its whole address. `long_list` is the
    key of a list in its context that may be too long for one page. `alike`: how to draw it sooner,
    with the same result. `folders` are those of its address that nobody else makes a page
    for, the outermost first, and `name` is what it is called there. `where` its town box leads,
    where a service runs; `report` is the form for a mistake on it, `reply` the one that answers it
    (first the form's name and a query, then its address); `pager` and `narrow` are of a long list:
    which part this is, and that only its choices are shown.
    """

    path: str
    template: str
    title: str
    description: str
    context: Context
    updated: date | None = None
    trail: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    things: Callable[[str], Iterable[Node]] | None = None
    long_list: str = ""
    alike: Alike | None = None
    folders: tuple[Folder, ...] = ()
    name: str = ""
    where: str | None = None
    report: str | None = None
    reply: str | None = None
    pager: Pager | None = None
    narrow: bool = False


@dataclass(frozen=True)
class Renderer:
    """Turns pages into HTML. `site` is the frame; `templates` the folder `site_templates`."""

    templates: Path
    site: SiteFrame
    environment: Environment
    languages: tuple[Language, ...] = (POLISH,)
    versions: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def context(self, page: Page) -> dict[str, Any]:
        """Everything that `base.html` and the page's template may name."""
        return {
            **self.shared(page.path, page.title, page.description),
            "trail": tuple((_(label), target) for label, target in page.trail),
            "kind": page.kind,
            "ld": json_ld(self.site, page.path, page.title, page.trail, page.things),
            "pager": page.pager,
            "narrow": page.narrow,
            "report": page.report,
            "reply": page.reply,
            "where": page.where or relative_link(page.path)("/miejscowosci/"),
            **names_of(page.context),
        }

    def shared(self, path: str, title: str, description: str) -> dict[str, Any]:
        """The frame's variables for any page, prose included."""
        link = relative_link(path)
        return {
            "site": self.site,
            "lang": self.site.lang,
            "path": path,
            "title": title,
            "description": description,
            "canonical": self.site.url + spoken().path(path),
            "alternates": alternates(self.site.url, self.languages, path),
            "in_polish": in_polish(),
            "error": False,
            "trail": (),
            "kind": "",
            "ld": "",
            "link": link,
            "asset": self._asset(link),
        }

    def html(self, page: Page) -> str:
        """The page as text."""
        return self._drawn(page) if page.alike is None else self._filled(page.alike)

    def _filled(self, alike: Alike) -> str:
        """The pattern of pages that are alike, in pieces: every second one names a value."""
        pieces = self.patterns.get(alike.name)
        if pieces is None:
            names = "|".join(map(re.escape, alike.values))
            pieces = re.split(f"({names})", self._drawn(alike.pattern()))
            self.patterns[alike.name] = pieces
        text = pieces.copy()
        text[1::2] = [alike.values[name] for name in pieces[1::2]]
        return "".join(text)

    def _drawn(self, page: Page) -> str:
        return self.environment.get_template(page.template).render(self.context(page))

    def not_found(self) -> str:
        """The 404 page; its links work from any address."""
        link = absolute_link(self.site.url)
        context = self.shared("/", _("Nie ma takiej strony"), _("Tej strony nie ma."))
        context |= {"link": link, "asset": self._asset(link), "path": None, "canonical": None}
        others = [one for one in self.languages if one.code != spoken().code]
        context |= {"alternates": (), "others": others}
        return self.environment.get_template("pages/not_found.html").render(context)

    def _asset(self, link: Callable[[str], str]) -> Callable[[str], str]:
        def asset(name: str) -> str:
            return link(f"/assets/{self._version(name)}")

        return asset

    def _version(self, name: str) -> str:
        if name not in self.versions:
            self.versions[name] = versioned(self.templates / "assets", name)
        return self.versions[name]


def jinja(templates: Path) -> Environment:
    """What draws the templates of a folder, in whatever language is spoken.

    Jinja takes a filter's result for constant where its input is: so no template filters a text
    that it names itself, other than by `_`.
    """
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        auto_reload=False,  # a build takes seconds, and asking the disk for each page is slow
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    teach(made)
    return made


def teach(environment: Environment) -> None:
    """Give an environment our words: `_`, `count`, and the filters. Also for MkDocs' own."""
    environment.globals.update(_=_, count=count)
    environment.filters.update(
        zloty=zloty,
        long_date=long_date,
        paragraphs=paragraphs,
        phone=phone_words,
        say=say,
        tie=tie,
        polish=polish,
    )


def stylesheet(templates: Path) -> str:
    """The stylesheet's name with its version."""
    return versioned(templates / "assets", "style.css")


def write(
    renderer: Renderer, pages: Iterable[Page], folder: Path
) -> Iterator[tuple[str, date | None]]:
    """Write pages below `folder`, one at a time; tells each one's address and last change."""
    for page in pages:
        address = spoken().path(page.path)
        target = folder / address.strip("/") / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(renderer.html(page).encode())
        yield address, page.updated


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 klub, 2 kluby, 5 klubów."""
    return f"{number}\u00a0{plural(number, *_NOUNS[noun])}"


def say(term: Term) -> str:
    """A term in the language of the page."""
    return term.label


def tie(text: str) -> str:
    """Polish print leaves no one-letter word at the end of a line, nor a year without its "r."."""
    if spoken().code != HOME:
        return text
    return _SHORT_WORD.sub("\\1\u00a0", text)


def polish(text: str) -> str:
    """A record's text within a line: where it exists in Polish only, an English page marks it."""
    if spoken().code == HOME:
        return tie(text)
    if text in spoken().words:
        return _(text)
    return Markup(f'<span lang="pl">{escape(text)}</span>')  # noqa: S704 - a page has dozens


def around(text: str) -> str:
    """Words of the page that `polish` texts are put into: markup where those are marked."""
    return text if spoken().code == HOME else escape(text)


def paragraphs(text: str | None) -> Markup:
    """A record's plain text as paragraphs, and lines that start with a dash as a list."""
    mark = in_polish()
    lines = (line.strip() for line in (text or "").split("\n") if line.strip())
    drawn: list[Markup] = []
    for is_list, run in groupby(lines, key=lambda line: line.startswith(_DASHES)):
        if is_list:
            items = (Markup("<li>{}</li>").format(tie(line[2:])) for line in run)
            drawn.append(Markup("<ul{}>{}</ul>").format(mark, Markup("").join(items)))
        else:
            drawn += [Markup("<p{}>{}</p>").format(mark, tie(line)) for line in run]
    return Markup("\n").join(drawn)


def in_polish() -> Markup:
    """The mark of an element whose text exists in Polish only; nothing on a Polish page."""
    return Markup("") if spoken().code == HOME else Markup(' lang="pl"')
