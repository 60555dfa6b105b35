"""The version of the information about personal data that the site adds to every form's own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from catalog.records.publisher import PublisherFile
from catalog.text.language import N_, _

ON_PAPER = N_(
    "Ktoś z nas przepisze odpowiedzi do komputera. Zapiszemy je zaszyfrowane. Skasujemy je "
    "i zniszczymy kartkę najpóźniej {days} dni od daty, którą wpiszesz niżej."
)
"""The only sentence that is said on paper alone."""


def clause_version(publisher: PublisherFile, templates: Path) -> str:
    """The publisher's version and six hexadecimal digits of the words, as `2026-11-3fa9c2`.

    The words are those of `forms/clause.html` in the language that is spoken, that of paper, and
    who is named in them: none can change without another version on what people send.
    """
    source = (templates / "forms" / "clause.html").read_text(encoding="utf-8")
    found = extract_from_ast(Environment().parse(source), gettext_functions=("_",))  # noqa: S701 - nothing is drawn
    sentences = [_(str(text)) for _line, _function, text in found]
    named = (publisher.name, publisher.phone, publisher.email)
    words = "\n".join((*sentences, _(ON_PAPER), *(one or "" for one in named)))
    return f"{publisher.clause_version}-{hashlib.sha256(words.encode()).hexdigest()[:6]}"
