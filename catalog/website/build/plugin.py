"""The only file that knows MkDocs: prose through its pipeline, everything else through ours.

Data pages are written after the build and never enter MkDocs' navigation, which costs 116 seconds
for 2,000 pages (measured, see `docs/developers/decisions.md`).
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from catalog.content.content_files import is_ours
from catalog.content.prose_reader import read_prose
from catalog.content.yaml_reader import YamlError
from catalog.loading import load
from catalog.model import Catalog
from catalog.programme import programme_file
from catalog.records.problems import ContentError
from catalog.text.gettext_files import FOLDER, codes
from catalog.text.language import HOME, _, speaking, spoken
from catalog.website.build.published_forms import programme
from catalog.website.build.site_builder import DeadLinksError, Site, resolve_links, tie_prose
from catalog.website.pages.data_pages import Prose
from catalog.website.render.prose import lift_next_step, link_known_records
from catalog.website.render.templates import teach


class CatalogPluginConfig(Config):
    """Settings under `plugins: - wzajemnie:` in mkdocs.yml; folders are seen from that file."""

    content = config_options.Type(str, default="content")
    publication = config_options.Type(str, default="var/publish/forms.json")
    forms_url = config_options.Type(str, default="")


class CatalogPlugin(BasePlugin[CatalogPluginConfig]):
    """Three moments: prose is framed, its links resolved, and then our pages are written.

    A build of several languages gives `site`; a plain `mkdocs build` makes its own, in Polish.
    """

    catalog: Catalog | None = None
    site: Site | None = None
    prose: list[Prose]
    titles: dict[str, str]
    """Of each page of prose, by its path; whole before the first page is drawn."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        try:
            catalog = self.catalog or load(_root(config) / self.config.content)
        except ContentError as error:
            raise PluginError(f"\n{error}") from None
        self.site = self.site or Site.of(catalog, _templates(config))
        self.prose, self.titles = [], {}
        config.site_url = self.site.renderer.site.url + spoken().path("/")
        config.theme.static_templates.clear()
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Material's scripts, fonts and styles stay out: our own stylesheet serves every page."""
        templates = str(_templates(config))
        first = spoken().code == HOME

        def ours(file: File) -> bool:
            if not all(map(is_ours, Path(file.src_uri).parts)):
                return False
            if str(file.src_dir) == templates:
                return first and file.src_uri.startswith("assets/")
            return str(file.src_dir) == config.docs_dir

        return Files([file for file in files if ours(file)])

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        env.autoescape = True
        teach(env)
        return env

    def on_page_read_source(self, page: MkDocsPage, config: MkDocsConfig) -> str:
        file = Path(str(page.file.abs_src_path))
        try:
            return read_prose(page.file.src_uri, file.read_bytes())
        except YamlError as error:
            raise PluginError(f"\n{error}") from None

    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        assert self.site is not None
        self.titles[_path(page)] = str(page.title)
        html = lift_next_step(link_known_records(html, self.site.catalog))
        return tie_prose(resolve_links(html, _path(page)))

    def on_page_context(
        self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        assert self.site is not None
        path = _path(page)
        title = str(page.title)
        words = tuple(map(str, page.meta.get("keywords", ())))
        self.prose.append(Prose(path, title, words))
        shared = self.site.renderer.shared(path, title, page.meta.get("description", ""))
        return {**context, **shared, "kind": "prose", "trail": self._trail(path)}

    def on_post_build(self, config: MkDocsConfig) -> None:
        assert self.site is not None
        folder = Path(config.site_dir)
        if spoken().code != HOME:
            folder = folder.parent  # pages know their whole address: /en/…
        try:
            self.site.write(folder, self.prose, self.config.forms_url)
        except DeadLinksError as error:
            raise PluginError(f"\n{error}") from None
        if self.site.is_last:  # a site that fails later hands nothing over
            publication = _root(config) / self.config.publication
            programme(self.site.catalog).write(programme_file(publication))
            self.site.publication.write(publication)

    def _trail(self, path: str) -> tuple[tuple[str, str], ...]:
        """Breadcrumbs of a page of prose: home, and the title of the section page above it."""
        home = (_("Początek"), "/")
        section = f"/{path.strip('/').split('/')[0]}/"
        return (home,) if section == path else (home, (self.titles[section], section))


def _root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml, that its settings are seen from."""
    return Path(config.config_file_path).parent


def _templates(config: MkDocsConfig) -> Path:
    """The folder `site_templates`."""
    if config.theme.custom_dir is None:
        raise PluginError("mkdocs.yml: brak theme.custom_dir; oczekiwano site_templates")
    return Path(config.theme.custom_dir)


def _path(page: MkDocsPage) -> str:
    """The Polish path of a page of prose, which is its key in every language."""
    if spoken().code == HOME:
        return f"/{page.url}"
    return spoken().polish(f"/{spoken().code}/{page.url}")


class _Told(logging.Handler):
    """What MkDocs warned of; without a handler it would say only that it stopped."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class BuildError(Exception):
    """The site could not be built; the message is for the person who asked for it."""


def build_prose_and_data(
    config_file: Path, catalog: Catalog, folder: Path, publication: Path, forms_url: str
) -> int:
    """Build the whole site of a loaded catalogue into `folder`; answers the number of pages.

    Each language is a MkDocs build of its own (`docs/<code>`), Polish first. Raises BuildError.
    `publication` is where the forms service reads its forms.
    """
    root = config_file.parent
    known = codes(root / "site_templates" / FOLDER)
    spoken_here = [code for code in known if (root / "docs" / code).is_dir()]
    site = Site.of(catalog, root / "site_templates", spoken_here)
    for one in site.languages:
        target = folder.absolute() / ("" if one.code == HOME else one.code)
        config = load_config(
            str(config_file),
            docs_dir=f"docs/{one.code}",
            site_dir=str(target),
            strict=True,
        )
        plugin = config.plugins["wzajemnie"]
        assert isinstance(plugin, CatalogPlugin)
        plugin.catalog, plugin.site = catalog, site
        plugin.config.publication = str(publication.absolute())
        plugin.config.forms_url = forms_url
        with speaking(one), _whole(folder):
            _build(config)
    return len(site.rows)


@contextmanager
def _whole(folder: Path) -> Iterator[None]:
    """What failed is taken away: half a site on a full disk would leave no room for forms."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _build(config: MkDocsConfig) -> None:
    """One MkDocs build. Raises BuildError."""
    told, log = _Told(), logging.getLogger(mkdocs_build.__module__.partition(".")[0])
    log.addHandler(told)
    try:
        mkdocs_build(config)
    except (Abort, PluginError) as error:
        raise BuildError("\n".join(told.lines or [str(error)])) from None
    finally:
        log.removeHandler(told)
