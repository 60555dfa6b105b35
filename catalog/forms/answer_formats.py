"""What people type, in any usual writing, and the one way in which it is kept.

`read` turns a writing into the kept form or raises ValueError with a Polish sentence for the
person; `show` turns the kept form into what a Polish reader expects, and `read(show(x)) == x`.
Phones are kept as E.164 (an extension as in RFC 3966), dates as ISO 8601, numbers as digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import iban
from stdnum.pl import nip as nip_rules

from catalog.text.folding import fold
from catalog.text.language import _
from catalog.text.money import MOST_GROSZE, Precision, parse_amount, zloty
from catalog.text.phrases import long_date

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Signs without a shape. They can turn the order of what is read, and phones copy them along with
a number from an address book; so they are dropped, not refused. Joiners stay: scripts need them.
Controls are dropped, too (those that part lines become spaces), but whoever sent them is told."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
"""Hyphens that do not break, dashes, a minus: how print and web pages part a number."""
_EXTENSION = re.compile(r"\b(?:wewn(?:ętrzny|etrzny)?|wew|w)\b\.?\s*(?=\d)", re.IGNORECASE)
_ONE_PHONE = re.compile(r"[^\d+]*\+?[\d\s().\-/]+(?:;?\s*(?:ext|wew)\.?\s*=?\s*\d{1,7})?\s*")
_DAY_FIRST = re.compile(r"(\d{1,2})\W+(\d{1,2}|[a-z]+)\W+(\d{4})(?:\s*r(?:oku)?\W*)?")
_MONTH_FIRST = re.compile(r"([a-z]+)\W+(\d{1,2})\W+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\W(\d{1,2})\W(\d{1,2})")
_ENGLISH_AMOUNT = re.compile(
    r"(?i)(?:pln\s?)?(\d{1,3}(?:,?\d{3})*\.\d{2})|pln\s?(\d{1,3}(?:,?\d{3})*)"
)
_ZLOTE = re.compile(r"(?i)\s*z[łl](ot(y|e|ych))?$")
_MONTH_NAMES = (
    "styczen stycznia sty i january jan",
    "luty lutego lut ii february feb",
    "marzec marca mar iii march",
    "kwiecien kwietnia kwi iv april apr",
    "maj maja v may",
    "czerwiec czerwca cze vi june jun",
    "lipiec lipca lip vii july jul",
    "sierpien sierpnia sie viii august aug",
    "wrzesien wrzesnia wrz ix september sep",
    "pazdziernik pazdziernika paz x october oct",
    "listopad listopada lis xi november nov",
    "grudzien grudnia gru xii december dec",
)
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}


@dataclass(frozen=True)
class Format:
    """One kind of writing. The last fields are what a browser needs to help with typing it."""

    read: Callable[[str], str]
    show: Callable[[str], str]
    input_type: str = "text"
    input_mode: str | None = None
    max_length: int = 40


def one_line(text: str) -> str:
    """Composed characters, single spaces, nothing around."""
    return _SPACES.sub(" ", _composed(text)).strip()


def paragraphs(text: str) -> str:
    """Composed characters and plain line ends; at most one empty line in a row."""
    composed = _composed(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(_SPACES.sub(" ", line).strip() for line in composed.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _plain(text: str) -> str:
    """Digits of any width as plain ones, any dash as a hyphen."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text))


def read_phone(text: str) -> str:
    """E.164, such as +48601234567; with an extension, +48221234567;ext=12."""
    writing = _EXTENSION.sub("ext. ", _plain(text))
    if _ONE_PHONE.fullmatch(writing):
        for candidate in (writing, re.sub(r"^\D*0", "", writing)):
            number = _parsed_phone(candidate)
            if number is not None:
                kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                return f"{kept};ext={number.extension}" if number.extension else kept
    raise ValueError(_("Wpisz jeden numer telefonu, na przykład 601 234 567 albo 22 123 45 67."))


def _parsed_phone(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, "PL")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def show_phone(kept: str) -> str:
    """Polish numbers in Polish groups, others with their country."""
    number = _parsed_phone(kept)
    if number is None:
        return kept
    extension = _(" wew. {number}").format(number=number.extension) if number.extension else ""
    number.extension = None
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 48
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style) + extension


def read_email(text: str) -> str:
    """The address as it is written, its domain in small letters.

    One with "=?" in it is refused: mail programs read that as another address in disguise.
    """
    writing = one_line(text).removeprefix("mailto:").rstrip(".,;").strip("<>")
    with suppress(EmailNotValidError):
        if "=?" not in writing:
            return validate_email(writing, check_deliverability=False).normalized
    raise ValueError(_("Wpisz adres e-mail z małpą (@), na przykład biuro@fundacja.pl."))


def read_nip(text: str) -> str:
    """Ten digits with a right check digit."""
    digits = re.sub(r"^(NIP|PL)+", "", _NOT_ALNUM.sub("", text).upper())
    if not nip_rules.is_valid(digits):
        raise ValueError(_("Sprawdź NIP: ma 10 cyfr, a któraś się nie zgadza."))
    return nip_rules.compact(digits)


def read_krs(text: str) -> str:
    """Ten digits, leading zeros included; people often leave the zeros out."""
    digits = _NOT_ALNUM.sub("", text).upper().removeprefix("KRS")
    if not re.fullmatch(r"[0-9]{5,10}", digits) or not int(digits):
        raise ValueError(_("Wpisz numer KRS: to 10 cyfr, na przykład 0000123456."))
    return digits.zfill(10)


def read_postal_code(text: str) -> str:
    """NN-NNN."""
    digits = re.sub(r"[\s.-]", "", _plain(text))
    if not re.fullmatch(r"[0-9]{5}", digits):
        raise ValueError(_("Wpisz kod pocztowy: to 5 cyfr, na przykład 01-424."))
    return f"{digits[:2]}-{digits[2:]}"


def read_date(text: str) -> str:
    """ISO 8601, from writings such as 22.11.2026, 22 listopada 2026, 22 XI 2026 r., 2026-11-22.

    English months too: an English page shows a date that way, and gets it back.
    """
    writing = one_line(fold(text))
    if match := _YEAR_FIRST.fullmatch(writing):
        year, month, day = match.groups()
    elif match := _MONTH_FIRST.fullmatch(writing):
        month, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(writing):
        day, month, year = match.groups()
    else:
        raise ValueError(_("Wpisz dzień, miesiąc i rok, na przykład 22.11.2026."))
    if not 1900 <= int(year) <= 2100:
        raise ValueError(_("Sprawdź rok: wpisz cztery cyfry, na przykład 2026."))
    try:
        return date(int(year), _MONTHS.get(month) or int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(_("Sprawdź datę: nie ma takiego dnia w kalendarzu.")) from None


def show_date(kept: str) -> str:
    """22 listopada 2026."""
    return long_date(date.fromisoformat(kept))


def read_integer(text: str) -> str:
    """Digits without leading zeros; spaces between thousands are allowed."""
    digits = re.sub(r"\s", "", _plain(text))
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise ValueError(_("Wpisz liczbę cyframi, na przykład 12."))
    return str(int(digits))


def read_amount(text: str) -> str:
    """Złote and two digits of grosze, 1234,50; from one grosz to a million złotych."""
    writing = _ZLOTE.sub("", one_line(text).removesuffix("."))
    if match := _ENGLISH_AMOUNT.fullmatch(writing):
        writing = (match[1] or match[2]).replace(",", "")
    try:
        amount = parse_amount(writing)
    except ValueError:
        raise ValueError(_("Wpisz kwotę w złotych, na przykład 50 albo 123,45.")) from None
    if amount.precision is not Precision.EXACT:
        raise ValueError(_("Wpisz jedną dokładną kwotę, na przykład 50 albo 123,45."))
    if not 0 < amount.grosze <= MOST_GROSZE:
        raise ValueError(_("Wpisz kwotę większą od zera i nie większą niż milion złotych."))
    return f"{amount.grosze // 100},{amount.grosze % 100:02d}"


def show_amount(kept: str) -> str:
    """1 234,50 zł, with common spaces: people copy it."""
    return zloty(parse_amount(kept).grosze).replace("\u00a0", " ")


def read_account(text: str) -> str:
    """26 digits with right check digits; IBAN, PL, spaces and hyphens are let go."""
    written = re.sub(r"[\s.:-]", "", _plain(text)).upper()
    digits = written.removeprefix("IBAN").removeprefix("PL")
    # stdnum passes over more signs than we take out, and would let them be kept.
    if not re.fullmatch(r"[0-9]{26}", digits) or not iban.is_valid(f"PL{digits}"):
        raise ValueError(_("Sprawdź numer konta: ma 26 cyfr, a któraś się nie zgadza."))
    return digits


def show_account(kept: str) -> str:
    """CC AAAA AAAA BBBB BBBB BBBB BBBB."""
    return " ".join([kept[:2], *(kept[at : at + 4] for at in range(2, 26, 4))])


FORMATS: Mapping[str, Format] = {
    "phone": Format(read_phone, show_phone, input_type="tel", max_length=60),
    "email": Format(read_email, str, input_type="email", max_length=254),
    "nip": Format(read_nip, nip_rules.format, input_mode="numeric"),
    "krs": Format(read_krs, str, input_mode="numeric"),
    "postal_code": Format(read_postal_code, str, input_mode="numeric"),
    "date": Format(read_date, show_date),
    "integer": Format(read_integer, str, input_mode="numeric"),
    "amount": Format(read_amount, show_amount, input_mode="decimal"),
    "account": Format(read_account, show_account, input_mode="numeric", max_length=60),
}
