"""What must not stand in the words of a notice: numbers, addresses and names by which somebody is
found.

It refuses rather too much than too little: whoever moderates says it in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog.text.folding import fold

_WEB = re.compile(
    r"\S*(?:@|＠|https?:|www\.)\S*|\b[\w-]+\.(?:pl|com|org|net|eu|info|ua)\b"
    r"|\b(?:małpa|facebook|messenger|whatsapp|telegram|instagram)\w*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\d(?:[\s().,/–-]*\d){6,}")
_ADDRESS = re.compile(
    r"(?:\b(?:ul|al|os)\.|\b(?:ulic[aęyą]|osiedl[eau])\b)(?:\s+\S+)?|\b\d{2}-\d{3}\b"
    r"|\b(?:nr|m\.)\s*\d+\w?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_ENDS = (".", "!", "?", ":", "…")
_SHORT = 4
"""Letters of an abbreviation in capitals: PIT, ZUS, CV."""
_MEANT = frozenset({"boze", "narodzenie", "narodzeniem", "wielkanoc", "wielkanoca", "excel", "word",
                    "windows", "internet", "wigilia", "wigilie", "braille"})  # fmt: skip
"""Words with a capital that name nobody and no place."""
_FIRST_NAMES = tuple(
    """ada adam adrian agata agnieszka aleksander aleksandra alicja alina andrij andrzej aneta
    anna antoni antonina artur barbara bartosz beata bogdan bogdana bogumila boguslaw bozena
    celina cezary czeslaw czeslawa damian daniel danuta dariusz dawid dmytro dominik
    dominika dorota edward edyta elzbieta emilia ewa ewelina feliks filip franciszek
    gabriela genowefa grazyna grzegorz halina hanna helena henryk henryka hubert ignacy igor
    ilona irena ireneusz iryna iwan iwona izabela jacek jadwiga jakub jan janina janusz
    jaroslaw jerzy joanna jolanta jozef jozefa julia julian justyna kacper kamil kamila
    karol karolina katarzyna kateryna kazimierz kazimiera kinga klaudia konrad krystian
    krystyna krzysztof leon leszek lidia lucja lucyna lukasz maciej magdalena malgorzata
    marcin marek maria mariusz marian marianna marlena marta mateusz michal mieczyslaw
    mikolaj miroslaw miroslawa monika mykola natalia nikola nina norbert oksana olena
    oleksandr olga oskar patrycja patryk paulina pawel piotr przemyslaw radoslaw rafal
    regina renata robert roman rozalia ryszard sabina sandra sebastian serhij slawomir
    stanislaw stanislawa stefan stefania sylwia szymon tadeusz teresa tetiana tomasz urszula
    waclaw waldemar wanda wasyl weronika wieslaw wieslawa wiktor wiktoria witold wladyslaw
    wladyslawa wojciech wolodymyr zbigniew zdzislaw zenon zofia zuzanna zygmunt""".split()
)
"""Common first names in Poland, folded. Others are seen by their capital within a sentence."""


def personal(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """What has to go, each a Polish sentence that names the word; nothing when all is well.

    names: what is known of the person besides, such as the first name and the town: forbidden in
    small letters, too, and inflected.
    """
    return tuple(dict.fromkeys(_found(text, tuple(names))))


def _found(text: str, names: tuple[str, ...]) -> Iterator[str]:
    for pattern, says in (
        (_WEB, "adres e-mail, stronę albo komunikator"),
        (_NUMBER, "numer telefonu albo inny numer osoby"),
        (_ADDRESS, "adres"),
    ):
        for match in pattern.finditer(text):
            yield f"„{match[0]}” wygląda na {says}."
        text = pattern.sub(lambda one: " " * len(one[0]), text)  # told once
    known = tuple(word for name in names for word in _WORD.findall(name))
    for match in _WORD.finditer(text):
        word = match[0]
        if any(_is_form(word, one) for one in known):
            yield f"„{word}” mówi, kto to jest albo skąd."
        elif _is_named(word, first=_begins(text, match.start())):
            yield f"„{word}” wygląda na imię, nazwisko albo nazwę miejsca."


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins there."""
    before = text[:start].rstrip(" („\"'–-")
    return not before or before.endswith(_SENTENCE_ENDS)


def _is_named(word: str, *, first: bool) -> bool:
    """A capital within a sentence; at its beginning only a common first name."""
    plain = fold(word)
    if not word[0].isupper() or plain in _MEANT:
        return False
    if any(_is_form(word, name) for name in _FIRST_NAMES):
        return True
    short = len(word) <= _SHORT and word.isupper()
    return not short and (not first or (word.isupper() and len(word) > 1))


_SURE = 4
"""Letters from which the beginning of a word tells that it is a name's form."""


def _is_form(word: str, name: str) -> bool:
    """Whether a word is a name or a case of it: Zofia, Zofii, Zofią; Jan, Jana, Janowi."""
    plain, name = fold(word), fold(name)
    if plain == name:
        return True
    stem = name[:-1] if name[-1:] in "aeoyi" else name
    if len(stem) < _SURE:
        return len(stem) > 1 and plain[:-1] == stem
    changed = name.endswith("a") and plain.endswith("e")  # Marta, Marcie
    if changed and plain.startswith(stem[:-1]) and len(plain) <= len(name) + 1:
        return True
    return plain.startswith(stem) and len(plain) <= len(name) + 3
