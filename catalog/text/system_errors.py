"""What the operating system refuses, in Polish: its own words come in its own language."""

from __future__ import annotations

import errno

_WORDS = {
    errno.EACCES: "nie masz do tego uprawnień",
    errno.EADDRINUSE: "ten adres jest już zajęty",
    errno.EADDRNOTAVAIL: "ten komputer nie ma takiego adresu",
    errno.EAGAIN: "na razie zajęte",
    errno.EBUSY: "używa tego inny program",
    errno.ECONNREFUSED: "nikt tam nie odpowiada",
    errno.ECONNRESET: "połączenie zostało przerwane",
    errno.EDQUOT: "skończyło się miejsce przydzielone temu kontu",
    errno.EEXIST: "już istnieje",
    errno.EFBIG: "plik byłby za duży",
    errno.EHOSTUNREACH: "nie ma drogi do tego komputera",
    errno.EINVAL: "system nie przyjmuje takiej wartości",
    errno.EIO: "dysk nie działa prawidłowo",
    errno.EISDIR: "to jest folder",
    errno.ELOOP: "dowiązania prowadzą w kółko",
    errno.EMFILE: "program ma otwartych za dużo plików",
    errno.ENAMETOOLONG: "za długa nazwa",
    errno.ENETUNREACH: "nie ma połączenia z siecią",
    errno.ENFILE: "system ma otwartych za dużo plików",
    errno.ENODEV: "nie ma takiego urządzenia",
    errno.ENOENT: "nie ma takiego pliku ani folderu",
    errno.ENOMEM: "brakuje pamięci",
    errno.ENOSPC: "na dysku nie ma już miejsca",
    errno.ENOTDIR: "to nie jest folder",
    errno.ENOTEMPTY: "folder nie jest pusty",
    errno.EPERM: "system na to nie pozwala",
    errno.EPIPE: "nikt już nie czyta",
    errno.EROFS: "ten dysk jest tylko do odczytu",
    errno.ETIMEDOUT: "nie było odpowiedzi na czas",
    errno.ETXTBSY: "ten program właśnie działa",
    errno.EXDEV: "to dwa różne dyski",
}


def reason(error: OSError) -> str:
    """Why the system refused, as the end of a Polish sentence; else the number to look up."""
    if error.errno in _WORDS:
        return _WORDS[error.errno]
    return str(error) if error.errno is None else f"błąd systemu numer {error.errno}"
