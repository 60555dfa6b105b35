"""A paper of the desk as a PDF, by typst and in memory: nothing of it is written to a disk."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

from catalog.website.print.typst_pdf import Job, page_count, printed_exactly
from desk.views.papers import BLANK, SIGNATURE, Paper

_SIZE = 12
_FITS = ((1, 11), (2, 10))
"""Most pages, and the smallest size in points for that: rather another page than small letters."""
_POINT = re.compile(r"(?P<number>\d+)\. (?P<text>.+)", re.DOTALL)


def pdf_of(paper: Paper, templates: Path, example: str = "") -> bytes:
    """A4, tagged (PDF/UA-1), in Polish. `example`: what is said first of a paper of a trial.

    `templates` is the folder `site_templates`. UnprintableError as in `printed_exactly`.
    """
    data = json.dumps(_data(paper, example), ensure_ascii=False)
    made = b""
    for most_pages, smallest in _FITS:
        job = Job("", "paper", data, "", _SIZE, most_pages, smallest)
        made = printed_exactly(templates, job)
        if page_count(made) <= most_pages:
            break
    return made


def _data(paper: Paper, example: str) -> dict[str, Any]:
    return {
        "title": paper.title,
        "example": example,
        "warning": paper.warning,
        "blocks": [
            {"points": points, "lines": list(lines)}
            for points, lines in groupby(map(_line, paper.paragraphs), lambda one: one["point"])
        ],
        "rows": [{"label": label, "parts": _parts(value)} for label, value in paper.rows],
        "signs": paper.signs,
        "signature": SIGNATURE,
        "mark": paper.mark,
        "foot": paper.foot,
        "fingerprint": paper.fingerprint,
        "page": "Strona",
        "of": "z",
    }


def _line(text: str) -> dict[str, Any]:
    """A paragraph, or a numbered point, which a screen reader is to count with the others."""
    found = _POINT.fullmatch(text)
    if found is None or str(int(found["number"])) != found["number"]:
        return {"point": False, "number": 0, "parts": _parts(text)}
    return {"point": True, "number": int(found["number"]), "parts": _parts(found["text"])}


def _parts(text: str) -> list[str]:
    """What stands between the places to fill in by hand."""
    return text.split(BLANK)
