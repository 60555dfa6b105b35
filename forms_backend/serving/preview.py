"""`wzajemnie run`: the built site and the forms under one address, on one's own computer."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress.server import create_server
from werkzeug.exceptions import HTTPException
from werkzeug.security import safe_join
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from forms_backend.config import Settings
from forms_backend.environment import SettingsError
from forms_backend.keys.key_files import development_keys
from forms_backend.sealing.envelope import KeysError
from forms_backend.serving.app import create_app
from forms_backend.serving.headers import security_headers
from forms_backend.terminal_text import say

SERVICE = ("/zgloszenia/", "/en/submissions/", "/gdzie/", "/en/where/", "/zdrowie")
TYPES = {
    ".ics": "text/calendar; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Preview:
    """A WSGI application: the service's addresses to the service, the rest from a folder."""

    site: Path
    service: WSGIApplication
    settings: Settings

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("PATH_INFO", "").startswith(SERVICE):
            return self.service(environ, start)
        response = self._file(Request(environ))
        response.headers.update(security_headers(self.settings, environ.get("PATH_INFO", "")))
        return response(environ, start)

    def _file(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response("Tu można tylko czytać.\n", 405, {"Allow": "GET, HEAD"})
        root = self.site.resolve()
        found = safe_join(str(root), request.path.lstrip("/"))
        path = Path(found).resolve() if found is not None and "\0" not in found else None
        if path is None or not path.is_relative_to(root):
            return self._missing(root)
        folder = request.path.endswith("/")
        if path.is_dir():
            if not folder:
                query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
                return Response(status=308, headers={"Location": f"{_quoted(request)}/{query}"})
            path /= "index.html"
        elif folder:
            return self._missing(root)
        if not path.is_file():
            return self._missing(root)
        try:
            return send_file(
                path, request.environ, mimetype=_type(path), conditional=True, max_age=0
            )
        except HTTPException as error:
            return Response(error.name, error.code)

    def _missing(self, root: Path) -> Response:
        page = root / "404.html"
        body = page.read_bytes() if page.is_file() else b"Nie ma takiej strony."
        return Response(body, 404, mimetype="text/html")


def preview_app(site: Path, settings: Settings, say: Callable[[str], object] = say) -> Preview:
    """The site and the service together; makes development keys when there are none."""
    development_keys(settings, say)
    return Preview(site, create_app(settings), settings)


def preview(
    site: Path, port: int, settings: Settings, on_ready: Callable[[], object] | None = None
) -> int:
    """Serve until Ctrl-C. The last line that it prints gives the address. Returns an exit code.

    on_ready: is called once everything is ready, before that line: it starts what runs beside.
    """
    try:
        server = create_server(
            preview_app(site, settings),
            host=settings.host,
            port=port,
            threads=settings.threads,
            ident=None,
        )
    except (SettingsError, KeysError) as error:
        say(error, error=True)
        return 1
    except OSError:
        say(f"Port {port} jest zajęty. Spróbuj inny: make run PORT=8001", error=True)
        return 1
    if on_ready is not None:
        on_ready()
    say(f"Gotowe. Otwórz: http://{settings.host}:{port}/  (koniec: Ctrl-C)", flush=True)
    with suppress(KeyboardInterrupt):
        server.run()
    return 0


def _quoted(request: Request) -> str:
    """The path, safe in a header; one slash in front, so that it never names another host."""
    return "/" + quote(request.path.strip("/\\"))


def _type(path: Path) -> str:
    known = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return str(known or "application/octet-stream")
