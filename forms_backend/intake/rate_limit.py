"""How much may come within an hour from one address, from one network, and from all together.

Addresses are kept in memory alone. What is beyond a limit is judged by `quarantine`.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

_HOUR = 3600
_ADDRESSES = 10_000
_IPV6_HOME = re.compile("[0-9a-f]{1,16}")


class Crowd:
    """How often something came from each address within an hour.

    At most `most` times are remembered of one address; clock: seconds since the epoch.
    """

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """Of how many addresses anything is remembered."""
        return len(self._times)

    def number(self, address: str) -> int:
        """How often it came."""
        with self._lock:
            times = self._times.get(home_of(address), ())
            return sum(1 for one in times if one > self._clock() - _HOUR)

    def count(self, address: str) -> int:
        """It came once more; how often, with this time."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(home_of(address), deque(maxlen=self._most))
            self._times.move_to_end(home_of(address))
            while times and times[0] <= now - _HOUR:
                times.popleft()
            times.append(now)
            while len(self._times) > _ADDRESSES:
                self._times.popitem(last=False)
            return len(times)


def home_of(address: str) -> str:
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


def network_of(address: str) -> str:
    """Of an IPv6 address its first 48 bits, which a provider gives to one customer; else itself."""
    home = home_of(address)
    return f"net {home[:-4].rjust(12, '0')}" if _IPV6_HOME.fullmatch(home) else home
