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

from forms_backend.keys.opening import (
    Effort,
    OpeningError,
    PrivateKey,
    needs_passphrase,
    open_record,
    read_private_key,
)
from forms_backend.sealing.envelope import (
    FORMAT,
    Envelope,
    KeysError,
    PublicKeys,
    key_id,
    seal,
    to_text,
)
from forms_backend.sealing.readable_codes import spell
from forms_backend.sealing.submission import Label, SealedSubmission, Submission
from forms_backend.stores.rows import record_of

CASES = Path(__file__).parents[2] / "cases"
FOUNDATION, RECOVERY, STRANGER = (PrivateKey.new() for _ in range(3))
PUBLIC = PublicKeys(False, (FOUNDATION.public("foundation"), RECOVERY.public("recovery")))
LABEL = Label("K7MD-4QXR", "proba", "0123456789ab", "1/1", datetime(2026, 11, 22, 12, tzinfo=UTC))
LIGHT = Effort(rounds=1, memory=8192)


def record(**answers: str) -> SealedSubmission:
    """A sealed record with these answers."""
    envelope = seal(Submission(LABEL, answers).to_bytes(), PUBLIC)
    return SealedSubmission(LABEL, envelope, date(2027, 1, 1))


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
    with pytest.raises(OpeningError, match=rf"niż w środku \({field}\)"):
        open_record(replace(sealed, label=changed), FOUNDATION)


@pytest.mark.parametrize("length", [0, 1, 24, 40, 79, 80])
def test_cut_envelope_is_noticed(length: int) -> None:
    """A box or a sealed key that lost its end, or everything, is damaged; nothing else happens."""
    sealed = record(name="Anna")
    (name, inner), *_ = sealed.envelope.keys
    for cut in (
        replace(sealed.envelope, box=sealed.envelope.box[:length]),
        replace(sealed.envelope, keys=((name, inner[: min(length, len(inner) - 1)]),)),
    ):
        with pytest.raises(OpeningError, match="jest uszkodzone"):
            open_record(replace(sealed, envelope=cut), FOUNDATION)


def inside(**changes: object) -> bytes:
    """What is sealed, with something else in one place."""
    whole: dict[str, object] = {"label": LABEL.as_json(), "answers": {}}
    return json.dumps(whole | changes).encode()


@pytest.mark.parametrize(
    "text",
    [
        b"nie",
        b"{}",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        inside(label="x"),
        inside(label={}),
        inside(answers=[]),
        inside(answers={"name": {"of": "nothing"}}),
        inside(answers={"needs": ["zakupy", ["komputer"]]}),
        inside(answers={"name": "\ud800"}),
        inside(paper=5),
        inside(doubts=5),
    ],
    ids=lambda text: repr(text[-40:]),
)
def test_something_else_inside_is_told(text: bytes) -> None:
    """Anybody can seal to a public key: what is no submission is named and stops no listing."""
    sealed = replace(record(), envelope=seal(text, PUBLIC))
    with pytest.raises(OpeningError, match="ma w środku coś innego niż odpowiedzi"):
        open_record(sealed, FOUNDATION)


def test_what_was_sealed_long_ago_opens_today(tmp_path: Path) -> None:
    """A row of a store and a recovery sheet as version 0.1 wrote them: the one opens the other."""
    kept = json.loads((CASES / "sealed.json").read_text(encoding="utf-8"))
    sheet = tmp_path / "zapasowy.txt"
    sheet.write_text("\n".join(kept["sheet"]), encoding="utf-8")
    recovery = read_private_key(sheet)
    assert tuple(kept["sheet"]) == spell(recovery.key)
    opened = open_record(record_of(kept["row"]), recovery)
    assert Label("K7M-D4QP", "proba", "0123456789ab", "1/1", LABEL.received) == opened.label
    assert {
        "first_name": "Żaneta Próbna",
        "needs": ("zakupy", "komputer"),
        "town": "",
    } == opened.answers
    assert (("trap",), {"sheet_date": "2026-11-20"}, "en") == (
        opened.doubts,
        opened.paper,
        opened.language,
    )


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


@pytest.mark.parametrize("change", [{"format": "wzajemnie-2"}, {"box": "QUJD*"}, {"box": "QUJ"}])
def test_unknown_envelope_is_not_read(change: dict[str, str]) -> None:
    """Another format, or base64 with anything in between, is no envelope."""
    with pytest.raises(ValueError, match=r"envelope|base64|padding"):
        Envelope.from_json(record(name="Anna").envelope.as_json() | change)


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


def key_file(**changes: object) -> str:
    """A key file without a passphrase, with something else in one place."""
    key = to_text(FOUNDATION.key)
    return json.dumps({"format": FORMAT, "what": "private key", "key": key} | changes)


@pytest.mark.parametrize(
    "text",
    [
        *("{}", "{", '{"format": "x"}', "AAAA", "", '["kdf"]'),
        key_file(format="wzajemnie-2"),
        key_file(what="public key"),
        key_file(key=5),
        key_file(key=to_text(FOUNDATION.key[:31])),
        spell(FOUNDATION.key)[0],
        "\n".join(spell(bytes(40))),
    ],
    ids=[  # keys are new in each process, names of tests are not
        *("empty", "open", "format", "text", "nothing", "list"),
        *("other format", "other half", "number", "short", "one code", "long"),
    ],
)
def test_not_a_key(tmp_path: Path, text: str) -> None:
    """A file that is no key is said to be none, without a traceback."""
    path = tmp_path / "private.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OpeningError, match="nie da się odczytać"):
        read_private_key(path)


def test_key_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder, or a file that is no text, is said to be unreadable and named."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for path in (tmp_path, tmp_path / "binary"):
        with pytest.raises(OpeningError, match=f"Nie da się odczytać pliku klucza {path}"):
            read_private_key(path)


def test_no_key(tmp_path: Path) -> None:
    """Without the private key one sentence says so and names the file."""
    with pytest.raises(OpeningError, match=r"^Bez klucza prywatnego nie da się .*private\.json\.$"):
        read_private_key(tmp_path / "private.json")


def test_key_is_not_in_representations() -> None:
    """A key or an answer that gets into a log by its value's representation is not readable."""
    assert "PrivateKey()" == repr(FOUNDATION)
    assert "Anna" not in repr(Submission(LABEL, {"name": "Anna"}))


def public_file(**changes: object) -> str:
    """A file of public keys with something else in one place."""
    one = FOUNDATION.public("foundation")
    row = {"id": one.id, "purpose": one.purpose, "key": to_text(one.key)}
    return json.dumps({"format": FORMAT, "development": False, "keys": [row]} | changes)


SHORT = FOUNDATION.public("foundation").key[:31]
SHORT_ROW = {"id": key_id(SHORT), "purpose": "recovery", "key": to_text(SHORT)}


@pytest.mark.parametrize(
    "damage",
    [
        *("{}", "[]", "nie"),
        public_file(format="wzajemnie-2"),
        public_file(keys=[]),
        public_file(keys=[SHORT_ROW]),
        public_file(keys=[*json.loads(public_file())["keys"], SHORT_ROW]),
        public_file(keys=5),
    ],
)
def test_damaged_public_keys(tmp_path: Path, damage: str) -> None:
    """Public keys that are damaged are not used; least of all none, to which anything is sealed."""
    path = tmp_path / "public.json"
    path.write_text(public_file(), encoding="utf-8")
    assert 1 == len(PublicKeys.read(path).keys)
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(KeysError, match="jest uszkodzony"):
        PublicKeys.read(path)


def test_no_public_keys(tmp_path: Path) -> None:
    """Without the file one sentence says how it is made."""
    with pytest.raises(KeysError, match="Utwórz je poleceniem: wzajemnie keys new"):
        PublicKeys.read(tmp_path / "public.json")


def test_exchanged_public_key_is_noticed(tmp_path: Path) -> None:
    """A key that does not match its id is not used."""
    path = tmp_path / "public.json"
    PUBLIC.write(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["keys"][0]["key"] = data["keys"][1]["key"]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(KeysError, match="jest uszkodzony"):
        PublicKeys.read(path)
