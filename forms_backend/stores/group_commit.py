"""Many appends in one transaction, over a database's bare connection: few trips, one wait for disk.

The statements are SQLAlchemy's, compiled once. Its machinery around each of them costs three times
what the database itself does. It is hoped that everything is new; if anything is not, nothing is
changed, and the caller goes the careful way.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from catalog.forms.form import Form
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.columns import form_row, moment, sending_row, submission_row
from forms_backend.stores.contract import REMEMBERED, ReferenceTakenError, StoreError

Append: TypeAlias = tuple[SealedSubmission, Form]
_FORGET_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Statements:
    """The text of each statement; parameters are named as the columns.

    begin: empty where the driver begins a transaction by itself.
    sending, submission: give back the reference of the row, and nothing when there was one.
    """

    begin: str
    forget: str
    sending: str
    form: str
    submission: str


class Database(Protocol):
    """What the store over it has to give."""

    def bare(self) -> AbstractContextManager[Any]:
        """A connection of the driver's own (DB-API 2 with `execute`), for one at a time.

        StoreError for whatever the database refuses; then the connection is not used again.
        """
        ...

    def append_alone(self, record: SealedSubmission, form: Form) -> str:
        """As a store's `append`, the careful way."""
        ...


class Appends:
    """Keeps records together with those that other threads bring to the same store.

    The store is given with each: were it kept here, nobody would know when it is done with.
    """

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._batches = Batches[Append, str | Exception]()
        self._forms: frozenset[str] = frozenset()
        self._forgot = datetime.min.replace(tzinfo=UTC)

    def append(self, database: Database, record: SealedSubmission, form: Form) -> str:
        """As a store's `append`."""
        answer = self._batches.ask((record, form), partial(self._keep, database))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _keep(self, database: Database, jobs: Sequence[Append]) -> list[str | Exception]:
        """All in one transaction; each in its own when anything is not new."""
        try:
            if self._all_new(database, jobs):
                return [record.label.reference for record, _ in jobs]
        except StoreError as error:
            return [StoreError(str(error)) for _ in jobs]
        return [_answer(database, record, form) for record, form in jobs]

    def _all_new(self, database: Database, jobs: Sequence[Append]) -> bool:
        """Whether everything was new and is on the disk now; otherwise nothing was changed.

        Rows go in by the order of their keys, so that no two transactions wait for each other.
        """
        records = [record for record, _ in jobs]
        forms = {form.version: form for _, form in jobs if form.version not in self._forms}
        newest = max(record.label.received for record in records)
        due = newest - self._forgot >= _FORGET_EVERY
        with database.bare() as connection:
            if self._statements.begin:
                connection.execute(self._statements.begin)
            with _pipeline(connection):
                if due:
                    earliest = moment(newest - REMEMBERED)
                    connection.execute(self._statements.forget, {"earliest": earliest})
                cursors = list(self._insert(connection, records, forms))
            given = [cursor.fetchall() for cursor in cursors]  # To the end, or SQLite stays busy.
            new = all(given)
            if new:
                connection.commit()
            else:
                connection.rollback()
        if new:
            self._forms |= forms.keys()
            self._forgot = newest if due else self._forgot
        return new

    def _insert(
        self, connection: Any, records: Sequence[SealedSubmission], forms: Mapping[str, Form]
    ) -> Iterator[Any]:
        """The cursors of what has to be new."""
        onces = (sending_row(one, one.once) for one in records if one.once is not None)
        for row in sorted(onces, key=itemgetter("page", "digest")):
            yield connection.execute(self._statements.sending, row)
        for version, form in sorted(forms.items()):
            connection.execute(self._statements.form, form_row(version, form))
        for row in sorted(map(submission_row, records), key=itemgetter("reference")):
            yield connection.execute(self._statements.submission, row)


def _answer(database: Database, record: SealedSubmission, form: Form) -> str | Exception:
    try:
        return database.append_alone(record, form)
    except (StoreError, ReferenceTakenError) as error:
        return error


def _pipeline(connection: Any) -> AbstractContextManager[Any]:
    """PostgreSQL's driver sends everything inside it at once and then reads all answers."""
    pipeline: Callable[[], AbstractContextManager[Any]]
    pipeline = getattr(connection, "pipeline", nullcontext)
    return pipeline()


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
