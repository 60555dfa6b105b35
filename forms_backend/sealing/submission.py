"""What somebody sent, and what the store keeps of it."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from catalog.forms.form import PAPER, Answer
from catalog.text.language import HOME
from forms_backend.sealing.envelope import Envelope

CLAUSE_VERSION = re.compile(r"[0-9A-Za-z.-]{1,20}/[0-9A-Za-z.-]{1,30}")
"""How the version of a form's information about data is written: the form's and the site's."""


@dataclass(frozen=True)
class Label:
    """What is written on a submission, open and again inside the envelope. `received` is UTC."""

    reference: str
    form: str
    form_version: str
    clause_version: str
    received: datetime

    @property
    def from_paper(self) -> bool:
        """Whether somebody typed it in from a printed form, which has its own clause."""
        return self.clause_version.endswith(f"/{PAPER}")

    def as_json(self) -> dict[str, str]:
        return {
            "reference": self.reference,
            "form": self.form,
            "form_version": self.form_version,
            "clause_version": self.clause_version,
            "received": self.received.isoformat(timespec="seconds"),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Label:
        """KeyError or ValueError when something is missing or is not what it should be."""
        return cls(
            reference=data["reference"],
            form=data["form"],
            form_version=data["form_version"],
            clause_version=data["clause_version"],
            received=datetime.fromisoformat(data["received"]),
        )


@dataclass(frozen=True)
class Submission:
    """A whole submission as people read it. Never stored and never logged in this form."""

    label: Label
    answers: Mapping[str, Answer] = field(repr=False)
    doubts: tuple[str, ...] = ()
    """Why it was put into quarantine: keys of `quarantine.DOUBTS`."""
    paper: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    """Of a sheet that was typed in: its date, its version and who helps; see `paper.QUESTIONS`."""
    form_digest: str = ""
    """Of the definition that was answered, whole; empty in what came before November 2026's end."""
    keep_until: date | None = None
    """The last day, as it stood on the envelope; None in what came before."""
    language: str = HOME
    """The language that the form spoke, which the sender is to be answered in."""

    def to_bytes(self) -> bytes:
        """The canonical text that is sealed: JSON with sorted keys."""
        whole = {"label": self.label.as_json(), "answers": dict(self.answers)}
        language = "" if self.language == HOME else self.language
        more: dict[str, object] = {
            "doubts": self.doubts,
            "paper": dict(self.paper),
            "form_digest": self.form_digest,
            "keep_until": self.keep_until and self.keep_until.isoformat(),
            "language": language,
        }
        return _canonical(whole | {name: value for name, value in more.items() if value})

    @classmethod
    def from_bytes(cls, data: bytes) -> Submission:
        """KeyError, ValueError, TypeError or AttributeError when it is not such a text."""
        parsed = json.loads(data)
        _canonical(parsed)  # ValueError for half a surrogate pair, which no file and screen takes
        answers, paper = _answers(parsed["answers"]), _answers(parsed.get("paper", {}))
        doubts = tuple(map(str, parsed.get("doubts", ())))
        language = str(parsed.get("language", HOME))
        until = parsed.get("keep_until")
        return cls(
            Label.from_json(parsed["label"]),
            answers,
            doubts,
            paper,
            form_digest=str(parsed.get("form_digest", "")),
            keep_until=None if until is None else date.fromisoformat(until),
            language=language,
        )


def _answers(parsed: Mapping[str, Any]) -> dict[str, Answer]:
    return {
        name: tuple(map(_text, value)) if isinstance(value, list) else _text(value)
        for name, value in parsed.items()
    }


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


@dataclass(frozen=True)
class Once:
    """What makes a second sending of the same page harmless; forgotten after 24 hours.

    `page` is the random id of the check page, `digest` an HMAC of the canonical answers.
    """

    page: str
    digest: str


@dataclass(frozen=True)
class SealedSubmission:
    """A row of a store: the open label, the sealed answers, the state and the last day."""

    label: Label
    envelope: Envelope
    keep_until: date
    state: str = "new"
    once: Once | None = None


def digest_of(answers: Mapping[str, Answer], form: str, secret: bytes) -> str:
    """HMAC-SHA256 of the canonical answers to one form, in hexadecimal."""
    text = _canonical({"form": form, "answers": dict(answers)})
    return hmac.new(secret, text, hashlib.sha256).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
