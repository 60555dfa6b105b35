"""Numbers that are well formed and belong to nobody.

- NIP: begins with 000; the codes of tax offices begin with 1 to 9.
- REGON: begins with 99, as no REGON that we have seen.
- KRS: from 0009000000; in 2026 the register has not reached 0002000000.
- account: the bank's number is 0000 0000, which is no bank; both check digits are right.
- phone: we know of no range that Poland keeps for fiction, so the number after the area code begins
  with 000: right by form, and everybody sees that it is made up. 22 555 xx xx was rejected, since
  people in Warsaw may have such numbers.
- postal code: ends in 000. Streets are made up, so that no letter reaches anybody.
- e-mail and website: below example.org, which RFC 2606 keeps for this.
"""

from __future__ import annotations

from stdnum import iban
from stdnum.pl import nip as nip_rules
from stdnum.pl import regon as regon_rules

from catalog.sample.seeded_random import Dice

_BANK = "00000000"
_AREA_CODES = {
    "02": "71", "04": "52", "06": "81", "08": "68", "10": "42", "12": "12", "14": "22", "16": "77",
    "18": "17", "20": "85", "22": "58", "24": "32", "26": "41", "28": "89", "30": "61", "32": "91",
}  # fmt: skip
"""The area code of each voivodeship's capital, by TERYT code."""
_FIRST_POSTAL_DIGIT = {
    "02": "5", "04": "8", "06": "2", "08": "6", "10": "9", "12": "3", "14": "0", "16": "4",
    "18": "3", "20": "1", "22": "8", "24": "4", "26": "2", "28": "1", "30": "6", "32": "7",
}  # fmt: skip


def nip(dice: Dice) -> str:
    """Ten digits with a right check digit."""
    while True:  # one stem in eleven has no check digit
        stem = "000" + dice.digits(6)
        for last in "0123456789":
            if nip_rules.is_valid(stem + last):
                return stem + last


def regon(dice: Dice) -> str:
    """Nine digits with a right check digit."""
    stem = "99" + dice.digits(6)
    return stem + str(regon_rules.calc_check_digit(stem))


def krs(dice: Dice) -> str:
    """Ten digits; KRS numbers have no check digit."""
    return "0009" + dice.digits(6)


def account(dice: Dice) -> str:
    """NRB: 26 digits, grouped as they are printed; with PL in front an IBAN."""
    rest = _BANK + dice.digits(16)
    check = str(iban.calc_check_digits(f"PL00{rest}"))
    return " ".join([check, *(rest[at : at + 4] for at in range(0, len(rest), 4))])


def phone(dice: Dice, voivodeship: str) -> str:
    """A number as people write it, with the area code of a voivodeship (TERYT code)."""
    return f"{_AREA_CODES[voivodeship]} 000 {dice.digits(2)} {dice.digits(2)}"


def postal_code(dice: Dice, voivodeship: str) -> str:
    """NN-000, beginning as postal codes in that voivodeship do."""
    return f"{_FIRST_POSTAL_DIGIT[voivodeship]}{dice.number(0, 9)}-000"
