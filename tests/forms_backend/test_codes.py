"""Codes that survive being read out and copied by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.codes import (
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
