"""Jobs that threads do together: each is answered once, with its own answer or with the fault."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from forms_backend.stores.group_commit import Batches


class Work:
    """Doubles numbers; the first batch waits until it is let go. It remembers every batch."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, ...]] = []
        self.gate = threading.Event()
        self._under_way = threading.Lock()

    def do(self, jobs: Sequence[int]) -> list[int]:
        assert self._under_way.acquire(blocking=False), "two batches at once"
        self.batches.append(tuple(jobs))
        self.gate.wait(10)
        self._under_way.release()
        if 13 in jobs:
            raise ValueError("13")
        return [2 * one for one in jobs]


def ask_while_busy(
    work: Work, batches: Batches[int, int], jobs: Sequence[int]
) -> list[int | ValueError]:
    """Job 0 first, and all others while it is under way; their answers or faults."""

    def ask(job: int) -> int | ValueError:
        try:
            return batches.ask(job, work.do)
        except ValueError as error:
            return error

    with ThreadPoolExecutor(len(jobs) + 1) as threads:
        first = threads.submit(ask, 0)
        while not work.batches:
            time.sleep(0.001)
        others = [threads.submit(ask, job) for job in jobs]
        while len(batches._line) < len(jobs):
            time.sleep(0.001)
        work.gate.set()
        assert 0 == first.result()
        return [one.result() for one in others]


@pytest.mark.parametrize(("waiting", "batches"), [(1, [1, 1]), (5, [1, 5]), (40, [1, 32, 8])])
def test_who_waits_goes_together(waiting: int, batches: list[int]) -> None:
    """What comes while a batch is under way is one batch after it, of 32 at most.

    Each gets its own answer.
    """
    work = Work()
    jobs = range(100, 100 + waiting)
    assert [2 * job for job in jobs] == ask_while_busy(work, Batches(), jobs)
    assert batches == [len(one) for one in work.batches]


def test_each_job_needs_an_answer() -> None:
    """Whoever answers fewer jobs than there are has failed, and says so to each."""
    with pytest.raises(ValueError, match="shorter"):
        Batches[int, int]().ask(1, lambda _: ())


def test_who_comes_alone_does_not_wait() -> None:
    """Jobs that come one after another are done one by one, by the thread that brought them."""
    threads = []

    def do(jobs: Sequence[int]) -> Sequence[int]:
        threads.append(threading.current_thread())
        return jobs

    batches = Batches[int, int]()
    assert [1, 2, 3] == [batches.ask(one, do) for one in (1, 2, 3)]
    assert [threading.current_thread()] * 3 == threads


def test_fault_reaches_everybody_in_the_batch_and_nobody_else() -> None:
    """A batch that fails fails for each who was in it; the next one is done."""
    work = Work()
    batches = Batches[int, int]()
    answers = ask_while_busy(work, batches, [1, 13])
    assert [ValueError, ValueError] == [type(one) for one in answers]
    assert all(work.batches)
    assert 8 == batches.ask(4, work.do)
    with pytest.raises(ValueError, match="13"):
        batches.ask(13, work.do)


def test_nobody_is_forgotten() -> None:
    """Many threads with many jobs: every job is done once and answered, no two batches at once."""
    work = Work()
    work.gate.set()
    batches = Batches[int, int]()
    jobs = range(100, 4100)
    with ThreadPoolExecutor(16) as threads:
        assert [2 * one for one in jobs] == list(
            threads.map(lambda job: batches.ask(job, work.do), jobs)
        )
    assert sorted(jobs) == sorted(one for batch in work.batches for one in batch)
