"""Bad requests, as hypothesis strategies: each spoils something that was right before."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from catalog.forms.form import Form
from catalog.text.gettext_files import FOLDER, codes, language
from forms_backend.config import TEMPLATES
from forms_backend.intake.abuse import CLAUSE, PAGE, STEP, TAKES
from forms_backend.intake.quarantine import PROOF, SEEN, TRAP
from forms_backend.serving.service import Accepted, Service
from tests.forms_backend.hostile_texts import (
    HOSTS,
    KINDS,
    LENGTHS,
    METHODS,
    ORIGINS,
    SITES,
    STEPS,
    evil_bytes,
    tampered,
    text_,
)
from tests.forms_backend.intake.test_challenge import solved
from tests.forms_backend.response_laws import MARK, Sending
from tests.forms_backend.test_canary import rounds
from tests.openapi import URL_ENCODED

LANGUAGES = tuple(language(code, TEMPLATES / FOLDER) for code in codes(TEMPLATES / FOLDER))
STARTS = (b"/zgloszenia/", b"//zgloszenia//", b"/Zgloszenia/", b"/", b"/en/", b"/en/submissions/")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Maker:
    """Makes bad requests for the forms that are served, from right answers to each."""

    service: Service

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms that are open."""
        known = self.service.published.current.forms.values()
        return tuple(one for one in known if not one.closed)

    @cached_property
    def stamp(self) -> str:
        """What the check page of one moment carries, signed."""
        return str(self.service.watch.stamp({}, "x" * 16))

    @cached_property
    def proof(self) -> str:
        """A right solution of ALTCHA's sum."""
        assert self.service.challenges is not None
        return solved(self.service.challenges)

    def right(self) -> SearchStrategy[tuple[str, Pairs]]:
        """A form's address and right answers to it, with and without the confirmation."""
        found: list[tuple[str, Pairs]] = []
        for form in self.forms:
            for answers in rounds(form):
                pairs = [(name, one) for name, many in answers.items() for one in many]
                found += [(place, pairs) for place in self._places(form)]
        confirmed = st.builds(
            lambda one, page: (one[0], [*one[1], (STEP, "wyslij"), (PAGE, page)]),
            st.sampled_from(found),
            st.from_regex(r"[A-Za-z0-9_-]{16,64}", fullmatch=True),
        )
        return st.one_of(st.sampled_from(found), confirmed, confirmed)

    def kinds(self) -> tuple[SearchStrategy[Sending], ...]:
        """One strategy for each kind of bad request; wrong answers count double."""
        return (
            self._answers("wrong answers", spoilt_answers),
            self._answers("wrong answers", spoilt_answers),
            self._answers("names", spoilt_names),
            self._answers("steps and page ids", self._spoilt_steps),
            self._bodies(),
            self._headers(),
            self._addresses(),
            self._queries(),
        )

    def _answers(
        self, fault: str, spoil: Callable[[Pairs], SearchStrategy[Pairs]]
    ) -> SearchStrategy[Sending]:
        spoilt = self.right().flatmap(lambda one: st.tuples(st.just(one[0]), spoil(one[1])))
        return spoilt.map(lambda one: post(fault, one[0], encoded(one[1])))

    def _spoilt_steps(self, pairs: Pairs) -> SearchStrategy[Pairs]:
        answers = [one for one in pairs if one[0] not in (STEP, PAGE)]
        stamp = self.stamp
        own = {
            STEP: st.one_of(st.sampled_from(STEPS), text_),
            PAGE: st.one_of(st.just("x" * 16), st.from_regex(r"[\w-]{0,70}", fullmatch=True)),
            CLAUSE: st.one_of(st.sampled_from(["1/1", "1/papier", "a/b/c"]), text_),
            TAKES: st.one_of(st.just("tak"), text_),
            SEEN: st.one_of(st.just(stamp), tampered(stamp), text_),
            PROOF: st.one_of(tampered(self.proof), broken_proofs(self.proof), text_),
            TRAP: text_,
        }
        fields = st.fixed_dictionaries({}, optional=own)
        confirmed = {STEP: "wyslij", PAGE: "x" * 16}

        def spoil(own: dict[str, str]) -> Pairs:
            return [*answers, *(confirmed | own).items()]

        return st.builds(spoil, fields)

    def _bodies(self) -> SearchStrategy[Sending]:
        def spoil(one: tuple[str, Pairs]) -> SearchStrategy[Sending]:
            place, body = one[0], encoded(one[1])
            return spoilt_bytes(body).map(lambda spoilt: post("bytes", place, spoilt))

        return self.right().flatmap(spoil)

    def _headers(self) -> SearchStrategy[Sending]:
        latin = st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=40)
        spoilt = st.fixed_dictionaries(
            {},
            optional={
                "Content-Type": st.one_of(st.sampled_from(KINDS), latin),
                "Origin": st.one_of(st.sampled_from(ORIGINS), latin),
                "Sec-Fetch-Site": st.one_of(st.sampled_from(SITES), latin),
                "Host": st.one_of(st.sampled_from(HOSTS), latin),
                "Content-Length": st.sampled_from(LENGTHS),
                "X-Forwarded-For": latin,
                "X-Forwarded-Host": latin,
                "Cookie": latin,
                "Accept-Language": latin,
                "Range": latin,
                "If-Modified-Since": latin,
            },
        ).filter(bool)
        return st.builds(
            lambda one, headers: post("headers", one[0], encoded(one[1]), **headers),
            self.right(),
            spoilt,
        )

    def _places(self, form: Form) -> list[str]:
        """Its address in each language."""
        return [one.path(f"/zgloszenia/{form.name}") for one in LANGUAGES]

    def _addresses(self) -> SearchStrategy[Sending]:
        names = [form.name for form in self.forms]
        forms = self.service.published.current.forms.values()
        places = [place for form in forms for place in self._places(form)]
        path = st.builds(
            lambda start, name, end: start + name + end,
            st.sampled_from(
                [
                    b"/zgloszenia/",
                    b"//zgloszenia//",
                    b"/Zgloszenia/",
                    b"/",
                    b"/en/",
                    b"/en/submissions/",
                ]
            ),
            st.one_of(st.sampled_from(names).map(str.encode), st.binary(max_size=20), evil_bytes),
            st.sampled_from([b"", b"/", b"/przyjete", b"/przyjete/", b"/..", b"%2f..%00", b";x"]),
        )
        exact = st.builds(
            lambda place, end: f"{place}{end}".encode(),
            st.sampled_from([*places, "/zgloszenia/wyzwanie", "/zdrowie"]),
            st.sampled_from(["", "", "/przyjete", "/accepted"]),
        )
        loose = st.builds(lambda raw: b"/" + raw, st.one_of(st.binary(max_size=60), evil_bytes))
        return st.builds(
            lambda method, target, one: Sending(
                "methods and paths",
                method,
                target,
                (("Content-Type", URL_ENCODED),),
                encoded(one[1]) if method not in ("GET", "HEAD") else b"",
            ),
            st.sampled_from([*METHODS, "POST", "POST", "GET", "GET"]),
            st.one_of(exact, exact, path, loose),
            self.right(),
        )

    def _queries(self) -> SearchStrategy[Sending]:
        first = self.forms[0].name
        signed = self.service.sign(Accepted(first, "AAAAAAA", "<" + MARK, 12))
        others = [self.stamp, self.service.sign(Accepted("nie-ma", "x"))]
        number = st.one_of(tampered(signed), st.sampled_from([signed, *others]), text_)
        value = st.one_of(number.map(lambda one: quote(one, safe="")), evil_bytes.map(_latin))
        query = st.lists(
            st.tuples(st.sampled_from(["numer", "wpis", "numer[]", "x", ""]), value), max_size=3
        ).map(lambda pairs: "&".join("=".join(pair) for pair in pairs).encode("latin-1"))
        path = st.builds(
            lambda place, end: f"{place}{end}?".encode(),
            st.sampled_from([place for form in self.forms for place in self._places(form)]),
            st.sampled_from(["", "/przyjete", "/accepted"]),
        )
        return st.builds(
            lambda path, query: Sending("signed queries", "GET", path + query), path, query
        )


def post(fault: str, place: str, body: bytes, **headers: str) -> Sending:
    """A POST to a form's address; the headers stand as they are given."""
    own = {"Content-Type": URL_ENCODED} | headers
    return Sending(fault, "POST", place.encode(), tuple(own.items()), body)


def encoded(pairs: Sequence[tuple[str, str]]) -> bytes:
    """A body; lone surrogates become the bytes that no UTF-8 has."""
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass").encode()


def spoilt_answers(pairs: Pairs) -> SearchStrategy[Pairs]:
    """Some of the answers replaced, left out or given to another question."""
    place = st.integers(0, len(pairs) - 1)
    texts = st.one_of(text_, st.sampled_from([value for _, value in pairs]))
    changes = st.lists(st.tuples(place, st.one_of(st.none(), texts)), min_size=1, max_size=4)

    def spoil(changes: list[tuple[int, str | None]]) -> Pairs:
        new = dict(changes)
        changed = [(name, new.get(at, value)) for at, (name, value) in enumerate(pairs)]
        return [(name, value) for name, value in changed if value is not None]

    return changes.map(spoil)


def spoilt_names(pairs: Pairs) -> SearchStrategy[Pairs]:
    """Names that nobody asked for, and names that come again."""
    more = st.tuples(st.one_of(text_, st.sampled_from([name for name, _ in pairs])), text_)
    return st.lists(more, min_size=1, max_size=3).map(lambda added: [*pairs, *added])


def spoilt_bytes(body: bytes) -> SearchStrategy[bytes]:
    """Bytes put in, cut off, repeated or replaced; too many fields; too much."""
    raw = st.one_of(evil_bytes, st.binary(max_size=12), st.sampled_from([b"&", b"=", b";", b"&&="]))
    place = st.integers(0, len(body))
    return st.one_of(
        st.builds(lambda at, one: body[:at] + one + body[at:], place, raw),
        st.builds(lambda at, one: body[:at] + one + body[at + len(one) :], place, raw),
        st.builds(lambda at: body[:at], place),
        st.builds(lambda one: body + b"&" + one, raw),
        st.sampled_from([body * 2, body + b"&a=1" * 400, body + b"&a=" + b"a" * 70_000, b""]),
        st.sampled_from([body.decode().encode("utf-16"), body.replace(b"&", b";")]),
        st.binary(max_size=300),
    )


def broken_proofs(proof: str) -> SearchStrategy[str]:
    """ALTCHA's payload with something in it that is of no use, in right base64."""
    whole = json.loads(base64.b64decode(proof))
    paths: list[tuple[str, ...]] = [(part, name) for part in whole for name in whole[part]]
    paths += [("challenge", "parameters", name) for name in whole["challenge"]["parameters"]]
    fixed: tuple[object, ...] = (None, [], {}, 10**400, "A" * 5000, "")
    values = st.one_of(st.sampled_from(fixed), st.integers(), st.floats(), st.text(max_size=20))

    def spoil(path: tuple[str, ...], new: object) -> str:
        fresh = json.loads(base64.b64decode(proof))
        place = fresh
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = new
        return base64.b64encode(json.dumps(fresh).encode()).decode()

    loose = values.map(lambda one: base64.b64encode(json.dumps(one).encode()).decode())
    return st.one_of(st.builds(spoil, st.sampled_from(paths), values), loose)


def _latin(raw: bytes) -> str:
    return raw.decode("latin-1")
