"""PDFs by typst: A4, tagged, the same bytes for the same words.

The only file that knows typst, which is the extra `print`: without it there are no prints, and
everything else works. It imports little, because processes beside the build start with it.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

import segno

try:
    import typst
except ImportError:  # the extra `print` is not installed, or has no wheel for this machine
    AVAILABLE = False
else:
    AVAILABLE = True

SMALLEST = 5
"""The size in points below which nobody could read."""
_COMPILING = Lock()
"""A compiler serves one thread: another one that comes meanwhile finds it "already borrowed"."""
_PAGE = b"/Type/Page/"
_STRANGE = re.compile(r'the text `"(.+?)"` could not be displayed')
"""What typst says of a letter that its font has not: an emoji, a Chinese name."""
_INSTEAD = "□"
_CLINGING = frozenset(("Mn", "Mc", "Me", "Cf"))
_SKINS = frozenset("🏻🏼🏽🏾🏿")


@dataclass(frozen=True)
class Job:
    """One print to make: its site path, its template with JSON, and the size to try first.

    address: what its QR code leads to, or "". most_pages: the size goes down, as far as `smallest`
    points, until there are no more pages than these; None: as many as there are.
    """

    path: str
    template: str
    data: str
    address: str
    size: int
    most_pages: int | None = 1
    smallest: int = SMALLEST


class UnprintableError(ValueError):
    """Words that may not be changed have a letter that the font has not: its text is that one."""


def printed(templates: Path, job: Job) -> tuple[str, bytes]:
    """A print as its site path and PDF, in the largest size that gives one page if it has to.

    `templates` is the folder `site_templates`. A letter that the font has not becomes a square:
    nobody's name may keep a whole site from being published. Typst holds Python's lock: many are
    made `beside`.
    """
    while True:
        try:
            return job.path, _made(templates, job)
        except typst.TypstError as error:
            strange = _STRANGE.search(str(error))
            data = _each_alone(job.data)
            if strange is not None and data == job.data:
                data = data.replace(strange[1], _INSTEAD)
            if data == job.data:
                raise
            job = replace(job, data=data)


def printed_exactly(templates: Path, job: Job) -> bytes:
    """The PDF of a print whose words nobody may change, as of an agreement, made in memory alone.

    UnprintableError where the font lacks a letter; no square stands for it.
    """
    try:
        return _made(templates, job)
    except typst.TypstError as error:
        strange = _STRANGE.search(str(error))
        if strange is None:
            raise
        raise UnprintableError(strange[1]) from None


def _each_alone(text: str) -> str:
    """Letters without what clings to them: that may be what no font has, and it is never named."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(
        one for one in whole if unicodedata.category(one) not in _CLINGING and one not in _SKINS
    )


def _made(templates: Path, job: Job) -> bytes:
    compiler = _compiler(str(templates / "print"), job.template)
    inputs = {"data": job.data, "qr": qr_code(job.address) if job.address else ""}
    made: object = b""
    for size in range(job.size, job.smallest - 1, -1):
        with _COMPILING:
            made = compiler.compile(sys_inputs={**inputs, "size": str(size)}, pdf_standards="ua-1")
        assert isinstance(made, bytes)
        if job.most_pages is None or page_count(made) <= job.most_pages:
            break
    assert isinstance(made, bytes)
    return made


def page_count(made: bytes) -> int:
    """How many pages a PDF of typst has."""
    return made.count(_PAGE)


@lru_cache(maxsize=8)
def _compiler(folder: str, template: str) -> typst.Compiler:
    return typst.Compiler(f"{folder}/{template}.typ", root=folder, ignore_system_fonts=True)


@lru_cache(maxsize=2)
def qr_code(address: str) -> str:
    """An address as a QR code in SVG, with the quiet zone that readers need."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
