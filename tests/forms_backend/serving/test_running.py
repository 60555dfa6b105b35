"""The service as it runs for people: it stops without losing anybody, and logs nobody's words."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.conftest import ROOT, clean_environment, free_port, status
from tests.forms_backend.synthetic_service import furnish, sent

pytestmark = pytest.mark.slow

CANARY = "Kanarek-Zażółć"


@dataclass
class Running:
    """A real `wzajemnie serve` in its own process."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=40)

    def lines(self) -> list[dict[str, object]]:
        """What it has logged."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@contextmanager
def serving(folder: Path, port: int = 0, **settings: str) -> Iterator[Running]:
    """`wzajemnie serve` on a free port, as systemd starts it."""
    furnish(folder / "var", demonstration=False)
    port, log = port or free_port(), folder / "log.jsonl"
    environment = {"WZAJEMNIE_VAR": str(folder / "var"), "WZAJEMNIE_PORT": str(port)}
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "wzajemnie", "serve"],
            cwd=ROOT,
            env=clean_environment() | environment | settings,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        ) as process,
    ):
        try:
            wait_until_well(port, process, log)
            yield Running(process, port, log)
        finally:
            if process.poll() is None:
                process.kill()


def wait_until_well(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when it answers, fail with its log when it does not."""
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            if status(port, "/zdrowie") == 200:
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"serve did not start:\n{log.read_text('utf-8')}")


def request(port: int, body: bytes, path: str = "/zgloszenia/proba") -> bytes:
    """A whole POST, head and body."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def answer_on(connection: socket.socket) -> str:
    """Everything until the other side hangs up."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace")


def test_stop_finishes_what_it_accepted(tmp_path: Path) -> None:
    """Somebody half-way through sending when the service is stopped still gets the answer."""
    whole = urlencode(list(sent().items(multi=True))).encode()
    with serving(tmp_path) as running:
        message = request(running.port, whole)
        with socket.create_connection(("127.0.0.1", running.port), timeout=20) as slow:
            slow.sendall(message[: len(message) // 2])
            time.sleep(0.3)
            running.process.send_signal(signal.SIGTERM)
            time.sleep(1.5)
            with pytest.raises(OSError, match="refused"):
                socket.create_connection(("127.0.0.1", running.port), timeout=5)
            slow.sendall(message[len(message) // 2 :])
            assert "Sprawdź swoje odpowiedzi" in answer_on(slow)
        assert 0 == running.process.wait(timeout=20)


def test_stop_does_not_wait_for_idle_connections(tmp_path: Path) -> None:
    """A connection on which nobody asks anything does not hold the stop up."""
    with (
        serving(tmp_path) as running,
        socket.create_connection(("127.0.0.1", running.port), timeout=20),
    ):
        began = time.monotonic()
        assert 0 == running.stop()
        assert time.monotonic() - began < 5


def test_log_is_lines_without_what_people_sent(tmp_path: Path) -> None:
    """One JSON object an answer, by its route: no answer, no address, no query, no IP."""
    body = urlencode(list(sent(first_name=CANARY).items(multi=True))).encode()
    with serving(tmp_path) as running:
        for path in ("/zgloszenia/proba", f"/{CANARY}", f"/zgloszenia/{CANARY}?q={CANARY}"):
            with socket.create_connection(("127.0.0.1", running.port), timeout=20) as person:
                person.sendall(
                    request(
                        running.port,
                        body,
                        path.replace("ż", "z")
                        .replace("ó", "o")
                        .replace("ł", "l")
                        .replace("ć", "c"),
                    )
                )
                answer_on(person)
        assert 0 == running.stop()
        lines = running.lines()
    posts = [one for one in lines if one.get("method") == "POST"]
    assert {("/zgloszenia/<name>", 200), ("/zgloszenia/<name>", 404)} <= {
        (one["route"], one["status"]) for one in posts
    }
    text = running.log.read_text(encoding="utf-8")
    assert "Kanarek" not in text
    assert "127.0.0.1" not in text
    assert not re.search(r"601.?234.?567", text)


def test_start_says_which_keys_seal(tmp_path: Path) -> None:
    """The numbers on the recovery sheet can be compared with the first line of the journal."""
    house = furnish(tmp_path / "var", demonstration=False)
    environment = {"WZAJEMNIE_VAR": str(tmp_path / "var"), "WZAJEMNIE_PORT": str(free_port())}
    with subprocess.Popen(
        [sys.executable, "-m", "wzajemnie", "serve"],
        cwd=ROOT,
        env=clean_environment() | environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.kill()
    for key, purpose in ((house.foundation, "foundation"), (house.recovery, "recovery")):
        assert f"{key.public('').id} ({purpose})" in said
    assert "Podpis: nie ma" in said


def test_busy_port_is_one_sentence(tmp_path: Path) -> None:
    """A port that is taken is said in Polish, without a traceback."""
    furnish(tmp_path / "var", demonstration=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "-m", "wzajemnie", "serve"],
            cwd=ROOT,
            env=clean_environment()
            | {
                "WZAJEMNIE_VAR": str(tmp_path / "var"),
                "WZAJEMNIE_PORT": str(taken.getsockname()[1]),
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert 1 == done.returncode
    assert done.stderr.startswith("Nie da się słuchać na 127.0.0.1:")
    assert os.linesep not in done.stderr.strip()
