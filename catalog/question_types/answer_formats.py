"""What people type, in any usual writing, and the one way in which it is kept.

`read` turns a writing into the kept form or raises ValueError with a Polish sentence for the
person; `show` turns the kept form into what a Polish reader expects, and `read(show(x)) == x`.
Phones are kept as E.164 (an extension as in RFC 3966), dates as ISO 8601, numbers as digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from catalog.question_types.contact_formats import read_email, read_phone, show_phone
from catalog.records import identifiers
from catalog.text.folding import fold
from catalog.text.language import _
from catalog.text.money import MOST_GROSZE, Precision, parse_amount, zloty
from catalog.text.phrases import long_date
from catalog.text.tidying import one_line, plain

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
_POSTAL_CODE = re.compile(r"(?<![\d-])\d{2}\s?-\s?\d{3}(?![\d-])")
_MONTH = r"(\d{1,2}|[^\W\d_]+)"
_ORDINAL = r"(?:-?(?:go|szego|szy|gi|ego|tego|ty|st|nd|rd|th)\b)?"
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})[\s./-]+{_MONTH}[\s./-]+['’]?(\d{{2}})(?:\s*r(?:oku)?)?\W*")
_ODD_YEAR = re.compile(rf"\d{{1,2}}{_ORDINAL}\W+{_MONTH}\W+(?:\d|\d{{3}}|\d{{5,}})\W*")
_HOUR = re.compile(r"\b\d{1,2}:\d\d\b|\bgodz|t\d\d:\d\d")
_NO_DAY = re.compile(rf"{_MONTH}[\s./-]+\d{{4}}\W*")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})|(\d{4})(\d{2})(\d{2})")
_WEEKDAY = (
    r"(?:pon|pn|wt|sr|czw|cz|pt|sob|so|nd|niedz|poniedzialek|wtorek|sroda|srode|czwartek|piatek"
    r"|sobota|sobote|niedziela|niedziele)\b"
)
_BEFORE_DATE = re.compile(rf"^(?:(?:(?:dnia|do|od|w)\b|{_WEEKDAY})[\s.,]*)+")
"""Names of days and small words that people write before a day."""
_AFTER_DATE = re.compile(rf"(?<=\d|r|\.)[\s,]*(?:\(\s*{_WEEKDAY}\.?\s*\)|[\s,]{_WEEKDAY})[\s.]*$")
_NO_YEAR = re.compile(rf"\d{{1,2}}{_ORDINAL}[\s./-]+{_MONTH}\W*(?:b\W*r\b\W*|tego roku)?")
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_ORDINAL}\W+{_MONTH}\W+(\d{{4}})(?:\s*r(?:oku)?)?[\s.,;]*")
_MONTH_FIRST = re.compile(rf"([^\W\d_]+)\W+(\d{{1,2}}){_ORDINAL}\W+(\d{{4}})")
_A_DATE = re.compile(rf"\d{{1,2}}\W+{_MONTH}\W+\d{{4}}")
_YEAR_FIRST = re.compile(r"(\d{4})\W(\d{1,2})\W(\d{1,2})[\s.,;]*")
_KRS_END = 2_000_000
_DAY = re.compile(r"\W*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\W*")
_BEFORE_KRS = re.compile(r"^(?:NR|NUMER)?(?:KRS|NIP|REGON)?(?:NR|NUMER)?")
_OTHERS = ((identifiers.nip, "NIP"), (identifiers.regon, "REGON"), (identifiers.pesel, "PESEL"))
_ENGLISH_AMOUNT = re.compile(
    r"(?i)(?:pln\s?)?(\d{1,3}(?:,?\d{3})*\.\d{2})|pln\s?(\d{1,3}(?:,?\d{3})*)"
)
_GROSZE = re.compile(
    r"(?i)(?:([0-9][0-9 ]*) ?z[łl](?:ot(?:y|e|ych))?\.?,? ?(?:i )?)?([0-9]{1,2}) ?gr(?:osz[ye]?)?"
)
"""50 zł 20 gr, 20 groszy."""
_ZLOTE = re.compile(r"(?i)^z[łl]\s*(?=[0-9])|\s*(?:z[łl](?:ot(?:y|e|ych))?|pln)$")
_MONTH_NAMES = (
    "styczen stycznia sty i january jan січень січня",
    "luty lutego lut ii february feb лютий лютого",
    "marzec marca mar iii march березень березня",
    "kwiecien kwietnia kwi iv april apr квітень квітня",
    "maj maja v may травень травня",
    "czerwiec czerwca cze vi june jun червень червня",
    "lipiec lipca lip vii july jul липень липня",
    "sierpien sierpnia sie viii august aug серпень серпня",
    "wrzesien wrzesnia wrz ix september sep вересень вересня",
    "pazdziernik pazdziernika paz x october oct жовтень жовтня",
    "listopad listopada lis xi november nov листопад листопада",
    "grudzien grudnia gru xii december dec грудень грудня",
)
_MONTHS = {fold(name): n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""In Polish, English and Ukrainian."""


@dataclass(frozen=True)
class Format:
    """One kind of writing. The last fields are what a browser needs to help with typing it."""

    read: Callable[[str], str]
    show: Callable[[str], str]
    input_type: str = "text"
    input_mode: str | None = None
    max_length: int = 40


def read_nip(text: str) -> str:
    """Ten digits with a right check digit."""
    digits = re.sub(r"^(NIP|PL|NR|NUMER)+", "", _NOT_ALNUM.sub("", plain(text)).upper())
    if _is(identifiers.krs, digits):
        raise ValueError(_("Sprawdź numer: to wygląda na KRS. Wpisz NIP, ma 10 cyfr."))
    with suppress(ValueError):
        return identifiers.nip(digits)
    if _is(identifiers.regon, digits):
        raise ValueError(_("Sprawdź numer: to wygląda na REGON. Wpisz NIP, ma 10 cyfr."))
    if _is(identifiers.pesel, digits):
        raise ValueError(_("Sprawdź numer: to wygląda na PESEL. Wpisz NIP, ma 10 cyfr."))
    _refuse_letters(digits)
    if len(digits) != 10:
        raise ValueError(
            _("Sprawdź NIP: ma 10 cyfr, a tu jest ich {number}.").format(number=len(digits))
        )
    raise ValueError(_("Sprawdź NIP: ma 10 cyfr, a któraś się nie zgadza."))


def read_krs(text: str) -> str:
    """Ten digits, leading zeros included; people often leave the zeros out.

    Five digits may be a postal code, and what has a right check digit a REGON; days and telephones
    have six or seven: then the zeros are asked for.
    """
    digits = _NOT_ALNUM.sub("", plain(text)).upper()
    named = re.match(r"(?:NR|NUMER)?KRS", digits) is not None
    digits = _BEFORE_KRS.sub("", digits)
    if not named and (_POSTAL_CODE.search(plain(text)) or re.fullmatch(r"[0-9]{5}", digits)):
        raise ValueError(
            _(
                "Sprawdź numer: to wygląda na kod pocztowy. Wpisz numer KRS razem z zerami: to 10 "
                "cyfr, na przykład 0000123456."
            )
        )
    doubtful = len(digits) < 10 and not named and not _plain_krs(digits, text)
    with suppress(ValueError):
        if len(digits) >= 5 and not doubtful:
            return identifiers.krs(digits.zfill(10))
    for other, name in _OTHERS:
        if _is(other, digits):
            raise ValueError(
                _(
                    "Sprawdź numer: to wygląda na {name}. Wpisz numer KRS: zaczyna się od zer, na "
                    "przykład 0000123456."
                ).format(name=name)
            )
    _refuse_letters(digits)
    if len(digits) in (10, 0) or _DAY.fullmatch(plain(text)):
        raise ValueError(_("Wpisz numer KRS: to 10 cyfr, na przykład 0000123456."))
    raise ValueError(
        _("Wpisz numer KRS razem z zerami: to 10 cyfr, a tu jest ich {number}.").format(
            number=len(digits)
        )
    )


def _refuse_letters(text: str) -> None:
    """ValueError names the letters between digits, such as an O in place of a zero."""
    if letters := re.search(r"[A-Z]+", text):
        raise ValueError(
            _("Sprawdź numer: wpisz same cyfry, bez „{letters}”.").format(letters=letters[0])
        )


def _plain_krs(digits: str, text: str) -> bool:
    """Whether digits without all their zeros are surely of the register, which is at 1,300,000."""
    grouped_as_day = _DAY.fullmatch(plain(text))
    return (
        re.fullmatch(r"[0-9]{5,9}", digits) is not None
        and int(digits) < _KRS_END
        and not grouped_as_day
        and not _is(identifiers.regon, digits)
    )


def _is(parse: Callable[[str], str], text: str) -> bool:
    """Whether it is an identifier of another kind."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def read_postal_code(text: str) -> str:
    """NN-NNN."""
    digits = re.sub(r"[\s.-]", "", plain(text)).upper().removeprefix("PL")
    with suppress(ValueError):
        return identifiers.postal_code(f"{digits[:2]}-{digits[2:]}")
    raise ValueError(_("Wpisz kod pocztowy: to 5 cyfr, na przykład 01-424."))


def read_date(text: str) -> str:
    """ISO 8601, from writings such as 22.11.2026, 22 listopada 2026, 22 XI 2026 r., 2026-11-22.

    English months too: an English page shows a date that way, and gets it back.
    """
    writing = _AFTER_DATE.sub("", _BEFORE_DATE.sub("", one_line(fold(text))))
    if match := _YEAR_FIRST.fullmatch(writing):
        year, month, day = match.groups()
    elif match := _MONTH_FIRST.fullmatch(writing):
        month, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(writing):
        day, month, year = match.groups()
    else:
        raise ValueError(_wrong_date(writing))
    if not 1900 <= int(year) <= 2100:
        raise ValueError(_("Sprawdź rok: wpisz cztery cyfry, na przykład 2026."))
    number = _MONTHS.get(month) or (int(month) if month.isdecimal() else 0)
    if not 1 <= number <= 12:
        raise ValueError(
            _("Sprawdź datę: nie ma miesiąca „{month}”.").format(month=month)
            if writing.startswith(year) or not month.isdecimal()
            else _("Sprawdź datę: nie ma miesiąca „{month}”. Wpisz najpierw dzień.").format(
                month=month
            )
        )
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        raise ValueError(_("Sprawdź datę: nie ma takiego dnia w kalendarzu.")) from None


def _wrong_date(writing: str) -> str:
    """What is missing in a date, for the person who typed it."""
    short = _SHORT_YEAR.fullmatch(writing)
    if short and (short[2].isdecimal() or short[2] in _MONTHS):
        day, month, year = short.groups()
        right = f"{day}.{_MONTHS.get(month, month)}.20{year}"
        return _("Wpisz rok czterema cyframi: {right} zamiast {typed}.").format(
            right=right, typed=re.sub(r"(?:\s*r(?:oku)?)?\W*$", "", writing)
        )
    if run := _RUN_TOGETHER.fullmatch(writing):
        parts = run.groups()[:3] if 1900 <= int(run[3] or 0) <= 2100 else None
        year_first = writing[:4], writing[4:6], writing[6:]
        return _(
            "Sprawdź datę: oddziel dzień, miesiąc i rok kropkami, {right} zamiast {typed}."
        ).format(right=".".join(map(str, parts or reversed(year_first))), typed=writing)
    if _HOUR.search(writing):
        return _("Wpisz sam dzień, bez godziny, na przykład 22.11.2026.")
    if len(_A_DATE.findall(writing)) > 1:
        return _("Wpisz tylko jeden dzień, na przykład 22.11.2026.")
    if _ODD_YEAR.fullmatch(writing):
        return _("Sprawdź rok: wpisz cztery cyfry, na przykład 2026.")
    if _NO_YEAR.fullmatch(writing):
        return _("Wpisz też rok, na przykład 22.11.2026.")
    if _NO_DAY.fullmatch(writing):
        return _("Wpisz też dzień, na przykład 22.11.2026.")
    return _("Wpisz dzień, miesiąc i rok, na przykład 22.11.2026.")


def show_date(kept: str) -> str:
    """22 listopada 2026."""
    return long_date(date.fromisoformat(kept))


def read_integer(text: str) -> str:
    """Digits without leading zeros; spaces between thousands are allowed."""
    digits = re.sub(r"\s", "", plain(text))
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise ValueError(_("Wpisz liczbę cyframi, na przykład 12."))
    return str(int(digits))


def read_amount(text: str) -> str:
    """Złote and two digits of grosze, 1234,50; from one grosz to a million złotych."""
    writing = plain(one_line(text))
    if match := _GROSZE.fullmatch(writing.removesuffix(".")):
        writing = f"{match[1] or '0'},{int(match[2]):02d}"
    writing = _ZLOTE.sub("", re.sub(r"[.,]$", "", writing))
    writing = re.sub(r"(?<=[0-9])([,.])--$", r"\1-", writing)
    writing = re.sub(r"(?<=[0-9]) ?([.,]) ?(?=[0-9-])", r"\1", writing)  # "12 , 5", "50 ,-"
    if re.match(r"0[ .]?[0-9]", writing) and not re.fullmatch(r"0\.[0-9]{1,2}", writing):
        raise ValueError(_("Sprawdź kwotę: zaczyna się od zera. Wpisz ją bez zera na początku."))
    if match := re.fullmatch(r"([1-9][0-9]{0,2}),([0-9]{3})", writing):
        raise ValueError(
            _(
                "Sprawdź kwotę: po przecinku są dwie cyfry groszy. Wpisz {thousands} albo {whole}."
            ).format(thousands=match[1] + match[2], whole=f"{match[1]},{match[2][:2]}")
        )
    # A dot where Polish has a comma: "12.5", "50.-".
    writing = re.sub(r"(?i)^(?:pln ?)?([0-9 ]+)\.([0-9]|-)$", r"\1,\2", writing)
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
    written = re.sub(r"[\s.:/-]", "", plain(text)).upper()
    written = re.sub(r"^(?:NR|NUMER|KONTO|KONTA|RACHUNKU|IBAN)+", "", written)
    with suppress(ValueError):
        return identifiers.account(written)
    _refuse_letters(written.removeprefix("PL"))
    if len(digits := written.removeprefix("PL")) != 26:
        raise ValueError(
            _("Sprawdź numer konta: ma 26 cyfr, a tu jest ich {number}.").format(number=len(digits))
        )
    raise ValueError(_("Sprawdź numer konta: ma 26 cyfr, a któraś się nie zgadza."))


def show_account(kept: str) -> str:
    """CC AAAA AAAA BBBB BBBB BBBB BBBB."""
    return " ".join([kept[:2], *(kept[at : at + 4] for at in range(2, 26, 4))])


FORMATS: Mapping[str, Format] = {
    "phone": Format(read_phone, show_phone, input_type="tel", max_length=60),
    "email": Format(read_email, str, input_type="email", max_length=254),
    "nip": Format(read_nip, identifiers.nip_text, input_mode="numeric"),
    "krs": Format(read_krs, str, input_mode="numeric"),
    "postal_code": Format(read_postal_code, str, input_mode="numeric"),
    "date": Format(read_date, show_date),
    "integer": Format(read_integer, str, input_mode="numeric"),
    "amount": Format(read_amount, show_amount, input_mode="decimal"),
    "account": Format(read_account, show_account, input_mode="numeric", max_length=60),
}
