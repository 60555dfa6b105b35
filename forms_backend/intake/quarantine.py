"""What looks like a machine is put aside for a person to look at; it is never dropped.

The signs: a trap was filled in that no person sees, the check page was confirmed faster than
anybody reads, too much came from one address, from one network or from all together, or a browser
did not do the sum of `challenge`. What it was is sealed with the answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from itsdangerous import BadSignature

from catalog.forms.form import RESERVED
from catalog.forms.form_class import Values
from forms_backend.intake.rate_limit import Crowd, network_of
from forms_backend.sealing.signed_values import Signer

TRAP = f"{RESERVED}strona"
SEEN = f"{RESERVED}seen"
PROOF = f"{RESERVED}proof"
NEW = "new"
QUARANTINE = "quarantine"
_REFUSED_AT = 10
TRAPPED, UNSEEN, HASTY, CROWDED = "trap", "unseen", "pace", "rate"
NETWORK, FLOODED = "network", "flood"
_NETWORK_AT = 4
"""So many homes' worth may come from one network: the first 48 bits of an IPv6 address."""
_FLOOD_AT = 10
"""So many homes' worth may come from everywhere."""
UNSOLVED, WRONG, EXPIRED, REPLAYED, UNNOTED = "unsolved", "wrong", "expired", "replayed", "unnoted"
DOUBTS = {
    TRAPPED: "wypełnione jest pole, którego człowiek nie widzi",
    UNSEEN: "nikt nie oglądał strony, na której sprawdza się odpowiedzi",
    HASTY: "odpowiedzi potwierdzono szybciej, niż da się je przeczytać",
    CROWDED: "w ciągu godziny przyszło bardzo dużo zgłoszeń z jednego adresu",
    NETWORK: "w ciągu godziny przyszło bardzo dużo zgłoszeń z jednej sieci",
    FLOODED: "w ciągu godziny przyszło bardzo dużo zgłoszeń od wszystkich; tak bywa też po audycji",
    UNSOLVED: "przeglądarka nie rozwiązała zadania; tak jest też u ludzi bez JavaScriptu",
    WRONG: "rozwiązanie zadania jest podrobione albo zmienione",
    EXPIRED: "zadanie rozwiązano zbyt dawno; tak bywa też u ludzi, którzy długo czytali",
    REPLAYED: "tym samym rozwiązaniem zadania wysłano już inne zgłoszenie",
    UNNOTED: "serwer nie mógł zapisać, że zadanie jest już zużyte",
}
"""Why something looks like a machine, as coordinators read it."""


@dataclass
class Watch:
    """Counts what comes from an address and knows when a check page was drawn.

    rate: confirmations an hour from one address that are taken without a doubt; 0: any number.
    pace: seconds that a person needs to read the check page; 0: none.
    clock: seconds since the epoch.
    confirmed, challenged: what came from where: confirmations, and requests for a sum to do.
    networks, everybody: confirmations from one network of many homes, and from all together. What
        is beyond these is put aside and never refused: most of it may be people.
    """

    secret: bytes = field(repr=False)
    rate: int
    pace: int
    clock: Callable[[], float] = time.time
    confirmed: Crowd = field(init=False, repr=False)
    challenged: Crowd = field(init=False, repr=False)
    networks: Crowd = field(init=False, repr=False)
    everybody: Crowd = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Nobody has come yet."""
        self.confirmed = Crowd(self._most + 1, self.clock)
        self.challenged = Crowd(self._most + 1, self.clock)
        self.networks = Crowd(_NETWORK_AT * self.rate + 1, self.clock)
        self.everybody = Crowd(_FLOOD_AT * self.rate + 1, self.clock)

    def stamp(self, values: Values, page: str) -> str:
        """What the check page carries: its id, when it was drawn, whether the trap was filled."""
        return str(self._signer.dumps([self.clock(), _trapped(values), page]))

    def doubts(self, values: Values, page: str, address: str) -> tuple[str, ...]:
        """Why a confirmed submission looks like a machine's. Counts it for its address.

        `page` is the id of the check page that was confirmed.
        """
        found = {
            CROWDED: self.confirmed.count(address) > self.rate > 0,
            NETWORK: self.networks.count(network_of(address)) > _NETWORK_AT * self.rate > 0,
            FLOODED: self.everybody.count("") > _FLOOD_AT * self.rate > 0,
            **self._doubts_of_page(values, page),
        }
        return tuple(doubt for doubt in DOUBTS if found.get(doubt))

    def too_many(self, address: str) -> bool:
        """Whether so much came from this address that no more can be taken now."""
        return self.confirmed.number(address) >= self._most > 0

    def asks_too_often(self, address: str) -> bool:
        """Whether this address asks for more sums than it may confirm. Counts this one."""
        return self.challenged.count(address) > self._most > 0

    @property
    def _most(self) -> int:
        return self.rate * _REFUSED_AT

    def _doubts_of_page(self, values: Values, page: str) -> dict[str, bool]:
        try:
            drawn, trapped, own = self._signer.loads("".join(values.get(SEEN, ())))
        except (BadSignature, ValueError, TypeError):
            return {UNSEEN: bool(self.pace), TRAPPED: _trapped(values)}
        return {
            TRAPPED: bool(trapped) or _trapped(values),
            UNSEEN: own != page and bool(self.pace),
            HASTY: self.clock() - drawn < self.pace,
        }

    @cached_property
    def _signer(self) -> Signer:
        return Signer(self.secret, salt="seen")


def state_of(doubts: Sequence[str]) -> str:
    """The state in which a submission with these doubts is kept."""
    return QUARANTINE if doubts else NEW


def _trapped(values: Values) -> bool:
    return any(one.strip() for one in values.get(TRAP, ()))
