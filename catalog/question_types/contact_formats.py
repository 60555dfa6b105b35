"""Telephones and e-mail addresses as people type them, and what is wrong with one, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from catalog.records import identifiers
from catalog.text.language import _
from catalog.text.tidying import one_line, plain

_EXTENSION = re.compile(
    r"[\s,;(]*(?<![^\W\d_])(?:(?:nr|numer|tel)\.?\s*)?(?:wewn(?:ętrzny|etrzny)?|wew|int|w)\.?\s*:?\s*(?=\d)"
    r"([\d\s]+)\)?",
    re.IGNORECASE,
)
_ONE_PHONE = re.compile(
    r"(?i)[^\d+]*\+?[\d\s().\-/]+(?:;?\s*(?:ext|wew|x|\#)\.?\s*=?\s*\d{1,7})?\s*"
)
_ZERO_AFTER_COUNTRY = re.compile(
    r"^([^\d+]*)(?:(?:\+|00)\s?48|48(?=\s*\(0\)))[\s.-]*(?:\(0\)|0(?=(?:[\s.()-]*\d){9}(?!\s*\d)))\s*"
)
"""The zero of calls inside the country, written after the country's number: +48 (0) 601 …"""
_EIGHT_IN_FRONT = re.compile(r"^\D*8[\s-]+(\(?\d{3}\)?[\s-]+\d{5})\D*$")
"""How Lithuania writes a number for calls inside the country: 8 612 34567."""
_MORE_BEHIND = re.compile(r"\D*(?:\d[\s().-]*){8}\d[\s/-]+\d{1,4}\D*")
_SHORTEST_END = 2
"""How many letters the end of a domain has at least."""
_WORD = re.compile(r"\d[\W\d]*([^\W\d_][^\d]*)")
_PAIRS = re.compile(r"^\D*0\d(?:[\s.-]\d\d){4}\D*$")
"""How France writes its ten digits."""
_FOUR_FIRST = re.compile(r"^\D*0\d{3}[\s.-]?\d{3}[\s.-]?\d{3}\D*$")
"""How mobiles of Romania, Vietnam and Bulgaria are written; no Polish landline is."""
_FOUR_FIRST_COUNTRIES = ("40", "84", "359")
_BEFORE_EMAIL = re.compile(r"^(?:mailto|e-?mail)\s*:\s*", re.IGNORECASE)
_AROUND_EMAIL = re.compile(r"[\s<>()\[\]\"„”,;]+")


def read_phone(text: str) -> str:
    """E.164, such as +48601234567; with an extension, +48221234567;ext=12.

    A zero before nine digits is the old Polish way, and the Ukrainian one of today (pairs: the
    French; four digits first: the Romanian, Vietnamese, Bulgarian): what would be somebody in both
    countries is asked back.
    """
    writing = re.sub(r"[\s,;]+$", "", plain(text).replace("_", " ").replace("++", "+"))
    writing = _EXTENSION.sub(r" ext. \1", re.sub(r",(?=\s*\d{1,4}$)", "/", writing))
    writing = _ZERO_AFTER_COUNTRY.sub(r"\1+48 ", writing)
    numbers = re.findall(r"\d(?:[\s().-]?\d){6,}", writing)
    digits = re.sub(r"\D", "", re.split(r"(?i)ext|x|#|wew", writing, maxsplit=1)[0])
    if len(digits) == 18 and _is_phone(digits[:9]) and _is_phone(digits[9:]):
        numbers = [digits[:9], digits[9:]]
    if len(numbers) > 1 or not _ONE_PHONE.fullmatch(writing):
        raise ValueError(_no_phone(writing, len(numbers)))
    found: list[str] = []
    for candidate in _candidates(writing, digits):
        with suppress(ValueError):
            found.append(identifiers.e164(identifiers.phone(candidate)))
    if "+" not in writing and len(digits) == 10 and digits.startswith("0"):
        _refuse_two_countries("33" if _PAIRS.search(writing) else "380", digits[1:], found)
        if _FOUR_FIRST.search(writing):
            for country in _FOUR_FIRST_COUNTRIES:
                _refuse_two_countries(country, digits[1:], found, mobile=True)
    if eight := _EIGHT_IN_FRONT.search(writing):
        _refuse_two_countries("370", re.sub(r"\D", "", eight[1]), found)
    if not found:
        raise ValueError(_wrong_phone(writing, digits))
    return found[0]


def _no_phone(writing: str, numbers: int) -> str:
    """What stands beside the digits, for the person who typed it."""
    if numbers > 1:
        return _("Wpisz tylko jeden numer telefonu, na przykład 601 234 567.")
    if word := _WORD.search(writing):
        return _("Sprawdź numer telefonu: wpisz same cyfry, bez „{word}”.").format(
            word=word[1].strip(" ()[].,;")
        )
    return _("Wpisz jeden numer telefonu, na przykład 601 234 567 albo 22 123 45 67.")


def _wrong_phone(writing: str, digits: str) -> str:
    """What is wrong with digits that are no number, for the person who typed them."""
    if len(digits) < 9:
        return _("Wpisz cały numer telefonu: polski ma 9 cyfr, a tu jest ich {number}.").format(
            number=len(digits)
        )
    if _MORE_BEHIND.fullmatch(writing) and _is_phone(digits[:9]):
        return _(
            "Sprawdź numer telefonu: polski ma 9 cyfr, a tu jest ich {number}. Numer wewnętrzny "
            "wpisz po „wew.”: {right}. Numer z innego kraju zacznij od + i numeru kraju."
        ).format(number=len(digits), right=show_phone(f"+48{digits[:9]};ext={digits[9:]}"))
    return _(
        "Sprawdź numer telefonu: polski ma 9 cyfr. Numer z innego kraju zacznij od + i numeru "
        "kraju."
    )


def _is_phone(digits: str) -> bool:
    with suppress(ValueError):
        identifiers.phone(digits)
        return True
    return False


def _candidates(writing: str, digits: str) -> Iterator[str]:
    """A number as written; without the zero of long ago; with a country whose plus is missing."""
    yield writing
    yield re.sub(r"^\D*0", "", writing)
    if len(digits) >= 11 and "+" not in writing and not digits.startswith("0"):
        yield f"+{writing.strip()[writing.strip().index(digits[0]) :]}"


def _refuse_two_countries(
    country: str, rest: str, found: Sequence[str], *, mobile: bool = False
) -> None:
    """Raise ValueError when a number with a zero in front is given out in another country, too."""
    try:
        foreign = identifiers.phone(f"+{country}{rest}")
    except ValueError:
        return
    if mobile and not identifiers.takes_sms(foreign):
        return
    raise ValueError(
        (
            _(
                "Sprawdź numer telefonu. Numer z Polski wpisz tak: {polish}. Numer z innego kraju "
                "wpisz z numerem kraju: {foreign}."
            )
            if country == "370"
            else _(
                "Sprawdź numer telefonu. Numer z Polski wpisz bez zera na początku: {polish}. "
                "Numer z innego kraju wpisz z numerem kraju: {foreign}."
            )
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
    writing = _BEFORE_EMAIL.sub("", one_line(text).replace("\uff20", "@"))
    writing = writing.rstrip(".,;").strip("<>()\"'„”")
    with suppress(ValueError):
        if "=?" not in writing:
            return identifiers.email(writing)
    raise ValueError(_wrong_email(writing))


def _wrong_email(writing: str) -> str:
    """What is wrong with an address, for the person who typed it."""
    if "@" not in writing:
        return _("Wpisz adres e-mail z małpą (@), na przykład biuro@example.org.")
    named = [one for one in _AROUND_EMAIL.split(writing) if "@" in one]
    if len(named) == 1 and named[0] != writing:
        with suppress(ValueError):
            return _("Wpisz sam adres e-mail, bez nazwy i nawiasów: {address}.").format(
                address=identifiers.email(named[0])
            )
    if writing.count("@") > 1:
        return _("Wpisz tylko jeden adres e-mail. Znak @ ma w nim być jeden raz.")
    if " " in writing:
        return _("Sprawdź adres e-mail: nie może mieć spacji.")
    if strange := identifiers.other_alphabet(writing):
        return _("Sprawdź adres e-mail: „{letter}” jest z innego alfabetu.").format(letter=strange)
    local, domain = writing.split("@")
    if not local or not domain:
        return _("Sprawdź adres e-mail: brakuje nazwy przed znakiem @ albo po nim.")
    return _wrong_domain(local, domain)


def _wrong_domain(local: str, domain: str) -> str:
    """What is wrong with an address that has one @ and something on either side."""
    if "," in domain:
        return _("Sprawdź adres e-mail: po znaku @ jest przecinek, a powinna być kropka.")
    if ";" in domain:
        return _("Sprawdź adres e-mail: po znaku @ jest średnik, a powinna być kropka.")
    if re.search(r"\.\.|^\.|\.@|@\.", f"{local}@{domain}"):
        return _("Sprawdź adres e-mail: kropka stoi w nim tam, gdzie nie może.")
    if "." not in domain or len(domain.rpartition(".")[2]) < _SHORTEST_END:
        return _("Sprawdź adres e-mail: po znaku @ brakuje końcówki, na przykład .pl.")
    return _("Sprawdź adres e-mail. Powinien wyglądać tak: biuro@example.org.")
