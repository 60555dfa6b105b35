"""How far a submission is, for whoever has its number: kept, read by a person, or answered; and
whose turn it is while an agreement waits.

What it is about is never told, and the service could not: it keeps the state alone. A number has
30 random bits, so wrong ones are counted, of each home and of all together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from forms_backend.intake.rate_limit import Crowd
from forms_backend.sealing.readable_codes import right_reference, tidy_reference
from forms_backend.stores.contract import Store

KEPT, READ, ANSWERED = "kept", "read", "answered"
YOUR_TURN, THEIR_TURN = "your turn", "their turn"
_STATES: Mapping[str, str] = {
    "read": READ,
    "done": ANSWERED,
    "to-agree": YOUR_TURN,
    "agreed": THEIR_TURN,
}
"""Of the store's states those that say more than that it is kept; quarantine says no more."""
MOST_OF_A_HOME = 10
MOST_OF_ALL = 1_000
_ALL = "all"


@dataclass
class CaseStates:
    """Answers by number. clock: seconds since the epoch.

    Wrong numbers in an hour: ten of one home, and a thousand of all, then nobody is answered.
    """

    store: Store
    clock: Callable[[], float] = time.time
    wrong: Crowd = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Nobody has guessed yet."""
        self.wrong = Crowd(MOST_OF_ALL, self.clock)

    def guessed_too_often(self, address: str) -> bool:
        """Whether so many wrong numbers came that none is looked for now."""
        of_all = self.wrong.number(_ALL) >= MOST_OF_ALL
        return of_all or self.wrong.number(address) >= MOST_OF_A_HOME

    def state(self, typed: str, address: str) -> str | None:
        """KEPT, READ, ANSWERED or whose turn; None for a wrong, missing or erased number, alike.

        Raises StoreError.
        """
        reference = tidy_reference(typed)
        found = self.store.find([reference]).records if right_reference(reference) else ()
        if found:
            return _STATES.get(found[0].state, KEPT)
        self.wrong.count(address)
        self.wrong.count(_ALL)
        return None
