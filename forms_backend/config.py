"""The settings of the service: one frozen value, read from `WZAJEMNIE_*` variables once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic.dataclasses import dataclass

from catalog.text.language import spoken
from forms_backend.environment import (
    ADDRESS,
    ADDRESSES,
    DAY,
    FILE,
    FOLDER,
    MAIL_SERVER,
    PORT,
    SWITCH,
    TEXT,
    Told,
    number,
    read_environment,
)

TEMPLATES = Path(__file__).parents[1] / "site_templates"


@dataclass(frozen=True)
class Settings:
    """Each field is a variable: `site_url` is `WZAJEMNIE_SITE_URL`."""

    var: Annotated[
        Path,
        FOLDER,
        Told(
            "everything that is made at run time; what has `var/` in its default is inside it "
            "unless set"
        ),
    ] = Path("var")
    publication: Annotated[Path, FILE, Told("what the build hands to the service")] = Path(
        "var/publish/forms.json"
    )
    public_keys: Annotated[Path, FILE, Told("what answers are sealed to")] = Path(
        "var/keys/public.json"
    )
    keys_signer: Annotated[
        str,
        TEXT,
        Told(
            "the number of the coordinators' signature, from the recovery sheet; `serve` takes no "
            "other `public.json`, `restore` no other backup",
            empty="any",
        ),
    ] = ""
    private_key: Annotated[
        Path,
        FILE,
        Told("what opens them; only the commands and the desk read it, the service never does"),
    ] = Path("var/keys/private.json")
    secret: Annotated[
        Path,
        FILE,
        Told("signs the address of the receipt; made by the first process that needs it"),
    ] = Path("var/keys/service-secret")
    store: Annotated[
        str, TEXT, Told("the address of the sealed submissions: see [stores.md](stores.md)")
    ] = "var/store"
    erased: Annotated[
        Path,
        FILE,
        Told("the list of what people had erased, numbers and times; `restore` reads it"),
    ] = Path("var/erased.jsonl")
    audit: Annotated[
        Path,
        FILE,
        Told("who read, exported or erased which numbers, and when; never an answer"),
    ] = Path("var/audit.jsonl")
    exchange: Annotated[
        Path,
        FOLDER,
        Told(
            "by it sealed submissions go to the desk, and its orders come back: see "
            "[desk.md](desk.md)"
        ),
    ] = Path("var/pass")
    mail: Annotated[
        Path, FOLDER, Told("notices that wait to be sent, and which receipts went out")
    ] = Path("var/mail")
    templates: Annotated[
        Path,
        FOLDER,
        Told("how the service's pages look", empty="`site_templates` beside the program"),
    ] = TEMPLATES
    site_url: Annotated[
        str,
        ADDRESS,
        Told(
            "the public site's address, when it is on another host than the service",
            empty="the same host",
        ),
    ] = ""
    forms_url: Annotated[
        str,
        ADDRESS,
        Told(
            "the service's address, when it is on another host than the site; set it for `build` "
            "too",
            empty="the same host",
        ),
    ] = ""
    allowed_origins: Annotated[
        tuple[str, ...], ADDRESSES, Told("further sites whose pages may send forms here")
    ] = ()
    max_body: Annotated[int, number(unit="bytes"), Told("the largest accepted body of a form")] = (
        64 * 1024
    )
    host: Annotated[str, TEXT, Told("where `serve` listens")] = "127.0.0.1"
    port: Annotated[int, PORT, Told("the port of `serve`")] = 8000
    threads: Annotated[int, number(), Told("how many requests are answered at once")] = 8
    proxies: Annotated[
        int,
        number(least=0),
        Told(
            "how many servers of yours stand in front; with Caddy on the same machine `1`. The "
            "sender's address is then read from `X-Forwarded-For`, otherwise never"
        ),
    ] = 0
    rate: Annotated[
        int,
        number(least=0, unit="an hour"),
        Told(
            "submissions from one address before further ones go into quarantine; ten times as "
            "many are refused; `0` turns it off"
        ),
    ] = 60
    quarantine_share: Annotated[
        int,
        number(most=100, unit="percent"),
        Told(
            "how much of the disk quarantine may take; a suspicious sending beyond that gets its "
            "answers back with 503"
        ),
    ] = 10
    pace: Annotated[
        int,
        number(least=0, unit="seconds"),
        Told(
            "whoever confirms sooner after seeing the check page goes into quarantine; `0` turns "
            "it off"
        ),
    ] = 2
    altcha: Annotated[
        bool,
        SWITCH,
        Told(
            "`tak`: a browser has to do a short sum before sending, and whoever comes without it "
            "goes into quarantine: see [serving.md](serving.md#what-looks-like-a-machine)"
        ),
    ] = False
    smtp: Annotated[
        str,
        MAIL_SERVER,
        Told(
            "the mail server: `smtp://user@host:587` (always STARTTLS) or `smtps://user@host`",
            empty="no mail",
        ),
    ] = ""
    smtp_password_file: Annotated[
        Path | None,
        FILE,
        Told("holds the mail server's password; only the service can read it"),
    ] = None
    mail_from: Annotated[
        str, TEXT, Told("the sender of notices and receipts", empty="the publisher's e-mail")
    ] = ""
    clock_checked: Annotated[
        date | None,
        DAY,
        Told(
            "on which somebody compared the clock with another one (`2026-11-29`): what is dated "
            "later than the clock shows no longer stops `serve` and `purge`. Needed only after a "
            "clock ran ahead"
        ),
    ] = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Raises SettingsError for a variable that has a wrong value."""
        return read_environment(cls, environ)

    @property
    def origins(self) -> frozenset[str]:
        """The origins from which forms may come, besides the service's own."""
        addresses = (self.site_url, self.forms_url, *self.allowed_origins)
        return frozenset(origin_of(one) for one in addresses if one)

    def place(self, path: str) -> str:
        """Where a browser finds a page of the service: an address, or a path on the same host."""
        return self.forms_url + spoken().path(path)

    def action(self, form: str) -> str:
        """Where the page of a form sends it."""
        return self.place(f"/zgloszenia/{form}")


def origin_of(address: str) -> str:
    """Scheme, host and port of an address: https://przyklad.pl."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
