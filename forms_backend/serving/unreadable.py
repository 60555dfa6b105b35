"""What somebody is answered whose request the server library cannot read: our words, not its own.

Such a request never reaches the application: a body in an encoding that nobody asked for, headers
without end, half a request line. It is a machine, or a person behind a broken one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

_REASONS = {
    400: "Bad Request",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
}
_PAGE = """<!DOCTYPE html>
<html lang="pl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Błąd: nie udało się odczytać zapytania</title></head>
<body><main>
<h1>Nie udało się odczytać zapytania</h1>
<p>Twoja przeglądarka albo sieć wysłała je w zapisie, którego nie znamy. Nic nie zapisaliśmy.
Spróbuj z innej przeglądarki albo z innej sieci.</p>
<p lang="en">Your browser or network sent a request that we cannot read. Nothing was kept.
Please try another browser or another network.</p>
</main></body>
</html>
"""


def channel(headers: Mapping[str, str]) -> type[Any]:
    """The server library's connection with our answer to what it cannot read."""

    class Unreadable(ErrorTask):
        """The answer, after which the connection is closed."""

        def execute(self) -> None:
            task: Any = self
            code = task.request.error.code
            known = code if code in _REASONS else 500
            task.status = f"{known} {_REASONS.get(known, 'Internal Server Error')}"
            body = _PAGE.encode()
            kind = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
            task.response_headers.extend((kind | dict(headers)).items())
            task.set_close_on_finish()
            task.content_length = len(body)
            task.write(body)

    class Channel(HTTPChannel):
        """A connection that answers so."""

        error_task_class = Unreadable

    return Channel
