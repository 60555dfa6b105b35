"""What libyaml says of a slip, in Polish, for people who know a spreadsheet but not YAML."""

from __future__ import annotations

import yaml

_EXPECTED = "oczekiwano poprawnych wcięć, dwukropków i cudzysłowów"
_WORDS = {
    "mapping values are not allowed in this context": (
        "dwukropek w środku tekstu albo złe wcięcie",
        "oczekiwano tekstu z dwukropkiem w cudzysłowie",
    ),
    "did not find expected key": (
        "złe wcięcie albo tekst za cudzysłowem",
        "oczekiwano klucza w tej samej kolumnie co poprzedni",
    ),
    "could not find expected ':'": (
        "wiersz bez dwukropka",
        "oczekiwano dwukropka i spacji po kluczu",
    ),
    "did not find expected '-' indicator": (
        "złe wcięcie listy",
        "oczekiwano łącznika w tej samej kolumnie co poprzedni",
    ),
    "did not find expected <document start>": (
        "złe wcięcie na początku pliku",
        "oczekiwano kluczy od pierwszej kolumny",
    ),
    "found unexpected end of stream": (
        "cudzysłów, który nie jest zamknięty",
        "oczekiwano znaku \" albo ' na końcu tekstu",
    ),
    "did not find expected ',' or ']'": (
        "lista w nawiasie bez przecinka albo bez końca",
        "oczekiwano przecinków i nawiasu ] na końcu",
    ),
    "did not find expected ',' or '}'": (
        "zestaw kluczy w nawiasie bez przecinka albo bez końca",
        "oczekiwano przecinków i nawiasu } na końcu",
    ),
    "did not find expected node content": (
        "brak wartości w nawiasie",
        "oczekiwano wartości po nawiasie i po każdym przecinku",
    ),
    "did not find expected alphabetic or numeric character": (
        "znak & albo * na początku tekstu",
        "oczekiwano całego tekstu w cudzysłowie",
    ),
    "found unknown escape character": (
        "nieznany znak po \\ w cudzysłowie",
        "oczekiwano \\\\ zamiast \\",
    ),
    "block sequence entries are not allowed in this context": (
        "lista w tym samym wierszu co klucz",
        "oczekiwano każdego łącznika w nowym wierszu",
    ),
}
_BEGUN = ("quoted scalar", "flow", "simple key")
"""What is to be mended where it began, and not where the parser gave up."""


def place_and_words(error: yaml.YAMLError, content: bytes) -> tuple[int, str, str]:
    """The line of a slip, what is wrong there and what was expected."""
    if isinstance(error, yaml.MarkedYAMLError):
        begun = any(word in (error.context or "") for word in _BEGUN)
        mark = (error.context_mark if begun else None) or error.problem_mark
        line = mark.line + 1 if mark else 1
        if mark and error.problem == "found character that cannot start any token":
            what, expected = _bad_start(
                content.decode("utf-8").splitlines()[mark.line], mark.column
            )
        else:
            what, expected = _WORDS.get(error.problem or "", ("niezrozumiały zapis", _EXPECTED))
        return line, f"błąd zapisu YAML ({what})", expected
    position = getattr(error, "position", 0)
    line = content[:position].count(b"\n") + 1
    return line, "błąd zapisu YAML (niedozwolony znak)", "oczekiwano zwykłych liter, cyfr i znaków"


def _bad_start(line: str, column: int) -> tuple[str, str]:
    if line[column : column + 1] == "\t":
        return "tabulator na początku wiersza", "oczekiwano spacji we wcięciu"
    sign = line[column : column + 1]
    return f"znak {sign} na początku tekstu", "oczekiwano całego tekstu w cudzysłowie"
