"""Codes are found in titles as people and banks write them, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desk.statements.matching import DeclaredDonation, Kind, Why, codes_in, match_lines
from desk.statements.reading import read_statement
from desk.statements.statement import StatementLine
from forms_backend.sealing.readable_codes import new_reference, right_reference
from tests.desk.statements.statement_files import BOOKED, Written, mt940

WORDS = (
    "darowizna na cele statutowe fundacja pomoc dla potrzebujących wpłata za listopad 2026 składka"
    " członkowska faktura FV/12/2026 przelew środków zwrot nr 4455667 opłata EURO SPÓŁKA ZOO żółć"
).split()
DAY = date(2026, 11, 3)


def references(count: int) -> list[str]:
    """Different codes as the form gives them."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[new_reference()] = None
    return list(found)


def declared(
    code: str, grosze: int | None = 5000, name: str = "", day: date = DAY
) -> DeclaredDonation:
    """A donation that waits for its money."""
    return DeclaredDonation(code, grosze, name, day)


def line(
    title: str, grosze: int = 5000, name: str = "", *, reversal: bool = False
) -> StatementLine:
    """A line of a statement; its identity does not matter here."""
    return StatementLine(DAY, grosze, title, name, reversal=reversal, identity=title)


def typed(code: str, dice: random.Random) -> Iterator[str]:
    """A title with a code, plain, cut by spaces, hyphenated, in small letters."""
    before, after = " ".join(dice.choices(WORDS, k=4)), " ".join(dice.choices(WORDS, k=2))
    plain = code.replace("-", "")
    cut = dice.randint(1, 6)
    for written in (plain, code, code.lower(), f"{plain[:cut]} {plain[cut:]}", "-".join(plain)):
        yield f"{before} {written}, {after}"


def test_every_code_is_found() -> None:
    """3,000 titles, five for each of 600 codes: each is a sure match with its donation."""
    dice, codes = random.Random("titles"), references(600)  # noqa: S311 - no secret
    donations = [declared(code) for code in codes]
    for written in zip(*(typed(code, dice) for code in codes), strict=True):
        matches = match_lines([line(title) for title in written], donations)
        assert list(donations) == [one.donation for one in matches]
        assert {Kind.SURE} == {one.kind for one in matches}


def test_codes_are_found_through_a_file() -> None:
    """A code that the bank cut between two subfields is whole again."""
    codes = references(9)
    bookings = tuple(
        replace(BOOKED, title=f"{'x' * (18 + n)} {code}", bank_reference=f"R{n}")
        for n, code in enumerate(codes)
    )
    (statement,) = read_statement(mt940([Written(bookings)], "^", "cp852"), "a")
    matches = match_lines(statement.lines, [declared(code) for code in codes])
    assert codes == [one.donation.code for one in matches if one.donation]


def test_other_titles_have_no_code() -> None:
    """20,000 titles of everyday words, numbers and other codes, beside 10,000 declared: none."""
    dice = random.Random("others")  # noqa: S311 - no secret
    codes = references(12_000)
    wait, strangers = {code.replace("-", "") for code in codes[:10_000]}, codes[10_000:]
    titles = [
        " ".join([*dice.choices(WORDS, k=dice.randint(2, 9)), str(dice.randrange(10**9))])
        + (f" {dice.choice(strangers)}" if n % 2 else "")
        for n in range(20_000)
    ]
    assert [] == [title for title in titles if codes_in(title, wait)]


def test_amount_is_what_came() -> None:
    """Another amount than was said changes nothing: the code is sure."""
    (match,) = match_lines([line("K7M-D4QV", 100)], [declared("K7M-D4QV", 5000)])
    assert (Kind.SURE, 100) == (match.kind, match.line.grosze)


@pytest.mark.parametrize(
    ("paid", "kind"),
    [
        (line("K7MD4QV", -5000), Kind.OUTGOING),
        (line("K7MD4QV", 0), Kind.OUTGOING),
        (line("K7MD4QV", reversal=True), Kind.GIVEN_BACK),
    ],
)
def test_only_money_that_comes_is_a_donation(paid: StatementLine, kind: Kind) -> None:
    """What leaves, or is given back by the bank, pays none; its code is told all the same."""
    (match,) = match_lines([paid], [declared("K7M-D4QV")])
    assert (kind, None, ("K7M-D4QV",), ()) == (
        match.kind,
        match.donation,
        match.codes,
        match.suggestions,
    )


def reasons(match_of: StatementLine, *donations: DeclaredDonation) -> list[list[Why]]:
    """Why each donation is suggested for a line."""
    (match,) = match_lines([match_of], donations)
    assert (Kind.OPEN, None) == (match.kind, match.donation)
    assert all(str(one).endswith(".") for offer in match.suggestions for one in offer.reasons)
    return [[one.why for one in offer.reasons] for offer in match.suggestions]


def test_two_codes_are_for_a_person() -> None:
    """Both are suggested, the one with the same amount first."""
    found = reasons(line("K7MD4QV i ABCDEFG"), declared("ABC-DEFG", 1), declared("K7M-D4QV"))
    assert [[Why.CODE, Why.SAME_AMOUNT, Why.NEAR_DATE], [Why.CODE, Why.NEAR_DATE]] == found


def test_second_line_with_a_code_is_for_a_person() -> None:
    """One line pays one donation, and the first that came is it."""
    lines = [line("K7MD4QV"), line("znowu K7MD4QV")]
    first, second = match_lines(lines, [declared("K7M-D4QV")])
    assert (Kind.SURE, Kind.OPEN) == (first.kind, second.kind)
    assert Why.CODE_USED is second.suggestions[0].reasons[0].why
    assert "już wcześniejsza wpłata" in str(second.suggestions[0].reasons[0])


def test_slip_of_one_symbol_is_suggested() -> None:
    """The check of a code makes one wrong symbol no code at all; it is offered, never taken."""
    (code,) = references(1)
    wrong = f"{code[:-1]}{'2' if code[-1] != '2' else '3'}"
    assert not right_reference(wrong)
    assert [[Why.CODE_ALMOST]] == reasons(line(wrong), declared(code, None, day=date(2026, 1, 1)))


def test_reasons_without_a_code() -> None:
    """Amount, name in any order and without accents, a near date; a date alone is no reason."""
    paid = line("wpłata", name="ŻÓŁTA-ZMYŚLONA ZOFIA UL. NIJAKA 1")
    donations = [
        declared("K7M-D4QV", 5000, "Zofia", date(2026, 11, 1)),
        declared("ABC-DEFG", 5000, day=date(2026, 1, 1)),
        declared("ABC-DEFH", None, "zofia zołta-zmyslona", date(2026, 11, 4)),
        declared("ABC-DEFJ", 4999, "Ktoś Inny", DAY),
    ]
    assert [
        [Why.SAME_AMOUNT, Why.SAME_NAME, Why.NEAR_DATE],
        [Why.SAME_AMOUNT],
        [Why.SAME_NAME],
    ] == reasons(paid, *donations)
    (match,) = match_lines([paid], donations)
    assert [
        "Ta sama kwota: 50,00\u00a0zł.",
        "Nadawca nazywa się tak, jak w zgłoszeniu: Zofia.",
        "Zgłoszono 2 dni wcześniej.",
    ] == [str(one) for one in match.suggestions[0].reasons]


def test_suggestions_are_few_and_never_paid_ones() -> None:
    """Five at most; a donation that another line pays is none of them."""
    codes = references(9)
    lines = [line(codes[0]), line("wpłata")]
    _first, second = match_lines(lines, [declared(code) for code in codes])
    assert 5 == len(second.suggestions)
    assert codes[0] not in {one.donation.code for one in second.suggestions}
