"""Two service processes over one store, 500 submissions each: nothing lost, nothing doubled."""

from __future__ import annotations

import multiprocessing
import re
from pathlib import Path

from forms_backend import create_app
from forms_backend.config import Settings
from tests.forms_backend.furniture import furnish, sent, settings_in

EACH = 500
NUMBER = re.compile(r'<p class="reference">([^<]+)</p>')


def send_many(settings: Settings, worker: int, answered: Path) -> None:
    """Confirm so many submissions at one service and write down the references."""
    client = create_app(settings).test_client()
    references = []
    for number in range(EACH):
        page = f"proces-{worker}-zgloszenie-{number}"
        data = sent(first_name=f"Anna {worker} {number}", wz_step="wyslij", wz_page=page)
        thanks = client.post("/zgloszenia/proba", data=data)
        match = NUMBER.search(client.get(thanks.headers["Location"]).text)
        references.append(match[1] if match else f"none: {thanks.status_code}")
    answered.write_text("\n".join(references), encoding="utf-8")


def test_a_thousand_submissions_from_two_processes(tmp_path: Path) -> None:
    """1,000 answered, 1,000 stored, 1,000 different references, the same in both places."""
    house = furnish(tmp_path / "var")
    context = multiprocessing.get_context("spawn")
    files = [tmp_path / f"answered-{worker}" for worker in range(2)]
    workers = [
        context.Process(target=send_many, args=(settings_in(tmp_path / "var"), worker, file))
        for worker, file in enumerate(files)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [0, 0] == [worker.exitcode for worker in workers]
    answered = [line for file in files for line in file.read_text(encoding="utf-8").split()]
    stored = [record.label.reference for record in house.records]
    assert 2 * EACH == len(answered) == len(set(answered)) == len(stored)
    assert set(answered) == set(stored)
