"""What looks like a machine is put aside for a person to look at; it is never dropped.

Three signs: a trap was filled in that no person sees, the check page was confirmed faster than
anybody reads, or too much came from one address. Addresses are kept in memory alone, for an hour.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from itsdangerous import BadSignature, URLSafeSerializer

from catalog.forms import RESERVED
from catalog.sheets import Values

TRAP = f"{RESERVED}strona"
SEEN = f"{RESERVED}seen"
NEW = "new"
QUARANTINE = "quarantine"
_HOUR = 3600
_REFUSED_AT = 10
_ADDRESSES = 10_000


@dataclass
class Watch:
    """Counts confirmations by address and knows when a check page was drawn.

    rate: confirmations an hour from one address that are taken without a doubt; 0: any number.
    pace: seconds that a person needs to read the check page; 0: none.
    clock: seconds since the epoch.
    """

    secret: bytes = field(repr=False)
    rate: int
    pace: int
    clock: Callable[[], float] = time.time
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _times: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict, repr=False)

    def stamp(self, values: Values) -> str:
        """What the check page carries: when it was drawn, and whether the trap was filled in."""
        trapped = any(one.strip() for one in values.get(TRAP, ()))
        return str(self._signer.dumps([self.clock(), trapped]))

    def state(self, values: Values, address: str) -> str:
        """The state in which a confirmed submission is kept. Counts it for its address."""
        count = self._count(address)
        crowded = bool(self.rate) and count > self.rate
        return QUARANTINE if crowded or self._hasty(values) else NEW

    def too_many(self, address: str) -> bool:
        """Whether so much came from this address that no more can be taken now."""
        with self._lock:
            times = self._times.get(_key(address), ())
            recent = sum(1 for one in times if one > self.clock() - _HOUR)
        return bool(self.rate) and recent >= self.rate * _REFUSED_AT

    def _hasty(self, values: Values) -> bool:
        try:
            drawn, trapped = self._signer.loads("".join(values.get(SEEN, ())))
        except (BadSignature, ValueError, TypeError):
            return bool(self.pace)
        filled = any(one.strip() for one in values.get(TRAP, ()))
        return bool(trapped) or filled or self.clock() - drawn < self.pace

    def _count(self, address: str) -> int:
        now = self.clock()
        with self._lock:
            times = self._times.setdefault(_key(address), deque(maxlen=self.rate * _REFUSED_AT + 1))
            self._times.move_to_end(_key(address))
            while times and times[0] <= now - _HOUR:
                times.popleft()
            times.append(now)
            while len(self._times) > _ADDRESSES:
                self._times.popitem(last=False)
            return len(times)

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="seen")


def _key(address: str) -> str:
    """One home: an IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{int(found) >> 64:x}"
