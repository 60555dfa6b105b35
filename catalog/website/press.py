"""PDFs by typst: A4, tagged, the same bytes for the same words.

The only file that knows typst, which is the extra `print`: without it there are no prints, and
everything else works. It imports little, because processes beside the build start from it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path

import segno

try:
    import typst
except ImportError:  # the extra `print` is not installed, or has no wheel for this machine
    AVAILABLE = False
else:
    AVAILABLE = True

SMALLEST = 5
"""The size in points below which nobody could read."""
_PAGE = b"/Type/Page/"
_MANY = 64


@dataclass(frozen=True)
class Job:
    """One print to make: its site path, its template with JSON, and the size to try first.

    one_page: the size goes down until everything is on one page.
    """

    path: str
    template: str
    data: str
    address: str
    size: int
    one_page: bool = True


@contextmanager
def printed(
    jobs: Sequence[Job], templates: Path, workers: int | None = None
) -> Iterator[Iterator[tuple[str, bytes]]]:
    """Every job as its site path and PDF. `templates` is the folder `site_templates`.

    Many prints are made in processes beside this one, since typst holds Python's lock; `workers`
    says how many (0: none).
    """
    if workers is None:
        workers = os.cpu_count() or 1 if len(jobs) >= _MANY else 0
    make = partial(_make, templates / "print")
    if not workers:
        yield map(make, jobs)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield pool.map(make, jobs, chunksize=16)


def _make(folder: Path, job: Job) -> tuple[str, bytes]:
    """The print, in the largest size in which it is one page if it has to be."""
    compiler = _compiler(str(folder), job.template)
    inputs = {"data": job.data, "qr": qr_code(job.address)}
    made: object = b""
    for size in range(job.size, SMALLEST - 1, -1):
        made = compiler.compile(sys_inputs={**inputs, "size": str(size)}, pdf_standards="ua-1")
        assert isinstance(made, bytes)
        if not job.one_page or made.count(_PAGE) == 1:
            break
    assert isinstance(made, bytes)
    return job.path, made


@lru_cache(maxsize=8)
def _compiler(folder: str, template: str) -> typst.Compiler:
    return typst.Compiler(f"{folder}/{template}.typ", root=folder, ignore_system_fonts=True)


@lru_cache(maxsize=2)
def qr_code(address: str) -> str:
    """An address as a QR code in SVG, with the quiet zone that readers need."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()
