"""A bank transfer that somebody only has to confirm: title, code, and the Polish transfer QR.

Source of the QR: the recommendation of the Polish Bank Association on two-dimensional codes (2013):
nine fields parted by eight bars, UTF-8, at most 160 characters. The European "BCD" code is for euro
and is another thing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from stdnum import iban

from catalog.publication import Recipient
from catalog.text.money import MOST_GROSZE, zloty

LONGEST_PAYLOAD = 160
LONGEST_NAME = 20
LONGEST_TITLE = 32
MOST_IN_QR = 999_999
"""Grosze. Above it the field has no room: the payer types the amount."""
PURPOSE = "Darowizna cele statutowe"


class TransferError(ValueError):
    """The transfer cannot be made; the message is a Polish sentence for the person."""


@dataclass(frozen=True)
class Transfer:
    """What goes into a bank's form. `account`: 26 digits; `grosze` None lets the payer choose."""

    name: str
    account: str
    title: str
    grosze: int | None

    def __post_init__(self) -> None:
        if not right_account(self.account):
            raise TransferError("Numer konta ma 26 cyfr, a któraś się nie zgadza.")
        if not self.name or len(self.name) > LONGEST_NAME or "|" in self.name:
            raise TransferError(f"Nazwa odbiorcy może mieć najwyżej {LONGEST_NAME} znaków.")
        if not self.title or len(self.title) > LONGEST_TITLE or "|" in self.title:
            raise TransferError(f"Tytuł przelewu może mieć najwyżej {LONGEST_TITLE} znaki.")
        if self.grosze is not None and not 0 < self.grosze <= MOST_GROSZE:
            raise TransferError("Kwota musi być większa od zera i nie większa niż milion złotych.")

    @property
    def payload(self) -> str:
        """The text of the QR: no tax number (the recipient is no company), no reserves."""
        amount = self.grosze if self.grosze and self.grosze <= MOST_IN_QR else 0
        text = f"|PL|{self.account}|{amount:06d}|{self.name}|{self.title}|||"
        assert len(text) <= LONGEST_PAYLOAD
        return text

    @property
    def spoken_account(self) -> str:
        """CC AAAA AAAA BBBB BBBB BBBB BBBB, as it is printed."""
        rest = self.account[2:]
        return " ".join([self.account[:2], *(rest[at : at + 4] for at in range(0, 24, 4))])

    @property
    def amount(self) -> str | None:
        """The amount as Polish print writes it; None when the payer chooses."""
        return None if self.grosze is None else zloty(self.grosze)

    @property
    def plain_amount(self) -> str | None:
        """The amount as a bank's field takes it, 1234,50; None when the payer chooses."""
        return None if self.grosze is None else f"{self.grosze // 100},{self.grosze % 100:02d}"

    def qr(self) -> str:
        """The QR as SVG (error correction L, as the recommendation says), without any style."""
        made = segno.make_qr(self.payload, error="l", boost_error=False, encoding="utf-8")
        out = io.BytesIO()
        made.save(out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True)
        return out.getvalue().decode()


def donation(recipient: Recipient, grosze: int | None, code: str) -> Transfer:
    """The transfer of a donation; `code` is the reference, by which a statement is matched.

    Raises TransferError; the build checks accounts and names, so only an amount can be wrong.
    """
    if recipient.account is None:
        raise TransferError("Organizacja poda numer konta.")
    title = f"{PURPOSE} {code.replace('-', '')}"
    return Transfer(recipient.transfer_name, recipient.account, title, grosze)


def right_account(digits: str) -> bool:
    """Whether 26 digits are a Polish account number with its check digits (ISO 13616)."""
    return len(digits) == 26 and digits.isdigit() and bool(iban.is_valid(f"PL{digits}"))
