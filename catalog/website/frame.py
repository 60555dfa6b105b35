"""The frame that every page shares: names, navigation, publisher; and links between pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from catalog.model import Catalog
from catalog.publication import NavLink, Publisher, SiteFrame

_NAVIGATION = (
    NavLink(path="/organizacje/", label="Organizacje"),
    NavLink(path="/partnerstwa/", label="Partnerstwa"),
    NavLink(path="/kluby/", label="Kluby"),
    NavLink(path="/projekty/", label="Projekty"),
    NavLink(path="/program/", label="Program"),
    NavLink(path="/formularze/", label="Zgłoś się"),
    NavLink(path="/szukaj/", label="Szukaj"),
)
_FOOTER = (
    NavLink(path="/kontakt/", label="Kontakt"),
    NavLink(path="/prywatnosc/", label="Prywatność"),
    NavLink(path="/dostepnosc/", label="Deklaracja dostępności"),
    NavLink(path="/zrodla/", label="Źródła i licencje"),
    NavLink(path="/mapa-strony/", label="Mapa strony"),
)


def frame(catalog: Catalog, stylesheet: str) -> SiteFrame:
    """The frame of this copy. `stylesheet` is the versioned name of the one stylesheet."""
    publisher = catalog.publisher
    return SiteFrame(
        name=publisher.site_name,
        url=publisher.site_url.rstrip("/"),
        navigation=_NAVIGATION,
        footer=_FOOTER,
        stylesheet=stylesheet,
        publisher=Publisher(
            name=publisher.name,
            demonstration=publisher.demonstration,
            email=publisher.email,
            phone=publisher.phone,
            coordinator=publisher.coordinator,
            clause_version=publisher.clause_version,
        ),
    )


def versioned(assets: Path, name: str) -> str:
    """The name of an asset with its content's hash, so that browsers may keep it for long."""
    digest = hashlib.sha256((assets / name).read_bytes()).hexdigest()[:8]
    return f"{name}?v={digest}"


def relative_link(page: str) -> Callable[[str], str]:
    """A function from a site path to a link that works from `page` on any host and sub-path.

    Addresses with a scheme (`tel:`, `https:`) and fragments pass unchanged.
    """
    up = "../" * (page.count("/") - 1)

    def link(target: str) -> str:
        return (up + target[1:] or "./") if target.startswith("/") else target

    return link


def absolute_link(site_url: str) -> Callable[[str], str]:
    """As `relative_link`, for a page that any address may show (404): the host's own path."""
    base = urlsplit(site_url).path.rstrip("/")

    def link(target: str) -> str:
        return base + target if target.startswith("/") else target

    return link
