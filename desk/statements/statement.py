"""A bank statement as a value that cannot exist unless its sums agree.

All amounts are whole grosze of złote: an account in another currency is refused by its reader.
Readers hand over drafts; `statements_of` numbers equal lines, checks sums and continuity, or
refuses.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from catalog.records import identifiers
from catalog.text.money import zloty
from catalog.text.tidying import one_line

_MOST_GROSZE = 10**13
"""A hundred milliard złotych: more is a damaged file, and no database would keep it."""
_UNIT = "\x1f"


class Typed(StrEnum):
    """What a file may leave out, so that the treasurer types it in from the bank's page."""

    ACCOUNT = "numer rachunku"
    OPENING = "saldo początkowe"
    CLOSING = "saldo końcowe"


class StatementError(ValueError):
    """Why this file is refused: one Polish sentence or two, with the place in the file.

    `asks` names what the treasurer may type in, so that the same file can be read after all.
    """

    def __init__(
        self, sentence: str, where: str = "", *, name: str = "", asks: tuple[Typed, ...] = ()
    ) -> None:
        super().__init__(sentence)
        self.sentence, self.where, self.name, self.asks = sentence, where, name, asks

    def in_file(self, name: str) -> StatementError:
        """The same, with the file's name in front."""
        return StatementError(self.sentence, self.where, name=name, asks=self.asks)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.name, self.where, self.sentence) if part)


@dataclass(frozen=True)
class Booking:
    """What one line of a statement says.

    `day` is when the bank booked it; `grosze` is below zero when money left the account. `name` is
    the other side, `bank_reference` what the bank calls it; both may be empty. `reversal`: the bank
    takes back an earlier booking, so that money which comes in by it is nobody's gift.
    """

    day: date
    grosze: int
    title: str
    name: str = ""
    bank_reference: str = ""
    reversal: bool = False


@dataclass(frozen=True)
class StatementLine(Booking):
    """A booking that can be told apart from every other, in whichever file it stands.

    `identity` is the SHA-256 (hexadecimal) of account, day, amount, title, bank reference, and its
    ordinal among lines of the account that are equal in all of these. Another format of the same
    bank may cut titles elsewhere: an account is best kept to one.
    """

    identity: str = ""


@dataclass(frozen=True)
class Statement:
    """One statement of one account (`account`: the 26 digits of its NRB), its balances in grosze.

    Raises StatementError unless opening + lines = closing.
    """

    account: str
    opening: int
    closing: int
    first_day: date
    last_day: date
    lines: tuple[StatementLine, ...]

    def __post_init__(self) -> None:
        total = sum(line.grosze for line in self.lines)
        if self.opening + total == self.closing:
            return
        raise StatementError(
            f"Saldo początkowe {zloty(self.opening)} i operacje (razem {zloty(total)}) dają"
            f" {zloty(self.opening + total)}, a saldo końcowe to {zloty(self.closing)}: różnica"
            f" {zloty(self.closing - self.opening - total)}. Brakuje operacji albo plik jest"
            " uszkodzony. Pobierz wyciąg z banku jeszcze raz."
        )


@dataclass(frozen=True)
class Draft:
    """A statement as a reader found it, not yet checked. `where` is its place in the file."""

    account: str
    opening: int
    closing: int
    first_day: date
    last_day: date
    bookings: tuple[Booking, ...]
    where: str = ""


def statements_of(drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """Statements that agree with themselves and with each other.

    Raises StatementError: sums disagree, a statement stands twice, statements of one account do not
    continue each other (in the file's order or the reverse), or there is no line at all.
    """
    if not any(draft.bookings for draft in drafts):
        raise StatementError("W pliku nie ma żadnej operacji: nie ma czego wczytać.")
    if len(set(_without_place(drafts))) < len(drafts):
        raise StatementError(
            "Ten sam wyciąg stoi w pliku dwa razy. Wczytaj plik z banku bez zmian."
        )
    seen: Counter[str] = Counter()
    statements = tuple(_checked(draft, seen) for draft in drafts)
    for account in dict.fromkeys(one.account for one in statements):
        _refuse_gap([one for one in statements if one.account == account])
    return statements


def _without_place(drafts: Iterable[Draft]) -> list[tuple[object, ...]]:
    return [
        (one.account, one.opening, one.closing, one.first_day, one.last_day, one.bookings)
        for one in drafts
    ]


def _checked(draft: Draft, seen: Counter[str]) -> Statement:
    lines = tuple(_identified(draft.account, booking, seen) for booking in draft.bookings)
    try:
        return Statement(
            draft.account, draft.opening, draft.closing, draft.first_day, draft.last_day, lines
        )
    except StatementError as error:
        raise StatementError(error.sentence, draft.where) from None


def _identified(account: str, booking: Booking, seen: Counter[str]) -> StatementLine:
    same = _UNIT.join(
        (
            account,
            booking.day.isoformat(),
            str(booking.grosze),
            booking.title,
            booking.bank_reference,
        )
    )
    seen[same] += 1
    identity = hashlib.sha256(f"{same}{_UNIT}{seen[same]}".encode()).hexdigest()
    return StatementLine(**vars(booking), identity=identity)


def _refuse_gap(statements: Sequence[Statement]) -> None:
    broken = [(one, other) for one, other in pairwise(statements) if one.closing != other.opening]
    backwards = all(one.opening == other.closing for one, other in pairwise(statements))
    if broken and not backwards:
        one, other = broken[0]
        raise StatementError(
            f"Wyciąg do {one.last_day:%d.%m.%Y} kończy się saldem {zloty(one.closing)}, a następny,"
            f" od {other.first_day:%d.%m.%Y}, zaczyna się saldem {zloty(other.opening)}. Brakuje"
            " wyciągu pomiędzy nimi."
        )


def booking(  # noqa: PLR0913 - the fields of a booking
    day: date,
    grosze: int,
    title: str,
    name: str = "",
    bank_reference: str = "",
    *,
    reversal: bool = False,
) -> Booking:
    """A booking with tidy texts: composed letters, single spaces, no signs that nobody sees."""
    return Booking(day, grosze, one_line(title), one_line(name), one_line(bank_reference), reversal)


def account_digits(written: str, where: str = "") -> str:
    """The NRB of an account written with PL, slash or spaces. StatementError for another."""
    text = written.strip().removeprefix("/")
    try:
        return identifiers.account(text)
    except ValueError:
        raise StatementError(
            f"„{shown(written)}” to nie numer rachunku w polskim banku (26 cyfr).", where
        ) from None


def refuse_currency(currency: str, where: str = "") -> None:
    """StatementError unless amounts are in złote."""
    if currency.strip().upper() not in {"PLN", "ZŁ"}:
        raise StatementError(
            f"Waluta to „{shown(currency)}”. Czytamy wyciągi rachunków w złotych (PLN).", where
        )


def bounded(grosze: int, where: str = "") -> int:
    """The amount; StatementError when no account could hold it."""
    if abs(grosze) > _MOST_GROSZE:
        raise StatementError("Kwota jest za duża, plik jest uszkodzony.", where)
    return grosze


def shown(written: str) -> str:
    """What stands in a file, short enough for a sentence."""
    text = one_line(written)
    return text if len(text) <= 60 else f"{text[:59]}…"
