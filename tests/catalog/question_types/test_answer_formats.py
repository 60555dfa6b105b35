"""Any usual writing is read; what is kept is one; what cannot be read is refused in Polish."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import phonenumbers
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from catalog.forms.question import Question
from catalog.question_types.answer_formats import FORMATS
from catalog.question_types.registry import QUESTION_TYPES
from catalog.text.language import POLISH, Language, speaking
from catalog.text.phrases import long_date
from catalog.text.tidying import one_line, paragraphs
from tests.conftest import ENGLISH

CASES = [
    (name, typed, kept)
    for name, writings in yaml.safe_load(
        (Path(__file__).parents[2] / "cases" / "forms_writings.yml").read_text(encoding="utf-8")
    ).items()
    for typed, kept in writings.items()
]
MESSAGES = [
    (name, typed, message)
    for name, writings in yaml.safe_load(
        (Path(__file__).parents[2] / "cases" / "forms_messages.yml").read_text(encoding="utf-8")
    ).items()
    for typed, message in writings.items()
]


@pytest.mark.parametrize(("name", "typed", "kept"), CASES)
def test_writing_is_kept_in_one_way(name: str, typed: str, kept: str | None) -> None:
    """Each usual writing becomes the kept one; a wrong one is refused with a whole sentence."""
    if kept is None:
        with pytest.raises(ValueError, match=r"^(Wpisz|Sprawdź) .*\.$"):
            FORMATS[name].read(typed)
    else:
        assert kept == FORMATS[name].read(typed)


@pytest.mark.parametrize(("name", "typed", "message"), MESSAGES)
def test_refusal_names_what_is_wrong(name: str, typed: str, message: str) -> None:
    """The message is about the writing that was typed."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        FORMATS[name].read(typed)


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


@given(st.text(st.characters(categories=["Mn", "Me", "Cf", "Zs", "Zl", "Cc"]), max_size=12))
def test_text_that_nobody_sees_is_empty(text: str) -> None:
    """Joiners, accents without a letter, spaces and fillers are no answer."""
    assert "" == one_line(text)
    assert "" == paragraphs(f"\u3164{text}\u2800")


@given(
    st.from_regex(r"[1-9][0-9]{8}", fullmatch=True),
    st.sampled_from(["", "+48", "0048 ", "+48 (0) "]),
)
def test_a_number_that_is_kept_is_the_one_typed(digits: str, before: str) -> None:
    """Nine digits, with or without Poland's number, are either kept as they are or refused."""
    with suppress(ValueError):
        assert f"+48{digits}" == FORMATS["phone"].read(f"{before}{digits}")


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))  # 00 is the way out of a country
def test_a_zero_in_front_is_nobody_elses_number(digits: str) -> None:
    """What is a Ukrainian number, too, is never kept as a Polish one; nor what is a Romanian,
    Vietnamese or Bulgarian mobile.
    """
    with suppress(ValueError):
        assert FORMATS["phone"].read(digits) == f"+48{digits[1:]}"
        assert not phonenumbers.is_valid_number(phonenumbers.parse(f"+380{digits[1:]}"))
        for country in (40, 84, 359):
            foreign = phonenumbers.parse(f"+{country}{digits[1:]}")
            assert phonenumbers.number_type(foreign) != phonenumbers.PhoneNumberType.MOBILE


@given(
    st.from_regex(r"[a-z]{1,8}", fullmatch=True),
    st.characters(min_codepoint=0x370, max_codepoint=0x4FF, categories=["Ll", "Lu"]),
)
def test_an_address_of_two_alphabets_is_asked_back(letters: str, strange: str) -> None:
    """A Greek or Cyrillic letter among Latin ones looks like ours, and nothing arrives there."""
    for address in (f"{letters}{strange}@example.org", f"jan@{letters}{strange}.org"):
        assert "z innego alfabetu" in (refusal("email", address) or "")


@given(st.integers(1, 9_999), st.integers(1, 99))
def test_grosze_in_words_are_grosze(whole: int, grosze: int) -> None:
    """Five grosze are 0,05 zł and not 0,5."""
    kept = f"{whole},{grosze:02d}"
    for writing in (f"{whole} zł {grosze} gr", f"{whole}zł{grosze}gr", f"{whole} zł i {grosze} gr"):
        assert kept == FORMATS["amount"].read(writing)
    assert f"0,{grosze:02d}" == FORMATS["amount"].read(f"{grosze} groszy")


@given(st.integers(0, 99_999_999))
def test_an_amount_means_the_same_in_each_writing(grosze: int) -> None:
    """Comma, dot, thousands and zł change nothing; nothing gains or loses a digit."""
    assume(grosze)
    whole, part = divmod(grosze, 100)
    kept = f"{whole},{part:02d}"
    for writing in (
        kept,
        f"{whole}.{part:02d}",
        f"{whole:,}".replace(",", " ") + f",{part:02d} zł",
    ):
        assert kept == FORMATS["amount"].read(writing)


@given(st.integers(100_000_000, 9_999_999_999))
def test_no_tax_number_is_a_court_number(number: int) -> None:
    """Digits are read as one identifier at most."""
    digits = str(number)
    read = []
    for name in ("nip", "krs"):
        with suppress(ValueError):
            read.append(FORMATS[name].read(digits))
    assert len(read) <= 1


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_the_same_in_each_writing(day: date) -> None:
    """Every writing of a day is that day; one without its century is refused."""
    for writing in (f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", long_date(day)):
        assert day.isoformat() == FORMATS["date"].read(writing)
    with pytest.raises(ValueError, match="Wpisz rok czterema cyframi"):
        FORMATS["date"].read(f"{day:%d.%m.%y}")


def test_joiners_stay() -> None:
    """What some scripts cannot be written without is kept."""
    assert "می\u200cخواهم" == one_line("می\u200cخواهم")


def test_paragraphs_keep_lines() -> None:
    """Lines stay lines; at most one is empty between them."""
    assert "raz\ndwa\n\ntrzy" == paragraphs("  raz \r\ndwa\r\n\r\n\r\n\r\n trzy\n")
    assert "raz\ndwa" == paragraphs("raz\rdwa")


def written(name: str) -> Question:
    """A question whose answers have this writing."""
    kind = {"type": name} if name in QUESTION_TYPES else {"type": "text", "format": name}
    return Question.model_validate({"name": "x", "label": "X", **kind})


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.one_of(st.text(), st.text("0123456789. -/+,", max_size=20)))
def test_whatever_was_kept_can_be_shown(name: str, text: str) -> None:
    """An envelope may hold an answer that the service would have written in another way."""
    assert isinstance(written(name).show(text), str)


def test_a_kept_date_in_another_writing() -> None:
    """It is shown as the day that it is."""
    assert "22 listopada 2026" == written("date").show("22.11.2026")
