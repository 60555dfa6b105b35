"""The desk as a program: it listens, exchanges with the forms in the background, and locks."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from waitress.server import create_server

from catalog.publication import Publication
from desk.demo.people import seed
from desk.pages.app import create_desk
from desk.pages.house import House
from desk.settings import DeskSettings
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.maintenance.exchange import exchange, orders_file
from forms_backend.sealing.envelope import PublicKeys
from forms_backend.stores.address import folder_of, open_store
from forms_backend.stores.contract import StoreError
from forms_backend.terminal_text import say

EVERY = 60.0
"""Seconds between two exchanges with the forms."""
AT_ONCE = 0.5
"""The same in a demonstration, whose inbox shows within two seconds what was sent."""


_BEHIND_CADDY: dict[str, Any] = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for"},
}
"""Caddy on this machine says who asks; wrong tries are counted by that address."""


def demonstration(settings: Settings, port: int) -> House:
    """A desk of invented people, made anew. SettingsError unless nothing real can be in reach."""
    if not PublicKeys.read(settings.public_keys).development:
        raise SettingsError("Pokaz działa tylko z kluczami próbnymi. Są tu prawdziwe klucze.")
    publication = Publication.read(settings.publication)
    if not publication.site.publisher.demonstration:
        raise SettingsError("Pokaz działa tylko w wersji pokazowej. Tę stronę ktoś prowadzi.")
    folder = settings.var / "desk-demo"
    shutil.rmtree(folder, ignore_errors=True)
    desk = DeskSettings(folder, "127.0.0.1", port)
    house = House(replace(settings, exchange=folder / "pass"), desk, demonstration=True)
    house.publishes = False
    house.open("")
    seed(house.record, publication, house.choices, house.now)
    house.publishes = True
    house.round()
    return house


def serve(house: House, stop: threading.Event | None = None) -> int:
    """Answer until Ctrl-C, or until `stop` is set. Returns an exit code."""
    desk, stop = house.desk, stop or threading.Event()
    family = socket.AF_INET6 if ":" in desk.desk_host else socket.AF_INET
    try:
        listener = socket.create_server((desk.desk_host, desk.desk_port), family=family)
    except (OSError, OverflowError) as error:
        place = f"{desk.desk_host}:{desk.desk_port}"
        say(f"Stanowisko nie działa: nie da się słuchać na {place} ({error}).", error=True)
        return 1
    server = create_server(
        create_desk(house),
        sockets=[listener],
        threads=8,
        ident=None,
        clear_untrusted_proxy_headers=True,
        **_BEHIND_CADDY if desk.desk_url else {},
    )
    threading.Thread(target=_rounds, args=(house, stop), daemon=True).start()
    address = desk.desk_url or f"http://{desk.desk_host}:{listener.getsockname()[1]}"
    people = " (pokaz, zmyślone osoby)" if house.demonstration else ""
    say(f"Stanowisko koordynatora{people}: {address}/", flush=True)
    with suppress(KeyboardInterrupt):
        server.run()
    stop.set()
    house.lock()
    return 0


def _rounds(house: House, stop: threading.Event) -> None:
    """Exchange with the forms; in a demonstration for both sides, as soon as something came."""
    seen = (-1, "")
    while not stop.wait(AT_ONCE if house.demonstration else EVERY):
        if house.demonstration and house.opened is not None:
            now = (_changed(house.settings), house.record.head())
            if now == seen:
                continue
            with suppress(StoreError, OSError):
                exchange(open_store(house.settings.store), house.settings)
            house.round()
            seen = now
        elif house.opened is not None:
            house.lock_after_silence()
            house.round()
            house.back_up_at_night()


def _changed(settings: Settings) -> int:
    """When the store or the desk's orders changed last, in nanoseconds."""
    folder = folder_of(settings.store)
    files = [orders_file(settings.exchange)]
    if folder is None:
        files.append(Path(settings.store.removeprefix("sqlite:///")))
    elif folder.is_dir():
        files += folder.iterdir()
    return max((one.stat().st_mtime_ns for one in files if one.exists()), default=0)
