"""Jobs of many threads done together: one of those who wait does them all, in one go.

Waiting for the disk takes longest of all, and the disk takes ten submissions as quickly as one.
Nobody waits for others to come: a job that comes alone is done at once and alone.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Job = TypeVar("_Job")
_Answer = TypeVar("_Answer")
_MOST = 32


@dataclass
class _Waiting(Generic[_Job, _Answer]):
    """A thread with its job. It is called when the job is done, or when it is its turn to lead."""

    job: _Job
    called: threading.Event = field(default_factory=threading.Event)
    answers: tuple[_Answer, ...] = ()
    error: BaseException | None = None

    @property
    def done(self) -> bool:
        return bool(self.answers) or self.error is not None


class Batches(Generic[_Job, _Answer]):
    """Threads in, answers out. Only one batch is under way at any time."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._line: deque[_Waiting[_Job, _Answer]] = deque()
        self._led = False

    def ask(self, job: _Job, do: Callable[[Sequence[_Job]], Sequence[_Answer]]) -> _Answer:
        """The answer to this job, once it is done: by this thread or by another one.

        do: does some jobs, at least one, and answers each in its place; the same in every thread.
            What it raises is raised in every thread whose job was among them.
        """
        mine = _Waiting[_Job, _Answer](job)
        with self._door:
            self._line.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            mine.called.wait()
        if not mine.done:
            self._lead(do)
        if mine.error is not None:
            raise mine.error
        return mine.answers[0]

    def _lead(self, do: Callable[[Sequence[_Job]], Sequence[_Answer]]) -> None:
        """Do what is waiting, the own job first, and call the next leader if anybody has come."""
        with self._door:
            batch = [self._line.popleft() for _ in range(min(len(self._line), _MOST))]
        try:
            for one, answer in zip(batch, do([one.job for one in batch]), strict=True):
                one.answers = (answer,)
        except BaseException as error:  # noqa: BLE001 - each thread has to hear of it
            for one in batch:
                one.answers, one.error = (), error
        with self._door:
            following = self._line[0] if self._line else None
            self._led = following is not None
        for one in batch:
            one.called.set()
        if following is not None:
            following.called.set()
