"""Sheets of paper typed into the real page of `submissions enter`, as a browser does it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.forms_backend.serving.test_submit import HIDDEN
from tests.local_command import local_command

Answers = Mapping[str, list[str]]


def type_in(environment: Mapping[str, str], sheets: Mapping[str, Answers]) -> str:
    """One sheet of each form; answers what the command said after it had printed its address."""
    with local_command(environment, "enter") as (address, command):
        base, _, token = address.rpartition("/wejdz/")
        _send(base, f"wejdz/{token}", sheets)
        command.terminate()
        assert command.stdout is not None
        return command.stdout.read()


def _send(address: str, session: str, sheets: Mapping[str, Answers]) -> None:
    browser = build_opener(HTTPCookieProcessor())
    browser.addheaders = [("Sec-Fetch-Site", "same-origin")]

    def page(path: str, fields: Answers | None = None) -> str:
        body = None if fields is None else urlencode(fields, doseq=True).encode()
        with browser.open(f"{address}/{path}", body) as answer:
            return str(answer.read().decode())

    page(session)
    for name, answers in sheets.items():
        sheet = {**answers, "wz_page": [dict(HIDDEN.findall(page(f"kartki/{name}")))["wz_page"]]}
        assert "Porównaj z kartką" in page(f"kartki/{name}", sheet)
        done = page(f"kartki/{name}", {**sheet, "wz_step": ["zapisz"]})
        assert "Kartka jest zapisana" in done
