"""The one file that the build hands to the forms service: `var/publish/forms.json`.

The service reads this file and never `content/`. It holds the compiled forms with their choices,
the page frame (so that an answer of the service looks like the site) and a hash that changes with
any of them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from catalog.forms.form import Form
from catalog.text.language import HOME
from catalog.text.town_names import NamedTown, NamedVoivodeship, TownNames


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NavLink(_Frozen):
    """A link of the page frame: a Polish site path such as `/organizacje/`, and its label."""

    path: str
    label: str


class Publisher(_Frozen):
    """Who runs this copy, as pages show it. `name` is None in a demonstration without operator."""

    name: str | None
    demonstration: bool
    email: str | None = None
    phone: str | None = None
    coordinator: str | None = None
    answers_within: int | None = None
    clause_version: str


class SiteFrame(_Frozen):
    """What every page shares, on the site and in the service: names, links, stylesheet."""

    name: str
    url: str
    lang: str = "pl"
    locale: str = "pl_PL"
    languages: tuple[str, ...] = ("pl",)
    navigation: tuple[NavLink, ...]
    footer: tuple[NavLink, ...]
    stylesheet: str
    publisher: Publisher


class Recipient(_Frozen):
    """Who takes donations. `account` is an NRB of 26 digits; None: the organization will give it.

    `transfer_name` has at most 20 characters, as the transfer QR wants.
    """

    name: str
    transfer_name: str
    account: str | None


class Edition(_Frozen):
    """The frame and the compiled forms in one language; names and values are the same in all."""

    site: SiteFrame
    forms: dict[str, Form]


class Publication(_Frozen):
    """Compiled forms by name (every `choices_from` resolved) and the frame they are shown in.

    `recipients` are the organizations that take donations, by slug: an account number that a page
    shows always comes from here. `entries` are the names of the directory's records by path.
    `translations` are frame and forms by language code, Polish being the publication's own.
    `coordinators` are the public e-mails, by slug, of the organizations that take participants.
    `built` is when the file was written (UTC), never earlier than that of the file before it: no
    clock that shows less can be right. None in files of before November 2026.
    `towns` and `voivodeships` are those that have a page; `needs` the slugs of help that a town's
    page may tell of.
    """

    site: SiteFrame
    forms: dict[str, Form]
    recipients: dict[str, Recipient] = {}
    entries: dict[str, str] = {}
    coordinators: dict[str, str] = {}
    translations: dict[str, Edition] = {}
    built: datetime | None = None
    towns: tuple[NamedTown, ...] = ()
    voivodeships: tuple[NamedVoivodeship, ...] = ()
    needs: tuple[str, ...] = ()

    def edition(self, code: str) -> Edition:
        """The frame and the forms in a language. KeyError where the site has none in it."""
        return (
            Edition(site=self.site, forms=self.forms) if code == HOME else self.translations[code]
        )

    @cached_property
    def town_names(self) -> TownNames:
        """Towns and voivodeships, to be found by what people type."""
        return TownNames(self.towns, self.voivodeships)

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change whenever a form or the frame changes."""
        told = self.model_dump(mode="json", exclude={"built", "towns", "voivodeships"})
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def write(self, path: Path) -> None:
        """Replace the file at once, so that a running service never reads half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        times = (self.built, _built(path), datetime.now(UTC).replace(microsecond=0))
        stamped = self.model_copy(update={"built": max(filter(None, times))})
        fresh = path.with_name(f".{path.name}.new")  # `forms.new` may be somebody's file
        fresh.write_text(stamped.model_dump_json(indent=1), encoding="utf-8")
        fresh.replace(path)

    @classmethod
    def read(cls, path: Path) -> Publication:
        """Raises FileNotFoundError when the site was not built yet, ValueError when damaged."""
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


def _built(path: Path) -> datetime | None:
    """When the file that is there was written, if it says so and can be read."""
    try:
        return Publication.read(path).built
    except (OSError, ValueError):
        return None
