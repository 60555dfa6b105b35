"""Which declared donation a line of a statement pays.

A donation's form gives a code of seven symbols for the transfer's title. It is looked for among the
letters and digits of the title, so that spaces, hyphens, small letters and cuts do no harm. One
code found is a sure match, of what came and not of what was promised. Everything else is
suggestions with reasons, and a person decides. Money that leaves, and money that the bank gives
back, pays no donation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalog.text.folding import fold
from catalog.text.money import zloty
from catalog.text.phrases import plural
from desk.statements.statement import StatementLine

CODE_LENGTH = 7
_NEAR_DAYS = 14
_MOST_SUGGESTIONS = 5


@dataclass(frozen=True)
class DeclaredDonation:
    """A donation that somebody announced by the form.

    `code` is its reference (K7M-D4QV), `grosze` the amount if one was said, `name` how the donor
    wants to be called, `day` when the form was sent.
    """

    code: str
    grosze: int | None
    name: str
    day: date


class Why(StrEnum):
    """What speaks for a donation, the strongest first."""

    CODE = "code"
    CODE_USED = "code used"
    CODE_ALMOST = "code almost"
    SAME_AMOUNT = "same amount"
    SAME_NAME = "same name"
    NEAR_DATE = "near date"


_SAYS: Mapping[Why, str] = {
    Why.CODE: "W tytule jest kod {words}, ale jest w nim też kod innej darowizny.",
    Why.CODE_USED: "W tytule jest kod {words}, ale ma go już wcześniejsza wpłata z tego wyciągu.",
    Why.CODE_ALMOST: "W tytule jest „{words}”: kod tej darowizny z jednym innym znakiem.",
    Why.SAME_AMOUNT: "Ta sama kwota: {words}.",
    Why.SAME_NAME: "Nadawca nazywa się tak, jak w zgłoszeniu: {words}.",
    Why.NEAR_DATE: "{words}.",
}


@dataclass(frozen=True)
class Reason:
    """One reason; `words` is a code, an amount, a name or a time."""

    why: Why
    words: str

    def __str__(self) -> str:
        return _SAYS[self.why].format(words=self.words)


@dataclass(frozen=True)
class Suggestion:
    """A donation that this line may pay, with at least one reason."""

    donation: DeclaredDonation
    reasons: tuple[Reason, ...]


class Kind(StrEnum):
    """What a line is to the register of donations."""

    SURE = "sure"
    OPEN = "open"
    OUTGOING = "outgoing"
    GIVEN_BACK = "given back"


@dataclass(frozen=True)
class LineMatch:
    """What is known of one line.

    `donation` is set when the match is sure; `codes` are all declared codes in the title, also of a
    line that pays nothing (a donation that goes back has its code, too). `suggestions`: the best
    first.
    """

    line: StatementLine
    kind: Kind
    donation: DeclaredDonation | None = None
    codes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


def match_lines(
    lines: Sequence[StatementLine], declared: Collection[DeclaredDonation]
) -> tuple[LineMatch, ...]:
    """A match for each line, in their order.

    One line pays one donation, and a donation is paid once: a second line with its code is open.
    `declared` are the donations that wait for their money.
    """
    register = _Register(declared)
    return tuple(_match(line, register) for line in lines)


def codes_in(title: str, codes: Collection[str]) -> tuple[str, ...]:
    """Those of `codes` (seven symbols, no hyphen) that stand in a title, each once, in order."""
    return tuple(dict.fromkeys(window for window in _windows(title) if window in codes))


class _Register:
    """Declared donations by code, and by code with one symbol left out; codes that were paid."""

    def __init__(self, declared: Iterable[DeclaredDonation]) -> None:
        self.by_code = {_symbols(one.code): one for one in declared}
        self.used: set[str] = set()
        self._gaps: dict[tuple[int, str], list[str]] = {}
        for code in self.by_code:
            for gap in _gaps(code):
                self._gaps.setdefault(gap, []).append(code)

    def almost(self, title: str) -> dict[str, str]:
        """Codes that stand in a title with one symbol changed, each with what stands there."""
        found: dict[str, str] = {}
        for window in _windows(title):
            for gap in _gaps(window):
                for code in self._gaps.get(gap, ()):
                    found.setdefault(code, window)
        return found


def _match(line: StatementLine, register: _Register) -> LineMatch:
    found = codes_in(line.title, register.by_code.keys())
    codes = tuple(register.by_code[code].code for code in found)
    if line.grosze <= 0 or line.reversal:
        kind = Kind.OUTGOING if line.grosze <= 0 else Kind.GIVEN_BACK
        return LineMatch(line, kind, codes=codes)
    if len(found) == 1 and found[0] not in register.used:
        register.used.add(found[0])
        return LineMatch(line, Kind.SURE, register.by_code[found[0]], codes)
    return LineMatch(line, Kind.OPEN, None, codes, _suggestions(line, found, register))


def _suggestions(
    line: StatementLine, found: Sequence[str], register: _Register
) -> tuple[Suggestion, ...]:
    offered = [
        Suggestion(register.by_code[code], reasons)
        for code, told in _told_by_title(line.title, found, register)
        if (reasons := (*told, *_reasons(line, register.by_code[code])))
        if reasons[0].why is not Why.NEAR_DATE
    ]
    offered.sort(key=lambda one: _rank(line, one))
    return tuple(offered[:_MOST_SUGGESTIONS])


def _told_by_title(
    title: str, found: Sequence[str], register: _Register
) -> Iterator[tuple[str, tuple[Reason, ...]]]:
    """Every donation that still waits or is named by the title, with what the title says of it."""
    almost = {} if found else register.almost(title)
    for code, donation in register.by_code.items():
        if code in found:
            why = Why.CODE if len(found) > 1 else Why.CODE_USED
            yield code, (Reason(why, donation.code),)
        elif code not in register.used:
            yield code, (Reason(Why.CODE_ALMOST, almost[code]),) if code in almost else ()


def _rank(line: StatementLine, one: Suggestion) -> tuple[object, ...]:
    """The strongest reason first, then how many there are, then the nearest day."""
    return (
        list(Why).index(one.reasons[0].why),
        -len(one.reasons),
        abs((line.day - one.donation.day).days),
        one.donation.code,
    )


def _reasons(line: StatementLine, donation: DeclaredDonation) -> Iterator[Reason]:
    if donation.grosze == line.grosze:
        yield Reason(Why.SAME_AMOUNT, zloty(line.grosze))
    if _same_name(line.name, donation.name):
        yield Reason(Why.SAME_NAME, donation.name)
    days = (line.day - donation.day).days
    if 0 <= days <= _NEAR_DAYS:
        yield Reason(Why.NEAR_DATE, _when(days))


def _when(days: int) -> str:
    if days == 0:
        return "Zgłoszono tego samego dnia"
    return f"Zgłoszono {days} {plural(days, 'dzień', 'dni', 'dni')} wcześniej"


def _same_name(sender: str, declared: str) -> bool:
    """Whether every word of the name that was declared is one of the sender's, in any order."""
    words = set(fold(declared).split())
    return bool(words) and words <= set(fold(sender).split())


def _gaps(code: str) -> Iterator[tuple[int, str]]:
    """A code with each of its symbols left out, and which one."""
    return ((at, code[:at] + code[at + 1 :]) for at in range(len(code)))


def _windows(title: str) -> Iterator[str]:
    symbols = _symbols(title)
    return (symbols[at : at + CODE_LENGTH] for at in range(len(symbols) - CODE_LENGTH + 1))


def _symbols(text: str) -> str:
    """Letters and digits alone, large, of plain width."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())
