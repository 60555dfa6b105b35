"""A stranger's key among the public ones: each place where one may be put, and who notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms_backend.config import TEMPLATES
from forms_backend.keys.key_files import rotate_keys
from forms_backend.keys.opening import PrivateKey, read_private_key
from forms_backend.sealing.envelope import KeysError, PublicKeys, seal
from forms_backend.sealing.submission import Submission
from forms_backend.serving.server import check_ready
from forms_backend.stores.address import open_store
from tests.forms_backend.cli.test_private_side import LIGHT, PASSPHRASE, Coordinator, coordinator
from tests.forms_backend.sealed_records import record
from tests.forms_backend.serving.test_submit import confirmed
from tests.forms_backend.synthetic_service import FORM

__all__ = ["coordinator"]

STRANGER = PrivateKey.new()


def row(key: PrivateKey, purpose: str) -> dict[str, str]:
    """A key as it stands in the file."""
    rows: list[dict[str, str]] = PublicKeys(False, (key.public(purpose),))._as_json()["keys"]
    return rows[0]


def third(keys: dict[str, Any]) -> None:
    keys["keys"].append(row(STRANGER, "zapasowy"))


def second_recovery(keys: dict[str, Any]) -> None:
    keys["keys"].append(row(STRANGER, "recovery"))


def second_foundation(keys: dict[str, Any]) -> None:
    keys["keys"].append(row(STRANGER, "foundation"))


def exchanged(keys: dict[str, Any]) -> None:
    keys["keys"][1] = row(STRANGER, "recovery")


def exchanged_unsigned(keys: dict[str, Any]) -> None:
    exchanged(keys)
    del keys["signed"]


def exchanged_signed_anew(keys: dict[str, Any]) -> None:
    exchanged_unsigned(keys)
    both = PublicKeys._from_json(keys)
    keys["signed"] = STRANGER.sign(both.to_sign()).as_json()


def change(file: Path, how: Callable[[dict[str, Any]], None]) -> None:
    """The file of public keys, changed by whoever can write it."""
    keys = json.loads(file.read_bytes())
    how(keys)
    file.write_text(json.dumps(keys), encoding="utf-8")


@pytest.mark.parametrize("how", [third, second_recovery, second_foundation, exchanged])
def test_list_that_is_not_what_was_signed_is_not_used(
    coordinator: Coordinator, how: Callable[[dict[str, Any]], None]
) -> None:
    """A key too many or another key: the service does not start, and every command says why."""
    change(coordinator.made.public, how)
    with pytest.raises(KeysError, match="koordynatora"):
        check_ready(coordinator.settings)
    code, said, complained = coordinator.run("keys", "check")
    assert (1, "", True) == (code, said, "Wgraj public.json" in complained)


@pytest.mark.parametrize(
    ("how", "why"),
    [(exchanged_unsigned, "nie jest podpisany"), (exchanged_signed_anew, "podpisał ktoś inny")],
)
def test_exchanged_recovery_key_is_noticed(
    coordinator: Coordinator, how: Callable[[dict[str, Any]], None], why: str
) -> None:
    """Who exchanges the recovery key and takes the signature away, or signs anew, is noticed by
    the private key; by the server too, where it is told who signs.
    """
    signer = PublicKeys.read(coordinator.made.public).signer
    right = replace(coordinator.settings, keys_signer=signer)
    check_ready(right)
    change(coordinator.made.public, how)
    code, said, complained = coordinator.run("keys", "check")
    assert (1, True, True) == (code, STRANGER.public("").id in said, why in complained)
    with pytest.raises(KeysError, match="nikt.*KEYS_SIGNER" if "nie" in why else "KEYS_SIGNER"):
        check_ready(right)


def test_list_is_compared_with_the_paper(coordinator: Coordinator) -> None:
    """The numbers typed off the sheet have to be just those of the list."""
    foundation, recovery = (one.id for one in PublicKeys.read(coordinator.made.public).keys)
    code, said, complained = coordinator.run("keys", "check", "--paper", recovery, foundation)
    assert (0, "") == (code, complained)
    assert f"{foundation} (zwykły), {recovery} (zapasowy)" in said
    for paper in ([foundation], [foundation, "0" * 16], [foundation, recovery, "0" * 16]):
        code, _, complained = coordinator.run("keys", "check", "--paper", *paper)
        assert (1, True) == (code, complained.startswith("Na kartce są inne klucze"))


def test_submission_sealed_to_a_stranger_is_named(coordinator: Coordinator) -> None:
    """What somebody sealed to a key more, while nobody looked, is found among what is stored."""
    confirmed(coordinator.house())
    assert (0, "") == coordinator.run("keys", "check", "--stored")[::2]
    ours = PublicKeys.read(coordinator.made.public)
    more = PublicKeys(False, (*ours.keys, STRANGER.public("recovery")))
    one = record()
    strange = replace(one, envelope=seal(Submission(one.label, {}).to_bytes(), more))
    open_store(coordinator.settings.store).append(strange, FORM)
    code, _, complained = coordinator.run("keys", "check", "--stored")
    assert (1, True) == (code, f"{STRANGER.public('').id} (zgłoszeń: 1)" in complained)
    old = STRANGER.public("").id
    assert (0, "") == coordinator.run("keys", "check", "--stored", "--old-paper", old)[::2]


def test_rotated_keys_are_no_strangers(coordinator: Coordinator) -> None:
    """What the old keys have sealed, the old recovery key among them, is known after `rotate`."""
    confirmed(coordinator.house())
    rotate_keys(coordinator.folder, TEMPLATES, PASSPHRASE, LIGHT)
    confirmed(coordinator.house())
    assert (0, "") == coordinator.run("keys", "check", "--stored")[::2]


def test_folder_of_before_is_signed(coordinator: Coordinator) -> None:
    """Keys without a signature still seal and open; `keys sign` signs what is on the paper."""
    before = PublicKeys.read(coordinator.made.public)
    replace(before, signed=None).write(coordinator.made.public)
    check_ready(coordinator.settings)
    reference = confirmed(coordinator.house())
    assert 0 == coordinator.run("submissions", "show", reference)[0]
    code, _, complained = coordinator.run("keys", "check")
    assert (1, True) == (code, "wzajemnie keys sign" in complained)
    numbers = [one.id for one in before.keys]
    for words in ([], ["--paper", numbers[0]]):
        code, _, complained = coordinator.run("keys", "sign", *words)
        assert (1, True) == (code, "Niczego nie podpisano" in complained)
    assert 0 == coordinator.run("keys", "sign", "--paper", *numbers)[0]
    assert (0, "") == coordinator.run("keys", "check", "--stored")[::2]
    assert before == PublicKeys.read(coordinator.made.public)


def test_backup_is_signed_by_command(coordinator: Coordinator, tmp_path: Path) -> None:
    """`keys sign` signs a fetched backup; `restore --signer` takes no other."""
    reference, copy = confirmed(coordinator.house()), str(tmp_path / "kopia.jsonl")
    coordinator.run("backup", copy)
    signer = read_private_key(coordinator.made.private, PASSPHRASE).signer
    code, _, complained = coordinator.run("restore", copy, "--signer", signer)
    assert (1, True) == (code, "nie jest podpisana" in complained)
    assert signer in coordinator.run("keys", "sign", copy)[1]
    for file in Path(coordinator.settings.store).glob("*.json"):
        file.unlink()
    coordinator.made.public.unlink()
    assert 1 == coordinator.run("restore", copy, "--signer", STRANGER.signer)[0]
    assert 0 == coordinator.run("restore", copy, "--signer", signer)[0]
    assert PublicKeys.read(coordinator.made.public).signer == signer
    assert reference in coordinator.run("submissions", "list")[1]
