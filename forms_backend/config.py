"""The settings of the service: one frozen value, read from `WZAJEMNIE_*` variables once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from catalog.text.language import spoken

TEMPLATES = Path(__file__).parents[1] / "site_templates"
_SWITCH = {"tak": True, "1": True, "nie": False, "0": False}


class SettingsError(Exception):
    """A setting cannot be used. The message is a Polish sentence that names the variable."""


@dataclass(frozen=True)
class Settings:
    """Each field is a variable: `site_url` is `WZAJEMNIE_SITE_URL`. Paths are files or folders.

    var: where runtime data lives; the eight paths below are inside it unless set.
    publication: the file that the build hands to the service.
    public_keys: what answers are sealed to.
    private_key: what opens them; only the commands read it, the service never does.
    secret: signs the address of the last page and recognises a second sending; made if missing.
    store: the address of the sealed submissions: a folder, sqlite:///… or postgresql+psycopg://…
    erased: the list of submissions that people had erased: references and times.
    audit: the log of who read, exported or erased what; without content.
    mail: the folder of notices that wait to be sent, and of receipts that were.
    templates: the project's `site_templates`.
    site_url: where the site is, when on another host than the service; empty on the same host.
    forms_url: where the service is, when on another host than the site; empty on the same host.
    allowed_origins: further sites whose pages may send forms here, separated by spaces.
    max_body: the largest accepted body of a POST, in bytes.
    host, port: where `serve` listens.
    threads: how many requests are answered at once.
    proxies: how many servers of ours stand in front and add to X-Forwarded-For.
    rate: submissions from one address in an hour before further ones are put into quarantine; ten
        times as many are refused; 0 turns it off.
    pace: who confirms sooner than so many seconds after the check page was drawn is put into
        quarantine; 0 turns it off.
    altcha: whether a browser has to do a sum before sending, or is put into quarantine.
    smtp: the mail server, smtp://user@host:587 (STARTTLS) or smtps://user@host; empty: no mail.
    smtp_password_file: a file with its password.
    mail_from: the sender's address.
    """

    var: Path = Path("var")
    publication: Path = Path("var/publish/forms.json")
    public_keys: Path = Path("var/keys/public.json")
    private_key: Path = Path("var/keys/private.json")
    secret: Path = Path("var/keys/service-secret")
    store: str = "var/store"
    erased: Path = Path("var/erased.jsonl")
    audit: Path = Path("var/audit.jsonl")
    mail: Path = Path("var/mail")
    templates: Path = TEMPLATES
    site_url: str = ""
    forms_url: str = ""
    allowed_origins: tuple[str, ...] = ()
    max_body: int = 64 * 1024
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    proxies: int = 0
    rate: int = 60
    pace: int = 2
    altcha: bool = False
    smtp: str = ""
    smtp_password_file: Path | None = None
    mail_from: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Raises SettingsError for a variable that has a wrong value."""
        given = {
            name.removeprefix("WZAJEMNIE_").lower(): value.strip()
            for name, value in environ.items()
            if name.startswith("WZAJEMNIE_") and value.strip()
        }
        var = Path(given.get("var", "var"))

        def path(name: str, default: Path) -> Path:
            return Path(given.get(name, default))

        return cls(
            var=var,
            publication=path("publication", var / "publish" / "forms.json"),
            public_keys=path("public_keys", var / "keys" / "public.json"),
            private_key=path("private_key", var / "keys" / "private.json"),
            secret=path("secret", var / "keys" / "service-secret"),
            store=given.get("store", str(var / "store")),
            erased=path("erased", var / "erased.jsonl"),
            audit=path("audit", var / "audit.jsonl"),
            mail=path("mail", var / "mail"),
            templates=path("templates", TEMPLATES),
            site_url=_address("site_url", given.get("site_url", "")),
            forms_url=_address("forms_url", given.get("forms_url", "")),
            allowed_origins=tuple(
                _address("allowed_origins", one) for one in given.get("allowed_origins", "").split()
            ),
            max_body=_number("max_body", given, cls.max_body),
            host=given.get("host", cls.host),
            port=_number("port", given, cls.port, most=65535),
            threads=_number("threads", given, cls.threads),
            proxies=_number("proxies", given, cls.proxies, least=0),
            rate=_number("rate", given, cls.rate, least=0),
            pace=_number("pace", given, cls.pace, least=0),
            altcha=_switch("altcha", given),
            smtp=_mail_server(given.get("smtp", "")),
            smtp_password_file=_optional_path(given.get("smtp_password_file")),
            mail_from=given.get("mail_from", ""),
        )

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


def _address(name: str, value: str) -> str:
    if value and not _names_host(value, "http", "https"):
        raise SettingsError(
            f"WZAJEMNIE_{name.upper()}: zły adres „{value}”; oczekiwano na przykład https://przyklad.pl"
        )
    return value.rstrip("/")


def _mail_server(value: str) -> str:
    if _split(value).password:
        raise SettingsError(
            "WZAJEMNIE_SMTP: hasło nie może stać w adresie; oczekiwano go w pliku, którego nazwę "
            "podaje WZAJEMNIE_SMTP_PASSWORD_FILE"
        )
    if value and not _names_host(value, "smtp", "smtps"):
        raise SettingsError(
            f"WZAJEMNIE_SMTP: zły adres „{value}”; oczekiwano na przykład smtp://biuro@poczta.pl:587"
        )
    return value


def _names_host(address: str, *schemes: str) -> bool:
    return _split(address).scheme in schemes and bool(_split(address).hostname)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets around what is no IPv6 address
        return urlsplit("")


def _switch(name: str, given: Mapping[str, str]) -> bool:
    value = given.get(name, "nie").lower()
    if value not in _SWITCH:
        raise SettingsError(f"WZAJEMNIE_{name.upper()}: „{value}”; oczekiwano tak albo nie")
    return _SWITCH[value]


def _optional_path(value: str | None) -> Path | None:
    return None if value is None else Path(value)


def _number(
    name: str, given: Mapping[str, str], default: int, least: int = 1, most: int = 10**9
) -> int:
    value = given.get(name, str(default))
    if not re.fullmatch("[0-9]{1,10}", value) or not least <= int(value) <= most:
        raise SettingsError(
            f"WZAJEMNIE_{name.upper()}: zła liczba „{value}”; oczekiwano liczby od {least} "
            f"do {most}"
        )
    return int(value)
