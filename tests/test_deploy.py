"""The files for a server, tried: Caddy before the real service, units that systemd reads."""

from __future__ import annotations

import configparser
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from forms_backend.config import Settings
from forms_backend.serving.headers import security_headers
from forms_backend.serving.server import PATIENCE
from forms_backend.stores.address import open_store
from tests.command_line import understood
from tests.conftest import ROOT, free_port
from tests.forms_backend.serving.test_running import serving
from tests.forms_backend.serving.test_submit import HIDDEN
from tests.forms_backend.synthetic_service import sent
from tests.tools import CADDY, SYSTEMD

pytestmark = pytest.mark.slow

DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer"), *DEPLOY.glob("*.path")])
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
HOME = "/srv/wzajemnie"


def unit(path: Path) -> configparser.ConfigParser:
    """A unit file; of a key that is set twice, the last value."""
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read(path, encoding="utf-8")
    return parsed


@SYSTEMD.needed
def test_units_are_what_systemd_reads(tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say about any unit."""
    home = tmp_path / "srv"
    program = home / ".venv" / "bin" / "wzajemnie"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    copies = []
    for path in UNITS:
        copy = tmp_path / path.name
        text = path.read_text(encoding="utf-8").replace(HOME, str(home))
        copy.write_text(text, encoding="utf-8")
        copies.append(str(copy))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_units_call_commands_that_exist(path: Path) -> None:
    """What a unit starts is a command of ours, as the parser knows it."""
    program, *words = unit(path)["Service"]["ExecStart"].split()
    assert f"{HOME}/.venv/bin/wzajemnie" == program
    understood(*words)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_units_are_fenced_in(path: Path) -> None:
    """No unit runs as root, gains rights, or writes outside of what it makes."""
    service = unit(path)["Service"]
    assert (path.stem, "yes", "strict", "") == (
        service["User"],
        service["NoNewPrivileges"],
        service["ProtectSystem"],
        service["CapabilityBoundingSet"],
    )
    assert WRITES[path.stem] == values(path, "ReadWritePaths")


WRITES = {
    "wzajemnie-forms": ["store", "mail", "keys", "challenges"],
    "wzajemnie-build": ["www", "builds", "publish", "search"],
    "wzajemnie-mail": ["mail", "mail-key"],
    "wzajemnie-purge": [""],
    "wzajemnie-pass": [""],
    "wzajemnie-desk": ["desk", "pass/out", "pass/board"],
}
"""What each unit may write, below `var/`."""


def values(path: Path, key: str) -> list[str]:
    """Every value of a key that may be set many times; paths below `var/` without it."""
    found = re.findall(rf"^{key}=-?(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [one.removeprefix(f"{HOME}/var").removeprefix("/") for one in found]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_no_unit_reads_a_private_key(path: Path) -> None:
    """A private key that somebody left on the server is hidden from every unit; none dumps core."""
    hidden = values(path, "InaccessiblePaths")
    assert {"keys", "keys/private.json"} & set(hidden)
    assert {"etc/wzajemnie/keys", "etc/wzajemnie/keys/private.json"} & set(hidden)
    assert "0" == unit(path)["Service"]["LimitCORE"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_no_unit_changes_keys_or_another_units_work(path: Path) -> None:
    """What faces the internet cannot put other keys or other account numbers in place of ours, by
    a file or by the folder around it; purge may write in `var/`, but not where the site is.
    """
    writes, reads = values(path, "ReadWritePaths"), values(path, "ReadOnlyPaths")
    assert not any("etc" in one for one in writes)
    if path.stem != "wzajemnie-build":
        assert "etc/wzajemnie" in reads
        assert not {"publish", "www", "builds"} & set(writes)
    if "" in writes:
        assert {"publish", "www", "builds"} <= set(reads)


def test_build_touches_no_submission() -> None:
    """The build reads neither keys nor what people sent."""
    hidden = values(DEPLOY / "wzajemnie-build.service", "InaccessiblePaths")
    assert {"keys", "store", "mail", "mail-key"} <= set(hidden)


def test_stop_has_time() -> None:
    """The unit waits longer than the service needs to finish what it has accepted."""
    service = unit(DEPLOY / "wzajemnie-forms.service")["Service"]
    assert int(service["TimeoutStopSec"]) > PATIENCE + 5


@dataclass
class Front:
    """Caddy with our file, the service behind it, and a small site."""

    port: int
    var: Path

    def ask(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[HTTPResponse, str]:
        """One request; the answer and its text."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()


def small_site(folder: Path) -> Path:
    """A few files, behind a link as `build` leaves them."""
    built = folder / "builds" / "1"
    for path, text in {
        "index.html": "<h1>Dom</h1>",
        "404.html": "<h1>Nie ma</h1>",
        "kluby/index.html": "<h1>Kluby</h1>",
        "kluby/kalendarz.ics": "BEGIN:VCALENDAR",
        "szukaj/index.html": "<h1>Szukaj</h1>",
    }.items():
        file = built / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    site = folder / "site"
    site.symlink_to(built)
    return site


@contextmanager
def caddy(
    folder: Path,
    site: Path,
    service: int,
    patience: str = "15s",
    config: Path = DEPLOY / "Caddyfile",
    **more: str,
) -> Iterator[int]:
    """Debian's Caddy with our file on a free port. more: what a longer file asks for."""
    port = free_port()
    environment = os.environ | {
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "SITE_ROOT": str(site),
        "FORMS_SERVICE": f"127.0.0.1:{service}",
        "FORMS_PATIENCE": patience,
        "CADDY_ADMIN": f"unix/{folder}/admin.sock",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        **more,
    }
    log = folder / "caddy.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"],
            env=environment,
            stdout=output,
            stderr=output,
        ) as process,
    ):
        try:
            wait_for(port, process, log)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when somebody listens."""
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"Caddy did not start:\n{log.read_text('utf-8')}")


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Everything as on a server."""
    folder = tmp_path_factory.mktemp("front")
    site = small_site(folder)
    settings = {"WZAJEMNIE_PROXIES": "1", "WZAJEMNIE_PACE": "0", "WZAJEMNIE_RATE": "1"}
    with serving(folder, 0, **settings) as service, caddy(folder, site, service.port) as port:
        yield Front(port, folder / "var")


@CADDY.needed
@pytest.mark.parametrize(
    ("path", "status", "kind", "words"),
    [
        ("/", 200, "text/html; charset=utf-8", "Dom"),
        ("/kluby/", 200, "text/html; charset=utf-8", "Kluby"),
        ("/kluby/kalendarz.ics", 200, "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"),
        ("/nic/", 404, "text/html; charset=utf-8", "Nie ma"),
        ("/../var/keys/public.json", 404, "text/html; charset=utf-8", "Nie ma"),
        ("/zdrowie", 200, "application/json", '"status"'),
        ("/zgloszenia/nic", 404, "text/html; charset=utf-8", "Nie ma takiej strony"),
    ],
)
def test_caddy_gives(front: Front, path: str, status: int, kind: str, words: str) -> None:
    """Each address comes from where it should, with its status and type."""
    answer, text = front.ask("GET", path)
    assert (status, kind) == (answer.status, answer.headers["Content-Type"])
    assert words in text


@CADDY.needed
@pytest.mark.parametrize("path", ["/", "/kluby/", "/szukaj/", "/zgloszenia/nic"])
def test_caddy_says_what_the_preview_says(front: Front, path: str) -> None:
    """The same security headers as on one's own computer; WebAssembly on the search page alone."""
    answer, _ = front.ask("GET", path)
    wanted = security_headers(Settings(), path)
    assert wanted == {name: answer.headers[name] for name in wanted}
    assert ("wasm" in wanted["Content-Security-Policy"]) == (path == "/szukaj/")
    assert "Server" not in answer.headers
    assert "max-age=31536000" == answer.headers["Strict-Transport-Security"]


@CADDY.needed
def test_folder_gets_its_slash(front: Front) -> None:
    """A folder's address without a slash leads to the one with it."""
    answer, _ = front.ask("GET", "/kluby")
    assert (308, "/kluby/") == (answer.status, answer.headers["Location"])


@CADDY.needed
def test_submission_through_caddy(front: Front) -> None:
    """A form goes through Caddy to the store; a made-up X-Forwarded-For does not hide a sender.

    With one an hour, the second from the same address is put aside whatever header it brings.
    """
    body = urlencode(list(sent().items(multi=True)))
    origin = f"http://127.0.0.1:{front.port}"
    for forged in ("203.0.113.1", "203.0.113.2"):
        headers = {"Origin": origin, "X-Forwarded-For": forged}
        check, text = front.ask("POST", "/zgloszenia/proba", body, **headers)
        assert 200 == check.status
        confirmed = urlencode([*HIDDEN.findall(text), ("wz_step", "wyslij")])
        done, _ = front.ask("POST", "/zgloszenia/proba", confirmed, **headers)
        assert 303 == done.status
        thanks, text = front.ask("GET", done.headers["Location"])
        assert 200 == thanks.status
        assert re.search(r'class="reference">[2-9A-Z]{3}-[2-9A-Z]{4}<', text)
    records = open_store(str(front.var / "store")).listing().records
    assert ["new", "quarantine"] == sorted(one.state for one in records)


@CADDY.needed
def test_stranger_is_refused_through_caddy(front: Front) -> None:
    """The service sees the address that people see, so a stranger's page is still a stranger's."""
    answer, _ = front.ask("POST", "/zgloszenia/proba", "a=1", Origin="https://zly.example")
    assert 403 == answer.status


@CADDY.needed
def test_too_large_is_refused(front: Front) -> None:
    """A flood of bytes is refused with a page."""
    answer, text = front.ask("POST", "/zgloszenia/proba", "a=" + "x" * 300_000)
    assert 413 == answer.status
    assert "Odpowiedzi są za długie." in text


@CADDY.needed
def test_service_that_is_away_is_said_kindly(tmp_path: Path) -> None:
    """While the service is stopped, the site stands and a form says to reload soon."""
    site = small_site(tmp_path)
    with caddy(tmp_path, site, free_port(), "1s") as port:
        front = Front(port, tmp_path)
        assert 200 == front.ask("GET", "/")[0].status
        answer, text = front.ask("POST", "/zgloszenia/proba", "imie=Kanarek")
        assert 502 == answer.status
        assert "Odśwież tę stronę za kilka minut." in text
        wanted = security_headers(Settings(), "/zgloszenia/proba")
        assert wanted == {name: answer.headers[name] for name in wanted}
        assert "Kanarek" not in (tmp_path / "caddy.log").read_text(encoding="utf-8")
        assert "/zgloszenia/proba" not in (tmp_path / "caddy.log").read_text(encoding="utf-8")


@CADDY.needed
def test_restart_loses_nobody(tmp_path: Path) -> None:
    """Whoever sends while the service restarts waits for it and is answered."""
    site, port_of_service = small_site(tmp_path), free_port()
    body = urlencode(list(sent().items(multi=True)))
    with caddy(tmp_path, site, port_of_service) as port, ThreadPoolExecutor(1) as person:
        front = Front(port, tmp_path)
        answer = person.submit(front.ask, "POST", "/zgloszenia/proba", body)
        time.sleep(1)
        assert not answer.done()
        with serving(tmp_path, port_of_service):
            assert 200 == answer.result(timeout=20)[0].status
