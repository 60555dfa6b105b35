"""Polish numbers and amounts in words, as papers of money write them ("słownie").

Source of the forms: Wielki słownik ortograficzny PWN, rules for numerals; grosze stay digits, as
on transfers: "sto dwadzieścia złotych 50/100".
"""

from __future__ import annotations

from catalog.text.phrases import plural

_ONES = (
    *("", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"),
    *("dziesięć", "jedenaście", "dwanaście", "trzynaście", "czternaście", "piętnaście"),
    *("szesnaście", "siedemnaście", "osiemnaście", "dziewiętnaście"),
)
_TENS = (
    *("", "", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt"),
    *("sześćdziesiąt", "siedemdziesiąt", "osiemdziesiąt", "dziewięćdziesiąt"),
)
_HUNDREDS = (
    *("", "sto", "dwieście", "trzysta", "czterysta", "pięćset"),
    *("sześćset", "siedemset", "osiemset", "dziewięćset"),
)
_GROUPS = (("tysiąc", "tysiące", "tysięcy"), ("milion", "miliony", "milionów"))
LARGEST = 10**9 - 1


def number_words(number: int) -> str:
    """A whole number from 0 to `LARGEST` in words: dwa tysiące trzysta. ValueError for others."""
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    words: list[str] = []
    for power, forms in ((2, _GROUPS[1]), (1, _GROUPS[0])):
        group = number // 1000**power % 1000
        if group > 1:
            words += _below_thousand(group)
        if group:
            words.append(plural(group, *forms))
    return " ".join(words + _below_thousand(number % 1000)) or "zero"


def amount_words(grosze: int) -> str:
    """An amount in words: jeden złoty 00/100."""
    whole, part = divmod(grosze, 100)
    form = plural(whole, "złoty", "złote", "złotych")
    return f"{number_words(whole)} {form} {part:02d}/100"


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= 20 else (0, rest)
    return [one for one in (_HUNDREDS[hundreds], _TENS[tens], _ONES[ones]) if one]
