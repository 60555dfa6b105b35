"""The real service: waitress over `create_app`, only with real keys and a named publisher."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

import waitress
from flask import Flask

from forms_backend import create_app
from forms_backend.config import Settings, SettingsError
from forms_backend.envelope import KeysError, PublicKeys
from forms_backend.service import Published


def check_ready(settings: Settings) -> None:
    """Raises SettingsError or KeysError unless this copy may receive real people's data."""
    if PublicKeys.read(settings.public_keys).development:
        raise KeysError(
            "Są tylko klucze próbne. Prawdziwe zgłoszenia wymagają prawdziwych: wzajemnie keys new"
        )
    publisher = Published(settings.publication).current.site.publisher
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


def ready_app(settings: Settings) -> Flask:
    """The application of a copy that is ready, for any WSGI server."""
    check_ready(settings)
    return create_app(settings)


def serve(settings: Settings) -> int:
    """Answer until stopped. Returns an exit code; a refusal to start is one Polish sentence."""
    try:
        app = ready_app(settings)
    except (SettingsError, KeysError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Formularze działają: http://{settings.host}:{settings.port}/zdrowie", flush=True)
    signal.signal(signal.SIGTERM, _stop)
    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident=None,
        max_request_body_size=settings.max_body * 2,
    )
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Waitress finishes what it has accepted when it sees SystemExit."""
    sys.exit(0)
