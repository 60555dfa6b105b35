"""The real service: waitress over `create_app`, only with real keys and a named publisher."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from operator import attrgetter
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from catalog.text.system_errors import reason
from forms_backend.clock import clock_of
from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.intake.rate_limit import home_of
from forms_backend.sealing.envelope import KeysError, PublicKeys
from forms_backend.serving.app import create_app
from forms_backend.serving.headers import security_headers
from forms_backend.serving.logs import log_to
from forms_backend.serving.service import Published
from forms_backend.serving.unreadable import channel
from forms_backend.stores.address import open_store
from forms_backend.stores.contract import StoreError
from forms_backend.stores.database_errors import NO_TABLES
from forms_backend.terminal_text import say

HELD = 500
"""Connections that may be open at once; beyond that the most crowded address loses its oldest."""
PATIENCE = 25
"""Seconds that a stop waits for answers that are under way; systemd waits longer."""
ARRIVING = 0.5
"""Seconds in which somebody who has just connected may begin to ask."""


def check_ready(settings: Settings) -> None:
    """Raises SettingsError, KeysError or ClockError unless it may receive real people's data."""
    keys = PublicKeys.read(settings.public_keys)
    if settings.keys_signer and not keys.signer:
        raise KeysError(
            f"Pliku {settings.public_keys} nie podpisał nikt, a ma to zrobić "
            f"{settings.keys_signer} (WZAJEMNIE_KEYS_SIGNER). Wgraj public.json z komputera "
            "koordynatora. Jeśli i tam nie jest podpisany, podpisz go: wzajemnie keys sign"
        )
    if settings.keys_signer and keys.signer != settings.keys_signer:
        raise KeysError(
            f"Plik {settings.public_keys} podpisał ktoś inny niż {settings.keys_signer} "
            f"(WZAJEMNIE_KEYS_SIGNER): {keys.signer}. Wgraj public.json z komputera "
            "koordynatora."
        )
    if keys.development:
        raise KeysError(
            "Są tylko klucze próbne. Prawdziwe zgłoszenia wymagają prawdziwych: wzajemnie keys new"
        )
    published = Published(settings.publication).current
    publisher = published.site.publisher
    if publisher.demonstration or not publisher.name:
        raise SettingsError(
            "Nie wiadomo, kto prowadzi tę stronę. Wypełnij content/publisher.yml i zbuduj ją "
            "jeszcze raz: wzajemnie build"
        )
    if not (publisher.phone or publisher.email):
        raise SettingsError(
            "W content/publisher.yml nie ma telefonu ani e-maila. Wpisz jedno z nich: ludzie mają "
            "prawo zapytać o swoje dane."
        )
    store = open_store(settings.store)
    for damage in store.health():
        if damage.why == NO_TABLES:  # All else may pass while people are asked to try again.
            raise SettingsError(f"W bazie {damage.where} {damage.why}")
    clock_of(settings).check(store, published.built)


def ready_app(settings: Settings) -> Flask:
    """The application of a copy that is ready, for any WSGI server."""
    check_ready(settings)
    return create_app(settings)


def serve(settings: Settings) -> int:
    """Answer until stopped. Returns an exit code; a refusal to start is one Polish sentence."""
    try:
        app = ready_app(settings)
        listener = socket.create_server((settings.host, settings.port))
    except (SettingsError, KeysError, StoreError) as error:
        say(error, error=True)
        return 1
    except OSError as error:
        say(f"Nie da się słuchać na {settings.host}:{settings.port}: {reason(error)}.", error=True)
        return 1
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, ask_to_stop)
    say(_keys_told(settings), flush=True)
    say(f"Formularze działają: http://{settings.host}:{settings.port}/zdrowie", flush=True)
    log_to(sys.stderr)
    answer(app, listener, settings, stop)
    return 0


def _keys_told(settings: Settings) -> str:
    """Which keys answers are sealed to, by the numbers on the recovery sheet."""
    keys = PublicKeys.read(settings.public_keys)
    ids = ", ".join(f"{one.id} ({one.purpose})" for one in keys.keys)
    unsigned = "nie ma; na komputerze koordynatora zrobi go: wzajemnie keys sign"
    return f"Zgłoszenia zamykają klucze: {ids}. Podpis: {keys.signer or unsigned}."


def answer(app: Flask, listener: socket.socket, settings: Settings, stop: threading.Event) -> None:
    """Answer until `stop` is set, then finish everything that was accepted, and return."""
    sockets: dict[int, Any] = {}
    held = max(2 * settings.max_body, 512 * 1024)
    server: Any = create_server(
        app,
        map=sockets,
        sockets=[listener],
        threads=settings.threads,
        # Anybody can open a hundred connections; so many more are accepted, and `_shed` chooses.
        connection_limit=2 * HELD,
        ident=None,
        # What is a little too large gets our own page; nothing is ever put into a temporary file.
        max_request_body_size=held,
        inbuf_overflow=held + 1,
        # create_app counts who has added what to X-Forwarded-For, and believes none where there
        # is no proxy of ours; but it says so when there seems to be one.
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = channel(security_headers(settings))
    while not stop.is_set():
        wasyncore.loop(timeout=0.5, map=sockets, count=1, use_poll=True)
        if len(sockets) > HELD:
            _shed(sockets)
    wasyncore.dispatcher.close(server)  # nobody new; who is connected is answered
    stopped = time.monotonic()
    while (waited := time.monotonic() - stopped) < PATIENCE:
        if waited > ARRIVING and not any(map(_busy, list(sockets.values()))):
            break
        wasyncore.loop(timeout=0.1, map=sockets, count=1, use_poll=True)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)


def _shed(sockets: dict[int, Any]) -> None:
    """Close what the most crowded address has held open for longest, until there is room.

    What is being answered is never closed. Behind a proxy there is one address, the proxy's; it
    brings whole requests only (deploy/Caddyfile), so nobody waits there.
    """
    held: dict[str, list[Any]] = {}
    for one in list(sockets.values()):
        if isinstance(one, HTTPChannel) and not one.requests and not one.total_outbufs_len:
            held.setdefault(home_of(str(one.addr[0])), []).append(one)
    crowd = max(held.values(), key=len, default=[])
    for one in sorted(crowd, key=attrgetter("creation_time"))[: len(sockets) - HELD]:
        one.handle_close()


def _busy(channel: Any) -> bool:
    """Whether a connection has a request that is being read, answered or sent."""
    return bool(
        getattr(channel, "requests", None)
        or getattr(channel, "request", None)
        or getattr(channel, "total_outbufs_len", 0)
    )
