"""A draft in cookies that reach one address alone, so that two tabs do not meet.

A browser keeps 4 KB in a cookie, so a draft is cut into pieces; the first says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Response

from forms_backend.sealing.drafts import LIFE, Draft, DraftSeal
from forms_backend.sealing.submission import Once

MOST_PIECES = 12
_PIECE = 3_500
_TAKES = "wz-takes"
"""Set beside every draft, for all forms: a browser that sends it takes cookies."""
_SENT = "wz-sent"


def takes_cookies(sent: Mapping[str, str]) -> bool:
    """Whether this browser has brought a cookie of ours."""
    return _TAKES in sent


def forget(response: Response, draft: str, form: str) -> None:
    """Take one draft and the last sending off this browser; where it can, all that is ours.

    `draft` and `form` are addresses, whole ones or paths: of the draft, and where the form is sent.
    """
    for number in range(MOST_PIECES):
        response.delete_cookie(_name(number), path=urlsplit(draft).path)
    response.delete_cookie(_SENT, path=urlsplit(form).path)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


@dataclass(frozen=True)
class Cookies:
    """The drafts of one browser. secure: whether it is told never to send them without TLS."""

    seal: DraftSeal
    secure: bool = False

    def put(self, response: Response, draft: Draft, address: str) -> bool:
        """Keep a draft for an address of the service. False: it is too long, and is not kept."""
        pieces = _cut(self.seal.close(draft))
        if len(pieces) > MOST_PIECES:
            return False
        path = urlsplit(address).path
        self._set(response, _TAKES, "1", path.rsplit("/", 3)[0] + "/")
        for number, piece in enumerate(pieces):
            self._set(response, _name(number), piece, path)
        return True

    def taken(self, sent: Mapping[str, str], form: str) -> Draft | None:
        """The draft of a form that came with a request to its address; None: there is none."""
        number, _, first = sent.get(_name(0), "").partition(".")
        if not (number.isascii() and number.isdecimal()) or int(number) > MOST_PIECES:
            return None
        rest = (sent.get(_name(one), "") for one in range(1, int(number)))
        draft = self.seal.open("".join((first, *rest)))
        return draft if draft is not None and draft.form == form else None

    def remember(self, response: Response, form: str, once: Once, address: str) -> None:
        """Know this browser's last sending of a form again, without a script, for two hours.

        `address` is where the form is sent. Of the answers only their HMAC is kept.
        """
        text = self.seal.close(Draft(form, {"page": (once.page,), "digest": (once.digest,)}))
        self._set(response, _SENT, text, urlsplit(address).path)

    def last_sent(self, sent: Mapping[str, str], form: str) -> Once | None:
        """The last sending of a form from this browser, where it is known."""
        found = self.seal.open(sent.get(_SENT, ""))
        if found is None or found.form != form or found.values.keys() != {"page", "digest"}:
            return None
        return Once(*("".join(found.values[name]) for name in ("page", "digest")))

    def _set(self, response: Response, name: str, value: str, path: str) -> None:
        response.set_cookie(
            name, value, LIFE, path=path, secure=self.secure, httponly=True, samesite="Lax"
        )


def _cut(text: str) -> tuple[str, ...]:
    pieces = tuple(_pieces(text))
    return (f"{len(pieces)}.{pieces[0]}", *pieces[1:])


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _name(number: int) -> str:
    return f"wz-{number}"
