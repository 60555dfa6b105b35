"""What is refused before anybody looks at the answers: each refusal with its clear sentence.

A person with an old phone must get through: a browser that sends neither `Sec-Fetch-Site` nor
`Origin` is believed. There is no session to ride on; these checks keep other sites' pages away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from catalog.forms.form import RESERVED, Form
from catalog.forms.form_class import Values
from catalog.text.folding import has_controls
from catalog.text.language import N_
from forms_backend.intake.quarantine import PROOF, SEEN, TRAP

STEP = f"{RESERVED}step"
PAGE = f"{RESERVED}page"
CLAUSE = f"{RESERVED}clause"
TAKES = f"{RESERVED}takes"
MAX_FIELDS = 300


class _Headers(Protocol):
    def get(self, key: str, default: str) -> str: ...


@dataclass(frozen=True)
class Refusal:
    """An HTTP status, what is wrong and what to do, in Polish sentences.

    rule: the word by which the operator's log names it; never anything that was sent.
    """

    status: int
    rule: str
    what: str
    advice: str


class RefusedError(Exception):
    """Ends a request; the person gets the refusal as a page."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.what)
        self.refusal = refusal


_AGAIN = N_("Otwórz formularz jeszcze raz i wypełnij go od nowa. Nic nie zapisaliśmy.")


def _refused(status: int, rule: str, what: str, advice: str) -> RefusedError:
    return RefusedError(Refusal(status, rule, what, advice))


def check_origin(headers: _Headers, host: str, allowed: frozenset[str]) -> None:
    """Refuse what a page of a stranger sends. `host` is the service's own, with its port."""
    origin = headers.get("Origin", "").lower()
    known = origin in allowed or _host_of(origin) == host.lower()
    site = headers.get("Sec-Fetch-Site", "").lower()
    trusted = known or site in ("same-origin", "none") or not (site or origin)
    if not trusted:
        raise _refused(
            403,
            "origin",
            N_("Formularz przyszedł z nieznanej strony."),
            N_("Otwórz formularz na naszej stronie i wyślij go stamtąd. Nic nie zapisaliśmy."),
        )


def _host_of(origin: str) -> str | None:
    """Host and port; None when it is no address at all."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def read_values(content_type: str, body: bytes) -> Values:
    """The names and values of a url-encoded body. Refuses everything else."""
    if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise _refused(
            415, "content type", N_("Formularz przyszedł w zapisie, którego nie znamy."), _AGAIN
        )
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except UnicodeDecodeError:
        raise _refused(
            400, "encoding", N_("W odpowiedziach są znaki, których nie da się odczytać."), _AGAIN
        ) from None
    except ValueError:
        raise _refused(400, "number of fields", N_("Formularz ma za dużo pól."), _AGAIN) from None
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def check_names(form: Form, values: Values) -> None:
    """Refuse names that the form does not ask for, and a second answer where one is expected.

    Control characters too, but in what people type: there they come with pasted text, and the
    answer is shown without them, as a mistake to look at.
    """
    typed = {question.name for question in form.asked if question.limit is not None}
    many = {question.name: question.repeats for question in form.asked}
    many |= dict.fromkeys((STEP, PAGE, CLAUSE, TAKES, TRAP, SEEN, PROOF), False)
    for name, sent in values.items():
        if name not in many:
            raise _refused(400, "unknown name", N_("Formularz ma pole, którego nie znamy."), _AGAIN)
        if len(sent) > 1 and not many[name]:
            raise _refused(
                400, "repeated name", N_("Formularz ma dwie odpowiedzi na jedno pytanie."), _AGAIN
            )
        if name not in typed and any(map(has_controls, sent)):
            raise _refused(
                400,
                "control characters",
                N_("W odpowiedziach są znaki, których nie da się zapisać."),
                _AGAIN,
            )
