"""Sealed once for each key, opened by either private half, and by nothing else."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.codes import spell
from forms_backend.envelope import Envelope, KeysError, PublicKeys, seal
from forms_backend.opening import (
    Effort,
    OpeningError,
    PrivateKey,
    needs_passphrase,
    open_record,
    read_private_key,
)
from forms_backend.submission import Label, Record, Submission

FOUNDATION, RECOVERY, STRANGER = (PrivateKey.new() for _ in range(3))
PUBLIC = PublicKeys(False, (FOUNDATION.public("foundation"), RECOVERY.public("recovery")))
LABEL = Label("K7MD-4QXR", "proba", "0123456789ab", "1/1", datetime(2026, 11, 22, 12, tzinfo=UTC))
LIGHT = Effort(rounds=1, memory=8192)


def record(**answers: str) -> Record:
    """A sealed record with these answers."""
    envelope = seal(Submission(LABEL, answers).to_bytes(), PUBLIC)
    return Record(LABEL, envelope, date(2027, 1, 1))


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=300), max_size=5))
def test_both_keys_open_what_was_sealed(answers: dict[str, str]) -> None:
    """The foundation's key and the recovery key give back exactly what went in."""
    sealed = record(**answers)
    for key in (FOUNDATION, RECOVERY):
        assert Submission(LABEL, answers) == open_record(sealed, key)


def test_stranger_cannot_open() -> None:
    """Another key is told that it is another key."""
    with pytest.raises(OpeningError, match="zamknięte innym kluczem"):
        open_record(record(name="Anna"), STRANGER)


def test_stranger_cannot_take_a_key_id() -> None:
    """A sealed key under another key's id does not open."""
    sealed = record(name="Anna")
    (_, inner), *_ = sealed.envelope.keys
    forged = replace(sealed.envelope, keys=((STRANGER.public("").id, inner),))
    with pytest.raises(OpeningError, match="uszkodzone albo ktoś je zmienił"):
        open_record(replace(sealed, envelope=forged), STRANGER)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_changed_box_is_noticed(place: int, change: int) -> None:
    """Any changed byte of the box is found."""
    sealed = record(name="Anna")
    box = bytearray(sealed.envelope.box)
    box[place % len(box)] ^= change
    tampered = replace(sealed, envelope=replace(sealed.envelope, box=bytes(box)))
    with pytest.raises(OpeningError, match="K7MD-4QXR jest uszkodzone"):
        open_record(tampered, FOUNDATION)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference", "AAAA-BBBB"),
        ("form", "inna"),
        ("form_version", "ba9876543210"),
        ("clause_version", "2/2"),
        ("received", datetime(2026, 11, 23, 12, tzinfo=UTC)),
    ],
)
def test_changed_label_is_noticed(field: str, value: object) -> None:
    """What is open on the record has to be what is sealed inside."""
    sealed = record(name="Anna")
    changed = replace(LABEL, **{field: value})  # type: ignore[arg-type]
    with pytest.raises(OpeningError, match=field):
        open_record(replace(sealed, label=changed), FOUNDATION)


def test_envelopes_cannot_be_exchanged() -> None:
    """One submission's envelope under another's label is found."""
    other = replace(LABEL, reference="AAAA-BBBB")
    swapped = replace(record(name="Anna"), label=other)
    with pytest.raises(OpeningError, match="na kopercie inne dane"):
        open_record(swapped, FOUNDATION)


def test_length_says_little() -> None:
    """Short answers of different length have boxes of the same length."""
    assert 1 == len({len(record(name="a" * length).envelope.box) for length in (1, 5, 20)})


def test_sealing_twice_differs() -> None:
    """The same answers never give the same bytes."""
    assert record(name="Anna").envelope.box != record(name="Anna").envelope.box


def test_envelope_is_json() -> None:
    """An envelope written as JSON and read again is the same."""
    envelope = record(name="Anna").envelope
    assert envelope == Envelope.from_json(json.loads(json.dumps(envelope.as_json())))


@pytest.mark.parametrize("passphrase", [None, "zażółć gęślą jaźń"])
def test_private_key_file(tmp_path: Path, passphrase: str | None) -> None:
    """A key file gives back its key, with its passphrase; only its owner can read the file."""
    path = tmp_path / "private.json"
    FOUNDATION.write(path, passphrase, LIGHT)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert bool(passphrase) == needs_passphrase(path)
    assert FOUNDATION == read_private_key(path, passphrase)


def test_wrong_passphrase(tmp_path: Path) -> None:
    """A wrong or missing passphrase is said in one sentence."""
    path = tmp_path / "private.json"
    FOUNDATION.write(path, "dobre", LIGHT)
    for wrong in ("złe", "", None):
        with pytest.raises(OpeningError, match="Hasło do klucza prywatnego jest inne"):
            read_private_key(path, wrong)


def test_key_file_is_never_replaced(tmp_path: Path) -> None:
    """A second key does not take the first one's place."""
    path = tmp_path / "private.json"
    FOUNDATION.write(path, None)
    with pytest.raises(FileExistsError):
        STRANGER.write(path, None)
    assert FOUNDATION == read_private_key(path)


def test_recovery_sheet_is_a_key_file(tmp_path: Path) -> None:
    """The rows copied from paper, in small letters and oddly spaced, open the submissions."""
    path = tmp_path / "zapasowy.txt"
    path.write_text("\n\n".join(spell(RECOVERY.key)).lower().replace(" ", "  "), encoding="utf-8")
    assert not needs_passphrase(path)
    assert {"name": "Anna"} == open_record(record(name="Anna"), read_private_key(path)).answers


def test_slip_on_the_sheet_is_named(tmp_path: Path) -> None:
    """A mistake in copying says in which row it is."""
    rows = list(spell(RECOVERY.key))
    rows[2] = ("3" if rows[2][0] == "2" else "2") + rows[2][1:]
    path = tmp_path / "zapasowy.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(OpeningError, match="wiersz 3 kodu zawiera pomyłkę"):
        read_private_key(path)


@pytest.mark.parametrize("text", ["{}", "{", '{"format": "x"}', "AAAA", "", '["kdf"]'])
def test_not_a_key(tmp_path: Path, text: str) -> None:
    """A file that is no key is said to be none, without a traceback."""
    path = tmp_path / "private.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OpeningError, match="nie da się odczytać"):
        read_private_key(path)


def test_no_key(tmp_path: Path) -> None:
    """Without the private key one sentence says so and names the file."""
    with pytest.raises(OpeningError, match=r"^Bez klucza prywatnego nie da się .*private\.json\.$"):
        read_private_key(tmp_path / "private.json")


def test_key_is_not_in_representations() -> None:
    """A key or an answer that gets into a log by its value's representation is not readable."""
    assert "PrivateKey()" == repr(FOUNDATION)
    assert "Anna" not in repr(Submission(LABEL, {"name": "Anna"}))


@pytest.mark.parametrize("damage", ["{}", "[]", "nie", '{"format": "wzajemnie-1", "keys": []}'])
def test_damaged_public_keys(tmp_path: Path, damage: str) -> None:
    """Public keys that are damaged are not used."""
    path = tmp_path / "public.json"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(KeysError, match="jest uszkodzony"):
        PublicKeys.read(path)


def test_exchanged_public_key_is_noticed(tmp_path: Path) -> None:
    """A key that does not match its id is not used."""
    path = tmp_path / "public.json"
    PUBLIC.write(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["keys"][0]["key"] = data["keys"][1]["key"]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(KeysError, match="jest uszkodzony"):
        PublicKeys.read(path)
