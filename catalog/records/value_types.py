"""The small values that records are made of, each with its check and its Polish complaint.

Everything in a content file is text; these types say what a text must be. Sources of the formats:
`stdnum` for NIP and REGON, E.164 through `phonenumbers`, `NN-NNN` for postal codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema
from stdnum import iban
from stdnum.pl import nip as nip_rules
from stdnum.pl import regon as regon_rules

from catalog.records.problems import complaint
from catalog.text.folding import SLUG
from catalog.text.money import Amount, parse_amount
from catalog.text.phrases import long_date, month_name

_KRS = re.compile(r"\d{10}")
_POSTAL_CODE = re.compile(r"\d{2}-\d{3}")
_WEBSITE = re.compile(r"https?://[^\s/$.?#][^\s]*")
_FLAGS = {"tak": True, "nie": False, "true": True, "false": False}
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Reference:
    """Marks a field that names another record: `to` is its folder, such as "organizations"."""

    to: str

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The JSON Schema keeps the mark, from which editors are offered what may stand there."""
        return {**handler(core), "reference": self.to}


@dataclass(frozen=True, order=True)
class PartialDate:
    """A day, a month or a year, as exactly as the source knows it (ISO 8601 reduced precision)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"{month_name(self.month)} {self.year}"
        return long_date(date(self.year, self.month, self.day))

    @property
    def iso(self) -> str:
        """For `<time datetime>`: 2014, 2014-02 or 2014-02-03."""
        return "-".join(
            f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None
        )


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise complaint(
            f"zły identyfikator „{value}”",
            "oczekiwano małych liter bez polskich znaków, cyfr i pojedynczych łączników",
        )
    return value


def _nip(value: str) -> str:
    compact = nip_rules.compact(value)
    if not nip_rules.is_valid(value):
        raise complaint(f"zły NIP „{value}”", "oczekiwano 10 cyfr z poprawną cyfrą kontrolną")
    return compact


def _regon(value: str) -> str:
    if not regon_rules.is_valid(value):
        raise complaint(
            f"zły REGON „{value}”", "oczekiwano 9 albo 14 cyfr z poprawną cyfrą kontrolną"
        )
    return regon_rules.compact(value)


def _krs(value: str) -> str:
    if not _KRS.fullmatch(value):
        raise complaint(f"zły numer KRS „{value}”", "oczekiwano 10 cyfr razem z zerami na początku")
    return value


def _phone(value: str) -> str:
    """E.164, such as +48223947244."""
    try:
        number = phonenumbers.parse(value, "PL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise complaint(f"zły telefon „{value}”", "oczekiwano numeru takiego jak 22 123 45 67")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _postal_code(value: str) -> str:
    if not _POSTAL_CODE.fullmatch(value):
        raise complaint(f"zły kod pocztowy „{value}”", "oczekiwano zapisu takiego jak 01-424")
    return value


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise complaint(
            f"zły adres e-mail „{value}”", "oczekiwano adresu takiego jak biuro@example.org"
        ) from None


def _website(value: str) -> str:
    if not _WEBSITE.fullmatch(value):
        raise complaint(f"zły adres strony „{value}”", "oczekiwano adresu od https:// albo http://")
    return value


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise complaint(
            f"zła data „{value}”", "oczekiwano istniejącego dnia w zapisie RRRR-MM-DD"
        ) from None


def _partial_date(value: Any) -> PartialDate:
    match = _PARTIAL_DATE.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        year, *rest = (int(part) if part else None for part in match.groups())
        month, day = rest
        try:
            date(year or 0, month or 1, day or 1)
            return PartialDate(year or 0, month, day)
        except ValueError:
            pass
    raise complaint(
        f"zła data „{value}”", "oczekiwano roku, miesiąca albo dnia: RRRR, RRRR-MM albo RRRR-MM-DD"
    )


def _amount(value: Any) -> Amount:
    try:
        return parse_amount(value)
    except (AttributeError, ValueError):
        raise complaint(
            f"zła kwota „{value}”",
            "oczekiwano kwoty takiej jak 381 352,81 zł albo blisko 22 000 zł",
        ) from None


def _flag(value: Any) -> bool:
    flag = _FLAGS.get(value) if isinstance(value, str) else value
    if not isinstance(flag, bool):
        raise complaint(f"zła wartość „{value}”", "oczekiwano tak albo nie")
    return flag


def _from_text(check: Any, pattern: str) -> GetPydanticSchema:
    """A field that is written as text; the JSON Schema shows editors the pattern."""
    written = core_schema.str_schema(pattern=pattern)
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_plain_validator_function(
            check, json_schema_input_schema=written
        )
    )


def _account(value: str) -> str:
    """26 digits (NRB), without the country's letters."""
    digits = re.sub(r"[\s-]", "", value).upper().removeprefix("PL")
    if len(digits) != 26 or not digits.isdigit() or not iban.is_valid(f"PL{digits}"):
        raise complaint(
            f"zły numer konta „{value}”", "oczekiwano 26 cyfr z poprawnymi cyframi kontrolnymi"
        )
    return digits


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
"""One line of text."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]
"""Paragraphs, parted by an empty line."""
Slug = Annotated[str, AfterValidator(_slug)]
Nip = Annotated[str, AfterValidator(_nip)]
Regon = Annotated[str, AfterValidator(_regon)]
Krs = Annotated[str, AfterValidator(_krs)]
Account = Annotated[str, AfterValidator(_account)]
"""A Polish bank account (NRB, 26 digits), written with or without spaces and PL."""
TransferName = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[^|]*$")]
"""A name short enough for the transfer QR: at most 20 characters, no bar."""
Phone = Annotated[str, AfterValidator(_phone)]
PostalCode = Annotated[str, AfterValidator(_postal_code)]
Email = Annotated[str, AfterValidator(_email)]
Website = Annotated[str, AfterValidator(_website)]
Day = Annotated[date, BeforeValidator(_day)]
When = Annotated[PartialDate, _from_text(_partial_date, r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""Written 2014, 2014-02 or 2014-02-03."""
Money = Annotated[
    Amount, _from_text(_amount, r"^((blisko|około|ponad) )?[\d .]+(,(\d{1,2}|-))?( zł)?$")
]
"""Written 381 352,81 zł or blisko 22 000 zł."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""Written tak or nie."""

OrganizationRef = Annotated[Slug, Reference("organizations")]
ProjectRef = Annotated[Slug, Reference("projects")]
PartnershipRef = Annotated[Slug, Reference("partnerships")]
TownRef = Annotated[Slug, Reference("towns")]
VoivodeshipRef = Annotated[Slug, Reference("voivodeships")]
SourceRef = Annotated[Slug, Reference("sources")]
GroupTerm = Annotated[Slug, Reference("taxonomies/groups")]
HelpTerm = Annotated[Slug, Reference("taxonomies/help_categories")]
OrganizationKind = Annotated[Slug, Reference("taxonomies/organization_kinds")]
PartnerRole = Annotated[Slug, Reference("taxonomies/partner_roles")]
ClubKind = Annotated[Slug, Reference("taxonomies/club_kinds")]
ProjectTheme = Annotated[Slug, Reference("taxonomies/project_themes")]
FundingProgramme = Annotated[Slug, Reference("taxonomies/funding_programmes")]
