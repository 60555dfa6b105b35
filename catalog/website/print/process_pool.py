"""Work in processes beside the build, for what takes long and needs to be told little."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Protocol, TypeVar

_MANY = 64
_AT_ONCE = 16

Job = TypeVar("Job")
Made = TypeVar("Made")


class Run(Protocol):
    """Like `map`: what a function makes of each job, in the order of the jobs."""

    def __call__(self, make: Callable[[Job], Made], jobs: Iterable[Job], /) -> Iterator[Made]: ...


@contextmanager
def worker_pool(jobs: int, workers: int | None = None) -> Iterator[Run]:
    """A `map` that begins at once, in `workers` processes, so that this one can go on meanwhile.

    A process takes a second to start, so few jobs (and `workers` 0) are made here by plain `map`,
    each when it is asked for. Functions and jobs travel pickled.
    """
    if workers is None:
        workers = os.cpu_count() or 1 if jobs >= _MANY else 0
    if not workers:
        yield map
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_with_us) as pool:
        yield partial(pool.map, chunksize=_AT_ONCE)


def _leave_with_us() -> None:
    """Let a process end with the one that began it: a killed build would leave it for ever."""
    build = parent_process()
    assert build is not None

    def wait() -> None:
        build.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
