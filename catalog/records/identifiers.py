"""Standard identifiers and contact points, each parsed in this module alone.

Every function takes the standard writing (what content files keep) and returns the kept form, or
raises ValueError. Telephones are kept as E.164 (an extension as RFC 3966 has it), NIP, REGON, KRS
and accounts as digits. What people type more freely is cleaned first, in
`catalog.question_types.answer_formats`.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import iban
from stdnum.pl import nip as nip_rules
from stdnum.pl import pesel as pesel_rules
from stdnum.pl import regon as regon_rules

_KRS = re.compile(r"000[0-9]{7}")
_POSTAL_CODE = re.compile(r"[0-9]{2}-[0-9]{3}")
_ACCOUNT = re.compile(r"[0-9]{26}")
_MOBILE = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


def nip(text: str) -> str:
    """A tax number: ten digits with a right check digit; hyphens and spaces are let go."""
    if not nip_rules.is_valid(text) or not int(nip_rules.compact(text)):
        raise ValueError(text)
    return nip_rules.compact(text)


def regon(text: str) -> str:
    """A statistical number: nine or fourteen digits with a right check digit."""
    if not regon_rules.is_valid(text):
        raise ValueError(text)
    return regon_rules.compact(text)


def pesel(text: str) -> str:
    """A person's number: known only to be told apart from others; nothing of ours keeps one."""
    if not pesel_rules.is_valid(text):
        raise ValueError(text)
    return pesel_rules.compact(text)


def krs(text: str) -> str:
    """A number of the court register: ten digits, zeros included. It has no check digit.

    Not two million numbers are given out in 2026, so the first three are zeros; a real NIP's are
    not (that of a made-up organization may be).
    """
    if not _KRS.fullmatch(text) or not int(text):
        raise ValueError(text)
    return text


def postal_code(text: str) -> str:
    """NN-NNN."""
    if not _POSTAL_CODE.fullmatch(text):
        raise ValueError(text)
    return text


def account(text: str) -> str:
    """A bank account (NRB): 26 digits with right check digits; PL, spaces, hyphens are let go."""
    digits = re.sub(r"[\s-]", "", text).upper().removeprefix("PL")
    # stdnum passes over more signs than we take out, and would let them be kept.
    if not _ACCOUNT.fullmatch(digits) or not iban.is_valid(f"PL{digits}"):
        raise ValueError(text)
    return digits


def other_alphabet(writing: str) -> str:
    """The first letter that is of another alphabet than the Latin ones beside it in a name; empty
    when there is none. It looks like ours, and a letter to such an address never arrives.
    """
    for part in map(str, re.findall(r"[^\W\d_]+", writing)):
        scripts = {unicodedata.name(sign, "").partition(" ")[0]: sign for sign in reversed(part)}
        if "LATIN" in scripts and len(scripts) > 1:
            return next(sign for script, sign in scripts.items() if script != "LATIN")
    return ""


def email(text: str) -> str:
    """An address, its domain in small letters. Nobody is asked whether it exists."""
    if other_alphabet(text):
        raise ValueError(text)
    try:
        found = validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError:
        raise ValueError(text) from None
    if len(found.ascii_domain.rpartition(".")[2]) < 2:
        raise ValueError(text)
    return found.normalized


def phone(text: str) -> phonenumbers.PhoneNumber:
    """A telephone number that is given out, Polish unless it says another country."""
    try:
        number = phonenumbers.parse(text, "PL")
    except phonenumbers.NumberParseException:
        raise ValueError(text) from None
    if not phonenumbers.is_valid_number(number):
        raise ValueError(text)
    return number


def e164(number: phonenumbers.PhoneNumber) -> str:
    """+48601234567; with an extension, +48221234567;ext=12."""
    kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{kept};ext={number.extension}" if number.extension else kept


def takes_sms(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it may be a mobile: some countries do not tell them from landlines."""
    return phonenumbers.number_type(number) in _MOBILE


def grouped(number: phonenumbers.PhoneNumber) -> str:
    """A Polish number in Polish groups, others with their country; without its extension."""
    plain = phonenumbers.PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    ours = number.country_code == phonenumbers.country_code_for_region("PL")
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(plain, formats.NATIONAL if ours else formats.INTERNATIONAL)


def nip_text(kept: str) -> str:
    """526-025-09-95."""
    return nip_rules.format(kept)
