"""The desk's own settings, beside those of the forms that it shares."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated

from pydantic.dataclasses import dataclass

from forms_backend.config import Settings
from forms_backend.environment import (
    FOLDER,
    PORT,
    Kind,
    Told,
    names_host,
    read_environment,
)

_PRIVATE = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8"),
    )
)


def _private_host(text: str) -> str:
    if not is_private(text):
        raise ValueError(
            f"„{text}” to adres publiczny. Stanowisko słucha tylko na tym komputerze (127.0.0.1) "
            "albo w sieci prywatnej."
        )
    return text


def _https_address(text: str) -> str:
    if not names_host(text, "https"):
        raise ValueError(
            f"zły adres „{text}”; oczekiwano na przykład https://stanowisko.przyklad.pl"
        )
    return text.rstrip("/")


@dataclass(frozen=True)
class DeskSettings:
    """Each field is a variable: `desk_host` is `WZAJEMNIE_DESK_HOST`."""

    desk: Annotated[Path, FOLDER, Told("the desk's encrypted database and its key")] = Path(
        "var/desk"
    )
    desk_host: Annotated[
        str,
        Kind("address of a machine", _private_host),
        Told(
            "where the desk listens: this computer, or an address of a private network; a public "
            "one is refused"
        ),
    ] = "127.0.0.1"
    desk_port: Annotated[int, PORT, Told("its port")] = 8010
    desk_url: Annotated[
        str,
        Kind("address", _https_address),
        Told("its public address with `https://`, when a server of ours stands in front of it"),
    ] = ""

    @classmethod
    def from_environment(
        cls, settings: Settings, environ: Mapping[str, str] = os.environ
    ) -> DeskSettings:
        """Raises SettingsError for a wrong value, and for a public address to listen at."""
        return read_environment(cls, {**environ, "WZAJEMNIE_VAR": str(settings.var)})

    @property
    def database(self) -> Path:
        return self.desk / "desk.db"

    @property
    def backup(self) -> Path:
        """What the open desk writes each night."""
        return self.desk / "kopia"

    @property
    def key(self) -> Path:
        return self.desk / "key.json"


def is_private(host: str) -> bool:
    """Whether an address is this computer's own or one of a private network; a name is not."""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or any(
        address in one for one in _PRIVATE if one.version == address.version
    )
