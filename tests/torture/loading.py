"""Many writers at once: through the store's contract, and through real servers over sockets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.conftest import ROOT, clean_environment, free_port, status
from tests.forms_backend.sealed_records import Place, record
from tests.forms_backend.synthetic_service import FORM, sent
from tests.torture.killing import FORKED

NUMBER = re.compile(r'<p class="reference">([^<]+)</p>')
CLIENTS = 4
SERVE = ("-m", "wzajemnie", "serve")


def append_many(place: Place, number: int, answered: Path) -> None:
    """Append so many at once with others, and write down the references."""
    store = place.open()
    references = [store.append(record(page=f"{os.getpid()}-{at}"), FORM) for at in range(number)]
    answered.write_text("\n".join(references), encoding="utf-8")


def load(place: Place, processes: int, each: int, folder: Path) -> None:
    """So many processes append at once: all answered, all stored, all different."""
    files = [folder / f"answered-{place.kind}-{number}" for number in range(processes)]
    writers = [FORKED.Process(target=append_many, args=(place, each, file)) for file in files]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [0] * processes == [writer.exitcode for writer in writers]
    answered = [line for file in files for line in file.read_text("utf-8").split()]
    stored = [one.label.reference for one in place.open().listing().records]
    assert processes * each == len(set(answered)) == len(stored)
    assert set(answered) == set(stored)


@contextmanager
def serving(var: Path, address: str, words: Sequence[str] = SERVE) -> Iterator[int]:
    """`wzajemnie serve`, a process of its own; its port. It stops as an operator stops it."""
    port = free_port()
    settings = {
        "WZAJEMNIE_VAR": str(var),
        "WZAJEMNIE_STORE": address,
        "WZAJEMNIE_PORT": str(port),
        "WZAJEMNIE_RATE": "0",
        "WZAJEMNIE_PACE": "0",
    }
    log = var.parent / f"serve-{port}.txt"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=clean_environment() | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait(port, process, log)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text("utf-8")
        try:
            assert status(port, "/zdrowie") == 200, log.read_text("utf-8")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text("utf-8"))


def send_many(port: int, client: int, number: int) -> list[str]:
    """Confirm so many submissions over one connection; the references that people were shown."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    references = []
    for at in range(number):
        page = f"strona-{port}-{client}-{at}"
        fields = sent(first_name=f"Anna {client} {at}", wz_step="wyslij", wz_page=page)
        body = urlencode(list(fields.items(multi=True)))
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/zgloszenia/proba", body, head)
        answer = connection.getresponse()
        answer.read()
        assert 303 == answer.status
        connection.request("GET", answer.headers["Location"])
        thanks = connection.getresponse()
        text = thanks.read().decode()
        match = NUMBER.search(text)
        assert match, (thanks.status, text)
        references.append(match[1])
    connection.close()
    return references


def serve_and_load(var: Path, place: Place, each: int) -> None:
    """Two servers over one store, `each` submissions at each: all answered, stored, different."""
    with (
        serving(var, place.address) as one,
        serving(var, place.address) as other,
        ThreadPoolExecutor(2 * CLIENTS) as threads,
    ):
        jobs = [
            threads.submit(send_many, port, client, each // CLIENTS)
            for port in (one, other)
            for client in range(CLIENTS)
        ]
        answered = [reference for job in jobs for reference in job.result()]
    stored = [record.label.reference for record in place.open().listing().records]
    assert 2 * each == len(answered) == len(set(answered)) == len(stored)
    assert set(answered) == set(stored)
