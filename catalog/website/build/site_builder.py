"""Data pages, sitemap, 404 and the published file, written into a folder that prose is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from catalog.model import Catalog
from catalog.notices.website.feed import NOTICES_FEED, notices_feed
from catalog.publication import Publication
from catalog.text.gettext_files import FOLDER, language
from catalog.text.language import (
    HOME,
    Language,
    _,
    speaking,
    spoken,
)
from catalog.website.build.dead_links import DeadLink, dead_links
from catalog.website.build.published_forms import publish
from catalog.website.build.search_entries import entries
from catalog.website.feeds.atom import FEED, changes
from catalog.website.feeds.file_hashes import PATH as FILE_HASHES
from catalog.website.feeds.file_hashes import write_file_hashes
from catalog.website.feeds.security_txt import PATH as SECURITY_TXT
from catalog.website.feeds.security_txt import security_txt
from catalog.website.feeds.sitemap import robots, sitemap
from catalog.website.lookup.build_day import build_day
from catalog.website.lookup.helplines import UrgentLines
from catalog.website.lookup.indexes import Indexes
from catalog.website.lookup.town_routes import TOWNS_FILE, Ways
from catalog.website.pages.data_pages import Prose, data_pages
from catalog.website.print.club_files import club_files
from catalog.website.print.club_pdfs import Sheets
from catalog.website.print.form_pdfs import Paper, papers, with_papers
from catalog.website.render.clause import clause_version
from catalog.website.render.frame import frame, relative_link
from catalog.website.render.paging import spread
from catalog.website.render.templates import (
    Page,
    Renderer,
    jinja,
    stylesheet,
    tie,
    write,
)
from catalog.website.search.pagefind_index import WITHOUT, Entry, Index, begin_index
from catalog.website.search.pagefind_index import available as searchable

_TAG = re.compile(r"(<[^>]*>)")
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_SECTION = re.compile(r'<h[23] id="([^"]+)">(.*?)</h[23]>(.*?)(?=<h[23] |\Z)', re.DOTALL)
_ABSOLUTE_LINK = re.compile(r'(<a\b[^>]*?\shref=")(/[^"/][^"]*|/)(")')


class DeadLinksError(Exception):
    """The site has links that lead nowhere."""

    def __init__(self, links: Sequence[DeadLink]) -> None:
        self.links = tuple(links)
        super().__init__("\n".join(map(str, links)))


@dataclass(frozen=True)
class Site:
    """One site in the making: the catalogue, what it publishes and how it looks.

    Each language is written in its turn, Polish first, while it is spoken; `rows` are the pages so
    far as (address, last change), `prose` the hand-written ones of each language, `searches` their
    search indexes: the `indexer` makes one at a time, while pages are written.
    """

    catalog: Catalog
    publication: Publication
    languages: tuple[Language, ...]
    renderers: Mapping[str, Renderer]
    rows: list[tuple[str, date | None]] = field(default_factory=list)
    prose: dict[str, tuple[Prose, ...]] = field(default_factory=dict)
    searches: dict[str, Index] = field(default_factory=dict)
    indexer: Executor = field(default_factory=partial(ThreadPoolExecutor, max_workers=1))

    @classmethod
    def of(cls, catalog: Catalog, templates: Path, codes: Sequence[str] = (HOME,)) -> Site:
        """The site of a catalogue, drawn with the templates of a folder, in these languages."""
        languages = site_languages(catalog, templates, codes)
        style = stylesheet(templates)
        drawing = jinja(templates)
        drawing.globals["urgent_lines"] = UrgentLines(catalog)
        renderers = {}
        for one in languages:
            with speaking(one):
                clause = clause_version(catalog.publisher, templates)
                site = frame(catalog, style, clause, languages)
                renderers[one.code] = Renderer(templates, site, drawing, languages)
        frames = {code: renderer.site for code, renderer in renderers.items()}
        return cls(catalog, publish(catalog, frames, languages), languages, renderers)

    @property
    def renderer(self) -> Renderer:
        """What draws pages in the language that is spoken."""
        return self.renderers[spoken().code]

    @property
    def is_last(self) -> bool:
        """Whether the language that is spoken is the last one."""
        return spoken().code == self.languages[-1].code

    def write(self, folder: Path, prose: Sequence[Prose], forms_url: str) -> int:
        """Write all that is not prose in the language that is spoken; answers how many pages.

        With the last language come the files that know all pages. Raises DeadLinksError.
        """
        before = len(self.rows)
        whole = data_pages(self._ways, self.publication, forms_url, prose, self._indexes)
        whole = with_papers(whole, self._papers(folder))
        pages = chain.from_iterable(map(spread, whole))
        if spoken().code == HOME:
            self._write_files(folder, self._indexes.today, pages)
        else:
            self.rows.extend(write(self.renderer, pages, folder))
        self.rows.extend((spoken().path(page.path), None) for page in prose)
        self.prose[spoken().code] = tuple(prose)
        if searchable():
            found = entries(self._indexes, self._ways, self.publication)
            told = chain(found, _written(folder, prose))
            self.searches[spoken().prefix] = begin_index(told, self.indexer)
        if self.is_last:
            self._finish(folder)
        return len(self.rows) - before

    @cached_property
    def _ways(self) -> Ways:
        """Where everything is, which is the same in every language."""
        return Ways(self.catalog)

    @cached_property
    def _indexes(self) -> Indexes:
        """The catalogue turned round, on the day of the build: the same in every language."""
        return Indexes(self.catalog, build_day())

    def _papers(self, folder: Path) -> dict[str, Paper]:
        """The printed forms in the language that is spoken, written beside the pages to come."""
        forms = self.publication.edition(spoken().code).forms
        url, templates = self.renderer.site.url, self.renderer.templates
        told = {"clause_version": self.renderer.site.publisher.clause_version}
        publisher = self.catalog.publisher.model_copy(update=told)
        made = papers(forms, self.catalog.forms, publisher, url, templates)
        for paper in made.values():
            _write_file(folder, paper.path, paper.content)
        return made

    def _write_files(self, folder: Path, today: date, pages: Iterable[Page]) -> None:
        """The Polish pages, and the files that all languages share."""
        url = self.renderer.site.url
        sheets = Sheets(self.catalog, url, today)
        with club_files(sheets, self.languages, self.renderer.templates) as clubs:
            self.rows.extend(write(self.renderer, pages, folder))
            (folder / "404.html").write_text(self.renderer.not_found(), encoding="utf-8")
            shared = [
                (TOWNS_FILE, self._ways.file()),
                (FEED, changes(self.catalog, url, today)),
            ]
            board = notices_feed(self.catalog, url)
            if board is not None:
                shared.append((NOTICES_FEED, board))
            for path, content in chain(clubs, shared):
                _write_file(folder, path, content)

    def _finish(self, folder: Path) -> None:
        """What needs every page: sitemap, dead links, search."""
        url = self.renderer.site.url
        (folder / "sitemap.xml").write_text(sitemap(url, sorted(self.rows)), encoding="utf-8")
        (folder / "robots.txt").write_text(robots(url), encoding="utf-8")
        whom = security_txt(self.catalog.publisher, url, build_day())
        if whom is not None:
            _write_file(folder, SECURITY_TXT, whom.encode())
        _write_file(folder, FILE_HASHES, b"")  # pages lead to it; it is written when all is there
        dead = dead_links(folder, urlsplit(url).path.rstrip("/"), self.languages)
        if dead:
            raise DeadLinksError(dead)
        if not searchable():
            print(WITHOUT)
        for prefix, index in self.searches.items():
            index.write(folder / prefix.strip("/"))
        write_file_hashes(folder)


def _write_file(folder: Path, path: str, content: bytes) -> None:
    target = folder / path.strip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def site_languages(catalog: Catalog, templates: Path, codes: Sequence[str]) -> tuple[Language, ...]:
    """The languages of a site, with the words of its templates and of its catalogue."""
    found = (language(code, templates.absolute() / FOLDER) for code in codes)
    known = catalog.words
    return tuple(replace(one, words={**known.get(one.code, {}), **one.words}) for one in found)


def _written(folder: Path, prose: Sequence[Prose]) -> Iterator[Entry]:
    """Hand-written pages as things to find, read from what MkDocs made of them.

    Each section is one too, unless its heading stands on many pages ("Następny krok").
    """
    articles = {page: _article(folder, page) for page in prose}
    sections = {page: _SECTION.findall(html) for page, (_told, html) in articles.items()}
    times = Counter(_plain(name) for found in sections.values() for _id, name, _text in found)
    for page, (told, html) in articles.items():
        kind = _("Do przeczytania")
        yield Entry(page.path, kind, page.title, told, page.words, text=(_plain(html),))
        for anchor, name, text in sections[page]:
            if times[_plain(name)] == 1:
                yield Entry(
                    f"{page.path}#{anchor}", kind, _plain(name), page.title, text=(_plain(text),)
                )


def _article(folder: Path, page: Prose) -> tuple[str, str]:
    """The description of a page, and its article as HTML."""
    file = folder / spoken().path(page.path).strip("/") / "index.html"
    html = file.read_text(encoding="utf-8")
    told = _DESCRIPTION.search(html)
    article = html.partition('<article class="prose">')[2].partition("</article>")[0]
    return unescape(told[1]) if told else "", article


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def tie_prose(html: str) -> str:
    """No one-letter word at the end of a line, in text that is not code."""
    parts = _TAG.split(html)
    depth = 0
    for index, part in enumerate(parts):
        if index % 2:
            depth += part.startswith(("<pre", "<code")) - part.startswith(("</pre", "</code"))
        elif not depth:
            parts[index] = tie(part)
    return "".join(parts)


def resolve_links(html: str, path: str) -> str:
    """Prose names pages by their public path, such as `/organizacje/`; make that relative."""
    link = relative_link(path)
    return _ABSOLUTE_LINK.sub(lambda match: f"{match[1]}{link(match[2])}{match[3]}", html)
