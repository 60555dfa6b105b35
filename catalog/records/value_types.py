"""The small values that records are made of, each with its check and its problem in Polish.

Everything in a content file is text; these types say what a text must be. Identifiers, telephones
and addresses are parsed in `catalog.records.identifiers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from catalog.records import identifiers
from catalog.records.problems import value_problem
from catalog.text.folding import SLUG, slug
from catalog.text.money import Amount, parse_amount
from catalog.text.phrases import long_date, month_name
from catalog.text.tidying import one_line

_WEBSITE = re.compile(r"https?://[^\s/$.?#][^\s]*")
FLAGS = {"tak": True, "nie": False, "true": True, "false": False}
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


def slug_words(value: str) -> str:
    """What was expected instead of an identifier, with the one that was probably meant."""
    meant = slug(value)
    return "oczekiwano małych liter bez polskich znaków, cyfr i pojedynczych łączników" + (
        f", na przykład „{meant}”" if meant else ""
    )


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise value_problem(f"zły identyfikator „{value}”", slug_words(value))
    return value


def _phone(value: str) -> str:
    """E.164, such as +48223947244; content keeps no extension."""
    return identifiers.e164(identifiers.phone(value)).partition(";")[0]


def _parsed(parse: Callable[[str], str], name: str, expected: str) -> AfterValidator:
    """The check of a value that `identifiers` parses; `name` is said with the value."""

    def check(value: str) -> str:
        try:
            return parse(value)
        except ValueError:
            raise value_problem(f"{name} „{value}”", f"oczekiwano {expected}") from None

    return AfterValidator(check)


def _website(value: str) -> str:
    if not _WEBSITE.fullmatch(value):
        raise value_problem(
            f"zły adres strony „{value}”", "oczekiwano adresu od https:// albo http://"
        )
    return value


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise value_problem(
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
    raise value_problem(
        f"zła data „{value}”", "oczekiwano roku, miesiąca albo dnia: RRRR, RRRR-MM albo RRRR-MM-DD"
    )


def _amount(value: Any) -> Amount:
    try:
        return parse_amount(value)
    except (AttributeError, ValueError):
        raise value_problem(
            f"zła kwota „{value}”",
            "oczekiwano kwoty takiej jak 381 352,81 zł albo blisko 22 000 zł",
        ) from None


def _flag(value: Any) -> bool:
    flag = FLAGS.get(value) if isinstance(value, str) else value
    if not isinstance(flag, bool):
        raise value_problem(f"zła wartość „{value}”", "oczekiwano tak albo nie")
    return flag


def _visible(value: str) -> str:
    """A text of spaces and signs without a shape is none: nobody could see it on a page."""
    if not value.isascii() and not one_line(value):
        raise value_problem(f"zła wartość „{value}”", "oczekiwano niepustego tekstu")
    return value


def _from_text(check: Any, pattern: str) -> GetPydanticSchema:
    """A field that is written as text; the JSON Schema shows editors the pattern."""
    written = core_schema.str_schema(pattern=pattern)
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_plain_validator_function(
            check, json_schema_input_schema=written
        )
    )


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_visible),
]
"""One line of text."""
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=8000),
    AfterValidator(_visible),
]
"""Paragraphs, parted by an empty line."""
Slug = Annotated[str, AfterValidator(_slug)]
Nip = Annotated[str, _parsed(identifiers.nip, "zły NIP", "10 cyfr z poprawną cyfrą kontrolną")]
Regon = Annotated[
    str, _parsed(identifiers.regon, "zły REGON", "9 albo 14 cyfr z poprawną cyfrą kontrolną")
]
Krs = Annotated[
    str, _parsed(identifiers.krs, "zły numer KRS", "10 cyfr razem z zerami na początku")
]
Account = Annotated[
    str, _parsed(identifiers.account, "zły numer konta", "26 cyfr z poprawnymi cyframi kontrolnymi")
]
"""A Polish bank account (NRB, 26 digits), written with or without spaces and PL."""
TransferName = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[^|]*$")]
"""A name short enough for the transfer QR: at most 20 characters, no bar."""
Phone = Annotated[str, _parsed(_phone, "zły telefon", "numeru takiego jak 22 123 45 67")]
PostalCode = Annotated[
    str, _parsed(identifiers.postal_code, "zły kod pocztowy", "zapisu takiego jak 01-424")
]
Email = Annotated[
    str, _parsed(identifiers.email, "zły adres e-mail", "adresu takiego jak biuro@example.org")
]
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
TroubleTerm = Annotated[Slug, Reference("taxonomies/troubles")]
HelpTerm = Annotated[Slug, Reference("taxonomies/help_categories")]
OrganizationKind = Annotated[Slug, Reference("taxonomies/organization_kinds")]
PartnerRole = Annotated[Slug, Reference("taxonomies/partner_roles")]
ClubKind = Annotated[Slug, Reference("taxonomies/club_kinds")]
ProjectTheme = Annotated[Slug, Reference("taxonomies/project_themes")]
FundingProgramme = Annotated[Slug, Reference("taxonomies/funding_programmes")]
