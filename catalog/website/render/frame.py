"""The frame that every page shares: names, navigation, publisher; and links between pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from catalog.model import Catalog
from catalog.publication import NavLink, Publisher, SiteFrame
from catalog.text.language import N_, POLISH, Language, _, spoken
from catalog.text.phrases import own_name

_NAVIGATION = (
    ("/organizacje/", N_("Organizacje")),
    ("/partnerstwa/", N_("Partnerstwa")),
    ("/kluby/", N_("Kluby")),
    ("/projekty/", N_("Projekty")),
    ("/program/", N_("Program")),
    ("/formularze/", N_("Zgłoś się")),
    ("/szukaj/", N_("Szukaj")),
)
_FOOTER = (
    ("/kontakt/", N_("Kontakt")),
    ("/prywatnosc/", N_("Prywatność")),
    ("/dostepnosc/", N_("Deklaracja dostępności")),
    ("/zrodla/", N_("Źródła i licencje")),
    ("/zaufanie/", N_("Jak nas sprawdzić")),
    ("/mapa-strony/", N_("Mapa strony")),
)


def frame(
    catalog: Catalog,
    stylesheet: str,
    clause_version: str,
    languages: Sequence[Language] = (POLISH,),
) -> SiteFrame:
    """The frame of this copy, in the language that is spoken.

    `stylesheet` is the versioned name of the one stylesheet, `clause_version` that of the
    information about data; `languages` are those of the site.
    """
    publisher = catalog.publisher
    return SiteFrame(
        name=publisher.site_name,
        url=publisher.site_url.rstrip("/"),
        lang=spoken().code,
        locale=spoken().locale,
        languages=tuple(one.code for one in languages),
        navigation=_links(_NAVIGATION),
        footer=_links(_FOOTER),
        stylesheet=stylesheet,
        publisher=Publisher(
            name=publisher.name,
            demonstration=publisher.demonstration,
            email=publisher.email,
            phone=publisher.phone,
            coordinator=publisher.coordinator,
            answers_within=publisher.answers_within,
            clause_version=clause_version,
        ),
    )


def _links(rows: Sequence[tuple[str, str]]) -> tuple[NavLink, ...]:
    return tuple(NavLink(path=path, label=_(label)) for path, label in rows)


def versioned(assets: Path, name: str) -> str:
    """The name of an asset with its content's hash, so that browsers may keep it for long."""
    digest = hashlib.sha256((assets / name).read_bytes()).hexdigest()[:8]
    return f"{name}?v={digest}"


def relative_link(page: str) -> Callable[[str], str]:
    """A function from a site path to a link that works from `page` on any host and sub-path.

    Both are Polish paths; the link stays in the language that is spoken. Addresses with a scheme
    (`tel:`, `https:`) and fragments pass unchanged.
    """
    here = spoken()
    up = "../" * (here.path(page).count("/") - 1)
    prefix = here.prefix

    def link(target: str) -> str:
        if not target.startswith("/"):
            return target
        address = here.path(target)
        if prefix and address.startswith(prefix):
            return up[3:] + address[len(prefix) + 1 :] or "./"
        return up + address[1:] or "./"

    return link


@dataclass(frozen=True)
class Alternate:
    """The same page in one of the site's languages: absolute for machines, relative for people.

    `name` is what the language calls itself.
    """

    code: str
    name: str
    url: str
    link: str


def alternates(url: str, languages: Sequence[Language], page: str) -> tuple[Alternate, ...]:
    """Every language that has this page; empty when it is only one. `page` is a Polish path."""
    up = "../" * (spoken().path(page).count("/") - 1)
    found = tuple(
        Alternate(one.code, own_name(one), url + one.path(page), up + one.path(page)[1:] or "./")
        for one in languages
        if one.has(page)
    )
    return found if len(found) > 1 else ()


def absolute_link(site_url: str) -> Callable[[str], str]:
    """As `relative_link`, for a page that any address may show (404): the host's own path."""
    base = urlsplit(site_url).path.rstrip("/")
    here = spoken()

    def link(target: str) -> str:
        return base + here.path(target) if target.startswith("/") else target

    return link
