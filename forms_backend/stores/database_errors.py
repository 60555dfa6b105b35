"""What a database says when it refuses, in words for the operator and without values."""

from __future__ import annotations

NO_TABLES = "nie ma tabel na zgłoszenia; utwórz je poleceniem: wzajemnie store init"
_UNDEFINED_TABLE = "42P01"
_SAYS = "baza danych mówi: "


def words_of(error: BaseException | None) -> str:
    """The first line of what the driver has raised, or which command makes the missing tables."""
    words = str(error).partition("\n")[0]
    missing = "no such table" in words or "unable to open" in words
    if missing or getattr(error, "sqlstate", None) == _UNDEFINED_TABLE:
        return NO_TABLES
    return f"{_SAYS}{words} ({type(error).__name__})"


def for_anybody(why: str) -> str:
    """Without a database's own words: those of a connection name hosts, accounts and databases."""
    said, own, _words = why.partition(_SAYS)
    return f"{said}baza danych odmawia; dlaczego, mówi dziennik usługi" if own else why
