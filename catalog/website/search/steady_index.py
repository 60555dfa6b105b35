"""Pagefind's index with the same bytes each time: it writes its filters in the order of a hash map.

Its files are gzip over a magic word and CBOR (RFC 8949) of arrays, texts and whole numbers. A
filter is [name, [[value, [page, …]], …]]; the head of an index is [version, pages, words,
[[filter's name, file], …], sorts, fields]. Files are named after what is in them. Whatever does
not read so, as of another version of Pagefind, is left as it is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Cbor: TypeAlias = "int | str | list[Cbor]"
_MAGIC = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_FILTERS = 3
"""Where the filters stand in the head."""


class _StrangeError(ValueError):
    """Not what this module knows."""


@dataclass(frozen=True)
class _Head:
    """The head of one language, and its filters: each file with what it holds."""

    path: Path
    value: list[Cbor]
    filters: tuple[tuple[Path, list[Cbor]], ...]


def settle(index: Path) -> None:
    """Put the filters of a fresh index into order, and rename what that changes. OSError."""
    entry = index / "pagefind-entry.json"
    told = json.loads(entry.read_text(encoding="utf-8"))
    try:  # all is read before anything is written
        found = [(one, _head(index, one["hash"])) for one in told["languages"].values()]
    except (_StrangeError, KeyError, TypeError, IndexError):
        return
    for language, head in found:
        language["hash"] = _settle(head)
    entry.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _head(index: Path, name: str) -> _Head:
    path = index / f"pagefind.{name}.pf_meta"
    value = _read(path)
    rows = sorted((_list(one) for one in _list(value[_FILTERS])), key=_first)
    value[_FILTERS] = list(rows)
    files = [index / "filter" / f"{row[1]}.pf_filter" for row in rows]
    filters = [(file, _read(file)) for file in files]
    for _file, content in filters:
        values = sorted((_list(one) for one in _list(content[1])), key=_first)
        content[1] = list(values)
    return _Head(path, value, tuple(filters))


def _settle(head: _Head) -> str:
    """Write it; the new name of its head."""
    for row, (file, content) in zip(_list(head.value[_FILTERS]), head.filters, strict=True):
        _list(row)[1] = _write(file, content, "{}.pf_filter", 7)
    return _write(head.path, head.value, "pagefind.{}.pf_meta", 10)


def _list(value: Cbor) -> list[Cbor]:
    if not isinstance(value, list):
        raise _StrangeError(value)
    return value


def _first(pair: list[Cbor]) -> str:
    return str(pair[0])


def _read(path: Path) -> list[Cbor]:
    data = gzip.decompress(path.read_bytes()).removeprefix(_MAGIC)
    value, end = _decoded(data, 0)
    if end != len(data) or _encoded(value) != data:
        raise _StrangeError(path.name)
    return _list(value)


def _write(old: Path, value: Cbor, pattern: str, digits: int) -> str:
    """In place of `old`, under a name of what it says now; the part of the name that changes."""
    data = _MAGIC + _encoded(value)
    language = old.name.removeprefix("pagefind.").partition("_")[0]
    name = f"{language}_{hashlib.sha256(data).hexdigest()[:digits]}"
    old.unlink()
    (old.parent / pattern.format(name)).write_bytes(gzip.compress(data, mtime=0))
    return name


def _decoded(data: bytes, at: int) -> tuple[Cbor, int]:
    """A value and where it ends."""
    kind, low = data[at] >> 5, data[at] & 31
    at += 1
    if low < 24:
        number = low
    elif low < 28:
        size = 1 << low - 24
        number, at = int.from_bytes(data[at : at + size], "big"), at + size
    else:
        raise _StrangeError("length")
    if kind == _NUMBER:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _ARRAY:
        raise _StrangeError("kind")
    items: list[Cbor] = []
    for _ in range(number):
        item, at = _decoded(data, at)
        items.append(item)
    return items, at


def _encoded(value: Cbor) -> bytes:
    if isinstance(value, int):
        return _start(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _start(_TEXT, len(text)) + text
    return _start(_ARRAY, len(value)) + b"".join(map(_encoded, value))


def _start(kind: int, number: int) -> bytes:
    """A kind with its number or length, as short as can be."""
    if number < 24:
        return bytes([kind << 5 | number])
    power = next(one for one in range(4) if number < 1 << 8 * (1 << one))
    return bytes([kind << 5 | 24 + power]) + number.to_bytes(1 << power, "big")
