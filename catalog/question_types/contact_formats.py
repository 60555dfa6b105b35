"""Telephones and e-mail addresses as people type them, and what is wrong with one, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from catalog.records import identifiers
from catalog.text.language import _
from catalog.text.tidying import one_line, plain

_EXTENSION = re.compile(r"\b(?:wewn(?:ętrzny|etrzny)?|wew|w)\b\.?\s*(?=\d)", re.IGNORECASE)
_ONE_PHONE = re.compile(
    r"(?i)[^\d+]*\+?[\d\s().\-/]+(?:;?\s*(?:ext|wew|x|\#)\.?\s*=?\s*\d{1,7})?\s*"
)
_ZERO_AFTER_COUNTRY = re.compile(r"^([^\d+]*(?:\+|00)\s?48)\s*(?:\(0\)|0(?=\d{9}\b|\s))\s*")
"""The zero of calls inside the country, written after the country's number: +48 (0) 601 …"""
_PAIRS = re.compile(r"^\D*0\d(?:[\s.-]\d\d){4}\D*$")
"""How France writes its ten digits."""
_NAMED_EMAIL = re.compile(r".*<\s*([^<>]+@[^<>]+?)\s*>?")


def read_phone(text: str) -> str:
    """E.164, such as +48601234567; with an extension, +48221234567;ext=12.

    A zero before nine digits is the old Polish way, and the Ukrainian one of today (pairs: the
    French): what would be somebody in both countries is asked back.
    """
    writing = _EXTENSION.sub("ext. ", plain(text))
    writing = _ZERO_AFTER_COUNTRY.sub(r"\1 ", writing)
    if not _ONE_PHONE.fullmatch(writing):
        raise ValueError(
            _("Wpisz tylko jeden numer telefonu, na przykład 601 234 567.")
            if len(re.findall(r"\d(?:[\s().-]?\d){6,}", writing)) > 1
            else _("Wpisz jeden numer telefonu, na przykład 601 234 567 albo 22 123 45 67.")
        )
    digits = re.sub(r"\D", "", re.split(r"(?i)ext|x|#|wew", writing, maxsplit=1)[0])
    found: list[str] = []
    for candidate in _candidates(writing, digits):
        with suppress(ValueError):
            found.append(identifiers.e164(identifiers.phone(candidate)))
    if "+" not in writing and len(digits) == 10 and digits.startswith("0"):
        _refuse_two_countries(writing, digits[1:], found)
    if not found:
        raise ValueError(
            _("Wpisz cały numer telefonu: polski ma 9 cyfr, a tu jest ich {number}.").format(
                number=len(digits)
            )
            if len(digits) < 9
            else _(
                "Sprawdź numer telefonu: polski ma 9 cyfr. Numer z innego kraju zacznij od + i "
                "numeru kraju."
            )
        )
    return found[0]


def _candidates(writing: str, digits: str) -> Iterator[str]:
    """A number as written; without the zero of long ago; with a country whose plus is missing."""
    yield writing
    yield re.sub(r"^\D*0", "", writing)
    if len(digits) >= 11 and "+" not in writing and not digits.startswith("0"):
        yield f"+{writing.strip()[writing.strip().index(digits[0]) :]}"


def _refuse_two_countries(writing: str, rest: str, found: Sequence[str]) -> None:
    """Raise ValueError when a number with a zero in front is given out in another country, too."""
    country = "33" if _PAIRS.search(writing) else "380"
    try:
        foreign = identifiers.phone(f"+{country}{rest}")
    except ValueError:
        return
    raise ValueError(
        _(
            "Sprawdź numer telefonu. Numer z Polski wpisz bez zera na początku: {polish}. "
            "Numer z innego kraju wpisz z numerem kraju: {foreign}."
        ).format(
            polish=show_phone(found[0]) if found else "601 234 567",
            foreign=identifiers.grouped(foreign),
        )
    )


def show_phone(kept: str) -> str:
    """Polish numbers in Polish groups, others with their country."""
    try:
        number = identifiers.phone(kept)
    except ValueError:
        return kept  # no longer given out
    extension = _(" wew. {number}").format(number=number.extension) if number.extension else ""
    return identifiers.grouped(number) + extension


def read_email(text: str) -> str:
    """The address as it is written, its domain in small letters.

    One with "=?" in it is refused: mail programs read that as another address in disguise.
    """
    writing = one_line(text).removeprefix("mailto:").rstrip(".,;").strip("<>")
    with suppress(ValueError):
        if "=?" not in writing:
            return identifiers.email(writing)
    raise ValueError(_wrong_email(writing))


def _wrong_email(writing: str) -> str:
    """What is wrong with an address, for the person who typed it."""
    if "@" not in writing:
        return _("Wpisz adres e-mail z małpą (@), na przykład biuro@example.org.")
    if named := _NAMED_EMAIL.fullmatch(writing):
        with suppress(ValueError):
            return _("Wpisz sam adres e-mail, bez nazwy i nawiasów: {address}.").format(
                address=identifiers.email(named[1])
            )
    if writing.count("@") > 1:
        return _("Wpisz tylko jeden adres e-mail. Znak @ ma w nim być jeden raz.")
    if " " in writing:
        return _("Sprawdź adres e-mail: nie może mieć spacji.")
    local, domain = writing.split("@")
    if "," in domain:
        return _("Sprawdź adres e-mail: po znaku @ jest przecinek, a powinna być kropka.")
    if not local or not domain:
        return _("Sprawdź adres e-mail: brakuje nazwy przed znakiem @ albo po nim.")
    if "." not in domain:
        return _("Sprawdź adres e-mail: po znaku @ brakuje końcówki, na przykład .pl.")
    return _("Sprawdź adres e-mail. Powinien wyglądać tak: biuro@example.org.")
