"""Codes that survive being read out and copied by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.sealing.readable_codes import (
    ALPHABET,
    new_reference,
    right_reference,
    spell,
    tidy_reference,
    unspell,
)


def test_no_ambiguous_symbols() -> None:
    """No I, O, 0, 1; 32 different symbols."""
    assert not set("IO01") & set(ALPHABET)
    assert 32 == len(set(ALPHABET)) == len(ALPHABET)


def test_reference_can_be_said() -> None:
    """Groups of three and four whose check agrees; a thousand of them are different."""
    references = {new_reference() for _ in range(1000)}
    assert 999 <= len(references)
    assert all(right_reference(one) for one in references)


@pytest.mark.parametrize("typed", ["k7m-d4qv", "K7M D4QV", " k7md4qv ", "K7MD–4QV"])
def test_reference_as_typed(typed: str) -> None:
    """A reference is found however it was typed."""
    assert "K7M-D4QV" == tidy_reference(typed)


def test_what_is_no_reference_is_left_as_it_was_typed() -> None:
    """A number that lost or gained a symbol is told as it was typed, never regrouped."""
    assert "k7m-d4q" == tidy_reference(" k7m-d4q ")
    assert "K7M-D4QVX" == tidy_reference("K7M-D4QVX")


@pytest.mark.parametrize("written", ["222-222", "222-22222", "2222222", "2222-222", ""])
def test_a_right_check_alone_makes_no_reference(written: str) -> None:
    """A reference is three symbols and four; the check of nothing but twos is always right."""
    assert right_reference("222-2222")
    assert not right_reference(written)


@given(st.integers(min_value=0, max_value=6), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_of_a_reference_is_found(place: int, symbol: str) -> None:
    """A reference with one other symbol is no reference."""
    symbols = new_reference().replace("-", "")
    wrong = symbols[:place] + symbol + symbols[place + 1 :]
    assert (wrong == symbols) == right_reference(f"{wrong[:3]}-{wrong[3:]}")


@given(st.binary(min_size=32, max_size=32))
def test_spelled_key_is_read_back(key: bytes) -> None:
    """Four rows of four groups give back the key, in any spacing and case."""
    rows = spell(key)
    assert [4] * 4 == [len(row.split()) for row in rows]
    assert key == unspell("\n".join(rows))
    assert key == unspell("".join(rows).lower().replace(" ", "-"))
    numbered = (f"{number}. {row}" for number, row in enumerate(rows, start=1))
    assert key == unspell("\r\n".join(numbered))


@given(
    st.binary(min_size=32, max_size=32),
    st.integers(min_value=0, max_value=63),
    st.sampled_from(ALPHABET),
)
def test_one_wrong_symbol_is_found(key: bytes, place: int, symbol: str) -> None:
    """A slip in one symbol names its row."""
    symbols = "".join(spell(key)).replace(" ", "")
    wrong = symbols[:place] + symbol + symbols[place + 1 :]
    if wrong == symbols:
        assert key == unspell(wrong)
    else:
        with pytest.raises(ValueError, match=rf"^wiersz {place // 16 + 1} "):
            unspell(wrong)


def test_exchanged_rows_are_found() -> None:
    """Rows in another order are a mistake, though each was copied well."""
    rows = spell(bytes(range(32)))
    with pytest.raises(ValueError, match="wiersz 1"):
        unspell("".join((rows[1], rows[0], *rows[2:])))


@pytest.mark.parametrize("symbols", [0, 1, 15, 17, 63, 65])
def test_code_of_a_wrong_length_is_told(symbols: int) -> None:
    """A key is never made of part of a code: whole rows of sixteen symbols, and at least one."""
    code = "".join(spell(bytes(range(40)))).replace(" ", "")
    with pytest.raises(ValueError, match="złą długość"):
        unspell(code[:symbols])


@pytest.mark.parametrize("symbol", ["0", "1", "O", "i", "Ł", "*"])
def test_symbol_outside_the_alphabet_names_its_row(symbol: str) -> None:
    """What cannot be in a code is a slip like any other, and the row with it is told."""
    rows = spell(bytes(range(32)))
    with pytest.raises(ValueError, match=r"^wiersz 2 "):
        unspell("".join((rows[0], symbol + rows[1][1:], *rows[2:])))
