"""Any usual writing is read; what is kept is one; what cannot be read is refused in Polish."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.forms.answer_formats import FORMATS, one_line, paragraphs
from catalog.text.language import POLISH, Language, speaking
from tests.conftest import ENGLISH

CASES = [
    (name, typed, kept)
    for name, writings in yaml.safe_load(
        (Path(__file__).parents[1] / "cases" / "forms_writings.yml").read_text(encoding="utf-8")
    ).items()
    for typed, kept in writings.items()
]


@pytest.mark.parametrize(("name", "typed", "kept"), CASES)
def test_writing_is_kept_in_one_way(name: str, typed: str, kept: str | None) -> None:
    """Each usual writing becomes the kept one; a wrong one is refused with a whole sentence."""
    if kept is None:
        with pytest.raises(ValueError, match=r"^(Wpisz|Sprawdź) .*\.$"):
            FORMATS[name].read(typed)
    else:
        assert kept == FORMATS[name].read(typed)


@pytest.mark.parametrize(("name", "kept"), sorted({(one[0], one[2]) for one in CASES if one[2]}))
@pytest.mark.parametrize("language", [POLISH, ENGLISH], ids=lambda one: str(one.code))
def test_what_is_shown_is_read_back(name: str, kept: str, language: Language) -> None:
    """What a page shows, in its language, can be sent again and means the same."""
    writing = FORMATS[name]
    with speaking(language):
        assert kept == writing.read(writing.show(kept))


@pytest.mark.parametrize(
    ("name", "kept", "shown"),
    [
        ("phone", "+48601234567", "601 234 567"),
        ("phone", "+48221234567;ext=12", "22 123 45 67 wew. 12"),
        ("phone", "+4930901820", "+49 30 901820"),
        ("phone", "+48999999999999", "+48999999999999"),
        ("amount", "1234,50", "1 234,50 zł"),
        ("account", "27114020040000300201355387", "27 1140 2004 0000 3002 0135 5387"),
        ("nip", "5260250995", "526-025-09-95"),
        ("date", "2026-11-22", "22 listopada 2026"),
    ],
)
def test_what_is_kept_is_shown_in_groups(name: str, kept: str, shown: str) -> None:
    """A Polish reader sees the usual groups, parted by common spaces, which people can copy.

    A number that is no longer given out is shown as it was kept.
    """
    assert shown == FORMATS[name].show(kept)


def refusal(name: str, typed: str) -> str | None:
    """The sentence of a refusal; None when it was read, and then it is stable."""
    writing = FORMATS[name]
    try:
        kept = writing.read(typed)
    except ValueError as error:
        return str(error)
    assert kept == writing.read(kept)
    assert kept == writing.read(writing.show(kept))
    return None


@pytest.mark.parametrize("name", FORMATS)
@given(
    typed=st.text(max_size=80)
    | st.from_regex(r"[0-9 +()./;,=extwPLNIKRS-]{0,30}", fullmatch=True)
    | st.from_regex(r"[0-9]{1,2}[./ -][0-9a-z]{1,12}[./ -][0-9]{4}", fullmatch=True)
)
def test_reading_never_breaks(name: str, typed: str) -> None:
    """Whatever is typed is either kept, and then stable, or refused with a sentence."""
    sentence = refusal(name, typed)
    assert sentence is None or sentence.endswith(".")


@given(st.text())
def test_tidying_is_done_once(text: str) -> None:
    """A tidied text stays as it is; a single line has no line end."""
    assert one_line(text) == one_line(one_line(text))
    assert paragraphs(text) == paragraphs(paragraphs(text))
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "sign", "\x00\x02\x1b\x7f\x9b\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff"
)
def test_signs_without_a_shape_are_dropped(sign: str) -> None:
    """Nobody can turn the order of a text; a number copied from an address book is a number."""
    assert "601 234 567" == one_line(f"{sign}601 234{sign} 567{sign}")
    assert "raz\ndwa" == paragraphs(f"{sign}raz\n{sign}dwa")


def test_joiners_stay() -> None:
    """What some scripts cannot be written without is kept."""
    assert "می\u200cخواهم" == one_line("می\u200cخواهم")


def test_paragraphs_keep_lines() -> None:
    """Lines stay lines; at most one is empty between them."""
    assert "raz\ndwa\n\ntrzy" == paragraphs("  raz \r\ndwa\r\n\r\n\r\n\r\n trzy\n")
    assert "raz\ndwa" == paragraphs("raz\rdwa")
