"""Logs for the operator: one JSON object a line, and never what a person sent.

A line about an answer names the route (`/zgloszenia/<name>`), never the address that was asked for,
and no one's IP address; about a refusal also its rule (`Refusal.rule`), a word of ours. A line
about an exception names its type and where it was raised, never its words: those may repeat what
was typed.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from flask import Flask, Response, g, request

ANSWERS = logging.getLogger("wzajemnie.answers")


class JsonLines(logging.Formatter):
    """Time (UTC), level, logger and event; an answer's own fields beside them."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _words, raised = record.exc_info
            line |= {"event": "exception", "type": kind.__name__, "where": _where(raised)}
        else:
            line |= {"event": record.getMessage(), **getattr(record, "fields", {})}
        return json.dumps(line, ensure_ascii=False)


def log_to(stream: TextIO) -> None:
    """From now on everything that is logged goes to the stream in such lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(capture=True)
    logging.getLogger("waitress").setLevel(logging.WARNING)  # Its remarks repeat addresses.


def log_answers(app: Flask) -> None:
    """A line for every answer of this application."""

    @app.before_request
    def start() -> None:
        g.started = time.monotonic()

    @app.after_request
    def tell(response: Response) -> Response:
        started = g.get("started", time.monotonic())
        fields = {
            "method": request.method if request.url_rule else "?",
            "route": request.url_rule.rule if request.url_rule else "?",
            "status": response.status_code,
            "ms": round((time.monotonic() - started) * 1000),
        }
        if "refused" in g:
            fields["refused"] = g.refused
        ANSWERS.info("answer", extra={"fields": fields})
        return response


def _where(raised: TracebackType | None) -> list[str]:
    """File and line of each step, the last first."""
    steps = traceback.extract_tb(raised)
    return [f"{step.filename.rpartition('/')[2]}:{step.lineno}" for step in reversed(steps)]
