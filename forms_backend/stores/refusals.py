"""What a database says when it refuses, in words for the operator and without values."""

from __future__ import annotations

NO_TABLES = "nie ma tabel na zgłoszenia; utwórz je poleceniem: wzajemnie store init"
_UNDEFINED_TABLE = "42P01"


def words_of(error: BaseException | None) -> str:
    """The first line of what the driver has raised, or which command makes the missing tables."""
    words = str(error).partition("\n")[0]
    missing = "no such table" in words or "unable to open" in words
    if missing or getattr(error, "sqlstate", None) == _UNDEFINED_TABLE:
        return NO_TABLES
    return f"baza danych mówi: {words} ({type(error).__name__})"
