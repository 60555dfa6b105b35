"""How much of the disk what was put aside may take: a flood of machines leaves room for people."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from forms_backend.intake.quarantine import QUARANTINE
from forms_backend.stores.contract import Store, StoreError

_LOOK_EVERY = 600
_ROOM_OF_A_ROW = 1000
"""Bytes of a row besides its envelope: label, digest, and what a store adds."""


class FullQuarantineError(StoreError):
    """No more can be put aside; what comes without a doubt is kept as ever."""


class QuarantineShare:
    """Counts the bytes that wait in quarantine. Safe between threads; each process counts alone.

    percent: of the disk under `folder`; clock: seconds.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        percent: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is counted yet."""
        self._store = store
        self._folder = folder
        self._percent = percent
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting = 0
        self._looked: float | None = None

    def take(self, size: int) -> None:
        """One more of so many bytes. Raises FullQuarantineError, and StoreError as the store."""
        with self._lock:
            now = self._clock()
            if self._looked is None or now - self._looked >= _LOOK_EVERY:
                self._waiting, self._looked = self._counted(), now
            if self._waiting + size + _ROOM_OF_A_ROW > self.most:
                self._looked = None  # Somebody may have looked through it meanwhile.
                raise FullQuarantineError("kwarantanna zajmuje całe miejsce, które wolno jej zająć")
            self._waiting += size + _ROOM_OF_A_ROW

    @property
    def most(self) -> int:
        """Bytes that all of it may take."""
        nearest = next(one for one in (self._folder, *self._folder.parents) if one.exists())
        return shutil.disk_usage(nearest).total * self._percent // 100

    def _counted(self) -> int:
        records = self._store.listing(states=(QUARANTINE,)).records
        return sum(len(json.dumps(one.envelope.as_json())) + _ROOM_OF_A_ROW for one in records)
