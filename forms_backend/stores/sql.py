"""The store over SQLAlchemy, on SQLite or PostgreSQL. Its tables are in `tables.py`.

They are made by `wzajemnie store init`, never at import: two workers would race.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from catalog.forms.form import Form
from catalog.text.system_errors import reason
from forms_backend.sealing.submission import SealedSubmission
from forms_backend.stores.columns import (
    COLUMNS,
    chunks,
    form_row,
    listing_of,
    moment,
    sending_row,
    submission_row,
)
from forms_backend.stores.contract import (
    REMEMBERED,
    Damage,
    Listing,
    ReferenceTakenError,
    StoreError,
    fits,
)
from forms_backend.stores.database_errors import words_of
from forms_backend.stores.durable_files import lack_of_room
from forms_backend.stores.group_commit import Appends
from forms_backend.stores.sqlite import connect, make_file, salvage, scrub
from forms_backend.stores.tables import (
    FORGET,
    FORMS,
    METADATA,
    ONCE,
    SAME,
    SENDINGS,
    SUBMISSIONS,
    WRITE,
    inserts,
    statements,
)

_READING = "wzajemnie_reading"
_POSTGRESQL = {
    "connect_timeout": 10,
    "options": "-c synchronous_commit=on -c lock_timeout=20s -c statement_timeout=120s",
}


class SQLStore:
    """A database with the three tables. Connects when it is first asked, not when it is made."""

    def __init__(self, address: str) -> None:
        """ValueError or SQLAlchemy's own error when the address cannot be read."""
        url = sa.make_url(address)
        self._where = url.render_as_string(hide_password=True)
        self._path = Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
        self._engine = _engine(url, self._path)
        self._driver: Any = self._engine.dialect.loaded_dbapi
        insert = sqlite.insert if self._path else postgresql.insert
        self._add, self._add_new = inserts(insert)
        self._turn = threading.Lock()
        self._appends = Appends(statements(insert))
        weakref.finalize(self, self._engine.dispose)  # Says goodbye to a server when it ends.

    def make_schema(self) -> None:
        """Make the file and the tables where they are missing; what is there stays."""
        try:
            if self._path:
                make_file(self._path)
        except OSError as error:
            raise StoreError(f"Nie da się utworzyć bazy {self._path}: {reason(error)}") from error
        with self._writing() as connection:
            METADATA.create_all(connection)

    def append(self, record: SealedSubmission, form: Form) -> str:
        return self._appends.append(self, record, form)

    @contextmanager
    def bare(self) -> Iterator[Any]:
        """The driver's own connection. One on which anything went wrong is not used again."""
        with self._named(), self._turn:
            pooled = self._engine.raw_connection()
            try:
                yield pooled.driver_connection
            except BaseException:
                pooled.invalidate()
                raise
            finally:
                pooled.close()

    def append_alone(self, record: SealedSubmission, form: Form) -> str:
        """Look for an earlier sending before anything is kept."""
        with self._writing() as connection:
            earlier = self._earlier(connection, record) if record.once else None
            if earlier is not None:
                return earlier
            connection.execute(self._add[FORMS], form_row(form.version, form))
            kept = connection.execute(self._add_new[SUBMISSIONS], submission_row(record))
            if kept.first() is None:
                raise ReferenceTakenError
        return record.label.reference

    def listing(
        self,
        form: str | None = None,
        states: Collection[str] | None = None,
        since: datetime | None = None,
    ) -> Listing:
        chosen = []
        if form is not None:
            chosen.append(SUBMISSIONS.c.form == form)
        if states is not None:
            chosen.append(SUBMISSIONS.c.state.in_(states))
        if since is not None:
            chosen.append(SUBMISSIONS.c.received >= moment(since))
        return self._some(chosen, partial(fits, form=form, states=states, since=since))

    def find(self, references: Collection[str]) -> Listing:
        found: list[SealedSubmission] = []
        damages: list[Damage] = []
        for some in chunks(sorted(references)):
            among = partial(_is_among, some)
            part = self._some([SUBMISSIONS.c.reference.in_(some)], among)
            found += part.records
            damages += part.damages
        found.sort(key=_received)
        return Listing(tuple(found), tuple(dict.fromkeys(damages)))

    def form(self, version: str) -> Form | None:
        query = sa.select(FORMS.c.definition).where(FORMS.c.version == version[:12])
        try:
            with self._reading() as connection:
                texts = list(connection.execute(query).scalars())
        except StoreError:
            if self._path is None:
                raise
            rows = salvage(self._path, "definition", "forms", "version")
            texts = [definition for (definition,) in rows]
        for text in texts:
            with suppress(ValueError):
                form = Form.from_text(text)
                if form.digest.startswith(version):
                    return form
        return None

    def set_state(self, reference: str, state: str) -> bool:
        change = sa.update(SUBMISSIONS).where(SUBMISSIONS.c.reference == reference)
        with self._writing() as connection:
            return bool(connection.execute(change.values(state=state)).rowcount)

    def erase(self, references: Collection[str]) -> tuple[str, ...]:
        return self._erase(SUBMISSIONS.c.reference.in_(one) for one in chunks(sorted(references)))

    def purge(self, before: date) -> tuple[str, ...]:
        with self._writing() as connection:
            connection.execute(FORGET, {"earliest": moment(datetime.now(UTC) - REMEMBERED)})
        return self._erase([SUBMISSIONS.c.keep_until < before.isoformat()])

    def adopt(self, records: Iterable[SealedSubmission], forms: Mapping[str, Form]) -> None:
        for some in chunks(list(records)):
            versions = sorted({record.label.form_version for record in some})
            definitions = [form_row(version, forms[version]) for version in versions]
            rows = [submission_row(record) for record in some]
            sendings = [sending_row(record, record.once) for record in some if record.once]
            with self._writing() as connection:
                connection.execute(self._add[FORMS], definitions)
                connection.execute(self._add[SUBMISSIONS], rows)
                if sendings:
                    connection.execute(self._add[SENDINGS], sendings)

    def health(self) -> tuple[Damage, ...]:
        try:
            room = lack_of_room(self._path.parent) if self._path else ()
            with self._reading() as connection:
                for table in METADATA.sorted_tables:
                    connection.execute(sa.select(table).limit(1)).first()
        except (StoreError, OSError) as error:
            return (Damage(self._where, str(error)),)
        return room

    def _earlier(self, connection: Connection, record: SealedSubmission) -> str | None:
        """The reference that the same sending was given; otherwise the sending is noted.

        Another transaction with the same sending waits here until this one has ended.
        """
        assert record.once is not None
        connection.execute(FORGET, {"earliest": moment(record.label.received - REMEMBERED)})
        row = sending_row(record, record.once)
        if connection.execute(self._add_new[SENDINGS], row).first() is not None:
            return None
        return str(connection.execute(SAME, row).scalar_one())

    def _some(
        self, chosen: Sequence[sa.ColumnElement[bool]], wanted: Callable[[SealedSubmission], bool]
    ) -> Listing:
        """The records that are chosen; of a damaged file what it still gives of those that fit."""
        try:
            return self._read(chosen)
        except StoreError as error:
            if self._path is None:
                raise
            damage = Damage(str(self._path), str(error))
        rows = salvage(self._path, f"{', '.join(COLUMNS)}, NULL, NULL", "submissions", "number")
        listing = listing_of(rows, self._where)
        records = sorted(filter(wanted, listing.records), key=_received)
        return Listing(tuple(records), (damage, *listing.damages))

    def _read(self, chosen: Sequence[sa.ColumnElement[bool]]) -> Listing:
        query = (
            sa.select(*(SUBMISSIONS.c[name] for name in COLUMNS), *ONCE)
            .outerjoin_from(SUBMISSIONS, SENDINGS, SENDINGS.c.reference == SUBMISSIONS.c.reference)
            .where(*chosen)
            .order_by(SUBMISSIONS.c.received, SUBMISSIONS.c.number)
        )
        with self._reading() as connection:
            return listing_of(connection.execute(query), self._where)

    def _erase(self, chosen: Iterable[sa.ColumnElement[bool]]) -> tuple[str, ...]:
        """Delete, then scrub: also when nothing was found, for an erasure that was killed."""
        erased: list[str] = []
        for condition in chosen:
            with self._writing() as connection:
                gone = sa.delete(SUBMISSIONS).where(condition).returning(SUBMISSIONS.c.reference)
                references = list(connection.execute(gone).scalars())
                for some in chunks(references):
                    connection.execute(sa.delete(SENDINGS).where(SENDINGS.c.reference.in_(some)))
            erased += references
        self._scrub()
        return tuple(erased)

    def _scrub(self) -> None:
        with self._named():
            if self._path:
                scrub(self._path)
                return
            engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(sa.text("VACUUM submissions, sendings"))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction, on the disk when it has ended. SQLite takes one writer at a time."""
        with self._named():
            if self._path is None:
                with self._engine.begin() as connection:
                    yield connection
            else:
                with self._turn, self._engine.begin() as connection:
                    yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with (
            self._named(),
            self._engine.connect().execution_options(**{_READING: True}) as connection,
        ):
            yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """The database's own words without the values of a statement."""
        try:
            yield
        except DBAPIError as error:
            raise StoreError(words_of(error.orig)) from error
        except self._driver.Error as error:
            raise StoreError(words_of(error)) from error
        except SQLAlchemyError as error:
            raise StoreError(f"baza nie odpowiada ({type(error).__name__})") from error


def _engine(url: sa.URL, path: Path | None) -> Engine:
    if path is None:
        return sa.create_engine(url, connect_args=_POSTGRESQL, pool_pre_ping=True, pool_size=16)
    engine = sa.create_engine(
        "sqlite://", creator=lambda: connect(path), poolclass=sa.QueuePool, pool_size=16
    )

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """A writer takes its turn at once: one that became a writer later could be refused."""
        reading = connection.get_execution_options().get(_READING)
        connection.exec_driver_sql("BEGIN" if reading else WRITE)

    return engine


_received = attrgetter("label.received")


def _is_among(references: Sequence[str], record: SealedSubmission) -> bool:
    return record.label.reference in references
